import { formatFloat } from '../../../core/floats.ts';
import { toBytes } from '../../../core/bytes.ts';
import { toHex } from '../../../core/digest.ts';
import { CallableValue, Complex, Float, Integer, Nil, Struct, asFloat, asInteger, entriesOf, kindOf, typeOf } from '../format/template/values.ts';
import type { MapValue, Value } from '../format/template/values.ts';
import { escapeRune, isPrintable, quote } from './quote.ts';

/** Go's fmt: Sprintf, Sprint, Sprintln (https://pkg.go.dev/fmt). */

interface Flags {
  plus: boolean;
  minus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  width: number | undefined;
  precision: number | undefined;
  /** `%+v` and `%#v`: the flag is the verb's and not that of what is inside. */
  plusV: boolean;
  sharpV: boolean;
}

const noFlags = (): Flags => ({ plus: false, minus: false, sharp: false, space: false, zero: false, width: undefined, precision: undefined, plusV: false, sharpV: false });

/** More digits than this are no width. */
const LARGEST = 1_000_000;

export function sprintf(format: string, args: readonly Value[]): string {
  return new Printer(args).printf(format);
}

/** Spaces go between operands neither of which is a string. */
export function sprint(args: readonly Value[]): string {
  let text = '';
  for (const [i, arg] of args.entries()) {
    if (i > 0 && typeof arg !== 'string' && typeof args[i - 1] !== 'string') text += ' ';
    text += formatValue(arg, 'v', noFlags());
  }
  return text;
}

export function sprintln(args: readonly Value[]): string {
  return `${args.map((arg) => formatValue(arg, 'v', noFlags())).join(' ')}\n`;
}

class Printer {
  #next = 0;
  #reordered = false;
  #isGood = true;

  constructor(private readonly args: readonly Value[]) {}

  printf(format: string): string {
    let text = '';
    const characters = [...format];
    let at = 0;
    const number = (): number | undefined => {
      let digits = '';
      while (at < characters.length && /[0-9]/.test(characters[at]!)) digits += characters[at++];
      if (digits !== '' && Number(digits) > LARGEST) {
        at = characters.length;
        return undefined;
      }
      return digits === '' ? undefined : Number(digits);
    };
    const index = () => {
      if (characters[at] !== '[') return false;
      this.#reordered = true;
      const close = characters.indexOf(']', at);
      const inner = close < 0 ? '' : characters.slice(at + 1, close).join('');
      const chosen = /^\d+$/.test(inner) ? Number(inner) - 1 : -1;
      if (close < 0) at++;
      else at = close + 1;
      if (chosen < 0 || chosen >= this.args.length) this.#isGood = false;
      else this.#next = chosen;
      return true;
    };
    const star = (): number | undefined => {
      const arg = this.args[this.#next];
      const kind = kindOf(arg);
      if (this.#next < this.args.length) this.#next++;
      if (kind !== 'int' && kind !== 'uint') return undefined;
      const value = Number(asInteger(arg));
      return Math.abs(value) > LARGEST ? undefined : value;
    };
    while (at < characters.length) {
      if (characters[at] !== '%') {
        text += characters[at++];
        continue;
      }
      at++;
      const flags = noFlags();
      this.#isGood = true;
      for (; at < characters.length && '+-# 0'.includes(characters[at]!); at++) {
        const flag = characters[at];
        if (flag === '+') flags.plus = true;
        else if (flag === '-') flags.minus = true;
        else if (flag === '#') flags.sharp = true;
        else if (flag === ' ') flags.space = true;
        else flags.zero = true;
      }
      let afterIndex = index();
      if (characters[at] === '*') {
        at++;
        flags.width = star();
        if (flags.width === undefined) text += '%!(BADWIDTH)';
        else if (flags.width < 0) {
          flags.width = -flags.width;
          flags.minus = true;
          flags.zero = false;
        }
        afterIndex = false;
      } else {
        flags.width = number();
        if (afterIndex && flags.width !== undefined) this.#isGood = false;
      }
      if (characters[at] === '.' && at + 1 < characters.length) {
        at++;
        if (afterIndex) this.#isGood = false;
        afterIndex = index();
        if (characters[at] === '*') {
          at++;
          flags.precision = star();
          if (flags.precision !== undefined && flags.precision < 0) flags.precision = undefined;
          else if (flags.precision === undefined) text += '%!(BADPREC)';
          afterIndex = false;
        } else flags.precision = number() ?? 0;
      }
      if (!afterIndex) index();
      const verb = characters[at++];
      if (verb === undefined) {
        text += '%!(NOVERB)';
        break;
      }
      text += this.#verb(verb, flags);
    }
    if (!this.#reordered && this.#next < this.args.length) {
      const extra = this.args.slice(this.#next).map((arg) => (kindOf(arg) === 'invalid' ? '<nil>' : `${typeOf(arg)}=${formatValue(arg, 'v', noFlags())}`));
      text += `%!(EXTRA ${extra.join(', ')})`;
    }
    return text;
  }

  #verb(verb: string, flags: Flags): string {
    if (verb === '%') return '%';
    if (!this.#isGood) return `%!${verb}(BADINDEX)`;
    if (this.#next >= this.args.length) return `%!${verb}(MISSING)`;
    const arg = this.args[this.#next++];
    if (verb === 'v') {
      if (flags.sharp) Object.assign(flags, { sharp: false, sharpV: true });
      if (flags.plus) Object.assign(flags, { plus: false, plusV: true });
    }
    return formatValue(arg, verb, flags);
  }
}

function pad(text: string, flags: Flags): string {
  const missing = (flags.width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (flags.minus) return text + ' '.repeat(missing);
  return (flags.zero ? '0' : ' ').repeat(missing) + text;
}

const spaced = (flags: Flags): Flags => ({ ...flags, zero: false });

function bad(value: Value, verb: string): string {
  if (kindOf(value) === 'invalid') return `%!${verb}(<nil>)`;
  return `%!${verb}(${typeOf(value)}=${formatValue(value, 'v', noFlags())})`;
}

function formatValue(value: Value, verb: string, flags: Flags, isInside = false): string {
  const kind = kindOf(value);
  if (kind === 'invalid') return verb === 'v' || verb === 'T' ? pad('<nil>', flags) : bad(value, verb);
  if (verb === 'T') return pad(typeOf(value), flags);
  if (verb === 'p') return bad(value, verb);
  switch (kind) {
    case 'bool':
      return verb === 't' || verb === 'v' ? pad(String(value), flags) : bad(value, verb);
    case 'int':
    case 'uint':
      return formatInteger(value, verb, flags);
    case 'float':
      return formatFloating(asFloat(value), value instanceof Float ? value.size : 64, verb, flags) ?? bad(value, verb);
    case 'complex':
      return formatComplex(value as Complex, verb, flags);
    case 'string':
      return formatString(value as string, verb, flags) ?? bad(value, verb);
    case 'slice':
      return formatSlice(value as readonly Value[], verb, flags);
    case 'map':
      return formatMap(value as MapValue, verb, flags);
    case 'struct':
      return formatStruct(value as Struct, verb, flags, isInside);
    case 'nil':
      return formatNil(value as Nil, verb, flags);
    case 'func':
      return verb === 'v' ? '0x0' : bad(value instanceof CallableValue ? value : null, verb);
  }
}

function formatInteger(value: Value, verb: string, flags: Flags): string {
  const number = asInteger(value);
  const isUnsigned = value instanceof Integer && value.type.startsWith('u');
  switch (verb) {
    case 'v':
      return flags.sharpV && isUnsigned ? digits(number, 16, 'v', { ...flags, sharp: true }) : digits(number, 10, verb, flags);
    case 'd':
      return digits(number, 10, verb, flags);
    case 'b':
      return digits(number, 2, verb, flags);
    case 'o':
    case 'O':
      return digits(number, 8, verb, flags);
    case 'x':
    case 'X':
      return digits(number, 16, verb, flags);
    case 'c':
      return pad(rune(number), flags);
    case 'q':
      return pad(`'${escapeRune(rune(number), "'", flags.plus)}'`, flags);
    case 'U':
      return unicode(number, flags);
    default:
      return bad(value, verb);
  }
}

function rune(number: bigint): string {
  return number < 0n || number > 0x10ffffn || (number >= 0xd800n && number < 0xe000n) ? '\ufffd' : String.fromCodePoint(Number(number));
}

function digits(number: bigint, base: number, verb: string, flags: Flags): string {
  const isNegative = number < 0n;
  let text = (isNegative ? -number : number).toString(base);
  let least = 0;
  if (flags.precision !== undefined) {
    least = flags.precision;
    if (least === 0 && number === 0n) return ' '.repeat(flags.width ?? 0);
  } else if (flags.zero && !flags.minus && flags.width !== undefined) {
    least = flags.width - (isNegative || flags.plus || flags.space ? 1 : 0);
  }
  text = text.padStart(least, '0');
  if (flags.sharp) {
    if (base === 2) text = `0b${text}`;
    if (base === 8 && !text.startsWith('0')) text = `0${text}`;
    if (base === 16) text = `0x${text}`;
  }
  if (verb === 'O') text = `0o${text}`;
  if (verb === 'X') text = text.toUpperCase();
  const sign = isNegative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  return pad(sign + text, spaced(flags));
}

function unicode(number: bigint, flags: Flags): string {
  let text = `U+${BigInt.asUintN(64, number).toString(16).toUpperCase().padStart(Math.max(flags.precision ?? 4, 4), '0')}`;
  if (flags.sharp && number <= 0x10ffffn && isPrintable(rune(number))) text += ` '${rune(number)}'`;
  return pad(text, spaced(flags));
}

const FLOAT_VERBS: Readonly<Record<string, readonly [format: 'e' | 'f' | 'g' | 'x' | 'b', precision: number]>> = {
  v: ['g', -1], b: ['b', -1], g: ['g', -1], G: ['g', -1], x: ['x', -1], X: ['x', -1], e: ['e', 6], E: ['e', 6], f: ['f', 6], F: ['f', 6],
};

function formatFloating(value: number, size: 32 | 64, verb: string, flags: Flags): string | undefined {
  const how = FLOAT_VERBS[verb];
  if (!how) return undefined;
  const [format, standard] = how;
  const precision = format === 'b' ? -1 : (flags.precision ?? standard);
  let text = formatFloat(value, format, precision, size);
  if (!/^[+-]/.test(text)) text = `+${text}`;
  if (verb === 'E' || verb === 'G' || verb === 'X') text = text.toUpperCase();
  if (flags.space && text.startsWith('+') && !flags.plus) text = ` ${text.slice(1)}`;
  if (/^.(I|N)/i.test(text)) {
    const shown = /^.N/i.test(text) && !flags.space && !flags.plus ? text.slice(1) : text;
    return pad(shown.startsWith('+') && !flags.plus ? shown.slice(1) === 'NaN' ? 'NaN' : shown : shown, spaced(flags));
  }
  if (flags.sharp && format !== 'b') text = withPoint(text, verb, flags.precision ?? -1);
  if (!flags.plus && text.startsWith('+')) return pad(text.slice(1), flags);
  if (flags.zero && !flags.minus && (flags.width ?? 0) > text.length) return text[0] + text.slice(1).padStart(flags.width! - 1, '0');
  return pad(text, flags);
}

/** `%#g`: always a decimal point, and the zeros that %g leaves out. */
function withPoint(text: string, verb: string, precision: number): string {
  let wanted = ['v', 'g', 'G', 'x', 'X'].includes(verb) ? (precision === -1 ? 6 : precision) : 0;
  if (verb === 'x' || verb === 'X') wanted = precision === -1 ? 6 : precision;
  const tailAt = text.search(verb === 'x' || verb === 'X' ? /[pP]/ : /[eEpP]/);
  const head = tailAt < 0 ? text : text.slice(0, tailAt);
  const tail = tailAt < 0 ? '' : text.slice(tailAt);
  let hasSeen = false;
  for (const character of head.slice(1)) {
    if (character === '.') continue;
    if (character !== '0') hasSeen = true;
    if (hasSeen) wanted--;
  }
  let body = head;
  if (!head.includes('.')) {
    if (head.length === 2 && head[1] === '0') wanted--;
    body += '.';
  }
  return body + '0'.repeat(Math.max(wanted, 0)) + tail;
}

function formatComplex(value: Complex, verb: string, flags: Flags): string {
  const real = formatFloating(value.real, 64, verb, flags);
  const imaginary = formatFloating(value.imaginary, 64, verb, { ...flags, plus: true });
  return real === undefined ? bad(value, verb) : `(${real}${imaginary}i)`;
}

function formatString(text: string, verb: string, flags: Flags): string | undefined {
  const cut = flags.precision === undefined ? text : [...text].slice(0, flags.precision).join('');
  switch (verb) {
    case 'v':
      return flags.sharpV ? pad(quote(cut), flags) : pad(cut, flags);
    case 's':
      return pad(cut, flags);
    case 'q':
      if (flags.sharp && !/[`\x00-\x08\x0a-\x1f\x7f\ufeff]/.test(cut)) return pad(`\`${cut}\``, flags);
      return pad(quote(cut, flags.plus), flags);
    case 'x':
    case 'X':
      return hexBytes(toBytes(text), verb, flags);
    default:
      return undefined;
  }
}

function hexBytes(bytes: Uint8Array, verb: string, flags: Flags): string {
  const shown = flags.precision === undefined ? bytes : bytes.subarray(0, flags.precision);
  let text = '';
  const prefix = flags.sharp ? '0x' : '';
  if (flags.space) text = [...shown].map((byte) => prefix + toHex(Uint8Array.of(byte))).join(' ');
  else if (shown.length > 0) text = prefix + toHex(shown);
  return pad(verb === 'X' ? text.toUpperCase() : text, flags);
}

function formatSlice(items: readonly Value[], verb: string, flags: Flags): string {
  if (flags.sharpV) return `${typeOf(items)}{${items.map((item) => formatValue(item, verb, flags, true)).join(', ')}}`;
  return `[${items.map((item) => formatValue(item, verb, flags, true)).join(' ')}]`;
}

function formatMap(map: MapValue, verb: string, flags: Flags): string {
  const entries = entriesOf(map).map(([key, item]) => `${formatValue(key, verb, flags, true)}:${formatValue(item, verb, flags, true)}`);
  return flags.sharpV ? `${typeOf(map)}{${entries.join(', ')}}` : `map[${entries.join(' ')}]`;
}

function formatStruct(value: Struct, verb: string, flags: Flags, isInside: boolean): string {
  if (value.text !== undefined && (verb === 'v' || verb === 's') && !flags.sharpV) return pad(value.text, flags);
  if (value.isPointer && isInside) return pad(addressOf(value), flags);
  const lead = value.isPointer ? '&' : '';
  const fields = [...value.fields].map(([name, item]) => (flags.plusV || flags.sharpV ? `${name}:` : '') + formatValue(item, verb, flags, true));
  return flags.sharpV ? `${lead}${value.type}{${fields.join(', ')}}` : `${lead}{${fields.join(' ')}}`;
}

/** Where a pointer might point: the same for the same content, so that worlds repeat. */
function addressOf(value: Struct): string {
  let hash = 0;
  for (const character of value.type + JSON.stringify(value.json ?? '')) hash = (Math.imul(hash, 31) + character.codePointAt(0)!) >>> 0;
  return `0xc000${(hash & 0xff_fff8).toString(16).padStart(6, '0')}`;
}

function formatNil(value: Nil, verb: string, flags: Flags): string {
  if (flags.sharpV) return value.kind === 'pointer' ? `(${value.type})(nil)` : `${value.type}(nil)`;
  if (value.kind === 'map') return 'map[]';
  if (value.kind === 'slice') return '[]';
  return verb === 'v' ? pad('<nil>', flags) : `%!${verb}(${value.type}=<nil>)`;
}
