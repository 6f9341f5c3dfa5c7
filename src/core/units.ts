import { SECOND } from './clock.ts';
import type { Micros } from './clock.ts';
import { formatFloat } from './floats.ts';

/** Sizes and durations as Docker shows and reads them (its package go-units). */

const DECIMAL = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];
const PREFIXES = 'kmgtp';

function sizeIn(units: readonly string[], base: number, bytes: number, precision: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= base && unit < units.length - 1) {
    size /= base;
    unit++;
  }
  return formatFloat(size, 'g', precision) + units[unit];
}

/** Bytes in powers of 1000: `1.024kB`. `docker images` and `ps -s` show 3 digits, most others 4. */
export function humanSize(bytes: number, precision = 4): string {
  return sizeIn(DECIMAL, 1000, bytes, precision);
}

/** Bytes in powers of 1024: `1.5GiB`. */
export function bytesSize(bytes: number): string {
  return sizeIn(BINARY, 1024, bytes, 4);
}

/** What Docker says when it can't read a size or a limit. */
export class UnitError extends Error {
  override readonly name = 'UnitError';
}

function parseSize(text: string, base: number): number {
  const last = Math.max(...[...'0123456789. '].map((character) => text.lastIndexOf(character)));
  if (last < 0) throw new UnitError(`invalid size: '${text}'`);
  const number = text.slice(0, text[last] === ' ' ? last : last + 1);
  const suffix = text.slice(last + 1);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(number)) throw new UnitError(`strconv.ParseFloat: parsing ${JSON.stringify(number)}: invalid syntax`);
  const size = Number(number);
  if (size < 0) throw new UnitError(`invalid size: '${text}'`);
  if (suffix === '') return Math.trunc(size);
  if (suffix.length > 3) throw new UnitError(`invalid suffix: '${suffix}'`);
  const lower = suffix.toLowerCase();
  if (lower === 'b') return Math.trunc(size);
  const power = PREFIXES.indexOf(lower[0]!) + 1;
  if (power === 0 || !['', 'b', 'ib'].includes(lower.slice(1))) throw new UnitError(`invalid suffix: '${lower}'`);
  return Math.trunc(size * base ** power);
}

/** `32kB` in powers of 1000, to bytes. Throws UnitError. */
export function fromHumanSize(text: string): number {
  return parseSize(text, 1000);
}

/** `512m`, `1.5GiB` in powers of 1024, to bytes: how Docker reads memory limits. Throws UnitError. */
export function ramInBytes(text: string): number {
  return parseSize(text, 1024);
}

/** How long, in words: `Less than a second`, `About a minute`, `3 weeks`. */
export function humanDuration(duration: Micros): string {
  const seconds = Math.trunc(duration / SECOND);
  const minutes = Math.trunc(duration / (60 * SECOND));
  const exactHours = duration / (3600 * SECOND);
  const hours = Math.trunc(exactHours + 0.5);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  return `${Math.trunc(Math.trunc(exactHours) / 24 / 365)} years`;
}

export interface Ulimit {
  readonly name: string;
  readonly soft: number;
  readonly hard: number;
}

/** The limits that Linux has (getrlimit(2)), with the numbers of their constants. */
export const ULIMITS: Readonly<Record<string, number>> = {
  core: 4, cpu: 0, data: 2, fsize: 1, locks: 10, memlock: 8, msgqueue: 12, nice: 13, nofile: 7, nproc: 6, rss: 5, rtprio: 14,
  rttime: 15, sigpending: 11, stack: 3,
};

function parseLimit(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new UnitError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** `nofile=1024:2048`, or one number for both. -1 is no limit. Throws UnitError. */
export function parseUlimit(text: string): Ulimit {
  const equals = text.indexOf('=');
  if (equals < 0) throw new UnitError(`invalid ulimit argument: ${text}`);
  const name = text.slice(0, equals);
  const limits = text.slice(equals + 1);
  if (ULIMITS[name] === undefined) throw new UnitError(`invalid ulimit type: ${name}`);
  const parts = limits.split(':');
  if (parts.length > 2) throw new UnitError(`too many limit value arguments - ${limits}, can only have up to two, \`soft[:hard]\``);
  const soft = parseLimit(parts[0]!);
  const hard = parts.length > 1 ? parseLimit(parts[1]!) : soft;
  if (hard !== -1 && (soft === -1 || soft > hard)) {
    throw new UnitError(
      soft === -1
        ? `ulimit soft limit must be less than or equal to hard limit: soft: -1 (unlimited), hard: ${hard}`
        : `ulimit soft limit must be less than or equal to hard limit: ${soft} > ${hard}`,
    );
  }
  return { name, soft, hard };
}

export function formatUlimit({ name, soft, hard }: Ulimit): string {
  return `${name}=${soft}:${hard}`;
}
