import { classOf, raise } from './classes.ts';
import { asFloat, asInt, floatModulo, floorDivide, modulo } from './numbers.ts';
import { PyBytes, PyDict, PyInstance, PyList, PyRange, PySet, PyTuple, keyOf } from './values.ts';
import type { Value } from './values.ts';

/** The special methods of binary operators. */
export const METHODS: Readonly<Record<string, string>> = {
  '+': 'add', '-': 'sub', '*': 'mul', '/': 'truediv', '//': 'floordiv', '%': 'mod', '**': 'pow', '@': 'matmul', '&': 'and', '|': 'or', '^': 'xor', '<<': 'lshift', '>>': 'rshift',
};

export const COMPARISONS: Readonly<Record<string, string>> = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
export const REFLECTED: Readonly<Record<string, string>> = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** A binary operation of built-in values; undefined where the operands' classes have to say. */
export function binary(op: string, a: Value, b: Value): Value | undefined {
  if (a instanceof PyInstance || b instanceof PyInstance) return undefined;
  const left = asInt(a);
  const right = asInt(b);
  if (left !== undefined && right !== undefined) return ints(op, left, right, typeof a === 'boolean' && typeof b === 'boolean');
  const x = asFloat(a);
  const y = asFloat(b);
  if (x !== undefined && y !== undefined) return floats(op, x, y);
  if (op === '+') return concatenate(a, b);
  if (op === '*') return repeat(a, right === undefined ? left : right, right === undefined ? b : a);
  if (a instanceof PySet && b instanceof PySet) return sets(op, a, b);
  if (op === '|' && a instanceof PyDict && b instanceof PyDict) return PyDict.of([...a.entries.values(), ...b.entries.values()]);
  return undefined;
}

function ints(op: string, a: bigint, b: bigint, areBools: boolean): Value | undefined {
  switch (op) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0n ? raise('ZeroDivisionError', 'division by zero') : Number(a) / Number(b);
    case '//': return floorDivide(a, b);
    case '%': return modulo(a, b);
    case '**': return b < 0n ? power(Number(a), Number(b)) : b > 100_000n ? raise('OverflowError', 'exponent too large') : a ** b;
    case '&': return areBools ? (a & b) === 1n : a & b;
    case '|': return areBools ? (a | b) === 1n : a | b;
    case '^': return areBools ? (a ^ b) === 1n : a ^ b;
    case '<<': return b < 0n ? raise('ValueError', 'negative shift count') : a << b;
    case '>>': return b < 0n ? raise('ValueError', 'negative shift count') : a >> b;
    default: return undefined;
  }
}

function power(a: number, b: number): number {
  if (a === 0 && b < 0) raise('ZeroDivisionError', '0.0 cannot be raised to a negative power');
  return a ** b;
}

function floats(op: string, a: number, b: number): Value | undefined {
  switch (op) {
    case '+': return a + b;
    case '-': return a - b;
    case '*': return a * b;
    case '/': return b === 0 ? raise('ZeroDivisionError', 'float division by zero') : a / b;
    case '//': return b === 0 ? raise('ZeroDivisionError', 'float floor division by zero') : Math.floor(a / b);
    case '%': return b === 0 ? raise('ZeroDivisionError', 'float modulo') : floatModulo(a, b);
    case '**': return power(a, b);
    default: return undefined;
  }
}

function concatenate(a: Value, b: Value): Value | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (a instanceof PyList && b instanceof PyList) return new PyList([...a.items, ...b.items]);
  if (a instanceof PyTuple && b instanceof PyTuple) return new PyTuple([...a.items, ...b.items]);
  if (a instanceof PyBytes && b instanceof PyBytes) return new PyBytes(Uint8Array.from([...a.data, ...b.data]), a.isArray);
  if (typeof a === 'string') return raise('TypeError', `can only concatenate str (not "${classOf(b).name}") to str`);
  if (a instanceof PyList) return raise('TypeError', `can only concatenate list (not "${classOf(b).name}") to list`);
  if (a instanceof PyTuple) return raise('TypeError', `can only concatenate tuple (not "${classOf(b).name}") to tuple`);
  return undefined;
}

function repeat(a: Value, count: bigint | undefined, sequence: Value): Value | undefined {
  if (count === undefined) return undefined;
  const times = Math.max(0, Number(count));
  const of = typeof sequence === 'bigint' || typeof sequence === 'boolean' ? a : sequence;
  if (typeof of === 'string') return times * of.length > 2 ** 28 ? raise('MemoryError') : of.repeat(times);
  if (of instanceof PyBytes) return new PyBytes(Uint8Array.from(Array.from({ length: times }, () => [...of.data]).flat()));
  if (!(of instanceof PyList || of instanceof PyTuple)) return undefined;
  if (times * of.items.length > 2 ** 24) raise('MemoryError');
  const items = Array.from({ length: times }, () => of.items).flat();
  return of instanceof PyList ? new PyList(items) : new PyTuple(items);
}

function sets(op: string, a: PySet, b: PySet): PySet | undefined {
  const result = new PySet(a.isFrozen);
  const keep = (from: PySet, test: (key: unknown) => boolean) => {
    for (const [key, value] of from.entries) if (test(key) && !result.entries.has(key)) result.entries.set(key, value);
  };
  switch (op) {
    case '|': keep(a, () => true); keep(b, () => true); return result;
    case '&': keep(a, (key) => b.entries.has(key)); return result;
    case '-': keep(a, (key) => !b.entries.has(key)); return result;
    case '^': keep(a, (key) => !b.entries.has(key)); keep(b, (key) => !a.entries.has(key)); return result;
    default: return undefined;
  }
}

/** Whether two built-in values are equal; undefined where a class has to say. */
export function equal(a: Value, b: Value): boolean | undefined {
  if (a === b) return typeof a !== 'number' || !Number.isNaN(a);
  if (a instanceof PyInstance || b instanceof PyInstance) return undefined;
  const x = asInt(a);
  const y = asInt(b);
  if (x !== undefined && y !== undefined) return x === y;
  const f = asFloat(a);
  const g = asFloat(b);
  if (f !== undefined && g !== undefined) return f === g;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) return all(a.items, b.items);
  if (a instanceof PyBytes && b instanceof PyBytes) return a.data.length === b.data.length && a.data.every((byte, i) => byte === b.data[i]);
  if (a instanceof PySet && b instanceof PySet) return a.entries.size === b.entries.size && [...a.entries.keys()].every((key) => b.entries.has(key));
  if (a instanceof PyRange && b instanceof PyRange) return a.length === b.length && (a.length === 0 || (a.start === b.start && (a.length === 1 || a.step === b.step)));
  if (a instanceof PyDict && b instanceof PyDict) {
    if (a.size !== b.size) return false;
    for (const [key, [, value]] of a.entries) {
      const other = b.entries.get(key);
      const same = other && equal(value, other[1]);
      if (!other || same === false) return false;
      if (same === undefined) return undefined;
    }
    return true;
  }
  return false;
}

function all(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const same = equal(a[i]!, b[i]!);
    if (same !== true) return same;
  }
  return true;
}

/** Less than 0, 0 or more; NaN for what compares as nothing; undefined where there is no order, or a class has to say. */
export function order(a: Value, b: Value): number | undefined {
  const x = asInt(a);
  const y = asInt(b);
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0;
  const f = asFloat(a);
  const g = asFloat(b);
  if (f !== undefined && g !== undefined) return f < g ? -1 : f > g ? 1 : f === g ? 0 : Number.NaN;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof PyBytes && b instanceof PyBytes) return sequences([...a.data].map(BigInt), [...b.data].map(BigInt));
  if ((a instanceof PyList && b instanceof PyList) || (a instanceof PyTuple && b instanceof PyTuple)) return sequences(a.items, b.items);
  return undefined;
}

function sequences(a: readonly Value[], b: readonly Value[]): number | undefined {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const same = equal(a[i]!, b[i]!);
    if (same === undefined) return undefined;
    if (!same) return order(a[i]!, b[i]!);
  }
  return a.length - b.length;
}

/** A comparison of built-in values; undefined where a class has to say. */
export function compare(op: string, a: Value, b: Value): boolean | undefined {
  if (op === '==') return equal(a, b);
  if (op === '!=') {
    const same = equal(a, b);
    return same === undefined ? undefined : !same;
  }
  if (a instanceof PySet && b instanceof PySet) {
    const within = (x: PySet, y: PySet) => [...x.entries.keys()].every((key) => y.entries.has(key));
    switch (op) {
      case '<=': return within(a, b);
      case '>=': return within(b, a);
      case '<': return within(a, b) && a.entries.size < b.entries.size;
      default: return within(b, a) && b.entries.size < a.entries.size;
    }
  }
  const result = order(a, b);
  if (result === undefined) return undefined;
  switch (op) {
    case '<': return result < 0;
    case '<=': return result <= 0;
    case '>': return result > 0;
    default: return result >= 0;
  }
}

/** `in` for built-in containers of built-in values; undefined where a class has to say. */
export function contains(container: Value, item: Value): boolean | undefined {
  if (typeof container === 'string') return typeof item === 'string' ? container.includes(item) : raise('TypeError', `'in <string>' requires string as left operand, not ${classOf(item).name}`);
  if (item instanceof PyInstance && item.cls.find('__eq__')) return undefined;
  if (container instanceof PyDict || container instanceof PySet) return container.entries.has(keyOf(item));
  if (container instanceof PyRange) {
    const value = asInt(item);
    return value !== undefined && (container.step > 0n ? value >= container.start && value < container.stop : value <= container.start && value > container.stop) && (value - container.start) % container.step === 0n;
  }
  if (container instanceof PyList || container instanceof PyTuple) {
    for (const each of container.items) {
      const same = equal(each, item);
      if (same === undefined) return undefined;
      if (same) return true;
    }
    return false;
  }
  if (container instanceof PyBytes) return typeof item === 'bigint' ? container.data.includes(Number(item)) : item instanceof PyBytes ? latin(container.data).includes(latin(item.data)) : undefined;
  return undefined;
}

export function latin(data: Uint8Array): string {
  let text = '';
  for (const byte of data) text += String.fromCharCode(byte);
  return text;
}

/** bool(value) of what is no instance; undefined where a class has to say. */
export function truth(value: Value): boolean | undefined {
  switch (typeof value) {
    case 'boolean': return value;
    case 'string': return value !== '';
    case 'bigint': return value !== 0n;
    case 'number': return value !== 0;
    default:
  }
  if (value === null) return false;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof PyDict || value instanceof PySet) return value.entries.size > 0;
  if (value instanceof PyBytes) return value.data.length > 0;
  if (value instanceof PyRange) return value.length > 0;
  return value instanceof PyInstance ? undefined : true;
}

/** Where an index or a slice's bounds lie in a sequence of `length`. */
export function sliceIndices(low: Value, high: Value, step: Value, length: number): readonly number[] {
  const by = step === null ? 1 : Number(asInt(step) ?? raise('TypeError', 'slice indices must be integers or None or have an __index__ method'));
  if (by === 0) raise('ValueError', 'slice step cannot be zero');
  const bound = (value: Value, missing: number) => {
    if (value === null) return missing;
    const at = Number(asInt(value) ?? raise('TypeError', 'slice indices must be integers or None or have an __index__ method'));
    if (at < 0) return Math.max(at + length, by > 0 ? 0 : -1);
    return Math.min(at, by > 0 ? length : length - 1);
  };
  const start = bound(low, by > 0 ? 0 : length - 1);
  const stop = bound(high, by > 0 ? length : -1);
  const indices: number[] = [];
  for (let i = start; by > 0 ? i < stop : i > stop; i += by) indices.push(i);
  return indices;
}

export function unsupported(op: string, a: Value, b: Value): never {
  const name = op === '**' ? '** or pow()' : op;
  return raise('TypeError', `unsupported operand type(s) for ${name}: '${classOf(a).name}' and '${classOf(b).name}'`);
}
