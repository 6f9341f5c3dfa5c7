import { DAY, HOUR, MINUTE, SECOND } from '../../../core/clock.ts';
import type { Micros } from '../../../core/clock.ts';

const UNITS: Readonly<Record<string, Micros>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** `5`, `0.5`, `2m`, `1h`, `infinity` in microseconds; undefined when it is none. */
export function parseDuration(text: string): Micros | undefined {
  const match = /^\+?(\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+|inf(?:inity)?)([smhd]?)$/i.exec(text);
  if (!match) return undefined;
  const number = /^inf/i.test(match[1]!) ? Infinity : Number(match[1]);
  return Math.ceil(number * UNITS[match[2] === '' ? 's' : match[2]!]!);
}
