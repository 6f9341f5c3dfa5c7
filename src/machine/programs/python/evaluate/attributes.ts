import { args } from '../call-arguments.ts';
import { EXCEPTIONS, TYPE, classOf, exception, raise } from '../classes.ts';
import type { Interpreter } from '../interpreter.ts';
import { PyBuiltin, PyClass, PyDict, PyFunction, PyGenerator, PyInstance, PyIterator, PyMethod, PyModule, PyProperty, PyRaise, PyRange, PySlice, PyStaticMethod, PyTuple, idOf } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { callValue } from './calls.ts';
import { isIterable, iteratorOf, nextOf } from './iteration.ts';
import { same } from './same.ts';
import { suggestion } from './suggestion.ts';
import { defaultRepr, exceptionText } from './text.ts';

export function* getAttr(py: Interpreter, object: Value, name: string): Run<Value> {
  const value = yield* lookup(py, object, name);
  if (value !== undefined) return value;
  const hint = suggestion(name, attributesOf(py, object));
  const error = exception('AttributeError', object instanceof PyModule ? `module '${object.name}' has no attribute '${name}'` : object instanceof PyClass ? `type object '${object.name}' has no attribute '${name}'` : `'${classOf(object).name}' object has no attribute '${name}'`);
  error.attrs.set('hint', hint);
  throw new PyRaise(error);
}

export function attributesOf(py: Interpreter, object: Value): readonly string[] {
  const own = object instanceof PyInstance || object instanceof PyModule || object instanceof PyClass || object instanceof PyFunction ? [...object.attrs.keys()] : [];
  const classes = object instanceof PyClass ? object.mro : classOf(object).mro;
  return [...new Set([...own, ...classes.flatMap(({ attrs }) => [...attrs.keys()])])];
}

/** An attribute, bound to its object; undefined when there is none. */
export function* lookup(py: Interpreter, object: Value, name: string): Run<Value | undefined> {
  if (object instanceof PyModule) return object.attrs.has(name) ? object.attrs.get(name)! : (name === '__name__' ? object.name : name === '__dict__' ? PyDict.of(object.attrs) : yield* py.importer.submodule(object, name, py.frame, true));
  if (object instanceof PyClass) return yield* classAttr(py, object, name);
  if (object instanceof PyInstance && object.payload !== undefined && object.cls === py.builtins.get('super')) return yield* superAttr(py, object, name);
  const cls = classOf(object);
  const found = cls.find(name);
  if (found instanceof PyProperty) {
    if (found.isCached && object instanceof PyInstance && object.attrs.has(name)) return object.attrs.get(name);
    const value = yield* callValue(py, found.getter, args(object));
    if (found.isCached && object instanceof PyInstance) object.attrs.set(name, value);
    return value;
  }
  const descriptor = found instanceof PyInstance ? found.cls.find('__get__') : undefined;
  if (descriptor !== undefined) return yield* callValue(py, new PyMethod(found!, descriptor), args(object, cls));
  if (object instanceof PyInstance || object instanceof PyFunction || object instanceof PyBuiltin) {
    const own = object.attrs.get(name);
    if (own !== undefined) return own;
  }
  if (found !== undefined) return boundTo(py, found, object, cls);
  const special = specialAttr(py, object, name, cls);
  if (special !== undefined) return special;
  const fallback = object instanceof PyInstance ? cls.find('__getattr__') : undefined;
  return fallback === undefined ? undefined : yield* callValue(py, new PyMethod(object, fallback), args(name));
}

export function boundTo(py: Interpreter, found: Value, object: Value, cls: PyClass): Value {
  if (found instanceof PyFunction || (found instanceof PyBuiltin && found.isMethod)) return new PyMethod(object, found);
  if (found instanceof PyStaticMethod) return found.isClassMethod ? new PyMethod(cls, found.func) : found.func;
  return found;
}

export function specialAttr(py: Interpreter, object: Value, name: string, cls: PyClass): Value | undefined {
  switch (name) {
    case '__class__': return cls;
    case '__dict__': return object instanceof PyInstance || object instanceof PyFunction ? PyDict.of(object.attrs) : undefined;
    case '__doc__': return object instanceof PyFunction ? (object.doc ?? null) : (cls.find('__doc__') ?? null);
    case '__module__': return object instanceof PyFunction ? (object.closure.globals.get('__name__') ?? null) : cls.module;
    case '__name__': return object instanceof PyFunction || object instanceof PyBuiltin ? object.name : object instanceof PyMethod ? specialAttr(py, object.func, name, cls) : undefined;
    case '__qualname__': return object instanceof PyFunction ? object.qualname : object instanceof PyBuiltin ? object.name : undefined;
    case '__self__': return object instanceof PyMethod ? object.self : undefined;
    case '__func__': return object instanceof PyMethod ? object.func : undefined;
    case '__cause__': return object instanceof PyInstance ? (object.cause ?? null) : undefined;
    case '__context__': return object instanceof PyInstance ? (object.context ?? null) : undefined;
    case '__traceback__': return object instanceof PyInstance ? null : undefined;
    case 'setter': return object instanceof PyProperty ? new PyBuiltin('setter', ({ positional }) => new PyProperty(object.getter, positional[0]!)) : undefined;
    case 'start': case 'stop': case 'step': return object instanceof PyRange ? object[name] : object instanceof PySlice ? { start: object.low, stop: object.high, step: object.step }[name] : undefined;
    case '__iter__': return isIterable(py, object) ? new PyBuiltin('__iter__', () => iteratorAttr(py, object)) : undefined;
    case '__next__': return object instanceof PyGenerator || object instanceof PyIterator ? new PyBuiltin('__next__', () => nextOf(py, object)) : undefined;
    default: return undefined;
  }
}

export function* iteratorAttr(py: Interpreter, object: Value): Run<Value> {
  return yield* iteratorOf(py, object);
}

export function* classAttr(py: Interpreter, cls: PyClass, name: string): Run<Value | undefined> {
  const found = cls.find(name);
  if (found instanceof PyStaticMethod) return found.isClassMethod ? new PyMethod(cls, found.func) : found.func;
  if (found !== undefined) return found;
  switch (name) {
    case '__name__': return cls.name;
    case '__qualname__': return cls.qualname;
    case '__module__': return cls.module;
    case '__mro__': return new PyTuple(cls.mro);
    case '__bases__': return new PyTuple(cls.bases);
    case '__dict__': return PyDict.of(cls.attrs);
    case '__doc__': return null;
    case '__class__': return cls.meta ?? TYPE;
    case '__annotations__': return new PyDict();
    case '__subclasses__': return undefined;
    default:
  }
  const inMeta = cls.meta?.find(name);
  return inMeta === undefined ? undefined : boundTo(py, inMeta, cls, cls.meta!);
}

export function* superAttr(py: Interpreter, proxy: PyInstance, name: string): Run<Value | undefined> {
  const { home, self } = proxy.payload as { home: PyClass; self: Value };
  const cls = self instanceof PyClass ? self : classOf(self);
  const rest = cls.mro.slice(cls.mro.indexOf(home) + 1);
  for (const each of rest) {
    const found = each.attrs.get(name);
    if (found === undefined) continue;
    if (found instanceof PyProperty) return yield* callValue(py, found.getter, args(self));
    return boundTo(py, found, self, cls);
  }
  const isException = cls.isSubclass(EXCEPTIONS.get('BaseException')!);
  if (name === '__init__') return new PyBuiltin('__init__', ({ positional }) => {
    if (isException && self instanceof PyInstance) self.attrs.set('args', new PyTuple(positional));
    return null;
  });
  if (name === '__new__') return new PyBuiltin('__new__', ({ positional }) => new PyInstance(positional[0] as PyClass));
  if (name === '__setattr__') return new PyBuiltin('__setattr__', ({ positional }) => {
    if (self instanceof PyInstance) self.attrs.set(String(positional[0]), positional[1]!);
    return null;
  });
  if (name === '__str__' || name === '__repr__') return new PyBuiltin(name, () => (isException && name === '__str__' ? exceptionText(py, self as PyInstance) : defaultRepr(py, self)));
  if (name === '__init_subclass__') return new PyBuiltin(name, () => null);
  if (name === '__eq__') return new PyBuiltin(name, ({ positional }) => same(self, positional[0]!));
  if (name === '__hash__') return new PyBuiltin(name, () => BigInt(idOf(self)));
  return undefined;
}

export function* setAttr(py: Interpreter, object: Value, name: string, value: Value): Run<void> {
  if (object instanceof PyInstance) {
    const found = object.cls.find(name);
    if (found instanceof PyProperty && !found.isCached) {
      if (found.setter === null) raise('AttributeError', `property '${name}' of '${object.cls.name}' object has no setter`);
      yield* callValue(py, found.setter, args(object, value));
      return;
    }
    const descriptor = found instanceof PyInstance ? found.cls.find('__set__') : undefined;
    if (descriptor !== undefined) {
      yield* callValue(py, new PyMethod(found!, descriptor), args(object, value));
      return;
    }
    const hook = object.cls.find('__setattr__');
    if (hook instanceof PyFunction && py.frame?.func !== hook) {
      yield* callValue(py, new PyMethod(object, hook), args(name, value));
      return;
    }
    object.attrs.set(name, value);
  } else if (object instanceof PyClass || object instanceof PyModule || object instanceof PyBuiltin) object.attrs.set(name, value);
  else if (object instanceof PyFunction) {
    if (name === '__name__' || name === '__qualname__') object[name === '__name__' ? 'name' : 'qualname'] = String(value);
    else if (name === '__doc__') object.doc = value === null ? undefined : String(value);
    else object.attrs.set(name, value);
  } else raise('AttributeError', `'${classOf(object).name}' object has no attribute '${name}'`);
}
