import { DAY, HOUR, MINUTE, SECOND } from '../../../core/clock.ts';
import type { Micros } from '../../../core/clock.ts';
import { MONTHS, UTC, WEEKDAYS, momentOf, timeOf } from './calendar.ts';
import type { Zone } from './calendar.ts';

const UNITS: Readonly<Record<string, Micros>> = { sec: SECOND, second: SECOND, min: MINUTE, minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY, fortnight: 14 * DAY };

/**
 * What `date -d` understands, of the forms people use: `@SECONDS`, ISO 8601, `2 Jun 2025 10:00`, `10:00`, `now`, `today`,
 * `yesterday`, `tomorrow`, `+2 days`, `3 hours ago`, `next week`, `monday`. Undefined for anything else.
 */
export function parseDate(text: string, now: Micros, zone: Zone): Micros | undefined {
  const epoch = /^\s*@(-?\d+)(?:\.(\d+))?\s*$/.exec(text);
  if (epoch) return Number(epoch[1]) * SECOND + Number((epoch[2] ?? '').padEnd(6, '0').slice(0, 6));
  return new DateParser(text, now, zone).parse();
}

/** BusyBox knows fewer forms; what a form leaves out of the time of day is as it is now. */
export function parseBusyboxDate(text: string, now: Micros, zone: Zone): Micros | undefined {
  const epoch = /^@(-?\d+)$/.exec(text);
  if (epoch) return Number(epoch[1]) * SECOND;
  const here = momentOf(now, zone);
  const match = /^(?:(\d{4})[-.](\d{1,2})[-.](\d{1,2})(?:[- T](?=\d)|$))?(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?(Z)?$/.exec(text);
  if (match && text !== '') {
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => (part === undefined ? undefined : Number(part)));
    const hasTime = hour !== undefined;
    return timeOf(year ?? here.year, month ?? here.month, day ?? here.day, hour ?? here.hour, hasTime ? minute : here.minute, hasTime ? (second ?? 0) : here.second, match[7] === 'Z' ? UTC : zone);
  }
  const digits = /^(?:(\d{4}))?(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{2}))?$/.exec(text);
  if (!digits) return undefined;
  return timeOf(Number(digits[1] ?? here.year), Number(digits[2]), Number(digits[3]), Number(digits[4]), Number(digits[5]), Number(digits[6] ?? 0), zone);
}

class DateParser {
  #date: readonly [number, number, number] | undefined;
  #time: readonly [number, number, number, number] | undefined;
  #zone: Zone;
  #shift = 0;
  #months = 0;
  #weekday: number | undefined;
  #which: 'this' | 'next' | 'last' = 'this';
  #isReset = false;
  #rest: string;

  constructor(text: string, private readonly now: Micros, zone: Zone) {
    this.#zone = zone;
    this.#rest = text.trim();
  }

  parse(): Micros | undefined {
    while (this.#rest !== '') {
      if (!FORMS.some(([pattern, apply]) => this.#accept(pattern, apply))) return undefined;
      this.#rest = this.#rest.replace(/^[\s,]+/, '');
    }
    return this.#result();
  }

  #accept(pattern: RegExp, apply: (parser: DateParser, match: RegExpExecArray) => boolean): boolean {
    const match = pattern.exec(this.#rest);
    if (!match || !apply(this, match)) return false;
    this.#rest = this.#rest.slice(match[0].length);
    return true;
  }

  date(year: number, month: number, day: number): boolean {
    this.#date = [year, month, day];
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  time(hour: number, minute: number, second: number, micros: number): boolean {
    this.#time = [hour, minute, second, micros];
    return hour < 25 && minute < 60 && second < 61;
  }

  zone(zone: Zone): boolean {
    this.#zone = zone;
    return true;
  }

  weekday(day: number, which: 'this' | 'next' | 'last' = 'this'): boolean {
    this.#weekday = day;
    this.#which = which;
    return true;
  }

  reset(shift: Micros): boolean {
    this.#shift += shift;
    this.#isReset = true;
    return true;
  }

  shift(amount: number, unit: string): boolean {
    const singular = unit.toLowerCase().replace(/s$/, '');
    if (singular === 'month') this.#months += amount;
    else if (singular === 'year') this.#months += 12 * amount;
    else if (UNITS[singular] !== undefined) this.#shift += amount * UNITS[singular];
    else return false;
    return true;
  }

  get year(): number {
    return momentOf(this.now, this.#zone).year;
  }

  #result(): Micros {
    const here = momentOf(this.now, this.#zone);
    const [year, month, day] = this.#date ?? [here.year, here.month, here.day];
    const keepsTime = !this.#date && !this.#time && this.#weekday === undefined;
    const [hour, minute, second, micros] = this.#time ?? (keepsTime || this.#isReset ? [here.hour, here.minute, here.second, here.micros] : [0, 0, 0, 0]);
    let time = timeOf(year, month + this.#months, day, hour, minute, second, this.#zone) + micros;
    if (this.#weekday !== undefined) {
      const ahead = (this.#weekday - momentOf(time, this.#zone).weekday + 7) % 7;
      time += (this.#which === 'last' ? ahead - 7 : this.#which === 'next' && ahead === 0 ? 7 : ahead) * DAY;
    }
    return time + this.#shift;
  }
}

function indexOfName(names: readonly string[], text: string): number {
  const wanted = text.toLowerCase();
  return names.findIndex((name) => name.toLowerCase() === wanted || name.slice(0, 3).toLowerCase() === wanted);
}

function fraction(text: string | undefined): number {
  return Number((text ?? '').padEnd(6, '0').slice(0, 6));
}

const FORMS: readonly (readonly [RegExp, (parser: DateParser, match: RegExpExecArray) => boolean])[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(?=\d)|\b)/, (p, m) => p.date(Number(m[1]), Number(m[2]), Number(m[3]))],
  [/^(\d{1,2})\/(\d{1,2})\/(\d{4})\b/, (p, m) => p.date(Number(m[3]), Number(m[1]), Number(m[2]))],
  [/^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm)?/i, (p, m) => {
    const half = m[5]?.toLowerCase();
    const hour = half ? (Number(m[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(m[1]);
    return p.time(hour, Number(m[2]), Number(m[3] ?? 0), fraction(m[4]));
  }],
  [/^(\d{1,2})\s*(am|pm)\b/i, (p, m) => p.time((Number(m[1]) % 12) + (m[2]!.toLowerCase() === 'pm' ? 12 : 0), 0, 0, 0)],
  [/^(Z|UTC|GMT)\b/i, (p) => p.zone(UTC)],
  [/^([+-])(\d{2}):?(\d{2})\b/, (p, m) => p.zone({ name: '', offset: (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 3600 + Number(m[3]) * 60) })],
  [/^([+-]?)\s*(\d+)\s*([a-z]+?)s?\s+ago\b/i, (p, m) => p.shift(-Number(m[2]) * (m[1] === '-' ? -1 : 1), m[3]!)],
  [/^([+-]?)\s*(\d+)\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?\b/i, (p, m) => p.shift(Number(m[2]) * (m[1] === '-' ? -1 : 1), m[3]!)],
  [/^(next|last)\s+([a-z]+)/i, (p, m) => {
    const isNext = m[1]!.toLowerCase() === 'next';
    const day = indexOfName(WEEKDAYS, m[2]!);
    return day >= 0 ? p.weekday(day, isNext ? 'next' : 'last') : p.shift(isNext ? 1 : -1, m[2]!);
  }],
  [/^(\d{1,2})\s+([a-z]{3,})\.?(?:\s+(\d{4})\b(?!:))?/i, (p, m) => p.date(Number(m[3] ?? p.year), indexOfName(MONTHS, m[2]!) + 1, Number(m[1]))],
  [/^([a-z]{3,})\.?\s+(\d{1,2})(?!\d|:)(?:,?\s+(\d{4})\b(?!:))?/i, (p, m) => p.date(Number(m[3] ?? p.year), indexOfName(MONTHS, m[1]!) + 1, Number(m[2]))],
  [/^(\d{4})(\d{2})(\d{2})\b/, (p, m) => p.date(Number(m[1]), Number(m[2]), Number(m[3]))],
  [/^(now|today)\b/i, (p) => p.reset(0)],
  [/^yesterday\b/i, (p) => p.reset(-DAY)],
  [/^tomorrow\b/i, (p) => p.reset(DAY)],
  [/^([a-z]{3,})\b/i, (p, m) => {
    const day = indexOfName(WEEKDAYS, m[1]!);
    return day >= 0 && p.weekday(day);
  }],
];
