import { DAY } from '../../../core/clock.ts';
import type { Micros } from '../../../core/clock.ts';
import type { FileType, Stat } from '../../files/files.ts';
import type { Flavour } from './call.ts';
import { formatMoment, momentOf, zoneOf } from './calendar.ts';
import { busyboxSize, displayWidth, humanSize, modeText, padEnd, padStart } from './format.ts';
import type { Owners } from './owners.ts';
import { quoted } from './quoting.ts';

export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
  /** Of a symbolic link; without `stat` when it leads nowhere. */
  readonly target?: { readonly path: string; readonly stat?: Stat | undefined } | undefined;
}

export interface Style {
  readonly flavour: Flavour;
  readonly format: 'one' | 'columns' | 'lines' | 'commas' | 'long';
  readonly isTerminal: boolean;
  readonly width: number;
  readonly showsOwner: boolean;
  readonly showsGroup: boolean;
  readonly isNumeric: boolean;
  readonly size: 'bytes' | 'human' | 'si';
  readonly showsInode: boolean;
  readonly showsBlocks: boolean;
  readonly indicators: 'none' | 'slash' | 'type' | 'classify';
  readonly isColored: boolean;
  readonly time: 'modified' | 'accessed' | 'changed';
  readonly timeStyle: string;
  readonly quoting: 'literal' | 'shell' | 'c' | 'escape';
  readonly ending: string;
  /** Columns are set apart with tabs of this width; 0 with blanks alone. */
  readonly tabSize: number;
  readonly timeZone: string | undefined;
  readonly owners: Owners;
}

/** How many blocks of 1 KiB a file takes on a file system of 4 KiB blocks. */
export function blocksOf(stat: Stat): number {
  if (stat.type === 'symlink' || stat.type === 'character' || stat.type === 'block' || stat.type === 'fifo' || stat.type === 'socket') return 0;
  return Math.ceil(stat.size / 4096) * 4;
}

/** What `ls` prints for these entries, in their order. */
export function listing(entries: readonly Entry[], style: Style, now: Micros, place: { readonly isDirectory?: boolean } = {}): string {
  const hasTotal = place.isDirectory && (style.format === 'long' || style.showsBlocks);
  const total = hasTotal ? `total ${totalText(entries, style)}${style.ending}` : '';
  if (style.format === 'long') return total + longListing(entries, style, now);
  const names = entries.map((entry) => shownName(entry, style, entries));
  if (style.format === 'one') return total + names.map((name) => name.text + style.ending).join('');
  if (names.length === 0) return total;
  if (style.format === 'commas') return total + commas(names, style.width);
  return total + (style.flavour === 'busybox' ? evenColumns(names, style) : snugColumns(names, style));
}

function totalText(entries: readonly Entry[], style: Style): string {
  const blocks = entries.reduce((sum, { stat }) => sum + blocksOf(stat), 0);
  return sizeText(blocks * 1024, blocks, style);
}

function sizeText(bytes: number, plain: number, style: Style): string {
  if (style.size === 'bytes') return String(plain);
  return style.flavour === 'busybox' ? busyboxSize(bytes) : humanSize(bytes, style.size === 'si' ? 1000 : 1024);
}

interface Shown {
  readonly text: string;
  readonly width: number;
}

function shownName(entry: Entry, style: Style, all: readonly Entry[]): Shown {
  const quotedName = quoteName(entry.name, style, all);
  const name = quotedName + indicatorOf(entry.stat, style);
  const head = prefix(entry, style, all);
  const text = style.isColored ? colored(quotedName, entry.stat, style, entry.target) + indicatorOf(entry.stat, style) : name;
  return { text: head + text, width: displayWidth(head + name) };
}

function prefix({ stat }: Entry, style: Style, all: readonly Entry[]): string {
  let text = '';
  if (style.showsInode) {
    const width = style.flavour === 'busybox' ? 7 : Math.max(...all.map((entry) => String(entry.stat.inode).length));
    text += `${String(stat.inode).padStart(width)} `;
  }
  if (style.showsBlocks) {
    const cells = all.map((entry) => sizeText(blocksOf(entry.stat) * 1024, blocksOf(entry.stat), style).length);
    text += `${sizeText(blocksOf(stat) * 1024, blocksOf(stat), style).padStart(style.flavour === 'busybox' ? 6 : Math.max(...cells))} `;
  }
  return text;
}

function quoteName(name: string, style: Style, all: readonly Entry[]): string {
  if (style.quoting === 'c') return JSON.stringify(name);
  if (style.quoting === 'escape') return name.replaceAll('\\', '\\\\').replaceAll(' ', '\\ ').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  if (style.quoting === 'literal') return style.isTerminal ? name.replace(/\p{Cc}/gu, '?') : name;
  const needs = (text: string) => /[\s'"\\$`!*?[(){}<>|&;#~=^]/.test(text) && !/^[^\s'"\\$`!*?[(){}<>|&;]+[#~=^]*$/.test(text);
  if (needs(name)) return quoted(name);
  return style.format !== 'commas' && style.format !== 'one' && all.some((entry) => needs(entry.name)) ? ` ${name}` : name;
}

function indicatorOf(stat: Stat, style: Style): string {
  if (style.indicators === 'none') return '';
  if (stat.type === 'directory') return '/';
  if (style.indicators === 'slash') return '';
  if (stat.type === 'symlink') return '@';
  if (stat.type === 'fifo') return '|';
  if (stat.type === 'socket') return '=';
  return style.indicators === 'classify' && stat.type === 'file' && (stat.mode & 0o111) !== 0 ? '*' : '';
}

const GNU_COLORS: Partial<Record<FileType, string>> = { directory: '01;34', symlink: '01;36', fifo: '40;33', socket: '01;35', block: '40;33;01', character: '40;33;01' };
const BUSYBOX_COLORS: Record<FileType, string> = { file: '0;0', directory: '1;34', symlink: '1;36', fifo: '0;33', socket: '1;35', block: '1;33', character: '1;33' };

function colored(name: string, stat: Stat, style: Style, target?: Entry['target']): string {
  const isExecutable = stat.type === 'file' && (stat.mode & 0o111) !== 0;
  if (style.flavour === 'busybox') return `\x1b[${isExecutable ? '1;32' : BUSYBOX_COLORS[stat.type]}m${name}\x1b[m`;
  const code = gnuColor(stat, isExecutable, target);
  const space = name.startsWith(' ') ? ' ' : '';
  return code === undefined ? name : `${space}\x1b[0m\x1b[${code}m${name.slice(space.length)}\x1b[0m`;
}

function gnuColor(stat: Stat, isExecutable: boolean, target: Entry['target']): string | undefined {
  if (stat.type === 'symlink' && target && !target.stat) return '40;31;01';
  if (stat.type === 'directory' && (stat.mode & 0o1002) === 0o1002) return '30;42';
  if (stat.type === 'directory' && (stat.mode & 0o002) !== 0) return '34;42';
  if (stat.type === 'file' && (stat.mode & 0o4000) !== 0) return '37;41';
  return isExecutable ? '01;32' : GNU_COLORS[stat.type];
}

function longListing(entries: readonly Entry[], style: Style, now: Micros): string {
  const isBusybox = style.flavour === 'busybox';
  const cells = entries.map((entry) => longCells(entry, style, now));
  const widths = [0, 1, 2, 3, 4, 5].map((i) => cells.reduce((width, row) => Math.max(width, displayWidth(row[i]!)), 0));
  const sizeWidth = deviceWidth(entries, cells, widths[4]!);
  return cells.map((row, i) => {
    const entry = entries[i]!;
    const head = prefix(entry, style, entries);
    const owners = [...(style.showsOwner ? [ownerCell(row[2]!, widths[2]!, style)] : []), ...(style.showsGroup ? [ownerCell(row[3]!, widths[3]!, style)] : [])];
    const size = isBusybox ? busyboxSizeCell(row[4]!, entry.stat, style) : padStart(row[4]!, sizeWidth);
    const parts = isBusybox ? [row[0]!, row[1]!.padStart(4), ...owners, size, row[5]!] : [row[0]!, padStart(row[1]!, widths[1]!), ...owners, size, row[5]!];
    const link = entry.target ? ` -> ${targetName(entry, style)}` : '';
    return `${head}${parts.join(' ')} ${nameCell(entry, style, entries)}${link}${style.ending}`;
  }).join('');
}

function targetName(entry: Entry, style: Style): string {
  const target = entry.target!;
  const name = quoteName(target.path, { ...style, format: 'one' }, []);
  const suffix = target.stat && style.flavour === 'gnu' ? indicatorOf(target.stat, style) : '';
  return (style.isColored && target.stat ? colored(name, target.stat, style) : name) + suffix;
}

function nameCell(entry: Entry, style: Style, all: readonly Entry[]): string {
  const name = quoteName(entry.name, style, all);
  const suffix = entry.target ? '' : indicatorOf(entry.stat, style);
  return (style.isColored ? colored(name, entry.stat, style, entry.target) : name) + suffix;
}

function ownerCell(text: string, width: number, style: Style): string {
  if (style.flavour === 'busybox') return padEnd(text.slice(0, style.isNumeric ? undefined : 8), 8);
  return style.isNumeric || /^\d+$/.test(text) ? padStart(text, width) : padEnd(text, width);
}

function busyboxSizeCell(text: string, stat: Stat, style: Style): string {
  if (stat.rdev) return `${String(stat.rdev[0]).padStart(4)}, ${String(stat.rdev[1]).padStart(3)}`;
  return style.size === 'bytes' ? text.padStart(9) : text.padStart(7);
}

/** A device shows two numbers in the column of sizes. */
function deviceWidth(entries: readonly Entry[], cells: readonly (readonly string[])[], width: number): number {
  return entries.some(({ stat }) => stat.rdev) ? Math.max(width, ...cells.map((row) => row[4]!.length)) : width;
}

function longCells({ stat }: Entry, style: Style, now: Micros): string[] {
  const { owners } = style;
  return [
    modeText(stat.type, stat.mode),
    String(stat.links),
    style.isNumeric ? String(stat.uid) : (owners.userName(stat.uid) ?? String(stat.uid)),
    style.isNumeric ? String(stat.gid) : (owners.groupName(stat.gid) ?? String(stat.gid)),
    stat.rdev ? `${stat.rdev[0]}, ${String(stat.rdev[1]).padStart(3)}` : sizeText(stat.size, stat.size, style),
    timeText(stat[style.time], style, now),
  ];
}

const HALF_A_YEAR = 182.621 * DAY;

function timeText(time: Micros, style: Style, now: Micros): string {
  const moment = momentOf(time, zoneOf(style.timeZone));
  const isRecent = style.flavour === 'busybox' ? Math.abs(now - time) <= 365 * DAY / 2 : time > now - HALF_A_YEAR && time <= now;
  switch (style.timeStyle) {
    case 'full-iso': return formatMoment(style.flavour === 'busybox' ? '%F %T %z' : '%F %T.%N %z', moment);
    case 'long-iso': return formatMoment('%F %R', moment);
    case 'iso': return formatMoment(isRecent ? '%m-%d %R' : '%F ', moment);
    case 'locale': return formatMoment(isRecent ? '%b %e %R' : '%b %e  %Y', moment);
    default: {
      const [old, recent] = style.timeStyle.slice(1).split('\n');
      return formatMoment(isRecent ? (recent ?? old!) : old!, moment);
    }
  }
}

function commas(names: readonly Shown[], width: number): string {
  let text = '';
  let column = 0;
  names.forEach((name, i) => {
    if (i > 0) {
      const fits = column + 2 + name.width + (i < names.length - 1 ? 1 : 0) <= width;
      text += fits ? ', ' : ',\n';
      column = fits ? column + 2 : 0;
    }
    text += name.text;
    column += name.width;
  });
  return `${text}\n`;
}

/** GNU: as few rows as fit, each column as wide as it must be. */
function snugColumns(names: readonly Shown[], style: Style): string {
  const isDown = style.format === 'columns';
  for (let count = Math.min(names.length, Math.floor((style.width + 2) / 3) || 1); count > 1; count--) {
    const rows = Math.ceil(names.length / count);
    if (isDown && Math.ceil(names.length / rows) !== count) continue;
    const widths = columnWidths(names, count, rows, isDown);
    if (widths.reduce((sum, width) => sum + width, 0) <= style.width + 2 - 1) return grid(names, widths, rows, isDown, style.isColored ? 0 : style.tabSize);
  }
  return names.map(({ text }) => `${text}\n`).join('');
}

function columnWidths(names: readonly Shown[], count: number, rows: number, isDown: boolean): number[] {
  const widths = new Array<number>(count).fill(3);
  names.forEach((name, i) => {
    const column = isDown ? Math.floor(i / rows) : i % count;
    const isLast = column === count - 1;
    widths[column] = Math.max(widths[column]!, name.width + (isLast ? 0 : 2));
  });
  return widths;
}

function grid(names: readonly Shown[], widths: readonly number[], rows: number, isDown: boolean, tabSize: number): string {
  let text = '';
  for (let row = 0; row < rows; row++) {
    let start = 0;
    for (let column = 0; column < widths.length; column++) {
      const name = names[isDown ? column * rows + row : row * widths.length + column];
      if (!name) break;
      const hasNext = column + 1 < widths.length && names[isDown ? (column + 1) * rows + row : row * widths.length + column + 1] !== undefined;
      text += name.text + (hasNext ? blanks(start + name.width, start + widths[column]!, tabSize) : '');
      start += widths[column]!;
    }
    text += '\n';
  }
  return text;
}

/** From one column to another, with tabs where they reach. */
function blanks(from: number, to: number, tabSize: number): string {
  let text = '';
  for (let at = from; at < to; ) {
    if (tabSize > 0 && Math.floor(to / tabSize) > Math.floor((at + 1) / tabSize)) {
      text += '\t';
      at += tabSize - (at % tabSize);
    } else {
      text += ' ';
      at++;
    }
  }
  return text;
}

/** BusyBox: all columns as wide as the longest name and two. */
function evenColumns(names: readonly Shown[], style: Style): string {
  const width = Math.max(...names.map((name) => name.width)) + 2;
  const count = Math.max(1, Math.floor(style.width / width));
  const rows = Math.ceil(names.length / count);
  return grid(names, new Array<number>(count).fill(width), rows, style.format === 'columns', 0);
}
