import { compareBytes } from '../compare.ts';
import { JqError } from './ast.ts';
import type { Json } from './ast.ts';

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function typeOf(value: Json): string {
  if (value === null) return 'null';
  return isArray(value) ? 'array' : typeof value;
}

/** As error messages show a value: cut short. */
export function described(value: Json): string {
  const text = compact(value);
  return `${typeOf(value)} (${text.length > 11 ? `${text.slice(0, 10)}...` : text})`;
}

export function isTrue(value: Json): boolean {
  return value !== null && value !== false;
}

const ORDER = ['null', 'false', 'true', 'number', 'string', 'array', 'object'];

function rank(value: Json): number {
  return ORDER.indexOf(typeof value === 'boolean' ? String(value) : typeOf(value));
}

/** jq's order: null, false, true, numbers, texts, arrays, objects. */
export function compare(a: Json, b: Json): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0) return difference;
  if (typeof a === 'number') return a - (b as number);
  if (typeof a === 'string') return compareBytes(a, b as string);
  if (isArray(a)) {
    const other = b as readonly Json[];
    for (let i = 0; i < Math.min(a.length, other.length); i++) {
      const order = compare(a[i]!, other[i]!);
      if (order !== 0) return order;
    }
    return a.length - other.length;
  }
  if (!isObject(a)) return 0;
  const other = b as JsonObject;
  const [keys, others] = [Object.keys(a).sort(compareBytes), Object.keys(other).sort(compareBytes)];
  const order = compare(keys, others);
  if (order !== 0) return order;
  for (const key of keys) {
    const values = compare(a[key]!, other[key]!);
    if (values !== 0) return values;
  }
  return 0;
}

export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'null';
  if (!Number.isFinite(value)) return value > 0 ? '1.7976931348623157e+308' : '-1.7976931348623157e+308';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const text = String(value);
  const exponent = /^(-?[\d.]+)e([+-])(\d+)$/.exec(text);
  if (exponent) return `${exponent[1]}e${exponent[2]}${exponent[3]!.padStart(2, '0')}`;
  return Math.abs(value) >= 1e17 ? value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2') : text;
}

export function compact(value: Json, sortsKeys = false): string {
  return new Printer({ indent: '', sortsKeys, isColored: false, isAscii: false }).print(value, 0);
}

export interface PrintStyle {
  /** Empty for everything on one line. */
  readonly indent: string;
  readonly sortsKeys: boolean;
  readonly isColored: boolean;
  readonly isAscii: boolean;
}

const COLORS = { null: '1;30', false: '0;39', true: '0;39', number: '0;39', string: '0;32', array: '1;39', object: '1;39', key: '34;1' } as const;

/** Prints values as jq does. */
export class Printer {
  constructor(private readonly style: PrintStyle) {}

  #paint(color: keyof typeof COLORS, text: string): string {
    return this.style.isColored ? `\x1b[${COLORS[color]}m${text}\x1b[0m` : text;
  }

  #text(text: string): string {
    const quoted = JSON.stringify(text).replaceAll('\x7f', '\\u007f');
    return this.style.isAscii ? quoted.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : quoted;
  }

  print(value: Json, depth: number): string {
    if (value === null) return this.#paint('null', 'null');
    if (typeof value === 'boolean') return this.#paint(value ? 'true' : 'false', String(value));
    if (typeof value === 'number') return this.#paint('number', numberText(value));
    if (typeof value === 'string') return this.#paint('string', this.#text(value));
    const isList = isArray(value);
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    const kind = isList ? 'array' : 'object';
    const keys = isList ? [] : this.style.sortsKeys ? Object.keys(value).sort(compareBytes) : Object.keys(value);
    const colon = this.style.indent === '' ? ':' : ': ';
    const items = isList ? value.map((item) => this.print(item, depth + 1)) : keys.map((key) => `${this.#paint('key', this.#text(key))}${this.#paint('object', ':')}${colon.slice(1)}${this.print(value[key]!, depth + 1)}`);
    if (items.length === 0) return this.#paint(kind, open + close);
    if (this.style.indent === '') return this.#paint(kind, open!) + items.join(this.#paint(kind, ',')) + this.#paint(kind, close!);
    const pad = `\n${this.style.indent.repeat(depth + 1)}`;
    return this.#paint(kind, open!) + items.map((item) => pad + item).join(this.#paint(kind, ',')) + `\n${this.style.indent.repeat(depth)}` + this.#paint(kind, close!);
  }
}

export function arithmetic(operator: string, a: Json, b: Json): Json {
  const fail = (verb: string) => new JqError(`${described(a)} and ${described(b)} cannot be ${verb}`);
  switch (operator) {
    case '+':
      if (a === null) return b;
      if (b === null) return a;
      if (typeof a === 'number' && typeof b === 'number') return a + b;
      if (typeof a === 'string' && typeof b === 'string') return a + b;
      if (isArray(a) && isArray(b)) return [...a, ...b];
      if (isObject(a) && isObject(b)) return { ...a, ...b };
      throw fail('added');
    case '-':
      if (typeof a === 'number' && typeof b === 'number') return a - b;
      if (isArray(a) && isArray(b)) return a.filter((item) => !b.some((other) => compare(item, other) === 0));
      throw fail('subtracted');
    case '*':
      if (typeof a === 'number' && typeof b === 'number') return a * b;
      if (typeof a === 'string' && typeof b === 'number') return b > 0 ? a.repeat(Math.min(1_000_000, Math.max(1, Math.ceil(b)))) : null;
      if (isObject(a) && isObject(b)) return merged(a, b);
      throw fail('multiplied');
    case '/':
      if (typeof a === 'number' && typeof b === 'number') {
        if (b === 0) throw fail('divided because the divisor is zero');
        return a / b;
      }
      if (typeof a === 'string' && typeof b === 'string') return a === '' ? [] : a.split(b);
      throw fail('divided');
    default:
      if (typeof a !== 'number' || typeof b !== 'number') throw fail('divided');
      if (Math.trunc(b) === 0) throw fail('divided because the divisor is zero');
      return Math.trunc(a) % Math.trunc(b);
  }
}

function merged(a: JsonObject, b: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const old = result[key];
    result[key] = old !== undefined && isObject(old) && isObject(value) ? merged(old, value) : value;
  }
  return result;
}
