import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { Stat } from '../files/files.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import type { Entry, Style } from './support/listing.ts';
import { listing } from './support/listing.ts';
import { compareNatural } from './support/compare.ts';
import { parseOptions } from './support/options.ts';
import type { Parsed } from './support/options.ts';
import { Owners } from './support/owners.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  all: 'a --all',
  almostAll: 'A --almost-all',
  author: '!gnu:--author',
  escape: 'gnu:b --escape',
  blockSize: '!gnu:--block-size=',
  backups: 'gnu:B --ignore-backups',
  changeTime: 'c',
  columns: 'C',
  color: '--color[=]',
  directory: 'd --directory',
  dired: '!gnu:D --dired',
  unsortedAll: 'gnu:f',
  classify: 'F --classify[=]',
  fileType: 'gnu:--file-type',
  format: 'gnu:--format=',
  fullTime: '--full-time',
  noOwner: 'g',
  directoriesFirst: '--group-directories-first',
  noGroup: 'gnu:G --no-group',
  human: 'h --human-readable',
  si: 'gnu:--si',
  dereferenceArguments: 'H --dereference-command-line',
  hide: 'gnu:--hide=',
  hyperlink: '!gnu:--hyperlink[=]',
  inode: 'i --inode',
  ignore: 'gnu:I --ignore=',
  kibibytes: 'k --kibibytes',
  long: 'l',
  dereference: 'L --dereference',
  commas: 'gnu:m',
  numeric: 'n --numeric-uid-gid',
  literal: 'gnu:N --literal',
  ownerOnly: 'gnu:o',
  slash: 'p',
  indicatorStyle: 'gnu:--indicator-style=',
  hideControl: 'q --hide-control-chars',
  quoteName: 'Q --quote-name',
  quotingStyle: '!gnu:--quoting-style=',
  reverse: 'r --reverse',
  recursive: 'R --recursive',
  size: 's --size',
  bySize: 'S',
  sort: 'gnu:--sort=',
  time: 'gnu:--time=',
  timeStyle: 'gnu:--time-style=',
  byTime: 't',
  tabSize: 'T --tabsize=',
  accessTime: 'u',
  unsorted: 'U',
  byVersion: 'v',
  width: 'w --width=',
  lines: 'x',
  byExtension: 'X',
  context: '!Z --context',
  zero: 'gnu:--zero',
  one: '1',
} as const;

type Options = Parsed<keyof typeof OPTIONS>;

function sortWord(options: Options): string {
  const key = options.order.findLast(([option]) => ['bySize', 'byTime', 'byVersion', 'byExtension', 'unsorted', 'unsortedAll', 'sort'].includes(option));
  switch (key?.[0]) {
    case 'bySize': return 'size';
    case 'byTime': return 'time';
    case 'byVersion': return 'version';
    case 'byExtension': return 'extension';
    case 'unsorted':
    case 'unsortedAll': return 'none';
    case 'sort': return key[1]!;
    default: return (options.has('changeTime') || options.has('accessTime')) && !options.has('long') ? 'time' : 'name';
  }
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

class Lister {
  readonly #style: Style;
  readonly #sort: string;
  #hasPrinted = false;

  constructor(private readonly call: Call, private readonly options: Options, style: Style) {
    this.#style = style;
    this.#sort = sortWord(options);
  }

  *run(operands: readonly string[]): Process<void> {
    const { options } = this;
    const files: Entry[] = [];
    const directories: string[] = [];
    for (const path of operands) {
      const entry = yield* this.#argument(path);
      if (!entry) continue;
      if (entry.stat.type === 'directory' && !options.has('directory')) directories.push(path);
      else files.push(entry);
    }
    if (files.length > 0) {
      this.#hasPrinted = true;
      yield* this.call.print(listing(this.#sorted(files), this.#style, this.call.now()));
    }
    const roots = this.#sorted(directories.map((path) => ({ name: path, path, stat: this.call.files.stat(path) })));
    const isNamed = operands.length > 1 || options.has('recursive');
    for (const { path } of roots) yield* this.#directory(path, isNamed, true);
  }

  *#argument(path: string): Process<Entry | undefined> {
    const { call, options } = this;
    const isFollowed = options.has('dereference') || options.has('dereferenceArguments') || !(this.#style.format === 'long' || options.has('directory') || options.has('classify'));
    const stat = attempt(() => {
      const own = call.files.lstat(path);
      if (own.type !== 'symlink' || !isFollowed) return own;
      try {
        const target = call.files.stat(path);
        if (call.isBusybox) return target;
        return target.type === 'directory' || options.has('dereference') ? target : own;
      } catch (error) {
        if (call.isBusybox) throw error;
        return own;
      }
    });
    if (!(stat instanceof SystemError)) return { name: path, path, stat, target: this.#target(path, stat) };
    yield* call.fail(call.isBusybox ? `${path}: ${stat.message}` : `cannot access ${quoted(path)}: ${stat.message}`, call.isBusybox ? 1 : 2);
    return undefined;
  }

  #target(path: string, stat: Stat): Entry['target'] {
    if (stat.type !== 'symlink') return undefined;
    const to = attempt(() => this.call.files.readlink(path));
    if (to instanceof SystemError) return undefined;
    const there = attempt(() => this.call.files.stat(path));
    return { path: to, stat: there instanceof SystemError ? undefined : there };
  }

  *#directory(path: string, isNamed: boolean, isArgument: boolean): Process<void> {
    const { call, options } = this;
    const entries = attempt(() => this.#entries(path));
    if (entries instanceof SystemError) {
      yield* call.fail(call.isBusybox ? `can't open '${path}': ${entries.message}` : `cannot open directory ${quoted(path)}: ${entries.message}`, call.isBusybox || !isArgument ? 1 : 2);
      return;
    }
    yield* call.spend(10 + entries.length * 2);
    const sorted = this.#sorted(entries);
    let text = '';
    if (isNamed) text += `${this.#hasPrinted ? '\n' : ''}${path}:\n`;
    this.#hasPrinted = true;
    text += listing(sorted, this.#style, call.now(), { isDirectory: true });
    yield* call.print(text);
    if (!options.has('recursive')) return;
    for (const entry of sorted) {
      if (entry.stat.type === 'directory' && entry.name !== '.' && entry.name !== '..') yield* this.#directory(entry.path, true, false);
    }
  }

  #entries(path: string): Entry[] {
    const { call, options } = this;
    const base = path.endsWith('/') ? path : `${path}/`;
    const isAll = options.last('all', 'almostAll', 'unsortedAll');
    const names = call.files.list(path).map(({ name }) => name).filter((name) => this.#isShown(name, isAll !== undefined));
    if (isAll === 'all' || isAll === 'unsortedAll') names.unshift('.', '..');
    return names.flatMap((name) => {
      const child = base + name;
      const own = attempt(() => call.files.lstat(child));
      if (own instanceof SystemError) return [];
      const there = options.has('dereference') ? attempt(() => call.files.stat(child)) : own;
      const stat = there instanceof SystemError ? own : there;
      return [{ name, path: child, stat, target: this.#target(child, stat) }];
    });
  }

  #isShown(name: string, isAll: boolean): boolean {
    if (name.startsWith('.') && !isAll) return false;
    if (this.options.has('backups') && name.endsWith('~')) return false;
    const patterns = [...this.options.values('ignore'), ...(isAll ? [] : this.options.values('hide'))];
    return !patterns.some((pattern) => globToNative(pattern).test(name));
  }

  #sorted(entries: Entry[]): Entry[] {
    const direction = this.options.has('reverse') ? -1 : 1;
    const compare = this.#comparison();
    const sorted = this.#sort === 'none' ? [...entries] : [...entries].sort((a, b) => direction * (compare(a, b) || byName(a.name, b.name)));
    if (!this.options.has('directoriesFirst')) return sorted;
    const isDirectory = ({ stat, target }: Entry) => stat.type === 'directory' || target?.stat?.type === 'directory';
    return [...sorted.filter(isDirectory), ...sorted.filter((entry) => !isDirectory(entry))];
  }

  #comparison(): (a: Entry, b: Entry) => number {
    switch (this.#sort) {
      case 'size': return (a, b) => b.stat.size - a.stat.size;
      case 'time': return (a, b) => b.stat[this.#style.time] - a.stat[this.#style.time];
      case 'version': return (a, b) => compareNatural(a.name, b.name);
      case 'extension': return (a, b) => byName(extension(a.name), extension(b.name));
      default: return () => 0;
    }
  }
}

function extension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot);
}

function globToNative(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.').replaceAll('[!', '[^');
  return new RegExp(`^${source}$`, 'su');
}

function styleOf(call: Call, options: Options): Style {
  const last = options.order.findLast(([key]) => ['long', 'noOwner', 'ownerOnly', 'numeric', 'fullTime', 'columns', 'lines', 'commas', 'one', 'format', 'zero'].includes(key));
  const isLong = ['long', 'noOwner', 'ownerOnly', 'numeric', 'fullTime'].some((key) => options.has(key as keyof typeof OPTIONS));
  const word = options.value('format');
  const isTerminal = call.isOnTerminal;
  const format = last?.[0] === 'commas' || word === 'commas' ? 'commas'
    : last?.[0] === 'columns' || word === 'vertical' ? 'columns'
    : last?.[0] === 'lines' || word === 'across' ? 'lines'
    : isLong && (last?.[0] !== 'one' || isLong) || word === 'long' || word === 'verbose' ? 'long'
    : last?.[0] === 'one' || !isTerminal ? 'one' : 'columns';
  const isColorTerminal = call.isBusybox || (call.env('TERM') !== undefined && call.env('TERM') !== 'dumb') || call.env('COLORTERM') !== undefined;
  const color = options.order.some(([key]) => key === 'color') ? (options.value('color') ?? 'always') : call.isBusybox ? 'auto' : 'never';
  const environment = Number(call.env('COLUMNS'));
  const indicator = options.last('classify', 'slash', 'fileType', 'indicatorStyle');
  const indicatorWord = indicator === 'indicatorStyle' ? options.value('indicatorStyle') : undefined;
  return {
    flavour: call.flavour,
    format,
    isTerminal,
    width: Number(options.value('width')) || (environment > 0 ? environment : (call.system.descriptors.get(1)?.terminal?.size.columns || 80)),
    showsOwner: !options.has('noOwner'),
    showsGroup: !options.has('noGroup') && !options.has('ownerOnly'),
    isNumeric: options.has('numeric'),
    size: options.has('human') ? 'human' : options.has('si') ? 'si' : 'bytes',
    showsInode: options.has('inode'),
    showsBlocks: options.has('size'),
    indicators: indicator === 'classify' || indicatorWord === 'classify' ? 'classify' : indicator === 'fileType' || indicatorWord === 'file-type' ? 'type' : indicator === 'slash' || indicatorWord === 'slash' ? 'slash' : 'none',
    isColored: isColorTerminal && (color === 'always' || color === 'yes' || color === 'force' || (isTerminal && (color === 'auto' || color === 'tty' || color === 'if-tty'))),
    tabSize: Number(options.value('tabSize') ?? 8),
    time: options.has('changeTime') || options.value('time') === 'ctime' ? 'changed' : options.has('accessTime') || options.value('time') === 'atime' ? 'accessed' : 'modified',
    timeStyle: options.has('fullTime') ? 'full-iso' : (options.value('timeStyle') ?? 'locale'),
    quoting: options.has('quoteName') ? 'c' : options.has('literal') || options.has('zero') || !isTerminal || call.isBusybox ? (options.has('escape') ? 'escape' : 'literal') : 'shell',
    ending: options.has('zero') ? '\0' : '\n',
    timeZone: call.env('TZ'),
    owners: new Owners(call.files),
  };
}

export const tool: Tool = {
  name: 'ls',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const style = styleOf(call, options);
    if (!['locale', 'iso', 'long-iso', 'full-iso'].includes(style.timeStyle) && !style.timeStyle.startsWith('+')) {
      throw call.refusal(`invalid argument ${quoted(style.timeStyle)} for 'time style'`);
    }
    yield* new Lister(call, options, style).run(options.operands.length > 0 ? options.operands : ['.']);
    return call.status;
  },
};

export const program = toProgram(tool);

