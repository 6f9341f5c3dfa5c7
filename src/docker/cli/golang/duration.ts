import { ParseError } from './numbers.ts';
import { quote } from './quote.ts';

/** Nanoseconds, as Go's time.Duration and the Engine API have them. */
export type Nanoseconds = number;

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** time.ParseDuration: `300ms`, `-1.5h`, `2h45m`. */
export function parseDuration(text: string): Nanoseconds {
  const fail = (why: string): never => {
    throw new ParseError(`time: ${why}duration ${quote(text)}`);
  };
  const sign = text.startsWith('-') ? -1 : 1;
  let rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  if (rest === '') fail('invalid ');
  let total = 0;
  while (rest !== '') {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0];
    if (number === undefined) return fail('invalid ');
    rest = rest.slice(number.length);
    const unit = /^[^.0-9]*/.exec(rest)![0];
    if (unit === '') fail('missing unit in ');
    if (UNITS[unit] === undefined) fail(`unknown unit ${quote(unit)} in `);
    rest = rest.slice(unit.length);
    total += Number(number) * UNITS[unit]!;
    if (total > 2 ** 63) fail('invalid ');
  }
  return sign * Math.trunc(total);
}

/** time.Duration's String: `1m30s`, `1.5s`, `300ms`, `0s`. */
export function formatDuration(duration: Nanoseconds): string {
  if (duration === 0) return '0s';
  const sign = duration < 0 ? '-' : '';
  const value = BigInt(Math.abs(Math.trunc(duration)));
  const part = (unit: bigint, name: string) => {
    const fraction = (value % unit).toString().padStart(unit.toString().length - 1, '0').replace(/0+$/, '');
    return `${sign}${value / unit}${fraction && `.${fraction}`}${name}`;
  };
  if (value < 1_000n) return `${sign}${value}ns`;
  if (value < 1_000_000n) return part(1_000n, 'µs');
  if (value < 1_000_000_000n) return part(1_000_000n, 'ms');
  const seconds = value / 1_000_000_000n;
  const fraction = (value % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  const minutes = seconds / 60n;
  const hours = minutes / 60n;
  const tail = `${seconds % 60n}${fraction && `.${fraction}`}s`;
  if (hours > 0n) return `${sign}${hours}h${minutes % 60n}m${tail}`;
  return minutes > 0n ? `${sign}${minutes}m${tail}` : sign + tail;
}
