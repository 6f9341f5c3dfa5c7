import { SECOND } from '../../../core/clock.ts';
import type { Micros } from '../../../core/clock.ts';
import { parseTime } from '../../api/time.ts';
import { parseDuration } from '../golang/duration.ts';
import { ParseError } from '../golang/numbers.ts';
import { quote } from '../golang/quote.ts';

export class InvalidTime extends Error {
  override readonly name = 'InvalidTime';
}

const unix = (time: Micros): string => `${Math.floor(time / SECOND)}.${String(time - Math.floor(time / SECOND) * SECOND).padStart(6, '0')}000`;

/**
 * A moment, or how long ago, as the API takes it: Unix seconds, of a moment with nine digits behind the point.
 * The real one cuts "how long ago" to whole seconds, for both ends; here an `end` is kept whole: commands take less time
 * than real ones, and `--until 0s` would hide what a real one shows. Throws InvalidTime.
 */
export function timestamp(text: string, now: Micros, end: 'since' | 'until'): string {
  try {
    if (text !== '0') return end === 'since' ? String(Math.floor((now - parseDuration(text) / 1000) / SECOND)) : unix(now - parseDuration(text) / 1000);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
  }
  if (/^\d+(\.\d{1,9})?$/.test(text)) return text;
  const time = parseTime(text);
  if (time === undefined) throw new InvalidTime(`failed to parse value as time or duration: ${quote(text)}`);
  return unix(time);
}
