import { formatPrintf } from '../printf.ts';
import type { Interpreter } from './interpret.ts';
import { toNumber } from './values.ts';
import type { Value } from './values.ts';

/** Whole numbers as they are; mawk (GNU's flavour here: Debian's awk) only while they fit 32 bits. */
export function numberText(value: number, format: string, isBusybox: boolean): string {
  if (Number.isInteger(value) && Math.abs(value) <= (isBusybox ? 2 ** 53 : 2 ** 31 - 1)) return String(value === 0 ? 0 : value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? (isBusybox ? 'nan' : '-nan') : value > 0 ? 'inf' : '-inf';
  return formatPrintf(format, [String(value)], { isPlain: true }).text;
}

const DIRECTIVE = /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?(?:hh|h|ll|l|L|q|j|z|t)?([diouxXeEfFgGcs%])|%/g;

/** awk's printf: like C's, with `%c` of a number the character of that code. */
export function formatAwk(awk: Interpreter, format: string, values: readonly Value[]): string {
  let next = 0;
  const take = (): Value => {
    if (next < values.length) return values[next++];
    next++;
    throw awk.runtimeError(awk.call.isBusybox ? 'Not enough arguments' : `not enough arguments passed to sprintf("${format}")`);
  };
  return format.replace(DIRECTIVE, (whole: string, flags: string | undefined, width: string | undefined, precision: string | undefined, letter: string | undefined) => {
    if (letter === undefined) return whole;
    if (letter === '%') return '%';
    const shownWidth = width === '*' ? String(Math.trunc(toNumber(take()))) : (width ?? '');
    const shownPrecision = precision === '*' ? String(Math.trunc(toNumber(take()))) : precision;
    const value = take();
    const directive = `%${flags}${shownWidth}${shownPrecision === undefined ? '' : `.${shownPrecision}`}${letter}`;
    return formatPrintf(directive, [argument(awk, letter, value)], { isPlain: true }).text;
  });
}

function argument(awk: Interpreter, letter: string, value: Value): string {
  if (letter === 's') return awk.text(value);
  if (letter === 'c') return typeof value === 'number' ? String.fromCodePoint(Math.min(0x10ffff, Math.max(0, Math.trunc(value)))) : [...awk.text(value)][0] ?? '';
  const number = toNumber(value);
  if (!'diouxX'.includes(letter)) return String(number);
  if (!Number.isFinite(number)) return '0';
  const whole = Math.trunc(number);
  // mawk clips to 32 bits.
  if (!awk.call.isBusybox && (letter === 'd' || letter === 'i')) return String(Math.abs(whole) < 2 ** 53 ? whole : whole > 0 ? '9223372036854775807' : '-9223372036854775808');
  return BigInt(whole).toString();
}
