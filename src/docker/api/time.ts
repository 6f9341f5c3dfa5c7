import type { Micros } from '../../core/clock.ts';
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from '../../core/clock.ts';

/** Go's zero time, which stands for "never". */
export const ZERO_TIME = '0001-01-01T00:00:00Z';

const two = (value: number) => (value < 10 ? `0${value}` : `${value}`);

/** `2025-06-02T08:00:00`, of virtual microseconds since 1970, in UTC. */
export function formatSeconds(time: Micros): string {
  const days = Math.floor(time / DAY);
  const rest = Math.floor((time - days * DAY) / SECOND);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
}

/** RFC3339Nano, as Go marshals a time: the fraction without trailing zeros. */
export function formatTime(time: Micros): string {
  const fraction = String(time - Math.floor(time / SECOND) * SECOND).padStart(6, '0').replace(/0+$/, '');
  return fraction === '' ? `${formatSeconds(time)}Z` : `${formatSeconds(time)}.${fraction}Z`;
}

/** With nine digits always, as in the timestamps of logs. */
export function formatTimeFixed(time: Micros): string {
  return `${formatSeconds(time)}.${String(time - Math.floor(time / SECOND) * SECOND).padStart(6, '0')}000Z`;
}

/** RFC 3339 with seconds alone, as volumes have it. */
export function formatTimeShort(time: Micros): string {
  return `${formatSeconds(time)}Z`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/** A date, with or without time, fraction and zone; undefined when it is none. */
export function parseTime(text: string): Micros | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  let time = daysSince1970(Number(year), Number(month), Number(day)) * DAY + Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND;
  time += Number(fraction.padEnd(6, '0').slice(0, 6));
  if (zone !== 'Z') time -= (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * HOUR + Number(zone.slice(4, 6)) * MINUTE);
  return time;
}

function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Unix seconds with a fraction (`1748851200.5`), as `since` and `until` of the API; undefined when it is none. */
export function parseUnixTime(text: string): Micros | undefined {
  const match = /^(-?\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * SECOND + Number((match[2] ?? '').padEnd(6, '0').slice(0, 6));
}

const UNITS: Readonly<Record<string, number>> = { h: HOUR, m: MINUTE, s: SECOND, ms: MILLISECOND, us: 1, 'µs': 1, ns: 0.001 };

/** Go's time.ParseDuration (`1h30m`, `-1.5s`), in microseconds; undefined when it is none. */
export function parseDuration(text: string): Micros | undefined {
  const match = /^([+-]?)((?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.exec(text);
  if (!match) return text === '0' ? 0 : undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) sum += Number(number) * UNITS[unit!]!;
  return match[1] === '-' ? -sum : sum;
}

/** An `until` filter: a moment (Unix or RFC 3339), or how long ago. */
export function parseMoment(text: string, now: Micros): Micros | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined && text !== '0') return now - ago;
  return parseUnixTime(text) ?? parseTime(text);
}

/** Go's Duration.String: `1m30s`, `1.5s`, `100ms`. */
export function formatDuration(duration: Micros): string {
  if (duration === 0) return '0s';
  const sign = duration < 0 ? '-' : '';
  const whole = Math.abs(duration);
  if (whole < MILLISECOND) return `${sign}${whole}µs`;
  if (whole < SECOND) return `${sign}${whole / MILLISECOND}ms`;
  const hours = Math.floor(whole / HOUR);
  const minutes = Math.floor(whole / MINUTE) % 60;
  const seconds = `${(whole % MINUTE) / SECOND}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}
