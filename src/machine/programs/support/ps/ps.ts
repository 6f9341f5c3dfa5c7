import { NotSimulated } from '../../../../core/errors.ts';
import type { ProcessInfo } from '../../../system.ts';
import { COLUMNS, FORMATS, cpuShare } from './columns.ts';
import type { Column, Facts } from './columns.ts';

/** Who asks: it decides what ps shows without being told. */
export interface Asker {
  readonly uid: number;
  readonly tty: string;
}

/** ps was used wrongly; the message is its own. */
export class PsError extends Error {
  override readonly name = 'PsError';
}

interface Wish {
  columns: Column[] | undefined;
  selects: ((process: ProcessInfo) => boolean)[];
  isEverything: boolean;
  hasOtherTerminals: boolean;
  hasNoTerminal: boolean;
  isBsd: boolean;
  format: keyof typeof FORMATS | undefined;
  hasHeader: boolean;
  sort: string[];
  isForest: boolean;
}

/** What `ps ARGS` of procps prints for these processes: `docker top` asks it of the host. Throws `PsError`. */
export function psText(args: readonly string[], processes: readonly ProcessInfo[], facts: Facts, asker: Asker): { readonly text: string; readonly count: number } {
  const wish: Wish = { columns: undefined, selects: [], isEverything: false, hasOtherTerminals: false, hasNoTerminal: false, isBsd: false, format: undefined, hasHeader: true, sort: [], isForest: false };
  for (let i = 0; i < args.length; i++) i += readArgument(args[i]!, args[i + 1], wish, facts);
  const shown = ordered(processes.filter((process) => isSelected(process, wish, asker)), wish, facts);
  return { text: table(shown, wish, facts), count: shown.length };
}

function readArgument(arg: string, next: string | undefined, wish: Wish, facts: Facts): number {
  if (arg.startsWith('--')) return longOption(arg.slice(2), next, wish, facts);
  if (/^-?\d+(,\d+)*$/.test(arg)) {
    selectPids(arg.replace(/^-/, ''), wish);
    return 0;
  }
  if (!arg.startsWith('-')) wish.isBsd = true;
  const letters = arg.replace(/^-/, '');
  for (let k = 0; k < letters.length; k++) {
    const letter = letters[k]!;
    const takesValue = arg.startsWith('-') ? 'oOpCuUgGtsq'.includes(letter) : 'oOptUkq'.includes(letter);
    if (!takesValue) {
      if (arg.startsWith('-')) unixOption(letter, wish);
      else bsdOption(letter, wish);
      continue;
    }
    const attached = letters.slice(k + 1);
    const value = attached === '' ? next : attached;
    if (value === undefined) throw new PsError(letter === 'o' || letter === 'O' ? 'format specification must follow -o' : `list of ${letter === 'C' ? 'command names' : 'process IDs'} must follow -${letter}`);
    valueOption(letter, value, wish, facts);
    return attached === '' ? 1 : 0;
  }
  return 0;
}

function unixOption(letter: string, wish: Wish): void {
  switch (letter) {
    case 'e':
    case 'A':
      wish.isEverything = true;
      return;
    case 'a':
      wish.selects.push((process) => process.session !== process.pid && process.tty !== '?');
      return;
    case 'd':
      wish.selects.push((process) => process.session !== process.pid);
      return;
    case 'x':
      wish.isBsd = true;
      return bsdOption('x', wish);
    case 'f':
      wish.format = 'full';
      return;
    case 'F':
    case 'j':
    case 'L':
    case 'T':
    case 'm':
    case 'M':
    case 'Z':
      throw new NotSimulated(`ps -${letter}`);
    case 'l':
      wish.format = 'long';
      return;
    case 'H':
      wish.isForest = true;
      return;
    case 'w':
    case 'y':
    case 'c':
      return;
    default:
      throw new PsError('error: unsupported SysV option');
  }
}

function bsdOption(letter: string, wish: Wish): void {
  switch (letter) {
    case 'a':
      wish.hasOtherTerminals = true;
      return;
    case 'x':
      wish.hasNoTerminal = true;
      return;
    case 'u':
      wish.format = 'user';
      return;
    case 'l':
      wish.format = 'bsdLong';
      return;
    case 'f':
      wish.isForest = true;
      return;
    case 'h':
      wish.hasHeader = false;
      return;
    case 'w':
    case 'c':
      return;
    case 'e':
    case 'j':
    case 's':
    case 'v':
    case 'X':
    case 'r':
    case 'T':
    case 'm':
      throw new NotSimulated(`ps ${letter}`);
    default:
      throw new PsError('error: unsupported option (BSD syntax)');
  }
}

function longOption(text: string, next: string | undefined, wish: Wish, facts: Facts): number {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const short = { format: 'o', pid: 'p', user: 'u', User: 'U', tty: 't', 'quick-pid': 'p', sort: 'k', ppid: 'P' }[name];
  if (short !== undefined) {
    const value = equals < 0 ? next : text.slice(equals + 1);
    if (value === undefined) throw new PsError(`option '--${name}' requires an argument`);
    valueOption(short, value, wish, facts);
    return equals < 0 ? 1 : 0;
  }
  if (name === 'no-headers' || name === 'no-heading' || name === 'noheaders' || name === 'noheading') wish.hasHeader = false;
  else if (name === 'forest') wish.isForest = true;
  else if (name === 'headers' || name === 'cols' || name === 'columns' || name === 'width' || name === 'rows' || name === 'lines' || name === 'context' || name === 'deselect' || name === 'cumulative' || name === 'group' || name === 'Group' || name === 'sid') throw new NotSimulated(`ps --${name}`);
  else throw new PsError('error: unknown gnu long option');
  return 0;
}

function selectPids(text: string, wish: Wish): void {
  const pids = new Set(text.split(/[ ,]+/).filter(Boolean).map(Number));
  if ([...pids].some((pid) => !Number.isInteger(pid) || pid < 0)) throw new PsError('error: process ID list syntax error');
  wish.selects.push(({ pid }) => pids.has(pid));
}

function valueOption(letter: string, value: string, wish: Wish, facts: Facts): void {
  const words = value.split(/[ ,]+/).filter(Boolean);
  const { owners } = facts;
  switch (letter) {
    case 'o':
      wish.columns = [...(wish.columns ?? []), ...readColumns(value)];
      return;
    case 'O':
      wish.columns = [COLUMNS['pid']!, ...readColumns(value), COLUMNS['s']!, { ...COLUMNS['tty']!, header: 'TTY' }, COLUMNS['time']!, COLUMNS['args']!];
      return;
    case 'p':
    case 'q': return selectPids(value, wish);
    case 'P':
      wish.selects.push(({ parentPid }) => words.includes(String(parentPid)));
      return;
    case 'C':
      wish.selects.push(({ command }) => words.includes(command));
      return;
    case 'u':
    case 'U': {
      const ids = words.map((word) => owners.user(word)?.uid ?? (/^\d+$/.test(word) ? Number(word) : undefined));
      if (ids.includes(undefined)) throw new PsError('error: user name does not exist');
      wish.selects.push(({ uid }) => ids.includes(uid));
      return;
    }
    case 'g':
    case 'G': {
      const ids = words.map((word) => owners.group(word)?.gid ?? Number(word));
      wish.selects.push(({ gid, session }) => ids.includes(letter === 'G' ? gid : session));
      return;
    }
    case 't': {
      wish.selects.push(({ tty }) => words.some((word) => tty === word.replace(/^\/dev\//, '') || tty === `pts/${word}`));
      return;
    }
    case 's':
      wish.selects.push(({ session }) => words.includes(String(session)));
      return;
    default:
      wish.sort = words;
  }
}

/** `pid,user=OWNER,args`: a header after `=` goes to the end. */
function readColumns(text: string): Column[] {
  const columns: Column[] = [];
  for (let rest = text; rest !== ''; ) {
    const match = /^[ ,]*([%\w]+)(?:=(.*))?/s.exec(rest);
    if (!match) throw new PsError(`error: improper format list`);
    const column = COLUMNS[match[1]!];
    if (!column) throw new PsError(`error: unknown user-defined format specifier "${match[1]}"`);
    columns.push(match[2] === undefined ? column : { ...column, header: match[2] });
    rest = match[2] === undefined ? rest.slice(match[0].length) : '';
    if (/^[ ,]*$/.test(rest)) break;
  }
  return columns;
}

function isSelected(process: ProcessInfo, wish: Wish, asker: Asker): boolean {
  if (wish.isEverything || (wish.hasOtherTerminals && wish.hasNoTerminal)) return true;
  if (wish.selects.length > 0 && wish.selects.some((select) => select(process))) return true;
  if (wish.hasOtherTerminals) return process.tty !== '?';
  if (wish.hasNoTerminal) return process.uid === asker.uid;
  if (wish.selects.length > 0) return false;
  return process.uid === asker.uid && (wish.isBsd ? process.tty !== '?' : process.tty === asker.tty);
}

function ordered(processes: readonly ProcessInfo[], wish: Wish, facts: Facts): readonly ProcessInfo[] {
  const keys = wish.sort.map((word) => ({ name: word.replace(/^[-+]/, ''), sign: word.startsWith('-') ? -1 : 1 }));
  const unknown = keys.find(({ name }) => !COLUMNS[name]);
  if (unknown) throw new PsError('error: unknown sort specifier');
  const sorted = [...processes].sort((a, b) => {
    for (const { name, sign } of keys) {
      const order = sign * compareBy(name, a, b, facts);
      if (order !== 0) return order;
    }
    return a.pid - b.pid;
  });
  return wish.isForest ? asForest(sorted) : sorted;
}

function compareBy(name: string, a: ProcessInfo, b: ProcessInfo, facts: Facts): number {
  if (name === '%cpu' || name === 'pcpu') return cpuShare(a, facts.now) - cpuShare(b, facts.now);
  if (name === '%mem' || name === 'pmem' || name === 'rss') return a.residentMemory - b.residentMemory;
  if (name.includes('start')) return a.startedAt - b.startedAt;
  if (name.includes('time')) return a.cpu - b.cpu;
  const [x, y] = [COLUMNS[name]!.value(a, facts), COLUMNS[name]!.value(b, facts)];
  return COLUMNS[name]!.align === 'right' ? Number(x) - Number(y) : x < y ? -1 : x > y ? 1 : 0;
}

function asForest(processes: readonly ProcessInfo[]): ProcessInfo[] {
  const pids = new Set(processes.map(({ pid }) => pid));
  const below = (parent: number, prefix: string): ProcessInfo[] => processes.filter(({ parentPid, pid }) => parentPid === parent && pid !== parent).flatMap((process, i, all) => {
    const isLast = i === all.length - 1;
    return [indented(process, `${prefix} \\_ `), ...below(process.pid, `${prefix}${isLast ? '    ' : ' |  '}`)];
  });
  return processes.filter(({ pid, parentPid }) => !pids.has(parentPid) || parentPid === pid).flatMap((process) => [process, ...below(process.pid, '')]);
}

function indented(process: ProcessInfo, prefix: string): ProcessInfo {
  return new Proxy(process, {
    get(target, key) {
      if (key === 'argv') return [prefix + (target.argv[0] ?? `[${target.command}]`), ...target.argv.slice(1)];
      return key === 'command' ? prefix + target.command : Reflect.get(target, key, target);
    },
  });
}

function table(processes: readonly ProcessInfo[], wish: Wish, facts: Facts): string {
  const columns = wish.columns ?? FORMATS[wish.format ?? (wish.isBsd ? 'bsd' : 'plain')];
  const rows = processes.map((process) => columns.map((column) => column.value(process, facts)));
  const hasHeader = wish.hasHeader && columns.some(({ header }) => header !== '');
  const all = hasHeader ? [columns.map(({ header }) => header), ...rows] : rows;
  return all.map((row, r) => `${line(row, columns, hasHeader && r === 0)}\n`).join('');
}

/** A cell that is too wide takes from the blanks of those after it, as in ps. */
function line(row: readonly string[], columns: readonly Column[], isHeader: boolean): string {
  let text = '';
  let owed = 0;
  row.forEach((cell, i) => {
    const { align, width, header } = columns[i]!;
    const wanted = Math.max(width, header.length);
    const isLast = i === row.length - 1;
    const room = Math.max(0, wanted - owed);
    const shown = align === 'right' ? cell.padStart(room) : isLast ? cell : cell.padEnd(room);
    owed = Math.max(0, shown.length + owed - wanted);
    text += shown + (isLast ? '' : ' ');
  });
  return isHeader ? text : text;
}
