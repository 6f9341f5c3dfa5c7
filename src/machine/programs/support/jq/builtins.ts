import { NotSimulated } from '../../../../core/errors.ts';
import { SECOND } from '../../../../core/clock.ts';
import { formatMoment, momentOf, timeOf } from '../calendar.ts';
import { compareBytes } from '../compare.ts';
import { Regex, RegexError } from '../regex/regex.ts';
import { JqError, JqSyntaxError } from './ast.ts';
import type { Filter, Json } from './ast.ts';
import type { Jq, Scope } from './evaluate.ts';
import { formatValue, textOf } from './formats.ts';
import { deletePath, getIndex, iterate, keysOf, updatePath } from './paths.ts';
import { parseJsonValues } from './read.ts';
import { arithmetic, compact, compare, described, isArray, isObject, isTrue, typeOf } from './values.ts';

function list(value: Json, what: string): readonly Json[] {
  if (!isArray(value)) throw new JqError(`${described(value)} ${what}`);
  return value;
}

function text(value: Json, what: string): string {
  if (typeof value !== 'string') throw new JqError(`${what} input must be a string`);
  return value;
}

function entries(value: Json): Json {
  return keysOf(value).map((key) => ({ key, value: getIndex(value, key) }));
}

function fromEntries(value: Json): Json {
  const result: Record<string, Json> = {};
  for (const entry of iterate(value)) {
    if (!isObject(entry)) throw new JqError(`Cannot index ${typeOf(entry)} with "key"`);
    const key = entry['key'] ?? entry['k'] ?? entry['name'] ?? entry['Name'] ?? entry['Key'] ?? null;
    result[typeof key === 'string' ? key : key === null ? 'null' : compact(key)] = entry['value'] ?? entry['v'] ?? entry['Value'] ?? null;
  }
  return result;
}

function lengthOf(value: Json): Json {
  if (value === null) return 0;
  if (typeof value === 'string') return [...value].length;
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value === 'boolean') throw new JqError(`${described(value)} has no length`);
  return isArray(value) ? value.length : Object.keys(value).length;
}

function contains(a: Json, b: Json): boolean {
  if (typeOf(a) !== typeOf(b)) throw new JqError(`${described(a)} and ${described(b)} cannot have their containment checked`);
  if (typeof a === 'string') return a.includes(b as string);
  if (isArray(a)) return (b as readonly Json[]).every((wanted) => a.some((item) => typeOf(item) === typeOf(wanted) && contains(item, wanted)));
  if (isObject(a)) return Object.entries(b as { [key: string]: Json }).every(([key, wanted]) => Object.hasOwn(a, key) && typeOf(a[key]!) === typeOf(wanted) && contains(a[key]!, wanted));
  return compare(a, b) === 0;
}

function flatten(value: Json, depth: number): readonly Json[] {
  return iterate(value).flatMap((item) => (isArray(item) && depth > 0 ? flatten(item, depth - 1) : [item]));
}

function toNumber(value: Json): Json {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && /^\s*-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/.test(value)) return Number(value);
  if (typeof value === 'string') throw new JqError(`Cannot use ${JSON.stringify(value)} (while parsing '${value}') as a number`);
  throw new JqError(`${described(value)} cannot be parsed as a number`);
}

function regexOf(pattern: Json, flags: string): Regex {
  if (typeof pattern !== 'string') throw new JqError(`${described(pattern)} cannot be matched, as it is not a string`);
  if (/\(\?|\\[dDh]|[*+?}][?+]/.test(pattern.replaceAll('\\d', ''))) throw new NotSimulated('jq regular expressions beyond POSIX extended ones');
  try {
    return new Regex(pattern.replaceAll('\\d', '[0-9]'), { syntax: 'extended', ignoresCase: flags.includes('i'), hasEscapes: true });
  } catch (error) {
    if (error instanceof RegexError) throw new JqError(`${pattern} (at offset 0) is not a valid regex: ${error.message}`);
    throw error;
  }
}

function matches(input: string, pattern: Json, flags: string): Json[] {
  const regex = regexOf(pattern, flags);
  const found: Json[] = [];
  for (let at = 0; at <= input.length; ) {
    const match = regex.exec(input, at);
    if (!match) break;
    const captures = Array.from({ length: regex.groups }, (_, i) => {
      const string = match.group(i + 1) ?? null;
      return { offset: string === null ? -1 : match.start, length: string?.length ?? 0, string, name: null };
    });
    found.push({ offset: match.start, length: match.end - match.start, string: input.slice(match.start, match.end), captures });
    if (!flags.includes('g')) break;
    at = match.end > match.start ? match.end : match.end + 1;
  }
  return found;
}

type Plain = (input: Json) => Json;

const MATH: Readonly<Record<string, (value: number) => number>> = { floor: Math.floor, ceil: Math.ceil, sqrt: Math.sqrt, fabs: Math.abs, round: (value) => Math.sign(value) * Math.round(Math.abs(value)), trunc: Math.trunc, exp: Math.exp, log: Math.log, log2: Math.log2, log10: Math.log10 };

/** Without arguments. */
const PLAIN: Readonly<Record<string, Plain>> = {
  length: lengthOf,
  utf8bytelength: (value) => new TextEncoder().encode(text(value, 'utf8bytelength')).length,
  not: (value) => !isTrue(value),
  keys: (value) => (isObject(value) ? Object.keys(value).sort(compareBytes) : isArray(value) ? keysOf(value) : hasNoKeys(value)),
  keys_unsorted: (value) => (isObject(value) || isArray(value) ? keysOf(value) : hasNoKeys(value)),
  add: (value) => iterate(value).reduce<Json>((sum, item) => arithmetic('+', sum, item), null),
  any: (value) => iterate(value).some(isTrue),
  all: (value) => iterate(value).every(isTrue),
  flatten: (value) => flatten(value, Infinity),
  floor: (value) => Math.floor(value as number),
  tostring: textOf,
  tonumber: toNumber,
  type: typeOf,
  sort: (value) => [...list(value, 'cannot be sorted, as it is not an array')].sort(compare),
  unique: (value) => [...list(value, 'cannot be sorted, as it is not an array')].sort(compare).filter((item, i, all) => i === 0 || compare(all[i - 1]!, item) !== 0),
  min: (value) => list(value, 'cannot be iterated over').reduce<Json>((least, item, i) => (i === 0 || compare(item, least) < 0 ? item : least), null),
  max: (value) => list(value, 'cannot be iterated over').reduce<Json>((most, item, i) => (i === 0 || compare(item, most) >= 0 ? item : most), null),
  reverse: (value) => (typeof value === 'string' ? [...value].reverse().join('') : value === null ? [] : [...list(value, 'cannot be reversed, as it is not an array')].reverse()),
  first: (value) => getIndex(value, 0),
  last: (value) => getIndex(value, -1),
  to_entries: entries,
  from_entries: fromEntries,
  ascii_downcase: (value) => text(value, 'ascii_downcase').replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  ascii_upcase: (value) => text(value, 'ascii_upcase').replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  explode: (value) => [...text(value, 'explode')].map((character) => character.codePointAt(0)!),
  implode: (value) => list(value, 'cannot be imploded').map((code) => String.fromCodePoint(code as number)).join(''),
  tojson: (value) => compact(value),
  fromjson: (value) => parseJsonValues(text(value, 'fromjson'))[0] ?? null,
  infinite: () => Infinity,
  nan: () => Number.NaN,
  isinfinite: (value) => typeof value === 'number' && Math.abs(value) === Infinity,
  isnan: (value) => typeof value === 'number' && Number.isNaN(value),
  transpose: (value) => Array.from({ length: Math.max(0, ...iterate(value).map((row) => (row as readonly Json[]).length)) }, (_, i) => iterate(value).map((row) => (row as readonly Json[])[i] ?? null)),
  todate: (value) => formatMoment('%Y-%m-%dT%H:%M:%SZ', momentOf((value as number) * SECOND)),
  fromdate: (value) => {
    const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(text(value, 'fromdate'));
    if (!match) throw new JqError(`date "${value as string}" does not match format "%Y-%m-%dT%H:%M:%SZ"`);
    const [, year, month, day, hour, minute, second] = match.map(Number);
    return timeOf(year!, month!, day!, hour, minute, second) / SECOND;
  },
  ascii: (value) => String.fromCharCode(value as number),
  trim: (value) => text(value, 'trim').trim(),
  ltrim: (value) => text(value, 'trim').trimStart(),
  rtrim: (value) => text(value, 'trim').trimEnd(),
};

function hasNoKeys(value: Json): never {
  throw new JqError(`${described(value)} has no keys`);
}

type WithValues = (input: Json, ...args: Json[]) => Json;

/** With arguments that are evaluated first, for every combination of their results. */
const WITH_VALUES: Readonly<Record<string, WithValues>> = {
  'has/1': (input, key) => {
    if (isObject(input) && typeof key === 'string') return Object.hasOwn(input, key);
    if (isArray(input) && typeof key === 'number') return key >= 0 && key < input.length;
    throw new JqError(`Cannot check whether ${typeOf(input)} has a ${typeof key === 'string' ? 'string' : typeOf(key!)} key`);
  },
  'in/1': (input, of) => WITH_VALUES['has/1']!(of!, input),
  'contains/1': (input, wanted) => contains(input, wanted!),
  'inside/1': (input, outer) => contains(outer!, input),
  'startswith/1': (input, start) => {
    if (typeof input !== 'string' || typeof start !== 'string') throw new JqError('startswith() requires string inputs');
    return input.startsWith(start);
  },
  'endswith/1': (input, end) => {
    if (typeof input !== 'string' || typeof end !== 'string') throw new JqError('endswith() requires string inputs');
    return input.endsWith(end);
  },
  'ltrimstr/1': (input, start) => (typeof input === 'string' && typeof start === 'string' && input.startsWith(start) ? input.slice(start.length) : input),
  'rtrimstr/1': (input, end) => (typeof input === 'string' && typeof end === 'string' && end !== '' && input.endsWith(end) ? input.slice(0, -end.length) : input),
  'split/1': (input, separator) => arithmetic('/', text(input, 'split'), separator!),
  'join/1': (input, separator) => iterate(input).reduce<Json>((joined, item, i) => (joined as string) + (i > 0 ? (separator as string) : '') + (item === null ? '' : isArray(item) || isObject(item) ? (arithmetic('+', '', item) as string) : textOf(item)), ''),
  'test/1': (input, pattern) => matches(text(input, 'test'), isArray(pattern!) ? pattern[0]! : pattern!, isArray(pattern!) ? String(pattern[1] ?? '') : '').length > 0,
  'test/2': (input, pattern, flags) => matches(text(input, 'test'), pattern!, String(flags ?? '')).length > 0,
  'flatten/1': (input, depth) => flatten(input, depth as number),
  'index/1': (input, wanted) => (typeof input === 'string' ? (input.includes(wanted as string) ? input.indexOf(wanted as string) : null) : ((getIndex(input, [wanted!]) as readonly Json[])[0] ?? null)),
  'rindex/1': (input, wanted) => (typeof input === 'string' ? (input.includes(wanted as string) ? input.lastIndexOf(wanted as string) : null) : ((getIndex(input, [wanted!]) as readonly Json[]).at(-1) ?? null)),
  'indices/1': (input, wanted) => (typeof input === 'string' ? [...input].flatMap((_, i) => (input.startsWith(wanted as string, i) ? [i] : [])) : getIndex(input, isArray(wanted!) ? wanted : [wanted!])),
  'getpath/1': (input, path) => (path as readonly Json[]).reduce<Json>((value, key) => (value === null ? null : getIndex(value, key)), input),
  'setpath/2': (input, path, value) => updatePath(input, path as readonly Json[], () => value!),
  'delpaths/1': (input, paths) => [...(paths as readonly (readonly Json[])[])].sort((a, b) => compare(b, a)).reduce(deletePath, input),
  'pow/2': (_, base, exponent) => (base as number) ** (exponent as number),
  'strftime/1': (input, format) => formatMoment(format as string, momentOf((input as number) * SECOND)),
  'error/1': (_, message) => {
    throw new JqError(message!);
  },
};

/** Calls a function of jq's own. */
export function* callBuiltin(jq: Jq, name: string, args: readonly Filter[], input: Json, scope: Scope): Generator<Json, void> {
  if (name.startsWith('@') && args.length === 0) return yield formatValue(name, input);
  const plain = args.length === 0 ? PLAIN[name] : undefined;
  if (plain) return yield plain(input);
  const math = args.length === 0 ? MATH[name] : undefined;
  if (math) {
    if (typeof input !== 'number') throw new JqError(`${described(input)} number required`);
    return yield math(input);
  }
  const withValues = WITH_VALUES[`${name}/${args.length}`];
  if (withValues) {
    for (const values of combinations(jq, args, input, scope)) yield withValues(input, ...values);
    return;
  }
  yield* special(jq, name, args, input, scope);
}

function* combinations(jq: Jq, args: readonly Filter[], input: Json, scope: Scope): Generator<Json[], void> {
  const [first, ...rest] = args;
  if (!first) return yield [];
  for (const value of jq.run(first, input, scope)) for (const others of combinations(jq, rest, input, scope)) yield [value, ...others];
}

function keyed(jq: Jq, filter: Filter, input: Json, scope: Scope): { key: Json; item: Json }[] {
  return list(input, 'cannot be sorted, as it is not an array').map((item) => ({ key: [...jq.run(filter, item, scope)], item })).sort((a, b) => compare(a.key, b.key));
}

/** What jq has, and this one does not. */
const KNOWN = new Set(['debug', 'input', 'inputs', 'input_line_number', 'input_filename', 'capture', 'splits', 'tostream', 'fromstream', 'walk', 'halt', 'halt_error', 'strptime', 'mktime', 'gmtime', 'localtime', 'strflocaltime', 'builtins', 'leaf_paths', 'pick', 'repeat', 'isempty', 'isvalid', 'combinations', 'IN', 'INDEX', 'significand', 'sub', 'gsub', 'paths', 'recurse', 'add']);

/** Those whose arguments are filters. */
function* special(jq: Jq, name: string, args: readonly Filter[], input: Json, scope: Scope): Generator<Json, void> {
  const [first, second, third] = args;
  switch (`${name}/${args.length}`) {
    case 'empty/0': return;
    case 'error/0': throw new JqError(input);
    case 'select/1':
      for (const test of jq.run(first!, input, scope)) if (isTrue(test)) yield input;
      return;
    case 'map/1': return yield iterate(input).flatMap((item) => [...jq.run(first!, item, scope)]);
    case 'map_values/1':
      if (isArray(input)) return yield input.flatMap((item) => [...jq.run(first!, item, scope)].slice(0, 1));
      return yield Object.fromEntries(keysOf(input).flatMap((key) => [...jq.run(first!, getIndex(input, key), scope)].slice(0, 1).map((value) => [key, value])));
    case 'recurse/0': return yield* jq.run({ kind: 'descend' }, input, scope);
    case 'recurse/1':
      yield input;
      for (const child of jq.run(first!, input, scope)) yield* special(jq, name, args, child, scope);
      return;
    case 'with_entries/1': return yield fromEntries(iterate(entries(input)).flatMap((entry) => [...jq.run(first!, entry, scope)]));
    case 'sort_by/1': return yield keyed(jq, first!, input, scope).map(({ item }) => item);
    case 'group_by/1': return yield groups(jq, first!, input, scope).map((group) => group.map(({ item }) => item));
    case 'unique_by/1': return yield groups(jq, first!, input, scope).map(([one]) => one!.item);
    case 'min_by/1': return yield keyed(jq, first!, input, scope)[0]?.item ?? null;
    case 'max_by/1': return yield keyed(jq, first!, input, scope).at(-1)?.item ?? null;
    case 'any/1': return yield iterate(input).some((item) => [...jq.run(first!, item, scope)].some(isTrue));
    case 'all/1': return yield iterate(input).every((item) => [...jq.run(first!, item, scope)].every(isTrue));
    case 'any/2': return yield [...jq.run(first!, input, scope)].some((item) => [...jq.run(second!, item, scope)].some(isTrue));
    case 'all/2': return yield [...jq.run(first!, input, scope)].every((item) => [...jq.run(second!, item, scope)].every(isTrue));
    case 'first/1':
      for (const value of jq.run(first!, input, scope)) return yield value;
      return;
    case 'last/1': {
      const values = [...jq.run(first!, input, scope)];
      if (values.length > 0) yield values.at(-1)!;
      return;
    }
    case 'nth/1':
      for (const at of jq.run(first!, input, scope)) yield getIndex(input, at);
      return;
    case 'limit/2':
      for (const count of jq.run(first!, input, scope)) {
        let left = count as number;
        if (left > 0) for (const value of jq.run(second!, input, scope)) {
          yield value;
          if (--left <= 0) break;
        }
      }
      return;
    case 'range/1': case 'range/2': case 'range/3':
      for (const values of combinations(jq, args, input, scope)) {
        const [start, end, by] = (values.length === 1 ? [0, values[0]!, 1] : [values[0]!, values[1]!, third ? values[2]! : 1]) as [number, number, number];
        for (let i = start; by > 0 ? i < end : by < 0 && i > end; i += by) yield i;
      }
      return;
    case 'until/2':
      for (let value = input; ; ) {
        if ([...jq.run(first!, value, scope)].some(isTrue)) return yield value;
        const [next] = [...jq.run(second!, value, scope)];
        if (next === undefined) return;
        value = next;
      }
    case 'while/2': {
      let value: Json | undefined = input;
      while (value !== undefined && [...jq.run(first!, value, scope)].some(isTrue)) {
        yield value;
        [value] = [...jq.run(second!, value, scope)];
      }
      return;
    }
    case 'path/1':
      for (const path of jq.paths(first!, input, scope)) yield path;
      return;
    case 'paths/0':
      for (const path of jq.paths({ kind: 'descend' }, input, scope)) if (path.length > 0) yield path;
      return;
    case 'del/1': return yield [...jq.paths(first!, input, scope)].sort((a, b) => compare(b, a)).reduce(deletePath, input);
    case 'match/1': case 'match/2':
      for (const values of combinations(jq, args, input, scope)) yield* matches(text(input, 'match'), values[0]!, String(values[1] ?? ''));
      return;
    case 'scan/1':
      for (const [pattern] of combinations(jq, args, input, scope)) {
        for (const found of matches(text(input, 'scan'), pattern!, 'g')) {
          const captures = (found as { captures: readonly { string: Json }[] }).captures;
          yield captures.length > 0 ? captures.map(({ string }) => string) : (found as { string: Json }).string;
        }
      }
      return;
    case 'sub/2': case 'gsub/2': {
      const whole = text(input, name);
      for (const [pattern] of combinations(jq, [first!], input, scope)) {
        let result = '';
        let at = 0;
        for (const found of matches(whole, pattern!, name === 'gsub' ? 'g' : '') as unknown as { offset: number; length: number }[]) {
          const [replacement] = [...jq.run(second!, {}, scope)];
          result += whole.slice(at, found.offset) + String(replacement ?? '');
          at = found.offset + found.length;
        }
        yield result + whole.slice(at);
      }
      return;
    }
    case 'env/0': return yield Object.fromEntries([...(scope.variables.get('ENV') ? Object.entries(scope.variables.get('ENV') as { [key: string]: Json }) : [])]);
    case 'now/0': return yield scope.variables.get('__now__') ?? 0;
    case 'values/0':
      if (input !== null) yield input;
      return;
    case 'nulls/0': case 'booleans/0': case 'numbers/0': case 'strings/0': case 'arrays/0': case 'objects/0':
      if (`${typeOf(input)}s` === name) yield input;
      return;
    case 'iterables/0':
      if (isArray(input) || isObject(input)) yield input;
      return;
    case 'scalars/0':
      if (!isArray(input) && !isObject(input)) yield input;
      return;
    default:
      if (!KNOWN.has(name)) throw new JqSyntaxError(`${name}/${args.length} is not defined`);
      throw new NotSimulated(`jq ${name}/${args.length}`);
  }
}

function groups(jq: Jq, filter: Filter, input: Json, scope: Scope): { key: Json; item: Json }[][] {
  const result: { key: Json; item: Json }[][] = [];
  for (const one of keyed(jq, filter, input, scope)) {
    const last = result.at(-1);
    if (last && compare(last[0]!.key, one.key) === 0) last.push(one);
    else result.push([one]);
  }
  return result;
}
