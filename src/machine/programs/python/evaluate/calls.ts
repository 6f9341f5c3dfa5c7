import type { Argument, Expr } from '../ast.ts';
import { NO_NAMES } from '../call-arguments.ts';
import { EXCEPTIONS, classOf, isInstance, raise } from '../classes.ts';
import { CALL_COST } from '../costs.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { PyBuiltin, PyClass, PyDict, PyFunction, PyGenerator, PyInstance, PyMethod, PyProperty, PyStaticMethod, PyTuple, Scope, isRun } from '../values.ts';
import type { CallArguments, Run, Value } from '../values.ts';
import { getAttr } from './attributes.ts';
import { evalSuper } from './definitions.ts';
import { evalExpr, evalQuickly } from './expressions.ts';
import { listOf } from './iteration.ts';

export function* evalCall(py: Interpreter, e: Expr & { k: 'call' }, f: Frame): Run<Value> {
  // A method of an object is looked up with its object at hand, without making a bound method first.
  let func: Value;
  if (e.func.k === 'attr') {
    const object = evalQuickly(py, e.func.object, f) ?? (yield* evalExpr(py, e.func.object, f));
    f.current = e.func;
    func = yield* getAttr(py, object, e.func.name);
  } else func = evalQuickly(py, e.func, f) ?? (yield* evalExpr(py, e.func, f));
  const given = yield* evalArguments(py, e.args, f);
  f.current = e;
  if (func === py.builtins.get('super') && given.positional.length === 0) return evalSuper(py, f);
  if (py.system.charge(CALL_COST)) yield* py.system.pay();
  return yield* callValue(py, func, given);
}

export function* evalArguments(py: Interpreter, list: readonly Argument[], f: Frame): Run<CallArguments> {
  const positional: Value[] = [];
  let named: Map<string, Value> | undefined;
  for (const arg of list) {
    const value = evalQuickly(py, arg.value, f) ?? (yield* evalExpr(py, arg.value, f));
    if (arg.kind === 'positional') positional.push(value);
    else if (arg.kind === 'star') positional.push(...(yield* listOf(py, value)));
    else if (arg.kind === 'keyword') (named ??= new Map()).set(arg.name, value);
    else {
      if (!(value instanceof PyDict)) raise('TypeError', `argument after ** must be a mapping, not ${classOf(value).name}`);
      for (const [key, each] of value.entries.values()) (named ??= new Map()).set(String(key), each);
    }
  }
  return { positional, named: named ?? NO_NAMES };
}

export function* callValue(py: Interpreter, func: Value, given: CallArguments): Run<Value> {
  if (func instanceof PyFunction) return yield* callFunction(py, func, given);
  if (func instanceof PyBuiltin) {
    const result = func.call(given);
    return isRun(result) ? yield* result : result;
  }
  if (func instanceof PyMethod) return yield* callValue(py, func.func, { positional: [func.self, ...given.positional], named: given.named });
  if (func instanceof PyClass) return yield* instantiate(py, func, given);
  if (func instanceof PyStaticMethod) return yield* callValue(py, func.func, given);
  const method = func instanceof PyInstance ? func.cls.find('__call__') : undefined;
  if (method === undefined) raise('TypeError', `'${classOf(func).name}' object is not callable`);
  return yield* callValue(py, new PyMethod(func, method), given);
}

export function* instantiate(py: Interpreter, cls: PyClass, given: CallArguments): Run<Value> {
  const called = cls.meta?.find('__call__');
  if (called !== undefined) return yield* callValue(py, new PyMethod(cls, called), given);
  const make = cls.find('__new__');
  let instance: Value;
  if (make !== undefined && !(make instanceof PyBuiltin)) instance = yield* callValue(py, make instanceof PyStaticMethod ? make.func : make, { positional: [cls, ...given.positional], named: given.named });
  else if (cls.construct) {
    const made = cls.construct(cls, given);
    instance = isRun(made) ? yield* made : made;
  } else {
    const abstract = [...new Set(cls.mro.flatMap(({ attrs }) => [...attrs.keys()]))].filter((name) => {
      const value = cls.find(name);
      return (value instanceof PyFunction && value.attrs.get('__isabstractmethod__') === true) || (value instanceof PyProperty && value.getter instanceof PyFunction && value.getter.attrs.get('__isabstractmethod__') === true);
    });
    if (abstract.length > 0) refuseAbstract(py, cls, abstract);
    instance = new PyInstance(cls);
    if (cls.isSubclass(EXCEPTIONS.get('BaseException')!)) instance.attrs.set('args', new PyTuple(given.positional));
    if (cls.isSubclass(EXCEPTIONS.get('OSError')!) && given.positional.length >= 2) {
      instance.attrs.set('errno', given.positional[0]!);
      instance.attrs.set('strerror', given.positional[1]!);
      instance.attrs.set('filename', given.positional[2] ?? null);
    }
    if (cls.isSubclass(EXCEPTIONS.get('SystemExit')!)) instance.attrs.set('code', given.positional[0] ?? null);
    if (cls.isSubclass(EXCEPTIONS.get('StopIteration')!)) instance.attrs.set('value', given.positional[0] ?? null);
  }
  const init = isInstance(instance, cls) ? classOf(instance).find('__init__') : undefined;
  if (init !== undefined) yield* callValue(py, new PyMethod(instance, init), given);
  else if (!cls.construct && make === undefined && (given.positional.length > 0 || given.named.size > 0) && !cls.isSubclass(EXCEPTIONS.get('BaseException')!)) raise('TypeError', `${cls.name}() takes no arguments`);
  return instance;
}

export function* callFunction(py: Interpreter, func: PyFunction, given: CallArguments): Run<Value> {
  const { body } = func;
  const isLambda = 'expression' in body;
  const scope = new Scope('function', func.closure, isLambda ? new Set(func.params.map(({ name }) => name)) : body.locals, func.closure.globals);
  bindArguments(py, func, given, scope.vars);
  const frame: Frame = { scope, source: func.source, name: func.name, func, back: py.frame, current: isLambda ? body.expression : body, handling: undefined };
  if (!isLambda && body.isGenerator) {
    const run = (function* (): Run<Value> {
      const flow = yield* py.inFrame(frame, (f) => py.exec(body.body, f));
      return typeof flow === 'object' ? flow.returned : null;
    })();
    return new PyGenerator(func.qualname, run);
  }
  if (isLambda) return yield* py.inFrame(frame, (f) => evalExpr(py, body.expression, f));
  const flow = yield* py.inFrame(frame, (f) => py.exec(body.body, f));
  return typeof flow === 'object' ? flow.returned : null;
}

export function bindArguments(py: Interpreter, func: PyFunction, { positional, named }: CallArguments, vars: Map<string, Value>): void {
  const { params } = func;
  const label = `${func.qualname}()`;
  const plain = params.filter(({ kind }) => kind === 'plain' || kind === 'positionalOnly');
  const star = params.find(({ kind }) => kind === 'star');
  const rest = params.find(({ kind }) => kind === 'doubleStar');
  for (const [i, param] of plain.entries()) if (i < positional.length) vars.set(param.name, positional[i]!);
  if (star) vars.set(star.name, new PyTuple(positional.slice(plain.length)));
  else if (positional.length > plain.length) {
    const needed = plain.filter(({ name }) => !func.defaults.has(name)).length;
    const takes = needed === plain.length ? `${plain.length} positional argument${plain.length === 1 ? '' : 's'}` : `from ${needed} to ${plain.length} positional arguments`;
    raise('TypeError', `${label} takes ${takes} but ${positional.length} ${positional.length === 1 ? 'was' : 'were'} given`);
  }
  const extra = new PyDict();
  for (const [name, value] of named) {
    const param = params.find((each) => each.name === name && (each.kind === 'plain' || each.kind === 'keywordOnly'));
    if (!param) {
      if (!rest) raise('TypeError', `${label} got an unexpected keyword argument '${name}'`);
      extra.set(name, value);
    } else if (vars.has(name)) raise('TypeError', `${label} got multiple values for argument '${name}'`);
    else vars.set(name, value);
  }
  if (rest) vars.set(rest.name, extra);
  const missing: string[] = [];
  const missingNamed: string[] = [];
  for (const param of params) {
    if (vars.has(param.name)) continue;
    const value = func.defaults.get(param.name);
    if (value !== undefined) vars.set(param.name, value);
    else (param.kind === 'keywordOnly' ? missingNamed : missing).push(`'${param.name}'`);
  }
  for (const [list, kind] of [[missing, 'positional'], [missingNamed, 'keyword-only']] as const) {
    if (list.length === 0) continue;
    const names = list.length === 1 ? list[0] : list.length === 2 ? list.join(' and ') : `${list.slice(0, -1).join(', ')}, and ${list.at(-1)}`;
    raise('TypeError', `${label} missing ${list.length} required ${kind} argument${list.length === 1 ? '' : 's'}: ${names}`);
  }
}

/** The words changed with Python 3.12. */
function refuseAbstract(py: Interpreter, cls: PyClass, names: readonly string[]): never {
  const methods = `abstract method${names.length > 1 ? 's' : ''}`;
  const isOld = Number(py.version.split('.')[1]) < 12;
  const which = isOld ? `with ${methods} ${names.join(', ')}` : `without an implementation for ${methods} ${names.map((name) => `'${name}'`).join(', ')}`;
  raise('TypeError', `Can't instantiate abstract class ${cls.name} ${which}`);
}
