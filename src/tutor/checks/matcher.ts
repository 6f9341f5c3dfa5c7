import type { Json } from '../../docker/api/http.ts';

/** What a value is held against. A bare value means `equals`. Several words in one matcher must all hold. */
export type Matcher = Json | MatcherWords;

export interface MatcherWords {
  readonly equals?: Json;
  readonly not?: Matcher;
  /** A part of a text, or an element of a list. */
  readonly contains?: Json;
  /** A regular expression, searched for in a text. */
  readonly matches?: string;
  readonly in?: readonly Json[];
  /** Numbers, or durations such as `2s`. */
  readonly lt?: number | string;
  readonly lte?: number | string;
  readonly gt?: number | string;
  readonly gte?: number | string;
  /** All of these elements (of a list), or all of these properties (of an object). */
  readonly subset?: Json;
  /** An empty text, list or object, or nothing at all. */
  readonly empty?: boolean;
  readonly exists?: boolean;
  readonly length?: Matcher;
  /** At least one element of a list. */
  readonly some?: Matcher;
}

const WORDS = ['equals', 'not', 'contains', 'matches', 'in', 'lt', 'lte', 'gt', 'gte', 'subset', 'empty', 'exists', 'length', 'some'] as const;

type Word = (typeof WORDS)[number];

/** Whether an object is made of matcher words alone; any other object is a value to be equal to. */
export function isMatcherWords(value: unknown): value is MatcherWords {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => (WORDS as readonly string[]).includes(key));
}

/** Seconds of `2s`, `150ms`, `1m30s`; a number is itself. NaN when it is neither. */
export function toNumber(value: Json | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return NaN;
  if (/^-?\d+(\.\d+)?$/.test(value)) return Number(value);
  const parts = [...value.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|m|s)/g)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== value) return NaN;
  const seconds: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6 };
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit!]!, 0);
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && sameJson(left[key], right[key]));
}

function contains(value: Json | undefined, part: Json): boolean {
  if (typeof value === 'string') return value.includes(String(part));
  return Array.isArray(value) && value.some((item) => sameJson(item as Json, part));
}

function isSubset(part: Json, value: Json | undefined): boolean {
  if (Array.isArray(part)) return part.every((item) => contains(value, item as Json));
  if (typeof part !== 'object' || part === null || typeof value !== 'object' || value === null) return sameJson(part, value);
  return Object.entries(part).every(([key, inner]) => isSubset(inner as Json, (value as Record<string, Json>)[key]));
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function lengthOf(value: Json | undefined): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

const HOLDS: { readonly [W in Word]: (value: Json | undefined, operand: never) => boolean } = {
  equals: (value, operand: Json) => sameJson(value, operand),
  not: (value, operand: Matcher) => !matches(value, operand),
  contains,
  matches: (value, operand: string) => typeof value === 'string' && new RegExp(operand, 'm').test(value),
  in: (value, operand: readonly Json[]) => operand.some((item) => sameJson(value, item)),
  lt: (value, operand: Json) => toNumber(value) < toNumber(operand),
  lte: (value, operand: Json) => toNumber(value) <= toNumber(operand),
  gt: (value, operand: Json) => toNumber(value) > toNumber(operand),
  gte: (value, operand: Json) => toNumber(value) >= toNumber(operand),
  subset: (value, operand: Json) => isSubset(operand, value),
  empty: (value, operand: boolean) => isEmpty(value) === operand,
  exists: (value, operand: boolean) => (value !== undefined && value !== null) === operand,
  length: (value, operand: Matcher) => matches(lengthOf(value), operand),
  some: (value, operand: Matcher) => Array.isArray(value) && value.some((item) => matches(item as Json, operand)),
};

/** Whether a value fulfils a matcher. */
export function matches(value: Json | undefined, matcher: Matcher): boolean {
  if (!isMatcherWords(matcher)) return sameJson(value, matcher);
  return Object.entries(matcher).every(([word, operand]) => (HOLDS[word as Word] as (v: Json | undefined, o: unknown) => boolean)(value, operand));
}

/** The value at `Config.Entrypoint.0` of an object; undefined where there is none. A key that has dots of its own is found too. */
export function valueAt(subject: Json | undefined, path: string): Json | undefined {
  if (path === '') return subject;
  if (typeof subject !== 'object' || subject === null) return undefined;
  const object = subject as Record<string, Json>;
  if (path in object) return object[path];
  if (path === 'length') return lengthOf(subject);
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    if (key in object) return valueAt(object[key], path.slice(dot + 1));
  }
  return undefined;
}

/** A value as a learner may read it; long ones are cut. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text === '' ? '(empty)' : text;
}

const PHRASES: { readonly [W in Word]: (operand: never) => string } = {
  equals: (operand: Json) => show(operand),
  not: (operand: Matcher) => `not ${describe(operand)}`,
  contains: (operand: Json) => `something that contains ${show(operand)}`,
  matches: (operand: string) => `something that matches /${operand}/`,
  in: (operand: readonly Json[]) => `one of ${operand.map(show).join(', ')}`,
  lt: (operand: Json) => `less than ${show(operand)}`,
  lte: (operand: Json) => `at most ${show(operand)}`,
  gt: (operand: Json) => `more than ${show(operand)}`,
  gte: (operand: Json) => `at least ${show(operand)}`,
  subset: (operand: Json) => `at least ${show(operand)}`,
  empty: (operand: boolean) => (operand ? 'nothing' : 'something'),
  exists: (operand: boolean) => (operand ? 'something' : 'nothing'),
  length: (operand: Matcher) => `${describe(operand)} of them`,
  some: (operand: Matcher) => `a list with ${describe(operand)}`,
};

/** A matcher in words, as the object of "expected …". */
export function describe(matcher: Matcher): string {
  if (!isMatcherWords(matcher)) return show(matcher);
  return Object.entries(matcher)
    .map(([word, operand]) => (PHRASES[word as Word] as (o: unknown) => string)(operand))
    .join(' and ');
}
