import { toText } from '../../../../core/bytes.ts';
import { toHex, sha256Hex } from '../../../../core/digest.ts';
import { base64Bytes, toBase64 } from '../../../../core/base64.ts';
import { NotSimulated } from '../../../../core/errors.ts';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { OBJECT, exception, makeClass, raise, EXCEPTIONS, classOf } from '../classes.ts';
import { builtin, floatOf, intOf, variadic } from '../arguments.ts';
import { args } from '../call-arguments.ts';
import type { Interpreter } from '../interpreter.ts';
import { asInt, floatText } from '../numbers.ts';
import type { NativeModule } from '../importer.ts';
import { PyBytes, PyDict, PyInstance, PyList, PyRaise, PyTuple } from '../values.ts';
import type { Run, Value } from '../values.ts';

function jsonString(text: string, isAscii: boolean): string {
  const quoted = JSON.stringify(text);
  return isAscii ? quoted.replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`) : quoted;
}

interface JsonStyle {
  readonly indent: string | undefined;
  readonly comma: string;
  readonly colon: string;
  readonly isSorted: boolean;
  readonly isAscii: boolean;
  readonly fallback: Value | undefined;
}

function* toJson(it: Interpreter, value: Value, style: JsonStyle, depth: string): Run<string> {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return jsonString(value, style.isAscii);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isFinite(value) ? floatText(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const inner = style.indent === undefined ? '' : depth + style.indent;
  const wrap = (open: string, parts: readonly string[], close: string) => (parts.length === 0 ? open + close : style.indent === undefined ? open + parts.join(style.comma) + close : `${open}\n${inner}${parts.join(`${style.comma.trimEnd()}\n${inner}`)}\n${depth}${close}`);
  if (value instanceof PyList || value instanceof PyTuple) {
    const parts: string[] = [];
    for (const item of value.items) parts.push(yield* toJson(it, item, style, inner));
    return wrap('[', parts, ']');
  }
  if (value instanceof PyDict) {
    const entries = [...value.entries.values()].map(([key, each]) => [keyText(key), each] as const);
    if (style.isSorted) entries.sort(([a], [b]) => (a < b ? -1 : 1));
    const parts: string[] = [];
    for (const [key, each] of entries) parts.push(`${jsonString(key, style.isAscii)}${style.colon}${yield* toJson(it, each, style, inner)}`);
    return wrap('{', parts, '}');
  }
  if (style.fallback !== undefined && style.fallback !== null) return yield* toJson(it, yield* it.call(style.fallback, args(value)), style, depth);
  return raise('TypeError', `Object of type ${classOf(value).name} is not JSON serializable`);
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'object') raise('TypeError', `keys must be str, int, float, bool or None, not ${classOf(key).name}`);
  return typeof key === 'number' ? floatText(key) : String(key);
}

/** Reads JSON, keeping ints apart from floats. */
class JsonReader {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly error: (message: string, at: number) => PyRaise,
  ) {}

  whole(): Value {
    const value = this.#value();
    this.#space();
    if (this.#at < this.text.length) throw this.error('Extra data', this.#at);
    return value;
  }

  #space(): void {
    while (' \t\n\r'.includes(this.text[this.#at] ?? 'x')) this.#at++;
  }

  #value(): Value {
    this.#space();
    const { text } = this;
    const character = text[this.#at];
    if (character === '{') return this.#object();
    if (character === '[') return this.#array();
    if (character === '"') return this.#string();
    for (const [word, value] of [['true', true], ['false', false], ['null', null], ['NaN', Number.NaN], ['Infinity', Infinity], ['-Infinity', -Infinity]] as const) {
      if (text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return value;
      }
    }
    const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
    number.lastIndex = this.#at;
    const match = number.exec(text);
    if (!match) throw this.error('Expecting value', this.#at);
    this.#at += match[0].length;
    return match[1] === undefined && match[2] === undefined ? BigInt(match[0]) : Number(match[0]);
  }

  #string(): string {
    const start = this.#at;
    for (let i = start + 1; i < this.text.length; i++) {
      if (this.text[i] === '\\') i++;
      else if (this.text[i] === '"') {
        this.#at = i + 1;
        try {
          return JSON.parse(this.text.slice(start, i + 1)) as string;
        } catch {
          throw this.error('Invalid \\escape', start);
        }
      } else if (this.text[i]! < ' ') throw this.error('Invalid control character at', i);
    }
    throw this.error('Unterminated string starting at', start);
  }

  #array(): Value {
    const items: Value[] = [];
    this.#at++;
    this.#space();
    if (this.text[this.#at] === ']') {
      this.#at++;
      return new PyList(items);
    }
    for (;;) {
      items.push(this.#value());
      this.#space();
      const next = this.text[this.#at];
      if (next === ']') break;
      if (next !== ',') throw this.error("Expecting ',' delimiter", this.#at);
      this.#at++;
    }
    this.#at++;
    return new PyList(items);
  }

  #object(): Value {
    const dict = new PyDict();
    this.#at++;
    this.#space();
    if (this.text[this.#at] === '}') {
      this.#at++;
      return dict;
    }
    for (;;) {
      this.#space();
      if (this.text[this.#at] !== '"') throw this.error('Expecting property name enclosed in double quotes', this.#at);
      const key = this.#string();
      this.#space();
      if (this.text[this.#at] !== ':') throw this.error("Expecting ':' delimiter", this.#at);
      this.#at++;
      dict.set(key, this.#value());
      this.#space();
      const next = this.text[this.#at];
      if (next === '}') break;
      if (next !== ',') throw this.error("Expecting ',' delimiter", this.#at);
      this.#at++;
    }
    this.#at++;
    return dict;
  }
}

export const jsonModule: NativeModule = function* (it) {
  const decodeError = makeClass('json.decoder', 'JSONDecodeError', [EXCEPTIONS.get('ValueError')!]);
  const styleOf = (named: ReadonlyMap<string, Value>): JsonStyle => {
    const indent = named.get('indent');
    const separators = named.get('separators');
    const space = indent === undefined || indent === null ? undefined : typeof indent === 'string' ? indent : ' '.repeat(intOf(indent));
    const [comma, colon] = separators instanceof PyTuple ? separators.items.map(String) : [', ', ': '];
    return { indent: space, comma: comma!, colon: colon!, isSorted: named.get('sort_keys') === true, isAscii: named.get('ensure_ascii') !== false, fallback: named.get('default') };
  };
  const read = (value: Value | undefined): Value => {
    const text = value instanceof PyBytes ? toText(value.data) : value;
    if (typeof text !== 'string') return raise('TypeError', `the JSON object must be str, bytes or bytearray, not ${classOf(value ?? null).name}`);
    return new JsonReader(text, (message, at) => {
      const before = text.slice(0, at).split('\n');
      const error = exception(decodeError, `${message}: line ${before.length} column ${before.at(-1)!.length + 1} (char ${at})`);
      error.attrs.set('msg', message).set('pos', BigInt(at));
      return new PyRaise(error);
    }).whole();
  };
  yield ['JSONDecodeError', decodeError];
  yield ['dumps', variadic('dumps', ({ positional, named }) => toJson(it, positional[0]!, styleOf(named), ''))];
  yield ['loads', builtin('loads', 'text', read)];
  yield ['dump', variadic('dump', function* ({ positional, named }): Run<Value> {
    yield* it.call(yield* it.getAttr(positional[1]!, 'write'), args(yield* toJson(it, positional[0]!, styleOf(named), '')));
    return null;
  })];
  yield ['load', builtin('load', 'file', function* (file): Run<Value> {
    return read(yield* it.call(yield* it.getAttr(file!, 'read'), args()));
  })];
};

/** Sums and products of few terms stand in for the transcendental functions, which differ from machine to machine. */
export const mathModule: NativeModule = function* () {
  const one = (name: string, act: (x: number) => Value): [string, Value] => [name, builtin(name, 'x', (x) => act(floatOf(x)))];
  const stable = (value: number) => Number(value.toPrecision(15));
  yield ['pi', Math.PI];
  yield ['e', Math.E];
  yield ['tau', 2 * Math.PI];
  yield ['inf', Infinity];
  yield ['nan', Number.NaN];
  yield one('sqrt', (x) => (x < 0 ? raise('ValueError', 'math domain error') : Math.sqrt(x)));
  yield one('floor', (x) => BigInt(Math.floor(x)));
  yield one('ceil', (x) => BigInt(Math.ceil(x)));
  yield one('trunc', (x) => BigInt(Math.trunc(x)));
  yield one('fabs', Math.abs);
  for (const name of ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'exp', 'expm1', 'log1p', 'cbrt'] as const) yield one(name, (x) => stable(Math[name](x)));
  for (const name of ['log2', 'log10'] as const) yield one(name, (x) => (x <= 0 ? raise('ValueError', 'math domain error') : stable(Math[name](x))));
  yield ['log', builtin('log', 'x base?', (x, base) => (floatOf(x) <= 0 ? raise('ValueError', 'math domain error') : stable(base === undefined ? Math.log(floatOf(x)) : Math.log(floatOf(x)) / Math.log(floatOf(base)))))];
  yield one('degrees', (x) => stable((x * 180) / Math.PI));
  yield one('radians', (x) => stable((x * Math.PI) / 180));
  yield one('isnan', Number.isNaN);
  yield one('isinf', (x) => x === Infinity || x === -Infinity);
  yield one('isfinite', Number.isFinite);
  yield ['pow', builtin('pow', 'x y', (x, y) => stable(floatOf(x) ** floatOf(y)))];
  yield ['atan2', builtin('atan2', 'y x', (y, x) => stable(Math.atan2(floatOf(y), floatOf(x))))];
  yield ['hypot', variadic('hypot', ({ positional }) => Math.sqrt(positional.reduce<number>((sum, value) => sum + floatOf(value) ** 2, 0)))];
  yield ['fmod', builtin('fmod', 'x y', (x, y) => floatOf(x) % floatOf(y))];
  yield ['copysign', builtin('copysign', 'x y', (x, y) => (floatOf(y) < 0 || Object.is(floatOf(y), -0) ? -Math.abs(floatOf(x)) : Math.abs(floatOf(x))))];
  yield ['modf', builtin('modf', 'x', (x) => new PyTuple([floatOf(x) - Math.trunc(floatOf(x)), Math.trunc(floatOf(x))]))];
  yield ['isclose', builtin('isclose', 'a b *rel_tol? abs_tol?', (a, b, relative, absolute) => Math.abs(floatOf(a) - floatOf(b)) <= Math.max((relative === undefined ? 1e-9 : floatOf(relative)) * Math.max(Math.abs(floatOf(a)), Math.abs(floatOf(b))), absolute === undefined ? 0 : floatOf(absolute)))];
  const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
  yield ['gcd', variadic('gcd', ({ positional }) => positional.reduce<bigint>((sum, value) => gcd(sum, asInt(value)!), 0n))];
  yield ['lcm', variadic('lcm', ({ positional }) => positional.reduce<bigint>((sum, value) => (sum * asInt(value)!) / gcd(sum, asInt(value)!), 1n))];
  yield ['factorial', builtin('factorial', 'n', (n) => {
    let result = 1n;
    if (intOf(n) < 0) raise('ValueError', 'factorial() not defined for negative values');
    for (let i = 2n; i <= asInt(n!)!; i++) result *= i;
    return result;
  })];
  yield ['comb', builtin('comb', 'n k', (n, k) => {
    let result = 1n;
    for (let i = 0n; i < asInt(k!)!; i++) result = (result * (asInt(n!)! - i)) / (i + 1n);
    return result;
  })];
  yield ['isqrt', builtin('isqrt', 'n', (n) => {
    let x = BigInt(Math.floor(Math.sqrt(Number(asInt(n!)!))));
    while (x * x > asInt(n!)!) x--;
    while ((x + 1n) * (x + 1n) <= asInt(n!)!) x++;
    return x;
  })];
  yield ['fsum', builtin('fsum', 'values', (values) => (values as PyList).items.reduce<number>((sum, value) => sum + floatOf(value), 0))];
  yield ['prod', builtin('prod', 'values', (values) => (values as PyList).items.reduce<Value>((product, value) => (typeof product === 'bigint' && typeof value === 'bigint' ? product * value : floatOf(product) * floatOf(value)), 1n))];
};

export const randomModule: NativeModule = function* (it) {
  const state = { entropy: it.system.entropy };
  const random = () => (state.entropy.below(2 ** 26) * 2 ** 27 + state.entropy.below(2 ** 27)) / 2 ** 53;
  const pick = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  yield ['seed', builtin('seed', 'a?', function* (seed): Run<Value> {
    state.entropy = seed === undefined || seed === null ? it.system.entropy.fork('random') : yield* seededBy(it, seed);
    return null;
  })];
  yield ['random', builtin('random', '', random)];
  yield ['uniform', builtin('uniform', 'a b', (a, b) => floatOf(a) + random() * (floatOf(b) - floatOf(a)))];
  yield ['randint', builtin('randint', 'a b', (a, b) => BigInt(pick(intOf(a), intOf(b))))];
  yield ['randrange', builtin('randrange', 'start stop? step?', (start, stop, step) => {
    const [low, high, by] = stop === undefined || stop === null ? [0, intOf(start), 1] : [intOf(start), intOf(stop), intOf(step, 1)];
    return BigInt(low + by * Math.floor(random() * Math.ceil((high - low) / by)));
  })];
  yield ['getrandbits', builtin('getrandbits', 'k', (k) => BigInt(`0x${state.entropy.hex(Math.ceil(intOf(k) / 4))}`) & ((1n << BigInt(intOf(k))) - 1n))];
  yield ['choice', builtin('choice', 'seq', function* (items): Run<Value> {
    const list = yield* it.list(items!);
    return list.length === 0 ? raise('IndexError', 'Cannot choose from an empty sequence') : list[Math.floor(random() * list.length)]!;
  })];
  yield ['choices', builtin('choices', 'population weights? *k?', function* (items, weights, k): Run<Value> {
    const list = yield* it.list(items!);
    const shares = weights === undefined || weights === null ? list.map(() => 1) : (yield* it.list(weights)).map(floatOf);
    const total = shares.reduce((sum, share) => sum + share, 0);
    return new PyList(Array.from({ length: intOf(k, 1) }, () => {
      let at = random() * total;
      return list[shares.findIndex((share) => (at -= share) < 0)] ?? list.at(-1)!;
    }));
  })];
  yield ['sample', builtin('sample', 'population k', function* (items, k): Run<Value> {
    const list = yield* it.list(items!);
    if (intOf(k) > list.length) raise('ValueError', 'Sample larger than population or is negative');
    return new PyList(Array.from({ length: intOf(k) }, () => list.splice(Math.floor(random() * list.length), 1)[0]!));
  })];
  yield ['shuffle', builtin('shuffle', 'x', (list) => {
    const { items } = list as PyList;
    for (let i = items.length - 1; i > 0; i--) {
      const j = pick(0, i);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return null;
  })];
  const gauss = (mean: Value | undefined, deviation: Value | undefined) => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random();
    return (mean === undefined ? 0 : floatOf(mean)) + (deviation === undefined ? 1 : floatOf(deviation)) * sum;
  };
  yield ['gauss', builtin('gauss', 'mu? sigma?', gauss)];
  yield ['normalvariate', builtin('normalvariate', 'mu? sigma?', gauss)];
  yield ['expovariate', builtin('expovariate', 'lambd?', (rate) => Number((-Math.log(1 - random()) / (rate === undefined ? 1 : floatOf(rate))).toPrecision(12)))];
};

/** The same seed gives the same numbers in every process and world. */
function* seededBy(it: Interpreter, seed: Value) {
  return it.seeded(`python ${yield* it.repr(seed)}`);
}

export const hashlibModule: NativeModule = function* () {
  const kinds: Readonly<Record<string, (bytes: Uint8Array) => string>> = { sha256: sha256Hex, md5: (bytes) => toHex(md5(bytes)), sha1: (bytes) => toHex(sha1(bytes)), sha512: (bytes) => toHex(sha512(bytes)) };
  const cls = makeClass('_hashlib', 'HASH', [OBJECT]);
  const data = (self: Value | undefined) => (self as PyInstance).payload as { name: string; parts: number[] };
  cls.attrs.set('update', builtin('update', 'self data', (self, bytes) => {
    if (!(bytes instanceof PyBytes)) raise('TypeError', 'Strings must be encoded before hashing');
    data(self).parts.push(...bytes.data);
    return null;
  }, true));
  const hex = (self: Value | undefined) => kinds[data(self).name]!(Uint8Array.from(data(self).parts));
  cls.attrs.set('hexdigest', builtin('hexdigest', 'self', hex, true));
  cls.attrs.set('digest', builtin('digest', 'self', (self) => new PyBytes(Uint8Array.from(hex(self).match(/../g)!, (pair) => Number.parseInt(pair, 16))), true));
  const make = (name: string) => (bytes: Value | undefined) => {
    if (bytes !== undefined && !(bytes instanceof PyBytes)) raise('TypeError', 'Strings must be encoded before hashing');
    if (!kinds[name]) throw new NotSimulated(`the digest ${name} in Python`);
    const made = new PyInstance(cls);
    made.payload = { name, parts: bytes instanceof PyBytes ? [...bytes.data] : [] };
    return made;
  };
  for (const name of Object.keys(kinds)) yield [name, builtin(name, 'data? *usedforsecurity?', make(name))];
  yield ['new', builtin('new', 'name data?', (name, bytes) => make(String(name))(bytes))];
};

export const base64Module: NativeModule = function* () {
  const bytesOf = (value: Value | undefined) => (value instanceof PyBytes ? value.data : Uint8Array.from(String(value), (character) => character.charCodeAt(0)));
  const text = (value: string) => new PyBytes(Uint8Array.from(value, (character) => character.charCodeAt(0)));
  yield ['b64encode', builtin('b64encode', 's', (value) => (value instanceof PyBytes ? text(toBase64(value.data)) : raise('TypeError', "a bytes-like object is required, not 'str'")))];
  yield ['b64decode', builtin('b64decode', 's', (value) => new PyBytes(base64Bytes(toText(bytesOf(value)))))];
  yield ['urlsafe_b64encode', builtin('urlsafe_b64encode', 's', (value) => text(toBase64(bytesOf(value)).replaceAll('+', '-').replaceAll('/', '_')))];
  yield ['urlsafe_b64decode', builtin('urlsafe_b64decode', 's', (value) => new PyBytes(base64Bytes(toText(bytesOf(value)))))];
};

/** Python's words for what is wrong with a pattern, where the usual mistakes are concerned. */
function patternFault(pattern: string, error: Error): string {
  const open: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '\\') {
      if (++at === pattern.length) return `bad escape (end of pattern) at position ${at - 1}`;
    } else if (character === '[') {
      const end = pattern.slice(at).search(/(?!^)(?<!\\)\](?!^)/);
      if (end < 0) return `unterminated character set at position ${at}`;
      at += end;
    } else if (character === '(') open.push(at);
    else if (character === ')' && open.pop() === undefined) return `unbalanced parenthesis at position ${at}`;
    else if ('*+?'.includes(character) && (at === 0 || '(|'.includes(pattern[at - 1]!)) && !(character === '?' && pattern[at - 1] === '(')) return `nothing to repeat at position ${at}`;
    else if ('*+'.includes(character) && '*+'.includes(pattern[at - 1] ?? ' ') && pattern[at - 2] !== '\\') return `multiple repeat at position ${at}`;
  }
  const first = open.at(-1);
  return first === undefined ? error.message.replace(/^.*: /, '') : `missing ), unterminated subpattern at position ${first}`;
}

/** Python's regular expressions in JavaScript's: named groups, \A, \Z, flags. */
export const reModule: NativeModule = function* (it) {
  const patternClass = makeClass('re', 'Pattern', [OBJECT]);
  const matchClass = makeClass('re', 'Match', [OBJECT]);
  const errorClass = makeClass('re', 'error', [EXCEPTIONS.get('Exception')!]);
  const FLAGS = { IGNORECASE: 2n, I: 2n, MULTILINE: 8n, M: 8n, DOTALL: 16n, S: 16n, VERBOSE: 64n, X: 64n, ASCII: 256n, A: 256n, UNICODE: 32n, U: 32n } as const;
  interface Compiled {
    readonly regex: RegExp;
    readonly pattern: Value;
  }
  const compile = (pattern: Value, flags: bigint): PyInstance => {
    if (pattern instanceof PyInstance && pattern.cls === patternClass) return pattern;
    let text = pattern instanceof PyBytes ? toText(pattern.data) : String(pattern);
    let letters = `gd${flags & 2n ? 'i' : ''}${flags & 8n ? 'm' : ''}${flags & 16n ? 's' : ''}`;
    const inline = /^\(\?([aimsux]+)\)/.exec(text);
    if (inline) {
      text = text.slice(inline[0].length);
      for (const letter of inline[1]!) if ('ims'.includes(letter) && !letters.includes(letter)) letters += letter;
      if (inline[1]!.includes('x')) flags |= 64n;
    }
    const scoped = /^\(\?([ims]+):([\s\S]*)\)(\\Z)?$/.exec(text);
    if (scoped) {
      text = `(?:${scoped[2]!})${scoped[3] ?? ''}`;
      for (const letter of scoped[1]!) if (!letters.includes(letter)) letters += letter;
    }
    if (flags & 64n) text = text.replace(/\\[\s\S]|\[(?:\\.|[^\]])*\]|\s+|#.*/g, (part) => (part.startsWith('\\') || part.startsWith('[') ? part : ''));
    text = text.replaceAll('(?P<', '(?<').replace(/\(\?P=(\w+)\)/g, '\\k<$1>').replaceAll('\\A', '(?<![\\s\\S])').replaceAll('\\Z', '(?![\\s\\S])').replace(/([*+?}])\+/g, '$1');
    try {
      const made = new PyInstance(patternClass);
      made.payload = { regex: new RegExp(text, `${letters}u`), pattern } satisfies Compiled;
      made.attrs.set('pattern', pattern);
      return made;
    } catch {
      try {
        const made = new PyInstance(patternClass);
        made.payload = { regex: new RegExp(text, letters), pattern } satisfies Compiled;
        made.attrs.set('pattern', pattern);
        return made;
      } catch (error) {
        throw new PyRaise(exception(errorClass, patternFault(String(pattern), error as Error)));
      }
    }
  };
  const compiled = (pattern: Value) => (pattern as PyInstance).payload as Compiled;
  const execute = (pattern: PyInstance, text: Value, from: number, kind: 'match' | 'search' | 'fullmatch'): RegExpExecArray | null => {
    const subject = text instanceof PyBytes ? toText(text.data) : typeof text === 'string' ? text : raise('TypeError', `expected string or bytes-like object, got '${classOf(text).name}'`);
    const { regex } = compiled(pattern);
    const used = kind === 'search' ? regex : new RegExp(kind === 'fullmatch' ? `(?:${regex.source})$` : regex.source, regex.flags.replace('g', 'y').replace(kind === 'fullmatch' ? 'm' : '', ''));
    used.lastIndex = from;
    return used.exec(subject);
  };
  const toMatch = (found: RegExpExecArray | null): Value => {
    if (!found) return null;
    const made = new PyInstance(matchClass);
    made.payload = found;
    made.attrs.set('string', found.input);
    return made;
  };
  const found = (self: Value | undefined) => (self as PyInstance).payload as RegExpExecArray;
  const group = (self: Value | undefined, which: Value): Value => {
    const match = found(self);
    if (typeof which === 'string') return match.groups && which in match.groups ? (match.groups[which] ?? null) : raise('IndexError', 'no such group');
    const index = intOf(which);
    return index < match.length ? (match[index] ?? null) : raise('IndexError', 'no such group');
  };
  const span = (self: Value | undefined, which: Value | undefined): [number, number] => {
    const indices = (found(self) as RegExpExecArray & { indices: ([number, number] | undefined)[] & { groups?: Record<string, [number, number]> } }).indices;
    return (typeof which === 'string' ? indices.groups?.[which] : indices[intOf(which, 0)]) ?? [-1, -1];
  };
  const onMatch = (name: string, params: string, call: (...values: (Value | undefined)[]) => Value | Run<Value>) => matchClass.attrs.set(name, builtin(name, `self ${params}`, call, true));
  matchClass.attrs.set('group', variadic('group', ({ positional }) => (positional.length < 2 ? group(positional[0], 0n) : positional.length === 2 ? group(positional[0], positional[1]!) : new PyTuple(positional.slice(1).map((which) => group(positional[0], which)))), true));
  onMatch('__getitem__', 'which', (self, which) => group(self, which!));
  onMatch('groups', 'default?', (self, missing) => new PyTuple([...found(self)].slice(1).map((value) => value ?? missing ?? null)));
  onMatch('groupdict', 'default?', (self, missing) => PyDict.of(Object.entries(found(self).groups ?? {}).map(([name, value]) => [name, (value as string | undefined) ?? missing ?? null] as const)));
  onMatch('start', 'group?', (self, which) => BigInt(span(self, which)[0]));
  onMatch('end', 'group?', (self, which) => BigInt(span(self, which)[1]));
  onMatch('span', 'group?', (self, which) => new PyTuple(span(self, which).map(BigInt)));
  onMatch('__repr__', '', function* (self): Run<Value> {
    return `<re.Match object; span=(${span(self, 0n).join(', ')}), match=${yield* it.repr(found(self)[0])}>`;
  });
  const all = (pattern: PyInstance, text: string) => [...text.matchAll(compiled(pattern).regex)];
  const substitute = function* (pattern: PyInstance, by: Value, text: string, count: number): Run<[string, number]> {
    let result = '';
    let at = 0;
    let done = 0;
    for (const match of all(pattern, text)) {
      if (count > 0 && done >= count) break;
      const made = toMatch(match as RegExpExecArray);
      result += text.slice(at, match.index) + (typeof by === 'string' ? by.replace(/\\(?:g<(\w+)>|(\d+)|n|t|\\)/g, (whole, name: string | undefined, number: string | undefined) => {
        if (name !== undefined || number !== undefined) return String(group(made, /^\d+$/.test((name ?? number)!) ? BigInt((name ?? number)!) : name!) ?? '');
        return whole === '\\n' ? '\n' : whole === '\\t' ? '\t' : '\\';
      }) : yield* it.str(yield* it.call(by, args(made))));
      at = match.index + match[0].length;
      done++;
    }
    return [result + text.slice(at), done];
  };
  const texts = (match: RegExpMatchArray): Value => (match.length === 1 ? match[0] : match.length === 2 ? (match[1] ?? '') : new PyTuple([...match].slice(1).map((value) => value ?? '')));
  const operations: Readonly<Record<string, readonly [params: string, call: (pattern: PyInstance, ...values: (Value | undefined)[]) => Value | Run<Value>]>> = {
    match: ['string pos?', (pattern, text, from) => toMatch(execute(pattern, text!, intOf(from, 0), 'match'))],
    fullmatch: ['string pos?', (pattern, text, from) => toMatch(execute(pattern, text!, intOf(from, 0), 'fullmatch'))],
    search: ['string pos?', (pattern, text, from) => toMatch(execute(pattern, text!, intOf(from, 0), 'search'))],
    findall: ['string', (pattern, text) => new PyList(all(pattern, String(text)).map(texts))],
    finditer: ['string', (pattern, text) => new PyList(all(pattern, String(text)).map((match) => toMatch(match as RegExpExecArray)))],
    split: ['string maxsplit?', (pattern, text, most) => {
      const parts: Value[] = [];
      let at = 0;
      for (const match of all(pattern, String(text))) {
        if (intOf(most, 0) > 0 && parts.length >= intOf(most, 0)) break;
        parts.push(String(text).slice(at, match.index), ...[...match].slice(1).map((value) => value ?? null));
        at = match.index + match[0].length;
      }
      return new PyList([...parts, String(text).slice(at)]);
    }],
    sub: ['repl string count?', function* (pattern, by, text, count): Run<Value> {
      return (yield* substitute(pattern, by!, String(text), intOf(count, 0)))[0];
    }],
    subn: ['repl string count?', function* (pattern, by, text, count): Run<Value> {
      const [result, done] = yield* substitute(pattern, by!, String(text), intOf(count, 0));
      return new PyTuple([result, BigInt(done)]);
    }],
  };
  for (const [name, [params, call]] of Object.entries(operations)) {
    patternClass.attrs.set(name, builtin(name, `self ${params}`, (self, ...rest) => call(self as PyInstance, ...rest), true));
    // The functions of the module have no places to begin and end at.
    const own = params.split(' ').filter((param) => param !== 'pos?' && param !== 'endpos?');
    yield [name, builtin(name, `pattern ${own.join(' ')} flags?`, (pattern, ...rest) => {
      const count = own.length;
      return call(compile(pattern!, rest[count] === undefined ? 0n : asInt(rest[count]!)!), ...rest.slice(0, count));
    })];
  }
  patternClass.attrs.set('__repr__', builtin('__repr__', 'self', function* (self): Run<Value> {
    return `re.compile(${yield* it.repr(compiled(self!).pattern)})`;
  }, true));
  yield ['compile', builtin('compile', 'pattern flags?', (pattern, flags) => compile(pattern!, flags === undefined ? 0n : asInt(flags)!))];
  yield ['escape', builtin('escape', 'pattern', (pattern) => String(pattern).replace(/[.*+?^${}()|[\]\\/\-# &~]/g, '\\$&'))];
  yield ['error', errorClass];
  yield ['Pattern', patternClass];
  yield ['Match', matchClass];
  for (const [name, value] of Object.entries(FLAGS)) yield [name, value];
};
