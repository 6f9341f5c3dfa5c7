import { SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import type { Stat } from '../files/files.ts';
import { formatMoment, momentOf, zoneOf } from './support/calendar.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { unescape } from './support/escapes.ts';
import { modeText } from './support/format.ts';
import { blocksOf } from './support/listing.ts';
import { parseOptions } from './support/options.ts';
import { Owners } from './support/owners.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  dereference: 'L --dereference',
  fileSystem: 'f --file-system',
  format: 'c --format=',
  printf: 'gnu:--printf=',
  terse: 't --terse',
  cached: '!gnu:--cached=',
} as const;

const KINDS = {
  file: 'regular file', directory: 'directory', symlink: 'symbolic link', fifo: 'fifo', socket: 'socket', character: 'character special file', block: 'block special file',
} as const;

const TYPE_BITS = { file: 0o100000, directory: 0o040000, symlink: 0o120000, fifo: 0o010000, socket: 0o140000, character: 0o020000, block: 0o060000 } as const;

const TERSE = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o';

/** Magic numbers of file systems as statfs(2) has them. */
const FILE_SYSTEM_TYPES: Readonly<Record<string, readonly [string, string]>> = {
  overlay: ['794c7630', 'overlayfs'], tmpfs: ['1021994', 'tmpfs'], proc: ['9fa0', 'proc'], ext4: ['ef53', 'ext2/ext3'], sysfs: ['62656572', 'sysfs'], devtmpfs: ['1021994', 'tmpfs'], devpts: ['1cd1', 'devpts'], cgroup2: ['63677270', 'cgroup2fs'], mqueue: ['19800202', 'mqueue'],
};

class Describer {
  readonly #owners: Owners;

  constructor(private readonly call: Call) {
    this.#owners = new Owners(call.files);
  }

  #time(time: Micros): string {
    const zone = zoneOf(this.call.env('TZ'));
    return formatMoment(this.call.isBusybox ? '%F %T.%N %z' : '%F %T.%N %z', momentOf(time, zone));
  }

  #name(path: string, stat: Stat): string {
    const name = this.call.isBusybox ? `'${path}'` : quotedName(path);
    if (stat.type !== 'symlink') return name;
    const target = this.call.files.readlink(path);
    return `${name} -> ${this.call.isBusybox ? `'${target}'` : quotedName(target)}`;
  }

  field(letter: string, path: string, stat: Stat): string | undefined {
    const seconds = (time: Micros) => String(Math.floor(time / SECOND));
    switch (letter) {
      case 'a': return stat.mode.toString(8);
      case 'A': return modeText(stat.type, stat.mode);
      case 'b': return String(blocksOf(stat) * 2);
      case 'B': return '512';
      case 'C': return '?';
      case 'd': return String(stat.device);
      case 'D': return stat.device.toString(16);
      case 'f': return (TYPE_BITS[stat.type] | stat.mode).toString(16);
      case 'F': return stat.type === 'file' && stat.size === 0 ? 'regular empty file' : KINDS[stat.type];
      case 'g': return String(stat.gid);
      case 'G': return this.#owners.groupName(stat.gid) ?? 'UNKNOWN';
      case 'h': return String(stat.links);
      case 'i': return String(stat.inode);
      case 'm': return this.#mountPoint(path);
      case 'n': return path;
      case 'N': return this.#name(path, stat);
      case 'o': return '4096';
      case 's': return String(stat.size);
      case 't': return (stat.rdev?.[0] ?? 0).toString(16);
      case 'T': return (stat.rdev?.[1] ?? 0).toString(16);
      case 'u': return String(stat.uid);
      case 'U': return this.#owners.userName(stat.uid) ?? 'UNKNOWN';
      case 'w': return '-';
      case 'W': return '0';
      case 'x': return this.#time(stat.accessed);
      case 'X': return seconds(stat.accessed);
      case 'y': return this.#time(stat.modified);
      case 'Y': return seconds(stat.modified);
      case 'z': return this.#time(stat.changed);
      case 'Z': return seconds(stat.changed);
      case '%': return '%';
      default: return undefined;
    }
  }

  #mountPoint(path: string): string {
    const real = this.call.files.realpath(path);
    const targets = this.call.files.mounts().map(({ target }) => target).filter((target) => target === '/' || real === target || real.startsWith(`${target}/`));
    return targets.reduce((longest, target) => (target.length > longest.length ? target : longest), '/');
  }

  full(path: string, stat: Stat): string {
    const one = (letter: string) => this.field(letter, path, stat)!;
    const device = stat.rdev ? (this.call.isBusybox ? `Device type: ${one('t')},${one('T')}` : `Device type: ${one('t')},${one('T')}`) : '';
    const name = stat.type === 'symlink' ? (this.call.isBusybox ? one('N') : `${path} -> ${this.call.files.readlink(path)}`) : path;
    const deviceText = this.call.isBusybox ? `${one('D')}h/${one('d')}d` : `${stat.device >> 8},${stat.device & 255}`;
    const owner = `Uid: (${one('u').padStart(5)}/${one('U').padStart(8)})   Gid: (${one('g').padStart(5)}/${one('G').padStart(8)})`;
    return `  File: ${name}\n`
      + `  Size: ${one('s').padEnd(10)}\tBlocks: ${one('b').padEnd(10)} IO Block: ${one('o').padEnd(6)} ${one('F')}\n`
      + `Device: ${deviceText}\tInode: ${one('i').padEnd(11)} Links: ${device === '' ? one('h') : `${one('h').padEnd(5)} ${device}`}\n`
      + `Access: (${one('a').padStart(4, '0')}/${one('A')})  ${owner}\n`
      + `Access: ${one('x')}\nModify: ${one('y')}\nChange: ${one('z')}\n${this.call.isBusybox ? '' : ' Birth: -\n'}`;
  }

  formatted(format: string, path: string, stat: Stat): string {
    return format.replace(/%([-#+ 0]*)(\d*)(?:\.(\d+))?([HL]?[a-zA-Z%])/g, (whole: string, flags: string, width: string, _precision: string | undefined, letter: string) => {
      const value = letter.length === 1 ? this.field(letter, path, stat) : letter[1] === 'd' ? String(letter[0] === 'H' ? stat.device >> 8 : stat.device & 255) : undefined;
      if (value === undefined) return whole.endsWith('%') ? '%' : `?`;
      const shown = letter === 'a' && flags.includes('#') ? `0${value}` : value;
      return flags.includes('-') ? shown.padEnd(Number(width)) : shown.padStart(Number(width), flags.includes('0') ? '0' : ' ');
    });
  }

  fileSystem(path: string, format: string | undefined): string {
    const room = this.call.files.statfs(path);
    const mount = this.call.files.mounts().findLast(({ target }) => target === this.#mountPoint(path));
    const [magic, name] = FILE_SYSTEM_TYPES[mount?.type ?? 'ext4'] ?? ['0', mount?.type ?? 'UNKNOWN'];
    const blocks = (bytes: number) => String(Math.floor(bytes / 4096));
    const fields: Readonly<Record<string, string>> = { n: path, i: '0', l: '255', t: magic, T: name, s: '4096', S: '4096', b: blocks(room.total), f: blocks(room.total - room.used), a: blocks(room.available), c: String(room.inodes), d: String(room.inodes - room.inodesUsed), '%': '%' };
    if (format !== undefined) return format.replace(/%([a-zA-Z%])/g, (_, letter: string) => fields[letter] ?? '?');
    const cell = (letter: string, width: number) => fields[letter]!.padEnd(width);
    return `  File: "${path}"\n    ID: ${cell('i', 8)} Namelen: ${cell('l', 7)} Type: ${name}\nBlock size: ${cell('s', 10)} Fundamental block size: ${fields['S']}\n`
      + `Blocks: Total: ${cell('b', 10)} Free: ${cell('f', 10)} Available: ${fields['a']}\nInodes: Total: ${cell('c', 10)} Free: ${fields['d']}\n`;
  }
}

function quotedName(name: string): string {
  return quoted(name);
}

export const tool: Tool = {
  name: 'stat',
  usage: '[OPTION]... FILE...',
  busyboxUsage: '[-ltf] [-c FMT] FILE...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0) throw call.missing('missing operand');
    const describer = new Describer(call);
    const printf = options.value('printf');
    const format = printf ?? options.value('format') ?? (options.has('terse') ? TERSE : undefined);
    for (const path of options.operands) {
      const stat = attempt(() => (options.has('dereference') ? call.files.stat(path) : call.files.lstat(path)));
      if (stat instanceof SystemError) {
        yield* call.fail(call.isBusybox ? `can't stat '${path}': ${stat.message}` : options.has('fileSystem') ? `cannot read file system information for ${quoted(path)}: ${stat.message}` : `cannot statx ${quoted(path)}: ${stat.message}`);
        continue;
      }
      if (options.has('fileSystem')) yield* call.print(describer.fileSystem(path, format) + (format === undefined ? '' : '\n'));
      else if (format === undefined) yield* call.print(describer.full(path, stat));
      else {
        const text = describer.formatted(format, path, stat);
        yield* call.print(printf === undefined ? `${text}\n` : unescape(text, 'format').text);
      }
    }
    return call.status;
  },
};

export const program = toProgram(tool);
