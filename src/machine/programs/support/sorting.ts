import type { Entropy } from '../../../core/entropy.ts';
import { compareBytes, compareNatural } from './compare.ts';
import { MONTHS } from './calendar.ts';

/** The letters of sort's ordering options that are in force. */
export type Ordering = ReadonlySet<string>;

export const SORT_FLAGS = 'bdfghiMnRrV';

interface Place {
  /** From 1; 0 in an end means the whole rest. */
  readonly field: number;
  readonly character: number;
  readonly skipsBlanks: boolean;
}

export interface SortKey {
  readonly start: Place;
  readonly end: Place | undefined;
  readonly ordering: Ordering;
}

/** `2,3nr` or `1.3b,1.5`; a text says what is wrong with it, in GNU's words. */
export function parseKey(text: string, global: Ordering): SortKey | string {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  if (!match) return /^\d/.test(text) ? 'stray character in field spec' : 'invalid number at field start';
  if (Number(match[1]) === 0) return 'field number is zero';
  if (match[2] !== undefined && Number(match[2]) === 0) return 'character offset is zero';
  const flags = new Set([...(match[3] ?? ''), ...(match[6] ?? '')]);
  if ([...flags].some((flag) => !SORT_FLAGS.includes(flag))) return 'stray character in field spec';
  const ordering = flags.size === 0 ? global : flags;
  return {
    start: { field: Number(match[1]), character: Number(match[2] ?? 1), skipsBlanks: (match[3] ?? '').includes('b') || (flags.size === 0 && global.has('b')) },
    end: match[4] === undefined ? undefined : { field: Number(match[4]), character: Number(match[5] ?? 0), skipsBlanks: (match[6] ?? '').includes('b') || (flags.size === 0 && global.has('b')) },
    ordering,
  };
}

function isBlank(line: string, at: number): boolean {
  const unit = line.charCodeAt(at);
  return unit === 32 || unit === 9 || unit === 10;
}

/** Where field `index` (from 0) begins; without a separator a field begins with its blanks. */
function fieldStart(line: string, index: number, separator: string | undefined): number {
  let at = 0;
  for (let i = 0; i < index && at < line.length; i++) {
    if (separator !== undefined) {
      const next = line.indexOf(separator, at);
      if (next < 0) return line.length;
      at = next + separator.length;
    } else at = fieldEnd(line, at);
  }
  return at;
}

function fieldEnd(line: string, start: number): number {
  let at = start;
  while (at < line.length && isBlank(line, at)) at++;
  while (at < line.length && !isBlank(line, at)) at++;
  return at;
}

function skipBlanks(line: string, start: number): number {
  let at = start;
  while (at < line.length && isBlank(line, at)) at++;
  return at;
}

export function extractKey(line: string, key: SortKey, separator: string | undefined): string {
  let start = fieldStart(line, key.start.field - 1, separator);
  if (key.start.skipsBlanks) start = skipBlanks(line, start);
  start = Math.min(line.length, start + key.start.character - 1);
  if (!key.end) return line.slice(start);
  const { field, character, skipsBlanks } = key.end;
  let end: number;
  if (character === 0) {
    const from = fieldStart(line, field - 1, separator);
    if (separator === undefined) end = fieldEnd(line, from);
    else {
      const next = line.indexOf(separator, from);
      end = next < 0 ? line.length : next;
    }
  } else {
    let from = fieldStart(line, field - 1, separator);
    if (skipsBlanks) from = skipBlanks(line, from);
    end = Math.min(line.length, from + character);
  }
  return line.slice(start, Math.max(start, end));
}

/** Compares decimal texts of any length, as `sort -n`: what is no number is 0. */
function compareNumeric(a: string, b: string): number {
  const [x, y] = [numeric(a), numeric(b)];
  if (x.sign !== y.sign) return x.sign - y.sign;
  const size = x.whole.length - y.whole.length || compareBytes(x.whole, y.whole) || compareBytes(x.fraction, y.fraction);
  return x.sign * size;
}

function numeric(text: string): { sign: number; whole: string; fraction: string } {
  const match = /^[ \t]*(-?)0*(\d*)(?:\.(\d*))?/.exec(text)!;
  const whole = match[2] ?? '';
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const isZero = whole === '' && fraction === '';
  return { sign: isZero ? 0 : match[1] === '-' ? -1 : 1, whole, fraction };
}

function general(text: string): number {
  const match = /^\s*([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf(?:inity)?|nan))/i.exec(text);
  if (!match) return -Infinity;
  return /inf/i.test(match[1]!) ? (match[1]!.startsWith('-') ? -Number.MAX_VALUE : Infinity) : Number(match[1]);
}

function human(text: string): readonly [number, number] {
  const match = /^\s*(-?)(\d*\.?\d*)([KkMGTPEZY]?)/.exec(text)!;
  const value = Number(match[2] || 0);
  const sign = match[1] === '-' ? -1 : 1;
  const power = value === 0 ? 0 : ' KMGTPEZY'.indexOf(match[3]!.toUpperCase() || ' ');
  return [sign * power, sign * value];
}

function month(text: string): number {
  const name = text.trimStart().slice(0, 3).toUpperCase();
  return MONTHS.findIndex((full) => full.slice(0, 3).toUpperCase() === name);
}

function prepared(text: string, ordering: Ordering): string {
  let result = text;
  if (ordering.has('b')) result = result.trimStart();
  if (ordering.has('d')) result = result.replace(/[^A-Za-z0-9 \t]/g, '');
  if (ordering.has('i')) result = result.replace(/[^ -~]/g, '');
  return ordering.has('f') ? result.toUpperCase() : result;
}

function compareBy(ordering: Ordering): (a: string, b: string) => number {
  if (ordering.has('n')) return compareNumeric;
  if (ordering.has('g')) return (a, b) => general(a) - general(b) || 0;
  if (ordering.has('h')) return (a, b) => {
    const [x, y] = [human(a), human(b)];
    return x[0] - y[0] || x[1] - y[1];
  };
  if (ordering.has('M')) return (a, b) => month(a) - month(b);
  if (ordering.has('V')) return (a, b) => compareNatural(prepared(a, ordering), prepared(b, ordering));
  return (a, b) => compareBytes(prepared(a, ordering), prepared(b, ordering));
}

/** Compares lines by the keys in turn, then, unless stable, by all their bytes. */
export function comparator(keys: readonly SortKey[], global: Ordering, separator: string | undefined, isStable: boolean): (a: string, b: string) => number {
  const isPlain = [...global].every((flag) => flag === 'r');
  const parts = keys.length > 0
    ? keys.map((key) => ({ take: (line: string) => extractKey(line, key, separator), compare: compareBy(key.ordering), sign: key.ordering.has('r') ? -1 : 1 }))
    : [{ take: (line: string) => line, compare: isPlain ? compareBytes : compareBy(global), sign: global.has('r') ? -1 : 1 }];
  const lastSign = global.has('r') ? -1 : 1;
  return (a, b) => {
    for (const { take, compare, sign } of parts) {
      const order = sign * compare(take(a), take(b));
      if (order !== 0) return order;
    }
    return isStable ? 0 : lastSign * compareBytes(a, b);
  };
}

export function shuffled<T>(items: readonly T[], entropy: Entropy): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = entropy.below(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
