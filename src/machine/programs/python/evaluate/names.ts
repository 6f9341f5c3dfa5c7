import type { Expr } from '../ast.ts';
import { args } from '../call-arguments.ts';
import { classOf, exception, raise } from '../classes.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { sliceIndices } from '../operators.ts';
import { PyClass, PyDict, PyFunction, PyInstance, PyList, PyMethod, PyRaise, PySlice, PyTuple, Scope } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { lookup, setAttr } from './attributes.ts';
import { callValue } from './calls.ts';
import { evalExpr } from './expressions.ts';
import { keyFor, positionOf, setItem } from './items.ts';
import { isIterable, listOf } from './iteration.ts';
import { suggestion } from './suggestion.ts';

export function loadName(py: Interpreter, id: string, f: Frame): Value | undefined {
  for (let scope: Scope | undefined = f.scope; scope && scope.kind !== 'module'; scope = scope.parent) {
    if (scope.kind === 'class' && scope !== f.scope) continue;
    const value = scope.vars.get(id);
    if (value !== undefined) return value;
    if (scope.locals?.has(id)) return undefined;
  }
  // None is null here: a name that is bound to it is not missing.
  const value = f.scope.globals.get(id);
  return value === undefined ? py.builtins.get(id) : value;
}

export function storeName(py: Interpreter, id: string, value: Value, f: Frame): void {
  const { scope } = f;
  if (scope.kind === 'module') scope.globals.set(id, value);
  else if (scope.kind === 'class' || scope.locals!.has(id)) scope.vars.set(id, value);
  else {
    for (let outer = scope.parent; outer; outer = outer.parent) {
      if (outer.kind === 'function' && outer.vars.has(id)) {
        outer.vars.set(id, value);
        return;
      }
    }
    scope.globals.set(id, value);
  }
}

export function forgetName(py: Interpreter, id: string, f: Frame): void {
  (f.scope.kind === 'module' ? f.scope.globals : f.scope.vars).delete(id);
}

export function missingName(py: Interpreter, id: string, f: Frame): never {
  for (let scope: Scope | undefined = f.scope; scope; scope = scope.parent) {
    if (scope === f.scope && scope.kind === 'function' && scope.locals?.has(id)) raise('UnboundLocalError', `cannot access local variable '${id}' where it is not associated with a value`);
  }
  const hint = py.importer.isStandard(id) ? `. Did you forget to import '${id}'?` : suggestion(id, [...f.scope.vars.keys(), ...f.scope.globals.keys(), ...py.builtins.keys()]);
  const error = exception('NameError', `name '${id}' is not defined`);
  error.attrs.set('hint', hint);
  throw new PyRaise(error);
}

export function* assign(py: Interpreter, target: Expr, value: Value, f: Frame): Run<void> {
  switch (target.k) {
    case 'name': return storeName(py, target.id, value, f);
    case 'attr': {
      const object = yield* evalExpr(py, target.object, f);
      f.current = target;
      return yield* setAttr(py, object, target.name, value);
    }
    case 'sub': {
      const object = yield* evalExpr(py, target.object, f);
      const index = yield* evalExpr(py, target.index, f);
      f.current = target;
      return yield* setItem(py, object, index, value);
    }
    case 'tuple': case 'list': return yield* unpackInto(py, target.items, value, f);
    default: raise('SyntaxError', 'cannot assign here');
  }
}

export function* unpackInto(py: Interpreter, targets: readonly Expr[], value: Value, f: Frame): Run<void> {
  const star = targets.findIndex(({ k }) => k === 'star');
  if (!(value instanceof PyList || value instanceof PyTuple || typeof value === 'string') && !isIterable(py, value)) raise('TypeError', `cannot unpack non-iterable ${classOf(value).name} object`);
  const items = yield* listOf(py, value);
  if (star < 0) {
    if (items.length > targets.length) raise('ValueError', `too many values to unpack (expected ${targets.length})`);
    if (items.length < targets.length) raise('ValueError', `not enough values to unpack (expected ${targets.length}, got ${items.length})`);
    for (const [i, target] of targets.entries()) yield* assign(py, target, items[i]!, f);
    return;
  }
  const after = targets.length - star - 1;
  if (items.length < targets.length - 1) raise('ValueError', `not enough values to unpack (expected at least ${targets.length - 1}, got ${items.length})`);
  for (const [i, target] of targets.entries()) {
    if (target.k === 'star') yield* assign(py, target.value, new PyList(items.slice(star, items.length - after)), f);
    else yield* assign(py, target, items[i < star ? i : items.length - (targets.length - i)]!, f);
  }
}

export function* execDelete(py: Interpreter, target: Expr, f: Frame): Run<void> {
  if (target.k === 'name') {
    if (loadName(py, target.id, f) === undefined) missingName(py, target.id, f);
    return forgetName(py, target.id, f);
  }
  if (target.k === 'attr') {
    const object = yield* evalExpr(py, target.object, f);
    if (object instanceof PyInstance || object instanceof PyClass) {
      const hook = object instanceof PyInstance ? object.cls.find('__delattr__') : undefined;
      if (hook instanceof PyFunction) {
        yield* callValue(py, new PyMethod(object, hook), args(target.name));
        return;
      }
      if (!object.attrs.delete(target.name)) raise('AttributeError', `'${classOf(object).name}' object has no attribute '${target.name}'`);
    }
    return;
  }
  if (target.k === 'tuple' || target.k === 'list') {
    for (const each of target.items) yield* execDelete(py, each, f);
    return;
  }
  if (target.k !== 'sub') raise('SyntaxError', 'cannot delete here');
  const object = yield* evalExpr(py, target.object, f);
  const index = yield* evalExpr(py, target.index, f);
  f.current = target;
  if (object instanceof PyDict) {
    if (!object.entries.delete(yield* keyFor(py, index))) throw new PyRaise(exception('KeyError', index));
  } else if (object instanceof PyList && index instanceof PySlice) {
    const gone = new Set(sliceIndices(index.low, index.high, index.step, object.items.length));
    object.items = object.items.filter((_, i) => !gone.has(i));
  } else if (object instanceof PyList) object.items.splice(positionOf(py, index, object.items.length, 'list assignment'), 1);
  else {
    const method = yield* lookup(py, object, '__delitem__');
    if (method === undefined) raise('TypeError', `'${classOf(object).name}' object doesn't support item deletion`);
    yield* callValue(py, method, args(index));
  }
}
