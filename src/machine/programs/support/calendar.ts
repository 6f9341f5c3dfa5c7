import { DAY, SECOND } from '../../../core/clock.ts';
import type { Micros } from '../../../core/clock.ts';

/** A moment in some zone's wall-clock terms. */
export interface Moment {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 1 is the first of January. */
  readonly yearDay: number;
  readonly zone: Zone;
  readonly at: Micros;
}

export interface Zone {
  /** `UTC`, `CET`. */
  readonly name: string;
  /** East of UTC, in seconds. */
  readonly offset: number;
}

export const UTC: Zone = { name: 'UTC', offset: 0 };

export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] as const;

/** Days since 1970-01-01 of a date of the Gregorian calendar. */
export function daysFromDate(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

function dateFromDays(days: number): readonly [year: number, month: number, day: number] {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1];
}

export function momentOf(at: Micros, zone: Zone = UTC): Moment {
  const local = at + zone.offset * SECOND;
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  const [year, month, day] = dateFromDays(days);
  const seconds = Math.floor(rest / SECOND);
  return {
    year, month, day,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    micros: rest - seconds * SECOND,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromDate(year, 1, 1) + 1,
    zone, at,
  };
}

/** Microseconds since 1970 of a wall-clock time; numbers out of range carry over (month 13 is next January). */
export function timeOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, zone: Zone = UTC): Micros {
  const months = year * 12 + month - 1;
  const days = daysFromDate(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1) + day - 1;
  return days * DAY + (hour * 3600 + minute * 60 + second - zone.offset) * SECOND;
}

/** The zone that TZ names: UTC and POSIX forms (`CET-1CEST`, without its summer time), else UTC as the C library does. */
export function zoneOf(tz: string | undefined): Zone {
  const match = tz === undefined ? null : /^:?(?:<([^>]+)>|([A-Za-z]{3,}))([+-]?\d{1,2})?(?::(\d{2}))?/.exec(tz);
  if (!match || (match[3] === undefined && tz !== 'GMT')) return UTC;
  const hours = Number(match[3] ?? 0);
  const minutes = Number(match[4] ?? 0);
  const offset = -(hours * 3600 + (match[3]?.startsWith('-') ? -minutes : minutes) * 60);
  return { name: (match[1] ?? match[2])!, offset: offset === 0 ? 0 : offset };
}

export function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/** ISO 8601 week: [year, week]. */
function isoWeek(moment: Moment): readonly [number, number] {
  const weekday = (moment.weekday + 6) % 7;
  const thursday = daysFromDate(moment.year, moment.month, moment.day) - weekday + 3;
  const [year] = dateFromDays(thursday);
  return [year, Math.floor((thursday - daysFromDate(year, 1, 1)) / 7) + 1];
}

function offsetText(seconds: number, form: '' | ':' | '::'): string {
  const sign = seconds < 0 ? '-' : '+';
  const size = Math.abs(seconds);
  const parts = [two(Math.floor(size / 3600)), two(Math.floor(size / 60) % 60)];
  if (form === '::') parts.push(two(size % 60));
  return sign + parts.join(form === '' ? '' : ':');
}

/** strftime(3) in the C locale, with GNU date's `%N`, `%:z` and flags (`%-d`, `%_H`, `%^a`, `%03d`). */
export function formatMoment(format: string, moment: Moment): string {
  return format.replace(/%(:{1,2})?([-_0^#]*)(\d*)([EO]?)([A-Za-z%+])/g, (whole, colons: string | undefined, flags: string, width: string, _alternative, letter: string) => {
    const field = fieldOf(letter, moment, (colons ?? '') as '' | ':' | '::', width);
    return field === undefined ? whole : adjusted(field, flags, width, letter);
  });
}

type Field = string | { readonly number: number; readonly width: number; readonly pad: '0' | ' ' };

function adjusted(field: Field, flags: string, width: string, letter: string): string {
  if (typeof field === 'string') {
    const text = flags.includes('^') ? field.toUpperCase() : flags.includes('#') ? (letter === 'p' || letter === 'Z' ? field.toLowerCase() : field.toUpperCase()) : field;
    return width === '' || letter === 'N' ? text : text.padStart(Number(width), flags.includes('0') ? '0' : ' ');
  }
  const size = width === '' ? field.width : Number(width);
  if (flags.includes('-')) return String(field.number);
  const pad = flags.includes('_') ? ' ' : flags.includes('0') ? '0' : field.pad;
  return field.number < 0 ? `-${String(-field.number).padStart(size - 1, pad)}` : String(field.number).padStart(size, pad);
}

function fieldOf(letter: string, m: Moment, colons: '' | ':' | '::', width: string): Field | undefined {
  const padded = (number: number, size = 2, pad: '0' | ' ' = '0'): Field => ({ number, width: size, pad });
  const hour12 = m.hour % 12 === 0 ? 12 : m.hour % 12;
  switch (letter) {
    case '%': return '%';
    case 'a': return WEEKDAYS[m.weekday]!.slice(0, 3);
    case 'A': return WEEKDAYS[m.weekday]!;
    case 'b': case 'h': return MONTHS[m.month - 1]!.slice(0, 3);
    case 'B': return MONTHS[m.month - 1]!;
    case 'c': return formatMoment('%a %b %e %H:%M:%S %Y', m);
    case 'C': return padded(Math.floor(m.year / 100));
    case 'd': return padded(m.day);
    case 'D': case 'x': return formatMoment('%m/%d/%y', m);
    case 'e': return padded(m.day, 2, ' ');
    case 'F': return formatMoment('%Y-%m-%d', m);
    case 'g': return padded(isoWeek(m)[0] % 100);
    case 'G': return padded(isoWeek(m)[0], 4);
    case 'H': return padded(m.hour);
    case 'I': return padded(hour12);
    case 'j': return padded(m.yearDay, 3);
    case 'k': return padded(m.hour, 2, ' ');
    case 'l': return padded(hour12, 2, ' ');
    case 'm': return padded(m.month);
    case 'M': return padded(m.minute);
    case 'n': return '\n';
    case 'N': return `${String(m.micros).padStart(6, '0')}000`.slice(0, width === '' ? 9 : Number(width));
    case 'p': return m.hour < 12 ? 'AM' : 'PM';
    case 'P': return m.hour < 12 ? 'am' : 'pm';
    case 'q': return padded(Math.floor((m.month - 1) / 3) + 1, 1);
    case 'r': return formatMoment('%I:%M:%S %p', m);
    case 'R': return formatMoment('%H:%M', m);
    case 's': return padded(Math.floor(m.at / SECOND), 1);
    case 'S': return padded(m.second);
    case 't': return '\t';
    case 'T': case 'X': return formatMoment('%H:%M:%S', m);
    case 'u': return padded(m.weekday === 0 ? 7 : m.weekday, 1);
    case 'U': return padded(Math.floor((m.yearDay + 6 - m.weekday) / 7));
    case 'V': return padded(isoWeek(m)[1]);
    case 'w': return padded(m.weekday, 1);
    case 'W': return padded(Math.floor((m.yearDay + 6 - ((m.weekday + 6) % 7)) / 7));
    case 'y': return padded(m.year % 100);
    case 'Y': return padded(m.year, 1);
    case 'z': return offsetText(m.zone.offset, colons);
    case 'Z': return m.zone.name;
    default: return undefined;
  }
}
