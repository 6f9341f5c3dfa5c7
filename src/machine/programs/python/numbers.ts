import { raise } from './classes.ts';
import type { Value } from './values.ts';

/** A float as repr() has it: the shortest that reads back, with Python's exponents. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= 16 || power < -4) return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  const text = value.toString();
  if (text.includes('e')) return power > 0 ? `${BigInt(value)}.0` : value.toFixed(Math.max(0, digits.replace(/[-.]/g, '').length - 1 - power));
  return text.includes('.') ? text : `${text}.0`;
}

/** An int of what is one, or a bool. */
export function asInt(value: Value): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return typeof value === 'boolean' ? (value ? 1n : 0n) : undefined;
}

/** A float of an int, a bool or a float. */
export function asFloat(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  const int = asInt(value);
  return int === undefined ? undefined : Number(int);
}

/** `//` of ints: towards minus infinity. */
export function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) raise('ZeroDivisionError', 'integer division or modulo by zero');
  const quotient = a / b;
  return a % b !== 0n && (a < 0n) !== (b < 0n) ? quotient - 1n : quotient;
}

/** `%` of ints: the sign of the divisor. */
export function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) raise('ZeroDivisionError', 'integer modulo by zero');
  const rest = a % b;
  return rest !== 0n && (rest < 0n) !== (b < 0n) ? rest + b : rest;
}

export function floatModulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && (rest < 0) !== (b < 0) ? rest + b : rest;
}

/** round() to even; with digits, of the decimal value. */
export function roundHalfEven(value: number, digits = 0): number {
  if (!Number.isFinite(value)) return value;
  if (digits === 0) {
    const floor = Math.floor(value);
    const rest = value - floor;
    if (rest !== 0.5) return Math.round(value);
    return floor % 2 === 0 ? floor : floor + 1;
  }
  if (digits > 0) return Number(toFixed(value, Math.min(digits, 100)));
  const scale = 10 ** -digits;
  return roundHalfEven(value / scale) * scale;
}

/** As `%.nf`: exact, half to even of the value that the float really has. */
export function toFixed(value: number, digits: number): string {
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}${digits > 0 ? `.${'0'.repeat(digits)}` : ''}`;
  const text = value.toFixed(Math.min(digits, 100));
  // JavaScript rounds exact halves up, Python to even: they differ where the value is a half exactly.
  const scaled = value * 10 ** digits;
  if (digits <= 15 && Number.isFinite(scaled) && Math.abs(scaled) < 2 ** 52 && Math.abs(scaled % 1) === 0.5) {
    const even = 2 * Math.round(scaled / 2);
    const exact = scaled / 10 ** digits === value;
    if (exact && isHalf(value, digits)) return (even / 10 ** digits).toFixed(digits);
  }
  return text;
}

/** Whether a float lies exactly between two numbers of so many digits. */
function isHalf(value: number, digits: number): boolean {
  const [, fraction = ''] = value.toFixed(Math.min(100, digits + 30)).split('.');
  return /^50*$/.test(fraction.slice(digits));
}
