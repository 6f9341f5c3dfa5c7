import type { Wait } from '../../../../core/process.ts';
import type { Expr, Replacement } from '../ast.ts';
import { args } from '../call-arguments.ts';
import { classOf, raise } from '../classes.ts';
import { formatValue } from '../format.ts';
import type { Frame, Interpreter } from '../interpreter.ts';
import { asInt } from '../numbers.ts';
import { COMPARISONS, binary, compare, truth } from '../operators.ts';
import { ELLIPSIS, Handed, PyBytes, PyDict, PyFunction, PyGenerator, PyInstance, PyList, PyModule, PyProperty, PyRaise, PySlice, PyTuple, isRun, keyOf } from '../values.ts';
import type { Run, Value } from '../values.ts';
import { getAttr, lookup } from './attributes.ts';
import { callValue, evalCall } from './calls.ts';
import { evalCompare, operate } from './comparisons.ts';
import { evalComprehension } from './comprehensions.ts';
import { defaultsOf } from './definitions.ts';
import { getItem, setKey, setOf } from './items.ts';
import { iterateOver, listOf } from './iteration.ts';
import { assign, loadName, missingName } from './names.ts';
import { reprOf, strOf, truthOf } from './text.ts';

/** The value of what needs no waiting and has no effects; undefined for all else. */
export function evalQuickly(py: Interpreter, e: Expr, f: Frame): Value | undefined {
  switch (e.k) {
    case 'const': return e.isEllipsis ? ELLIPSIS : e.value instanceof Uint8Array ? new PyBytes(e.value) : (e.value as Value);
    case 'name': return loadName(py, e.id, f);
    case 'binary': {
      const left = evalQuickly(py, e.left, f);
      if (left === undefined || (typeof left === 'object' && left !== null)) return undefined;
      const right = evalQuickly(py, e.right, f);
      if (right === undefined || (typeof right === 'object' && right !== null)) return undefined;
      if (typeof left === 'string' && (typeof right !== 'string' || e.op !== '+')) return undefined;
      if ((right === 0n || right === 0) && e.op !== '+' && e.op !== '-' && e.op !== '*') return undefined;
      return typeof left === typeof right || (typeof left !== 'string' && typeof right !== 'string') ? binary(e.op, left, right) : undefined;
    }
    case 'compare': {
      if (e.rights.length !== 1 || COMPARISONS[e.ops[0]!] === undefined) return undefined;
      const left = evalQuickly(py, e.left, f);
      const right = left === undefined ? undefined : evalQuickly(py, e.rights[0]!, f);
      if (left === undefined || right === undefined || typeof left === 'object' || typeof right === 'object') return undefined;
      return compare(e.ops[0]!, left, right);
    }
    case 'sub': {
      const object = evalQuickly(py, e.object, f);
      if (!(object instanceof PyList || object instanceof PyTuple || (object instanceof PyDict && !object.cls))) return undefined;
      const index = evalQuickly(py, e.index, f);
      if (index === undefined || index instanceof PyInstance || index instanceof PySlice) return undefined;
      if (object instanceof PyDict) return typeof index === 'object' ? undefined : object.entries.get(keyOf(index))?.[1];
      return typeof index === 'bigint' ? object.items.at(Number(index)) : undefined;
    }
    case 'attr': {
      const object = evalQuickly(py, e.object, f);
      if (object instanceof PyModule) return object.attrs.get(e.name);
      if (!(object instanceof PyInstance) || object.cls.find('__getattribute__')) return undefined;
      const value = object.attrs.get(e.name);
      return value !== undefined && !(object.cls.find(e.name) instanceof PyProperty) ? value : undefined;
    }
    default: return undefined;
  }
}

export function* testExpr(py: Interpreter, e: Expr, f: Frame): Run<boolean> {
  const value = evalQuickly(py, e, f) ?? (yield* evalExpr(py, e, f));
  return truth(value) ?? (yield* truthOf(py, value));
}

export function* evalExpr(py: Interpreter, e: Expr, f: Frame): Run<Value> {
  switch (e.k) {
    case 'const': return evalQuickly(py, e, f)!;
    case 'name': {
      const value = loadName(py, e.id, f);
      if (value !== undefined) return value;
      f.current = e;
      return missingName(py, e.id, f);
    }
    case 'binary': {
      const left = evalQuickly(py, e.left, f) ?? (yield* evalExpr(py, e.left, f));
      const right = evalQuickly(py, e.right, f) ?? (yield* evalExpr(py, e.right, f));
      f.current = e;
      return yield* operate(py, e.op, left, right);
    }
    case 'unary': return yield* evalUnary(py, e.op, yield* evalExpr(py, e.operand, f), e, f);
    case 'bool': {
      const left = yield* evalExpr(py, e.left, f);
      return (yield* truthOf(py, left)) === (e.op === 'or') ? left : yield* evalExpr(py, e.right, f);
    }
    case 'compare': return yield* evalCompare(py, e, f);
    case 'if': return yield* evalExpr(py, (yield* testExpr(py, e.test, f)) ? e.body : e.orElse, f);
    case 'lambda': return new PyFunction('<lambda>', e.params, yield* defaultsOf(py, e.params, f), { expression: e.body }, f.scope, f.source, '<lambda>');
    case 'call': return yield* evalCall(py, e, f);
    case 'attr': {
      const object = evalQuickly(py, e.object, f) ?? (yield* evalExpr(py, e.object, f));
      f.current = e;
      return yield* getAttr(py, object, e.name);
    }
    case 'sub': {
      const object = evalQuickly(py, e.object, f) ?? (yield* evalExpr(py, e.object, f));
      const index = yield* evalExpr(py, e.index, f);
      f.current = e;
      return yield* getItem(py, object, index);
    }
    case 'slice': return new PySlice(e.low ? yield* evalExpr(py, e.low, f) : null, e.high ? yield* evalExpr(py, e.high, f) : null, e.step ? yield* evalExpr(py, e.step, f) : null);
    case 'list': return new PyList(yield* evalItems(py, e.items, f));
    case 'tuple': return new PyTuple(yield* evalItems(py, e.items, f));
    case 'set': return yield* setOf(py, yield* evalItems(py, e.items, f));
    case 'dict': {
      const dict = new PyDict();
      for (const [key, value] of e.entries) {
        if (key) {
          const k = yield* evalExpr(py, key, f);
          yield* setKey(py, dict, k, yield* evalExpr(py, value, f));
        } else {
          const other = yield* evalExpr(py, value, f);
          if (!(other instanceof PyDict)) raise('TypeError', `'${classOf(other).name}' object is not a mapping`);
          for (const [k, v] of other.entries) dict.entries.set(k, [v[0], v[1]]);
        }
      }
      return dict;
    }
    case 'comp': return yield* evalComprehension(py, e, f);
    case 'fstring': return yield* evalFstring(py, e.parts, f);
    case 'yield': {
      const value = e.value ? yield* evalExpr(py, e.value, f) : null;
      return yield* handOver(py, value);
    }
    case 'yieldFrom': return yield* yieldFrom(py, yield* evalExpr(py, e.value, f));
    case 'named': {
      const value = yield* evalExpr(py, e.value, f);
      yield* assign(py, e.target, value, f);
      return value;
    }
    case 'star': raise('SyntaxError', "can't use starred expression here");
  }
}

/** Hands a value out of a generator function and takes what is sent in. */
export function* handOver(py: Interpreter, value: Value): Run<Value> {
  const frame = py.frame;
  const depth = py.depth;
  yield new Handed(value) as unknown as Wait;
  py.frame = frame;
  py.depth = depth;
  const generator = py.running!;
  const { thrown } = generator;
  if (thrown) {
    generator.thrown = undefined;
    throw new PyRaise(thrown);
  }
  const { sent } = generator;
  generator.sent = null;
  return sent;
}

export function* yieldFrom(py: Interpreter, value: Value): Run<Value> {
  const iterator = yield* iterateOver(py, value);
  for (;;) {
    const step = iterator.next();
    const item = isRun(step) ? yield* step : step;
    if (item === undefined) return value instanceof PyGenerator ? (value.sent ?? null) : null;
    yield* handOver(py, item);
  }
}

export function* evalItems(py: Interpreter, items: readonly Expr[], f: Frame): Run<Value[]> {
  const values: Value[] = [];
  for (const item of items) {
    if (item.k === 'star') values.push(...(yield* listOf(py, yield* evalExpr(py, item.value, f))));
    else values.push(evalQuickly(py, item, f) ?? (yield* evalExpr(py, item, f)));
  }
  return values;
}

export function* evalUnary(py: Interpreter, op: string, value: Value, e: Expr, f: Frame): Run<Value> {
  if (op === 'not') return !(yield* truthOf(py, value));
  f.current = e;
  if (typeof value === 'number') return op === '-' ? -value : op === '+' ? value : raise('TypeError', "bad operand type for unary ~: 'float'");
  const int = asInt(value);
  if (int !== undefined) return op === '-' ? -int : op === '+' ? int : -int - 1n;
  const method = yield* lookup(py, value, op === '-' ? '__neg__' : op === '+' ? '__pos__' : '__invert__');
  if (method === undefined) raise('TypeError', `bad operand type for unary ${op}: '${classOf(value).name}'`);
  return yield* callValue(py, method, args());
}

export function* evalFstring(py: Interpreter, parts: readonly (string | Replacement)[], f: Frame): Run<string> {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = yield* evalExpr(py, part.value, f);
    const spec = part.spec ? yield* evalFstring(py, part.spec, f) : '';
    text += part.label ?? '';
    const conversion = part.conversion ?? (part.label !== undefined && spec === '' ? 'r' : undefined);
    f.current = part.value;
    if (conversion === 'r' || conversion === 'a') text += yield* formatValue(py, yield* reprOf(py, value), spec);
    else if (conversion === 's') text += yield* formatValue(py, yield* strOf(py, value), spec);
    else text += yield* formatValue(py, value, spec);
  }
  return text;
}
