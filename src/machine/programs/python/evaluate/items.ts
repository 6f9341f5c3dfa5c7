import { args } from '../call-arguments.ts';
import { classOf, exception, raise } from '../classes.ts';
import type { Interpreter } from '../interpreter.ts';
import { asInt } from '../numbers.ts';
import { sliceIndices } from '../operators.ts';
import { PyBytes, PyClass, PyDict, PyFunction, PyInstance, PyList, PyMethod, PyRaise, PyRange, PySet, PySlice, PyStaticMethod, PyTuple, idOf, keyOf } from '../values.ts';
import type { Key, Run, Value } from '../values.ts';
import { lookup } from './attributes.ts';
import { callValue } from './calls.ts';
import { listOf } from './iteration.ts';

/** A key of a dictionary; instances may have a hash of their own. */
export function* keyFor(py: Interpreter, value: Value): Run<Key> {
  if (value instanceof PyInstance) {
    if (value.hash !== undefined) return value.hash;
    const method = value.cls.find('__hash__');
    if (method === null || (method === undefined && value.cls.find('__eq__') instanceof PyFunction)) raise('TypeError', `unhashable type: '${value.cls.name}'`);
    if (method !== undefined) return `h${String(yield* callValue(py, new PyMethod(value, method), args()))}`;
  }
  if (value instanceof PyTuple && value.items.some((item) => item instanceof PyInstance)) {
    const parts: string[] = [];
    for (const item of value.items) {
      const key = yield* keyFor(py, item);
      parts.push(typeof key === 'object' && key !== null ? `o${idOf(key as Value)}` : `${typeof key}:${String(key)}`);
    }
    return `t${parts.join(',')}`;
  }
  return keyOf(value);
}

export function* setKey(py: Interpreter, dict: PyDict, key: Value, value: Value): Run<void> {
  const k = yield* keyFor(py, key);
  const entry = dict.entries.get(k);
  if (entry) entry[1] = value;
  else dict.entries.set(k, [key, value]);
}

export function* setOf(py: Interpreter, items: readonly Value[], isFrozen = false): Run<PySet> {
  const set = new PySet(isFrozen);
  for (const item of items) {
    const key = yield* keyFor(py, item);
    if (!set.entries.has(key)) set.entries.set(key, item);
  }
  return set;
}

export function positionOf(py: Interpreter, index: Value, length: number, what: string): number {
  const at = asInt(index);
  if (at === undefined) raise('TypeError', `${what.replace(' assignment', '')} indices must be integers or slices, not ${classOf(index).name}`);
  const position = Number(at) < 0 ? Number(at) + length : Number(at);
  if (position < 0 || position >= length) raise('IndexError', `${what} index out of range`);
  return position;
}

export function* getItem(py: Interpreter, object: Value, index: Value): Run<Value> {
  if (object instanceof PyDict) {
    const entry = object.entries.get(yield* keyFor(py, index));
    if (entry) return entry[1];
    const missing = object.cls?.find('__missing__');
    if (missing !== undefined) return yield* callValue(py, new PyMethod(object, missing), args(index));
    if (object.factory !== undefined && object.factory !== null) {
      const value = yield* callValue(py, object.factory, args());
      yield* setKey(py, object, index, value);
      return value;
    }
    throw new PyRaise(exception('KeyError', index));
  }
  if (index instanceof PySlice) {
    const pick = <T>(items: ArrayLike<T>) => sliceIndices(index.low, index.high, index.step, items.length).map((i) => items[i]!);
    if (typeof object === 'string') return pick([...object]).join('');
    if (object instanceof PyList) return new PyList(pick(object.items));
    if (object instanceof PyTuple) return new PyTuple(pick(object.items));
    if (object instanceof PyBytes) return new PyBytes(Uint8Array.from(pick(object.data)), object.isArray);
    if (object instanceof PyRange) {
      const kept = sliceIndices(index.low, index.high, index.step, object.length);
      return kept.length === 0 ? new PyRange(0n, 0n, 1n) : new PyRange(object.at(kept[0]!), object.at(kept.at(-1)!) + (kept.length > 1 ? object.at(kept[1]!) - object.at(kept[0]!) : object.step), kept.length > 1 ? object.at(kept[1]!) - object.at(kept[0]!) : object.step);
    }
  }
  if (object instanceof PyList) return object.items[positionOf(py, index, object.items.length, 'list')]!;
  if (object instanceof PyTuple) return object.items[positionOf(py, index, object.items.length, 'tuple')]!;
  if (typeof object === 'string') {
    const characters = /[\ud800-\udfff]/.test(object) ? [...object] : object;
    return characters[positionOf(py, index, characters.length, 'string')]!;
  }
  if (object instanceof PyBytes) return BigInt(object.data[positionOf(py, index, object.data.length, 'index')]!);
  if (object instanceof PyRange) return object.at(positionOf(py, index, object.length, 'range object'));
  if (object instanceof PyClass) {
    const generic = object.find('__class_getitem__') ?? object.meta?.find('__getitem__');
    if (generic !== undefined) return yield* callValue(py, new PyMethod(object, generic instanceof PyStaticMethod ? generic.func : generic), args(index));
    return object;
  }
  const method = object instanceof PyInstance ? yield* lookup(py, object, '__getitem__') : undefined;
  if (method === undefined) raise('TypeError', `'${classOf(object).name}' object is not subscriptable`);
  return yield* callValue(py, method, args(index));
}

export function* setItem(py: Interpreter, object: Value, index: Value, value: Value): Run<void> {
  if (object instanceof PyDict) {
    const hook = object.cls?.find('__setitem__');
    if (hook instanceof PyFunction) {
      yield* callValue(py, new PyMethod(object, hook), args(index, value));
      return;
    }
    return yield* setKey(py, object, index, value);
  }
  if (object instanceof PyList) {
    if (index instanceof PySlice) {
      const indices = sliceIndices(index.low, index.high, index.step, object.items.length);
      const start = indices[0] ?? Math.min(Number(asInt(index.low) ?? 0n), object.items.length);
      object.items.splice(start, indices.length, ...(yield* listOf(py, value)));
    } else object.items[positionOf(py, index, object.items.length, 'list assignment')] = value;
    return;
  }
  if (object instanceof PyBytes && object.isArray) {
    object.data[positionOf(py, index, object.data.length, 'bytearray')] = Number(asInt(value) ?? 0n);
    return;
  }
  const method = object instanceof PyInstance ? yield* lookup(py, object, '__setitem__') : undefined;
  if (method === undefined) raise('TypeError', `'${classOf(object).name}' object does not support item assignment`);
  yield* callValue(py, method, args(index, value));
}
