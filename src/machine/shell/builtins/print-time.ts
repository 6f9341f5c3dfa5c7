import { SECOND } from '../../../core/clock.ts';
import type { Shell } from '../execute/shell.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Replaces bash's `%(format)T` by `%s`, and its arguments (-1: now, -2: when the shell was started) by the time in words. UTC. */
export function formatTime(shell: Shell, format: string, args: string[]): string {
  if (!format.includes(')T')) return format;
  let next = 0;
  return format.replace(/%(?:%|\(([^)]*)\)T|[-+ #0']*[\d*]*(?:\.[\d*]*)?[a-zA-Z])/g, (whole: string, time: string | undefined) => {
    if (whole === '%%') return whole;
    if (time === undefined) {
      next++;
      return whole;
    }
    const arg = args[next];
    const seconds = arg === undefined || arg === '-1' ? Math.floor(shell.system.now() / SECOND) : arg === '-2' ? Math.floor(shell.shared.startedAt / SECOND) : Number(arg);
    args[next++] = strftime(time === '' ? '%H:%M:%S' : time, seconds);
    return '%s';
  });
}

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly yearDay: number;
}

function civilOf(day: number): Civil {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = (shiftedMonth + 2) % 12;
  const year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const yearDay = ofYear >= 306 ? ofYear - 306 : ofYear + 59 + (isLeap ? 1 : 0);
  return { year, month, day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1, weekday: (((day + 4) % 7) + 7) % 7, yearDay };
}

const two = (value: number) => String(value).padStart(2, '0');

/** strftime(3) of seconds since 1970, in UTC and the C locale. */
function strftime(format: string, seconds: number): string {
  const date = civilOf(Math.floor(seconds / 86_400));
  const ofDay = ((seconds % 86_400) + 86_400) % 86_400;
  const [hour, minute, second] = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60];
  const fields: Readonly<Record<string, () => string>> = {
    Y: () => String(date.year), y: () => two(date.year % 100), m: () => two(date.month + 1), d: () => two(date.day), e: () => String(date.day).padStart(2),
    H: () => two(hour), M: () => two(minute), S: () => two(second), I: () => two(((hour + 11) % 12) + 1), p: () => (hour < 12 ? 'AM' : 'PM'),
    a: () => DAYS[date.weekday]!.slice(0, 3), A: () => DAYS[date.weekday]!, b: () => MONTHS[date.month]!.slice(0, 3), B: () => MONTHS[date.month]!,
    j: () => String(date.yearDay + 1).padStart(3, '0'), u: () => String(date.weekday || 7), w: () => String(date.weekday), s: () => String(seconds),
    Z: () => 'UTC', z: () => '+0000', F: () => strftime('%Y-%m-%d', seconds), T: () => strftime('%H:%M:%S', seconds), R: () => strftime('%H:%M', seconds),
    D: () => strftime('%m/%d/%y', seconds), c: () => strftime('%a %b %e %H:%M:%S %Y', seconds), n: () => '\n', t: () => '\t', '%': () => '%',
  };
  return format.replace(/%([A-Za-z%])/g, (whole, letter: string) => fields[letter]?.() ?? whole);
}
