import { quote } from '../parse/go-strings.ts';
import { DockerfileError } from '../parse/node.ts';

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const PART = /(\d*)(\.\d*)?([^\d.]*)/y;

/** Nanoseconds of `1m30s`, as Go's time.ParseDuration. Throws what it says. */
export function parseDuration(text: string): number {
  const isNegative = text.startsWith('-');
  const rest = text.replace(/^[+-]/, '');
  if (rest === '0') return 0;
  const invalid = () => new DockerfileError(`time: invalid duration ${quote(text)}`);
  if (rest === '') throw invalid();
  let total = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < rest.length) {
    const [, whole = '', fraction = '', unit = ''] = PART.exec(rest) ?? [];
    if (whole === '' && fraction.length < 2) throw invalid();
    if (unit === '') throw new DockerfileError(`time: missing unit in duration ${quote(text)}`);
    const size = UNITS[unit];
    if (size === undefined) throw new DockerfileError(`time: unknown unit ${quote(unit)} in duration ${quote(text)}`);
    total += Math.trunc(Number(`${whole || '0'}${fraction === '.' ? '' : fraction}`) * size);
    if (total > 9_223_372_036_854_775_807) throw invalid();
  }
  return isNegative ? -total : total;
}
