import { toBytes, toText } from '../../../../core/bytes.ts';
import { NotSimulated } from '../../../../core/errors.ts';
import { BYTEARRAY, BYTES, STR, classOf, raise } from '../classes.ts';
import { builtin, intOf, methods, stringOf } from '../arguments.ts';
import { formatValue } from '../format.ts';
import { latin, sliceIndices } from '../operators.ts';
import { PyBuiltin, PyBytes, PyDict, PyList, PyStaticMethod, PyTuple } from '../values.ts';
import type { CallArguments, Run, Value } from '../values.ts';
import type { Interpreter } from '../interpreter.ts';

const SPACE = ' \t\n\r\f\v';

function strip(text: string, characters: Value | undefined, side: 'both' | 'left' | 'right'): string {
  const set = typeof characters === 'string' ? characters : SPACE;
  let start = 0;
  let end = text.length;
  if (side !== 'right') while (start < end && set.includes(text[start]!)) start++;
  if (side !== 'left') while (end > start && set.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

function split(text: string, separator: Value | undefined, limit: number): string[] {
  if (separator === undefined || separator === null) {
    const words: string[] = [];
    let rest = strip(text, undefined, 'left');
    while (rest !== '') {
      if (limit >= 0 && words.length === limit) return [...words, strip(rest, undefined, 'right')].filter((word) => word);
      const match = /^\S+/.exec(rest)!;
      words.push(match[0]);
      rest = strip(rest.slice(match[0].length), undefined, 'left');
    }
    return words;
  }
  if (separator === '') raise('ValueError', 'empty separator');
  const parts = text.split(String(separator));
  return limit < 0 || parts.length <= limit + 1 ? parts : [...parts.slice(0, limit), parts.slice(limit).join(String(separator))];
}

function rsplit(text: string, separator: Value | undefined, limit: number): string[] {
  if (limit < 0) return split(text, separator, -1);
  const parts = split(text, separator, -1);
  if (parts.length <= limit + 1) return parts;
  const joiner = typeof separator === 'string' ? separator : ' ';
  return [parts.slice(0, parts.length - limit).join(joiner), ...parts.slice(parts.length - limit)];
}

function within(text: string, start: Value | undefined, end: Value | undefined): [text: string, from: number] {
  if ((start === undefined || start === null) && (end === undefined || end === null)) return [text, 0];
  const indices = sliceIndices(start ?? null, end ?? null, null, text.length);
  return indices.length === 0 ? ['', intOf(start, 0)] : [text.slice(indices[0], indices.at(-1)! + 1), indices[0]!];
}

function affix(text: string, what: Value | undefined, test: (each: string) => boolean, name: string): boolean {
  if (what instanceof PyTuple) return what.items.some((each) => test(String(each)));
  if (typeof what !== 'string') raise('TypeError', `${name} first arg must be str or a tuple of str, not ${classOf(what ?? null).name}`);
  return test(what);
}

function* joined(it: Interpreter, separator: string, items: Value): Run<Value> {
  const texts: string[] = [];
  for (const [i, item] of (yield* it.list(items)).entries()) {
    if (typeof item !== 'string') raise('TypeError', `sequence item ${i}: expected str instance, ${classOf(item).name} found`);
    texts.push(item);
  }
  return texts.join(separator);
}

const titled = (text: string) => text.replace(/[A-Za-z\u00c0-\u024f]+/g, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase());

export function encode(text: string, encoding: Value | undefined): PyBytes {
  const name = String(encoding ?? 'utf-8').toLowerCase().replaceAll('_', '-');
  if (name === 'utf-8' || name === 'utf8') return new PyBytes(toBytes(text));
  if (name === 'ascii' || name === 'latin-1' || name === 'iso-8859-1' || name === 'latin1') {
    const limit = name === 'ascii' ? 127 : 255;
    const bad = [...text].findIndex((character) => character.charCodeAt(0) > limit);
    if (bad >= 0) raise('UnicodeEncodeError', `'${name}' codec can't encode character '\\u${text.charCodeAt(bad).toString(16).padStart(4, '0')}' in position ${bad}: ordinal not in range(${limit + 1})`);
    return new PyBytes(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }
  throw new NotSimulated(`the encoding ${name} in Python`);
}

export function decode(bytes: Uint8Array, encoding: Value | undefined, errors: Value | undefined): string {
  const name = String(encoding ?? 'utf-8').toLowerCase().replaceAll('_', '-');
  if (name === 'latin-1' || name === 'iso-8859-1' || name === 'latin1') return latin(bytes);
  if (name === 'utf-8-sig' || name === 'utf-8' || name === 'utf8' || name === 'ascii') {
    const text = toText(bytes);
    if (text.includes('\ufffd') && (errors ?? 'strict') === 'strict') {
      const at = toBytes(text.slice(0, text.indexOf('\ufffd'))).length;
      if (bytes[at] !== 0xef) raise('UnicodeDecodeError', `'utf-8' codec can't decode byte 0x${bytes[at]!.toString(16)} in position ${at}: invalid start byte`);
    }
    return errors === 'ignore' ? text.replaceAll('\ufffd', '') : name === 'utf-8-sig' ? text.replace(/^\ufeff/, '') : text;
  }
  throw new NotSimulated(`the encoding ${name} in Python`);
}

const list = (items: readonly Value[]) => new PyList([...items]);
const lines = (text: string, keeps: Value | undefined) => (text.match(/[^\n\r]*(?:\r\n|\n|\r)|[^\n\r]+$/g) ?? []).map((line) => (keeps === true ? line : line.replace(/\r?\n$|\r$/, '')));

/** The methods of str. */
export function addTextMethods(it: Interpreter): void {
  const is = (pattern: RegExp) => ['', (text: string) => pattern.test(text)] as const;
  methods(STR, {
    upper: ['', (text: string) => text.toUpperCase()],
    lower: ['', (text: string) => text.toLowerCase()],
    casefold: ['', (text: string) => text.toLowerCase().replaceAll('ß', 'ss')],
    title: ['', (text: string) => titled(text)],
    capitalize: ['', (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()],
    swapcase: ['', (text: string) => [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join('')],
    strip: ['chars?', (text: string, characters?: Value) => strip(text, characters, 'both')],
    lstrip: ['chars?', (text: string, characters?: Value) => strip(text, characters, 'left')],
    rstrip: ['chars?', (text: string, characters?: Value) => strip(text, characters, 'right')],
    split: ['sep? maxsplit?', (text: string, separator?: Value, limit?: Value) => list(split(text, separator, intOf(limit, -1)))],
    rsplit: ['sep? maxsplit?', (text: string, separator?: Value, limit?: Value) => list(rsplit(text, separator, intOf(limit, -1)))],
    splitlines: ['keepends?', (text: string, keeps?: Value) => list(lines(text, keeps))],
    join: ['iterable', (text: string, items: Value) => joined(it, text, items)],
    replace: ['old new count?', (text: string, old: Value, by: Value, count?: Value) => {
      const most = intOf(count, -1);
      const [from, to] = [stringOf(old, 'replace() argument 1'), stringOf(by, 'replace() argument 2')];
      if (most < 0) return text.replaceAll(from, () => to);
      const parts = text.split(from);
      return parts.slice(0, most + 1).join(to) + (parts.length > most + 1 ? from + parts.slice(most + 1).join(from) : '');
    }],
    find: ['sub start? end?', (text: string, sub: Value, start?: Value, end?: Value) => {
      const [part, from] = within(text, start, end);
      const at = part.indexOf(stringOf(sub, 'must be str'));
      return BigInt(at < 0 ? -1 : at + from);
    }],
    rfind: ['sub start? end?', (text: string, sub: Value, start?: Value, end?: Value) => {
      const [part, from] = within(text, start, end);
      const at = part.lastIndexOf(String(sub));
      return BigInt(at < 0 ? -1 : at + from);
    }],
    index: ['sub start? end?', (text: string, sub: Value, start?: Value, end?: Value) => {
      const [part, from] = within(text, start, end);
      const at = part.indexOf(String(sub));
      return at < 0 ? raise('ValueError', 'substring not found') : BigInt(at + from);
    }],
    count: ['sub start? end?', (text: string, sub: Value, start?: Value, end?: Value) => BigInt(within(text, start, end)[0].split(String(sub)).length - 1)],
    startswith: ['prefix start? end?', (text: string, what: Value, start?: Value, end?: Value) => affix(within(text, start, end)[0], what, (each) => within(text, start, end)[0].startsWith(each), 'startswith')],
    endswith: ['suffix start? end?', (text: string, what: Value, start?: Value, end?: Value) => affix(within(text, start, end)[0], what, (each) => within(text, start, end)[0].endsWith(each), 'endswith')],
    removeprefix: ['prefix', (text: string, what: Value) => (text.startsWith(String(what)) ? text.slice(String(what).length) : text)],
    removesuffix: ['suffix', (text: string, what: Value) => (what !== '' && text.endsWith(String(what)) ? text.slice(0, text.length - String(what).length) : text)],
    ljust: ['width fillchar?', (text: string, width: Value, fill?: Value) => text.padEnd(intOf(width), String(fill ?? ' '))],
    rjust: ['width fillchar?', (text: string, width: Value, fill?: Value) => text.padStart(intOf(width), String(fill ?? ' '))],
    center: ['width fillchar?', (text: string, width: Value, fill?: Value) => {
      const missing = Math.max(0, intOf(width) - text.length);
      const left = Math.floor(missing / 2) + (missing & intOf(width) & 1);
      return String(fill ?? ' ').repeat(left) + text + String(fill ?? ' ').repeat(missing - left);
    }],
    zfill: ['width', (text: string, width: Value) => (/^[+-]/.test(text) ? text[0] + text.slice(1).padStart(intOf(width) - 1, '0') : text.padStart(intOf(width), '0'))],
    expandtabs: ['tabsize?', (text: string, size?: Value) => expandTabs(text, intOf(size, 8))],
    partition: ['sep', (text: string, separator: Value) => {
      const at = text.indexOf(String(separator));
      return new PyTuple(at < 0 ? [text, '', ''] : [text.slice(0, at), separator, text.slice(at + String(separator).length)]);
    }],
    rpartition: ['sep', (text: string, separator: Value) => {
      const at = text.lastIndexOf(String(separator));
      return new PyTuple(at < 0 ? ['', '', text] : [text.slice(0, at), separator, text.slice(at + String(separator).length)]);
    }],
    isdigit: is(/^\d+$/), isdecimal: is(/^\d+$/), isnumeric: is(/^\d+$/), isalpha: is(/^\p{L}+$/u), isalnum: is(/^[\p{L}\d]+$/u), isspace: is(/^\s+$/), isidentifier: is(/^[\p{L}_][\p{L}\d_]*$/u), isascii: is(/^[\0-\x7f]*$/),
    isupper: ['', (text: string) => text !== text.toLowerCase() && text === text.toUpperCase()],
    islower: ['', (text: string) => text !== text.toUpperCase() && text === text.toLowerCase()],
    istitle: ['', (text: string) => text !== '' && text === titled(text)],
    encode: ['encoding? errors?', (text: string, encoding?: Value) => encode(text, encoding)],
    translate: ['table', (text: string, table: Value) => [...text].map((character) => {
      const by = table instanceof PyDict ? table.get(BigInt(character.codePointAt(0)!)) : undefined;
      return by === undefined ? character : by === null ? '' : typeof by === 'bigint' ? String.fromCodePoint(Number(by)) : String(by);
    }).join('')],
    __len__: ['', (text: string) => BigInt([...text].length)],
    __contains__: ['item', (text: string, item: Value) => text.includes(String(item))],
  });
  STR.attrs.set('format', new PyBuiltin('format', ({ positional, named }) => formatted(it, String(positional[0]), { positional: positional.slice(1), named }), true));
  STR.attrs.set('format_map', builtin('format_map', 'self mapping', (text, mapping) => formatted(it, String(text), { positional: [], named: new Map([...(mapping as PyDict).entries.values()].map(([key, value]) => [String(key), value])) }), true));
  STR.attrs.set('maketrans', new PyStaticMethod(builtin('maketrans', 'x y? z?', (from, to, gone) => {
    if (from instanceof PyDict) return PyDict.of([...from.entries.values()].map(([key, value]) => [typeof key === 'string' ? BigInt(key.codePointAt(0)!) : key, value] as const));
    return PyDict.of([...[...String(from)].map((character, i) => [BigInt(character.codePointAt(0)!), [...String(to)][i] ?? null] as const), ...[...String(gone ?? '')].map((character) => [BigInt(character.codePointAt(0)!), null] as const)]);
  }), false));
  const data = (value: unknown) => (value as PyBytes).data;
  for (const cls of [BYTES, BYTEARRAY]) {
    methods(cls, {
      decode: ['encoding? errors?', (bytes: PyBytes, encoding?: Value, errors?: Value) => decode(bytes.data, encoding, errors)],
      hex: ['', (bytes: PyBytes) => [...bytes.data].map((byte) => byte.toString(16).padStart(2, '0')).join('')],
      startswith: ['prefix', (bytes: PyBytes, what: Value) => latin(bytes.data).startsWith(latin(data(what)))],
      endswith: ['suffix', (bytes: PyBytes, what: Value) => latin(bytes.data).endsWith(latin(data(what)))],
      find: ['sub', (bytes: PyBytes, what: Value) => BigInt(latin(bytes.data).indexOf(latin(data(what))))],
      strip: ['chars?', (bytes: PyBytes) => encode(latin(bytes.data).trim(), 'latin-1')],
      rstrip: ['chars?', (bytes: PyBytes) => encode(latin(bytes.data).trimEnd(), 'latin-1')],
      upper: ['', (bytes: PyBytes) => encode(latin(bytes.data).toUpperCase(), 'latin-1')],
      split: ['sep? maxsplit?', (bytes: PyBytes, separator?: Value, limit?: Value) => list(split(latin(bytes.data), separator instanceof PyBytes ? latin(separator.data) : undefined, intOf(limit, -1)).map((part) => encode(part, 'latin-1')))],
      splitlines: ['keepends?', (bytes: PyBytes, keeps?: Value) => list(lines(latin(bytes.data), keeps).map((part) => encode(part, 'latin-1')))],
      replace: ['old new', (bytes: PyBytes, old: Value, by: Value) => encode(latin(bytes.data).replaceAll(latin(data(old)), latin(data(by))), 'latin-1')],
      join: ['iterable', function* (bytes: PyBytes, items: Value): Run<Value> {
        const parts = (yield* it.list(items)).map((item) => latin(data(item)));
        return encode(parts.join(latin(bytes.data)), 'latin-1');
      }],
      __len__: ['', (bytes: PyBytes) => BigInt(bytes.data.length)],
    });
  }
  BYTES.attrs.set('fromhex', new PyStaticMethod(builtin('fromhex', 'string', (text) => new PyBytes(Uint8Array.from(String(text).replaceAll(' ', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)))), false));
}

/** str.format(). */
function* formatted(it: Interpreter, format: string, given: CallArguments): Run<Value> {
  let text = '';
  let next = 0;
  for (let i = 0; i < format.length; ) {
    const character = format[i]!;
    if ((character === '{' || character === '}') && format[i + 1] === character) {
      text += character;
      i += 2;
    } else if (character === '}') raise('ValueError', "Single '}' encountered in format string");
    else if (character === '{') {
      let depth = 1;
      let end = i + 1;
      for (; end < format.length && depth > 0; end++) depth += format[end] === '{' ? 1 : format[end] === '}' ? -1 : 0;
      if (depth > 0) raise('ValueError', "expected '}' before end of string");
      const [, field = '', conversion, spec = ''] = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(format.slice(i + 1, end - 1)) ?? [];
      const [, name = '', rest = ''] = /^([^.[]*)(.*)$/.exec(field) ?? [];
      let value: Value;
      if (name === '' || /^\d+$/.test(name)) {
        const index = name === '' ? next++ : Number(name);
        value = given.positional[index] ?? (index < given.positional.length ? null : raise('IndexError', `Replacement index ${index} out of range for positional args tuple`));
      } else value = given.named.get(name) ?? (given.named.has(name) ? null : raise('KeyError', name));
      for (const [, attribute, index] of rest.matchAll(/\.(\w+)|\[([^\]]+)\]/g)) value = attribute === undefined ? yield* it.getItem(value, /^\d+$/.test(index!) ? BigInt(index!) : index!) : yield* it.getAttr(value, attribute);
      const inner = spec.includes('{') ? String(yield* formatted(it, spec, { positional: given.positional.slice(next), named: given.named })) : spec;
      const shown = conversion === 'r' ? yield* it.repr(value) : conversion === 's' ? yield* it.str(value) : value;
      text += yield* formatValue(it, shown, inner);
      i = end;
    } else {
      text += character;
      i++;
    }
  }
  return text;
}

/** Each tab reaches to the next column that is a multiple of `size`. */
function expandTabs(text: string, size: number): string {
  let expanded = '';
  let column = 0;
  for (const character of text) {
    if (character === '\t') {
      const width = size > 0 ? size - (column % size) : 0;
      expanded += ' '.repeat(width);
      column += width;
    } else {
      expanded += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return expanded;
}
