import { toBytes, toText } from '../../../../core/bytes.ts';
import { sprint, sprintf, sprintln } from '../../golang/printf.ts';
import { isPrintable } from '../../golang/quote.ts';
import { CallableValue, Complex, GoError, Nil, TypedMap, asFloat, asInteger, compareBytes, entriesOf, isTrue, kindOf, typeOf } from './values.ts';
import type { MapValue, TemplateFunction, Value } from './values.ts';

/** The functions that every template has. */

const fail = (message: string): never => {
  throw new GoError(message);
};

const any = (name: string, least: number, most: number, call: (args: readonly Value[]) => Value, takes?: readonly string[]): TemplateFunction => ({ name, least, most, call, ...(takes ? { takes } : {}) });

/** A Go function with so many parameters of these types. */
export function goFunction(name: string, takes: readonly string[], call: (args: readonly Value[]) => Value): TemplateFunction {
  return { name, least: takes.length, most: takes.length, takes, call };
}

type Basic = 'bool' | 'complex' | 'int' | 'float' | 'string' | 'uint' | undefined;

function basicKind(value: Value): Basic {
  const kind = kindOf(value);
  return kind === 'bool' || kind === 'complex' || kind === 'int' || kind === 'float' || kind === 'string' || kind === 'uint' ? kind : undefined;
}

const isNil = (value: Value): boolean => kindOf(value) === 'invalid' || kindOf(value) === 'nil';

function equal(args: readonly Value[]): boolean {
  const [first, ...others] = args;
  if (others.length === 0) fail('missing argument for comparison');
  return others.some((other) => isSame(first, other));
}

function isSame(a: Value, b: Value): boolean {
  const [x, y] = [basicKind(a), basicKind(b)];
  if (x !== y) {
    if ((x === 'int' && y === 'uint') || (x === 'uint' && y === 'int')) return asInteger(a) === asInteger(b);
    if (kindOf(a) !== 'invalid' && kindOf(b) !== 'invalid' && !(isNil(a) || isNil(b))) fail('incompatible types for comparison');
    return false;
  }
  switch (x) {
    case 'int':
    case 'uint':
      return asInteger(a) === asInteger(b);
    case 'float':
      return asFloat(a) === asFloat(b);
    case 'complex':
      return (a as Complex).real === (b as Complex).real && (a as Complex).imaginary === (b as Complex).imaginary;
    case undefined:
      if (isNil(a) || isNil(b)) return isNil(a) === isNil(b) || isTrue(a) === isTrue(b);
      if (['slice', 'map', 'func'].includes(kindOf(b)) && a !== b) fail(`non-comparable type ${sprint([b])}: ${typeOf(b)}`);
      return a === b;
    default:
      return a === b;
  }
}

function less(a: Value, b: Value): boolean {
  const [x, y] = [basicKind(a), basicKind(b)];
  if (x === undefined || y === undefined) return fail('invalid type for comparison');
  const areIntegers = (x === 'int' || x === 'uint') && (y === 'int' || y === 'uint');
  if (x !== y && !areIntegers) fail('incompatible types for comparison');
  if (areIntegers) return asInteger(a) < asInteger(b);
  if (x === 'float') return asFloat(a) < asFloat(b);
  if (x === 'string') return compareBytes(a as string, b as string) < 0;
  return fail('invalid type for comparison');
}

function lessOrEqual(a: Value, b: Value): boolean {
  return less(a, b) || isSame(a, b);
}

function index(args: readonly Value[]): Value {
  let [item] = args;
  if (kindOf(item) === 'invalid') fail('index of untyped nil');
  for (const key of args.slice(1)) item = indexOne(item, key);
  return item;
}

function position(key: Value, length: number): number {
  const kind = kindOf(key);
  if (kind === 'invalid') fail('cannot index slice/array with nil');
  if (kind !== 'int' && kind !== 'uint') fail(`cannot index slice/array with type ${typeOf(key)}`);
  const at = Number(asInteger(key));
  if (at < 0 || at > length) fail(`index out of range: ${at}`);
  return at;
}

function indexOne(item: Value, key: Value): Value {
  switch (kindOf(item)) {
    case 'slice': {
      const list = item as readonly Value[];
      const at = position(key, list.length);
      return at < list.length ? list[at] : fail(`index out of range: ${at}`);
    }
    case 'string': {
      const bytes = toBytes(item as string);
      const at = position(key, bytes.length);
      return at < bytes.length ? bytes[at]! : fail(`index out of range: ${at}`);
    }
    case 'map':
      return mapEntry(item as MapValue, key);
    case 'nil':
      if ((item as Nil).kind === 'slice') return fail(`index out of range: ${position(key, 0)}`);
      if ((item as Nil).kind === 'map') return null;
      return fail('index of nil pointer');
    case 'invalid':
      return fail('index of untyped nil');
    default:
      return fail(`can't index item of type ${typeOf(item)}`);
  }
}

function mapEntry(map: MapValue, key: Value): Value {
  const zero = map instanceof TypedMap ? map.zero : null;
  const entries = entriesOf(map);
  const wanted = entries.length > 0 ? kindOf(entries[0]![0]) : map instanceof Map ? undefined : 'string';
  if (kindOf(key) === 'invalid') return fail(`value is nil; should be of type ${entries.length > 0 ? typeOf(entries[0]![0]) : 'string'}`);
  if (wanted !== undefined && kindOf(key) !== wanted) return fail(`value has type ${typeOf(key)}; should be ${entries.length > 0 ? typeOf(entries[0]![0]) : 'string'}`);
  const found = entries.find(([candidate]) => isSame(candidate, key));
  return found ? found[1] : zero;
}

function slice(args: readonly Value[]): Value {
  const [item, ...bounds] = args;
  const kind = kindOf(item);
  if (kind === 'invalid') fail('slice of untyped nil');
  if (bounds.length > 3) fail(`too many slice indexes: ${bounds.length}`);
  if (kind === 'string' && bounds.length === 3) fail('cannot 3-index slice a string');
  if (kind !== 'string' && kind !== 'slice') fail(`can't slice item of type ${typeOf(item)}`);
  const length = kind === 'string' ? toBytes(item as string).length : (item as readonly Value[]).length;
  const [start = 0, end = length, limit] = bounds.map((bound) => position(bound, length));
  if (start > end) fail(`invalid slice index: ${start} > ${end}`);
  if (limit !== undefined && end > limit) fail(`invalid slice index: ${end} > ${limit}`);
  return kind === 'string' ? sliceBytes(item as string, start, end) : (item as readonly Value[]).slice(start, end);
}

/** Go slices strings by bytes. */
export function sliceBytes(text: string, start: number, end: number): string {
  return toText(toBytes(text).subarray(start, end));
}

function length([item]: readonly Value[]): Value {
  switch (kindOf(item)) {
    case 'string':
      return toBytes(item as string).length;
    case 'slice':
      return (item as readonly Value[]).length;
    case 'map':
      return entriesOf(item as MapValue).length;
    case 'nil':
      return (item as Nil).kind === 'pointer' ? fail('len of nil pointer') : 0;
    case 'invalid':
      return fail('len of nil pointer');
    default:
      return fail(`len of type ${typeOf(item)}`);
  }
}

/** `call`: the first argument is a value of a function type. `shown` is how the template wrote it. */
export function call(args: readonly Value[], shown: string): Value {
  const [fn, ...rest] = args;
  if (isNil(fn)) return fail('call of nil');
  if (!(fn instanceof CallableValue)) return fail(`non-function ${shown || `<${typeOf(fn)} Value>`} of type ${typeOf(fn)}`);
  return fn.fn.call(rest);
}

/** What the escaping functions take their arguments for. */
const joined = (args: readonly Value[]): string => sprint(args.map((arg) => (kindOf(arg) === 'invalid' ? '<no value>' : arg)));

const HTML: Readonly<Record<string, string>> = { '\0': '\ufffd', '"': '&#34;', "'": '&#39;', '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const JS: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '"': '\\"', '<': '\\u003C', '>': '\\u003E', '&': '\\u0026', '=': '\\u003D' };

function escapeJs(text: string): string {
  return [...text]
    .map((character) => {
      if (JS[character] !== undefined) return JS[character];
      const code = character.codePointAt(0)!;
      const isPlain = code < 0x80 ? code >= 0x20 : isPrintable(character);
      return isPlain ? character : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
    })
    .join('');
}

function escapeQuery(text: string): string {
  return [...toBytes(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[A-Za-z0-9_.~-]/.test(character)) return character;
      return byte === 32 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

export const BUILTINS: ReadonlyMap<string, TemplateFunction> = new Map(
  [
    any('and', 1, Infinity, ([value]) => value),
    any('or', 1, Infinity, ([value]) => value),
    any('not', 1, 1, ([value]) => !isTrue(value)),
    any('call', 1, Infinity, (args) => call(args, '')),
    any('html', 0, Infinity, (args) => joined(args).replace(/[\0"'&<>]/g, (character) => HTML[character]!)),
    any('js', 0, Infinity, (args) => escapeJs(joined(args))),
    any('urlquery', 0, Infinity, (args) => escapeQuery(joined(args))),
    any('index', 1, Infinity, index),
    any('slice', 1, Infinity, slice),
    any('len', 1, 1, length),
    any('print', 0, Infinity, sprint),
    any('println', 0, Infinity, sprintln),
    any('printf', 1, Infinity, ([format, ...args]) => sprintf(format as string, args), ['string', 'any']),
    any('eq', 1, Infinity, equal),
    any('ne', 2, 2, ([a, b]) => !isSame(a, b)),
    any('lt', 2, 2, ([a, b]) => less(a, b)),
    any('le', 2, 2, ([a, b]) => lessOrEqual(a, b)),
    any('gt', 2, 2, ([a, b]) => !lessOrEqual(a, b)),
    any('ge', 2, 2, ([a, b]) => !less(a, b)),
  ].map((fn) => [fn.name, fn]),
);
