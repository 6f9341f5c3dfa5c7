import type { FileType } from '../../files/files.ts';

const TYPE_LETTERS: Record<FileType, string> = {
  file: '-', directory: 'd', symlink: 'l', fifo: 'p', socket: 's', character: 'c', block: 'b',
};

/** `drwxr-xr-x`. */
export function modeText(type: FileType, mode: number): string {
  const triple = (bits: number, special: boolean, letter: string) =>
    (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-') + (special ? (bits & 1 ? letter : letter.toUpperCase()) : bits & 1 ? 'x' : '-');
  return (
    TYPE_LETTERS[type] +
    triple(mode >> 6, (mode & 0o4000) !== 0, 's') +
    triple(mode >> 3, (mode & 0o2000) !== 0, 's') +
    triple(mode, (mode & 0o1000) !== 0, 't')
  );
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/** GNU's `-h`: rounded up, one decimal below ten: `1.5K`, `12M`. */
export function humanSize(bytes: number, base: 1024 | 1000 = 1024): string {
  let value = bytes;
  let unit = 0;
  while (value >= base) {
    value /= base;
    unit++;
  }
  const shown = unit > 0 && value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
  if (shown >= base) return `1.0${unitName(unit + 1, base)}`;
  if (unit > 0 && shown < 10) return `${shown.toFixed(1)}${unitName(unit, base)}`;
  return `${shown}${unitName(unit, base)}`;
}

function unitName(unit: number, base: number): string {
  return base === 1000 && unit === 1 ? 'k' : UNITS[unit]!;
}

/** BusyBox's `-h`: rounded to the nearest, always with a decimal above 1K: `1.5K`, `12.0M`. */
export function busyboxSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const tenths = Math.floor(value * 10 + 0.5);
  return `${Math.floor(tenths / 10)}.${tenths % 10}${UNITS[unit]}`;
}

export type Align = 'left' | 'right';

/** Rows as columns, each as wide as its widest cell; the last is not padded when it is left-aligned. */
export function columns(rows: readonly (readonly string[])[], align: readonly Align[], gap = ' ', minimum: readonly number[] = []): string {
  const widths = align.map((_, i) => rows.reduce((width, row) => Math.max(width, displayWidth(row[i] ?? '')), minimum[i] ?? 0));
  return rows.map((row) => `${row.map((cell, i) => {
    if (align[i] === 'right') return padStart(cell, widths[i]!);
    return i === row.length - 1 ? cell : padEnd(cell, widths[i]!);
  }).join(gap)}\n`).join('');
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Columns on a terminal: wide East Asian characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0)!);
  return width;
}

function characterWidth(code: number): number {
  if ((code >= 0x300 && code < 0x370) || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f)) return 0;
  const isWide = (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3)
    || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60)
    || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd);
  return isWide ? 2 : 1;
}

/** Parses a count with a suffix as coreutils take it: `10`, `4K` (1024), `2kB` (1000), `1MiB`. Undefined when it is none. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+)(?:(b)|([kKMGTPE])(iB|B)?|(c|w))?$/.exec(text);
  if (!match) return undefined;
  const number = Number(match[1]);
  if (match[2]) return number * 512;
  if (match[5]) return number * (match[5] === 'w' ? 2 : 1);
  if (!match[3]) return number;
  const power = 'KMGTPE'.indexOf(match[3].toUpperCase()) + 1;
  return number * (match[4] === 'B' ? 1000 : 1024) ** power;
}
