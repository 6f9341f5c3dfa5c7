import { unescape } from './escapes.ts';
import { decodeText, encodeText } from './text.ts';

export interface Printed {
  readonly text: string;
  /** `\c` was met. */
  readonly isCut: boolean;
  /** What was wrong, in order: for standard error. */
  readonly complaints: readonly string[];
  /** Set when the format itself is wrong: nothing more is printed. */
  readonly error?: string;
}

const DIRECTIVE = /%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|L|q|j|z|t)?([diouxXeEfFgGaAcsbq%])/y;

/** printf(1): the format is used again while arguments are left. With `isPlain` a backslash is an ordinary character. Bytes are as `decodeText` has them. */
export function formatPrintf(format: string, args: readonly string[], options: { readonly quotes?: (text: string) => string; readonly isPlain?: boolean } = {}): Printed {
  const complaints: string[] = [];
  let text = '';
  let next = 0;
  const take = () => args[next++];
  do {
    const before = next;
    for (let i = 0; i < format.length; ) {
      const character = format[i]!;
      if (character === '\\' && !options.isPlain) {
        const escape = /^\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[^])/.exec(format.slice(i));
        const { text: plain, isCut } = unescape(escape ? escape[0] : character, 'format');
        text += plain;
        if (isCut) return done(text, true, complaints);
        i += escape?.[0].length ?? 1;
        continue;
      }
      if (character !== '%') {
        text += character;
        i++;
        continue;
      }
      DIRECTIVE.lastIndex = i;
      const match = DIRECTIVE.exec(format);
      if (!match) return { ...done(text, false, complaints), error: /^%[-+ #0'\d.*hlLqjzt]*[^]?/.exec(format.slice(i))![0] };
      i += match[0].length;
      if (match[4] === '%') {
        text += '%';
        continue;
      }
      const width = match[2] === '*' ? Number(take() ?? 0) : Number(match[2] ?? 0);
      const precision = match[3] === undefined ? undefined : match[3] === '*' ? Number(take() ?? 0) : Number(match[3] || 0);
      const flags = (match[1] ?? '') + (width < 0 ? '-' : '');
      if (match[4] === 'b') {
        const { text: plain, isCut } = unescape(take() ?? '', 'echo');
        text += pad(precision === undefined ? plain : plain.slice(0, precision), Math.abs(width), flags);
        if (isCut) return done(text, true, complaints);
      } else text += directive(match[4]!, flags, Math.abs(width), precision, take(), complaints, options.quotes);
    }
    if (next === before) {
      if (next < args.length) complaints.push(`warning: ignoring excess arguments, starting with '${args[next]}'`);
      break;
    }
  } while (next < args.length);
  return options.isPlain ? { text, isCut: false, complaints } : done(text, false, complaints);
}

function done(text: string, isCut: boolean, complaints: readonly string[]): Printed {
  return { text: decodeText(encodeText(text)), isCut, complaints };
}

function pad(text: string, width: number, flags: string): string {
  const missing = Math.max(0, width - [...text].length);
  return flags.includes('-') ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

function directive(letter: string, flags: string, width: number, precision: number | undefined, arg: string | undefined, complaints: string[], quotes: ((text: string) => string) | undefined): string {
  if (letter === 's') return pad(precision === undefined || precision < 0 ? (arg ?? '') : [...(arg ?? '')].slice(0, precision).join(''), width, flags);
  if (letter === 'c') return pad([...(arg ?? '')][0] ?? '', width, flags);
  if (letter === 'q') return pad(quotes ? quotes(arg ?? '') : shellQuoted(arg ?? ''), width, flags);
  if ('diouxX'.includes(letter)) return integer(letter, flags, width, precision, arg, complaints);
  return float(letter, flags, width, precision, arg, complaints);
}

function shellQuoted(text: string): string {
  if (text === '') return "''";
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function integerOf(arg: string | undefined, complaints: string[]): bigint {
  if (arg === undefined || arg === '') return 0n;
  if (/^["']/.test(arg)) return BigInt([...arg.slice(1)][0]?.codePointAt(0) ?? 0);
  const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)?/.exec(arg)!;
  const digits = match[2];
  if (digits === undefined) {
    complaints.push(`'${arg}': expected a numeric value`);
    return 0n;
  }
  const size = /^0[xX]/.test(digits) ? BigInt(digits) : /^0\d/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits);
  if (match[0].length < arg.length) complaints.push(`'${arg}': value not completely converted`);
  return match[1] === '-' ? -size : size;
}

function integer(letter: string, flags: string, width: number, precision: number | undefined, arg: string | undefined, complaints: string[]): string {
  const value = integerOf(arg, complaints);
  const isSigned = letter === 'd' || letter === 'i';
  const size = isSigned ? (value < 0n ? -value : value) : BigInt.asUintN(64, value);
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  let digits = size.toString(base).padStart(precision ?? 1, '0');
  if (letter === 'X') digits = digits.toUpperCase();
  const sign = isSigned ? (value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') : '';
  const prefix = flags.includes('#') && size !== 0n ? (letter === 'o' ? '0' : base === 16 ? `0${letter}` : '') : '';
  return filled(sign + prefix, digits, width, flags, precision === undefined);
}

function filled(head: string, digits: string, width: number, flags: string, mayZero: boolean): string {
  if (flags.includes('-')) return (head + digits).padEnd(width);
  if (flags.includes('0') && mayZero) return head + digits.padStart(width - head.length, '0');
  return (head + digits).padStart(width);
}

function float(letter: string, flags: string, width: number, precision: number | undefined, arg: string | undefined, complaints: string[]): string {
  const value = floatOf(arg, complaints);
  const size = Math.abs(value);
  const isNegative = value < 0 || Object.is(value, -0);
  const sign = isNegative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const text = Number.isFinite(size) ? floatDigits(letter.toLowerCase(), size, precision ?? 6, flags.includes('#')) : Number.isNaN(size) ? 'nan' : 'inf';
  return filled(sign, letter === letter.toUpperCase() ? text.toUpperCase() : text, width, flags, Number.isFinite(size));
}

function floatOf(arg: string | undefined, complaints: string[]): number {
  if (arg === undefined || arg === '') return 0;
  if (/^["']/.test(arg)) return [...arg.slice(1)][0]?.codePointAt(0) ?? 0;
  const match = /^\s*[-+]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)/i.exec(arg);
  if (!match) {
    complaints.push(`'${arg}': expected a numeric value`);
    return 0;
  }
  if (match[0].length < arg.length) complaints.push(`'${arg}': value not completely converted`);
  const text = match[0].trim().toLowerCase();
  if (text.includes('inf')) return text.startsWith('-') ? -Infinity : Infinity;
  return text.includes('nan') ? Number.NaN : Number(text);
}

/** C's %e, %f and %g of a number that is not negative. */
export function floatDigits(letter: string, value: number, precision: number, keepsZeros: boolean): string {
  if (letter === 'f') return toFixed(value, precision);
  if (letter === 'e') return exponent(value.toExponential(Math.min(precision, 100)));
  const digits = Math.max(1, precision);
  const power = value === 0 ? 0 : Number(/e([+-]\d+)$/.exec(value.toExponential(digits - 1))![1]);
  const text = power < -4 || power >= digits ? exponent(value.toExponential(digits - 1)) : toFixed(value, digits - 1 - power);
  if (keepsZeros) return text;
  return text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}

function toFixed(value: number, precision: number): string {
  if (value < 1e21) return value.toFixed(Math.min(precision, 100));
  return BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '');
}

function exponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
