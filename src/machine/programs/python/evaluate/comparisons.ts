import type { Expr } from '../ast.ts';
import { args } from '../call-arguments.ts';
import { classOf, raise } from '../classes.ts';
import { percentFormat } from '../format.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { COMPARISONS, METHODS, REFLECTED, binary, compare, contains, equal, unsupported } from '../operators.ts';
import { PyBuiltin, PyClass, PyDict, PyInstance, PyList, PyMethod, PySet, PyTuple, isRun } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { lookup } from './attributes.ts';
import { callValue } from './calls.ts';
import { evalExpr, evalQuickly } from './expressions.ts';
import { keyFor } from './items.ts';
import { isIterable, iterateOver } from './iteration.ts';
import { same } from './same.ts';
import { truthOf } from './text.ts';

export function* evalCompare(py: Interpreter, e: Expr & { k: 'compare' }, f: Frame): Run<Value> {
  let left = evalQuickly(py, e.left, f) ?? (yield* evalExpr(py, e.left, f));
  let result: Value = true;
  for (const [i, op] of e.ops.entries()) {
    const right = evalQuickly(py, e.rights[i]!, f) ?? (yield* evalExpr(py, e.rights[i]!, f));
    f.current = e;
    result = yield* compareWith(py, op, left, right);
    if (i < e.ops.length - 1 && !(yield* truthOf(py, result))) return result;
    left = right;
  }
  return result;
}

export function* compareWith(py: Interpreter, op: string, a: Value, b: Value): Run<Value> {
  if (op === 'is') return same(a, b);
  if (op === 'is not') return !same(a, b);
  if (op === 'in' || op === 'not in') return (yield* containsValue(py, b, a)) === (op === 'in');
  const quick = compare(op, a, b);
  if (quick !== undefined) return quick;
  for (const [x, y, method] of [[a, b, COMPARISONS[op]!], [b, a, COMPARISONS[REFLECTED[op]!]!]] as const) {
    const found = x instanceof PyInstance || x instanceof PyClass ? classOf(x).find(`__${method}__`) : undefined;
    if (found === undefined) continue;
    const result = yield* callValue(py, new PyMethod(x, found), args(y));
    if (result !== py.builtins.get('NotImplemented')) return result;
  }
  if (op === '!=') return !(yield* truthOf(py, yield* compareWith(py, '==', a, b)));
  if (op === '==') {
    if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
      if (a.items.length !== b.items.length) return false;
      for (const [i, item] of a.items.entries()) if (!(yield* equalValues(py, item, b.items[i]!))) return false;
      return true;
    }
    if (a instanceof PyDict && b instanceof PyDict) {
      if (a.size !== b.size) return false;
      for (const [key, [, value]] of a.entries) {
        const other = b.entries.get(key);
        if (!other || !(yield* equalValues(py, value, other[1]))) return false;
      }
      return true;
    }
    return same(a, b);
  }
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) {
    for (const [i, item] of a.items.entries()) {
      if (i >= b.items.length) break;
      if (!(yield* equalValues(py, item, b.items[i]!))) return yield* compareWith(py, op, item, b.items[i]!);
    }
    return compare(op, BigInt(a.items.length), BigInt(b.items.length))!;
  }
  return raise('TypeError', `'${op}' not supported between instances of '${classOf(a).name}' and '${classOf(b).name}'`);
}

export function* equalValues(py: Interpreter, a: Value, b: Value): Run<boolean> {
  return equal(a, b) ?? (yield* truthOf(py, yield* compareWith(py, '==', a, b)));
}

export function* containsValue(py: Interpreter, container: Value, item: Value): Run<boolean> {
  const quick = contains(container, item);
  if (quick !== undefined) return quick;
  if (container instanceof PyDict || container instanceof PySet) return container.entries.has(yield* keyFor(py, item));
  const method = container instanceof PyInstance || container instanceof PyClass ? yield* lookup(py, container, '__contains__') : undefined;
  if (method !== undefined) return yield* truthOf(py, yield* callValue(py, method, args(item)));
  if (!isIterable(py, container)) raise('TypeError', `argument of type '${classOf(container).name}' is not iterable`);
  const iterator = yield* iterateOver(py, container);
  for (;;) {
    const step = iterator.next();
    const value = isRun(step) ? yield* step : step;
    if (value === undefined) return false;
    if (yield* equalValues(py, value, item)) return true;
  }
}

export function* operate(py: Interpreter, op: string, a: Value, b: Value, isInPlace = false): Run<Value> {
  if (op === '%' && typeof a === 'string') return yield* percentFormat(py, a, b);
  const quick = binary(op, a, b);
  if (quick !== undefined) return quick;
  const method = METHODS[op]!;
  const notImplemented = py.builtins.get('NotImplemented');
  const rightFirst = a instanceof PyInstance && b instanceof PyInstance && b.cls !== a.cls && b.cls.isSubclass(a.cls);
  for (const side of rightFirst ? ['right', 'left'] : ['left', 'right']) {
    const [x, y, name] = side === 'left' ? [a, b, `__${method}__`] : [b, a, `__r${method}__`];
    const found = x instanceof PyInstance || (x instanceof PyDict && x.cls) || (x instanceof PyTuple && x.cls) || x instanceof PyClass ? classOf(x).find(name) : undefined;
    if (found === undefined || (found instanceof PyBuiltin && !found.isMethod)) continue;
    const result = yield* callValue(py, new PyMethod(x, found), args(y));
    if (result !== notImplemented) return result;
  }
  return unsupported(isInPlace ? `${op}=` : op, a, b);
}
