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

/** A moment, or how long ago, as the API takes it: Unix seconds with nine digits behind the point. Throws InvalidTime. */
export function timestamp(text: string, now: Micros): string {
  try {
    if (text !== '0') return unix(now - parseDuration(text) / 1000);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
  }
  if (/^\d+(\.\d{1,9})?$/.test(text)) return text;
  const time = parseTime(text);
  if (time === undefined) throw new InvalidTime(`failed to parse value as time or duration: ${quote(text)}`);
  return unix(time);
}
