import { SystemError } from '../errno.ts';
import type { FileSystemRoom, MountInfo } from '../files/files.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { busyboxSize, columns, humanSize, parseSize } from './support/format.ts';
import type { Align } from './support/format.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  all: 'a --all', blockSize: 'B --block-size=', human: 'h --human-readable', si: 'gnu:H --si', inodes: 'i --inodes', kibibytes: 'k', mebibytes: 'm',
  local: 'gnu:l --local', noSync: 'gnu:--no-sync', output: '!gnu:--output[=]', portable: 'P --portability', sync: 'gnu:--sync', total: 'gnu:--total',
  type: 't --type=', printType: 'T --print-type', exclude: 'gnu:x --exclude-type=', ignored: 'gnu:v',
} as const;

interface Row {
  readonly mount: Pick<MountInfo, 'source' | 'type' | 'target'>;
  readonly room: FileSystemRoom;
}

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

/** File systems that hold no data of anybody's are left out unless asked for. */
const PSEUDO = new Set(['proc', 'sysfs', 'cgroup', 'cgroup2', 'devpts', 'mqueue', 'securityfs', 'debugfs', 'tracefs', 'bpf', 'nsfs']);

function mountOf(call: Call, path: string): MountInfo | undefined {
  const real = call.files.realpath(path);
  let found: MountInfo | undefined;
  for (const mount of call.files.mounts()) {
    const isAbove = mount.target === '/' || real === mount.target || real.startsWith(`${mount.target}/`);
    if (isAbove && (!found || mount.target.length >= found.target.length)) found = mount;
  }
  return found;
}

function allRows(call: Call, options: Options): Row[] {
  const rows: Row[] = [];
  for (const mount of call.files.mounts()) {
    if (!options.has('all') && PSEUDO.has(mount.type)) continue;
    const room = attempt(() => call.files.statfs(mount.target));
    if (room instanceof SystemError || (!options.has('all') && room.total === 0)) continue;
    // The same file system in several places is shown once, where its path is shortest; bind mounts of files with the rest.
    const same = rows.findIndex((row) => row.mount.source === mount.source && mount.source.startsWith('/dev/'));
    if (same >= 0 && !options.has('all') && !call.isBusybox) {
      if (rows[same]!.mount.target.length > mount.target.length) rows[same] = { mount, room };
      continue;
    }
    rows.push({ mount, room });
  }
  return rows;
}

function percent(used: number, available: number): string {
  return used + available === 0 ? '-' : `${Math.ceil((used * 100) / (used + available))}%`;
}

/** BusyBox rounds to the nearest. */
function busyboxPercent(used: number, available: number): string {
  return used + available === 0 ? '0%' : `${Math.floor((used * 100 + (used + available) / 2) / (used + available))}%`;
}

function cellsOf(call: Call, row: Row, options: Options): string[] {
  const { room } = row;
  if (options.has('inodes')) {
    const free = room.inodes - room.inodesUsed;
    return [...(options.has('printType') ? [row.mount.type] : []), String(room.inodes), String(room.inodesUsed), String(free), call.isBusybox ? busyboxPercent(room.inodesUsed, free) : percent(room.inodesUsed, free)];
  }
  const unit = options.has('mebibytes') ? 1024 ** 2 : (parseSize(options.value('blockSize')?.replace(/^(?=[A-Z])/, '1') ?? '1K') ?? 1024);
  const show = (bytes: number) => {
    if (options.has('human')) return call.isBusybox ? (bytes === 0 ? '0' : busyboxSize(bytes)) : humanSize(bytes);
    return options.has('si') ? humanSize(bytes, 1000) : String(call.isBusybox ? Math.floor(bytes / unit) : Math.ceil(bytes / unit));
  };
  return [...(options.has('printType') ? [row.mount.type] : []), show(room.total), show(room.used), show(room.available), call.isBusybox ? busyboxPercent(room.used, room.available) : percent(room.used, room.available)];
}

function headers(options: Options): string[] {
  const type = options.has('printType') ? ['Type'] : [];
  if (options.has('inodes')) return ['Filesystem', ...type, 'Inodes', 'IUsed', 'IFree', 'IUse%', 'Mounted on'];
  const isHuman = options.has('human') || options.has('si');
  const block = options.value('blockSize');
  const size = isHuman ? 'Size' : options.has('mebibytes') || block ? `${block ? block.replace(/^(?=[A-Z])/, '1') : '1M'}-blocks` : options.has('portable') ? '1024-blocks' : '1K-blocks';
  return ['Filesystem', ...type, size, 'Used', isHuman && !options.has('portable') ? 'Avail' : 'Available', options.has('portable') ? 'Capacity' : 'Use%', 'Mounted on'];
}

/** BusyBox's columns are fixed, and a long device's name takes a line of its own. */
function busyboxTable(call: Call, rows: readonly Row[], options: Options): string {
  const isHuman = options.has('human');
  const type = options.has('printType') ? ' Type      ' : '';
  const size = options.has('inodes') ? '  Inodes' : isHuman ? '     Size' : options.has('mebibytes') ? '1M-blocks' : options.has('portable') ? '1024-blocks' : '1K-blocks';
  const head = options.has('inodes')
    ? `Filesystem           ${type}    Inodes      Used Available Use% Mounted on\n`
    : `Filesystem           ${type}${size}${size.length > 9 ? '    ' : '      '}Used Available ${options.has('portable') ? 'Capacity' : 'Use%'} Mounted on\n`;
  return head + rows.map((row) => {
    const { source, target } = row.mount;
    const [first, ...rest] = cellsOf(call, row, options);
    const cells = type === '' ? [first!, ...rest] : rest;
    const [total, used, available, use] = cells;
    const name = source.length > 20 && !options.has('portable') ? `${source}\n${''.padEnd(20)}` : source.padEnd(20);
    return `${name}${type === '' ? '' : ` ${first!.padEnd(10)}`} ${total!.padStart(9)} ${used!.padStart(9)} ${available!.padStart(9)} ${use!.padStart(3)} ${target}\n`;
  }).join('');
}

export const tool: Tool = {
  name: 'df',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-PkmhTai] [-B SIZE] [-t TYPE] [FILESYSTEM]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    let rows = options.operands.length === 0 ? allRows(call, options) : [];
    for (const path of options.operands) {
      const mount = attempt(() => mountOf(call, path));
      if (mount instanceof SystemError) yield* call.fail(call.isBusybox ? `${path}: can't find mount point` : `${path}: ${mount.message}`);
      else if (mount) rows.push({ mount, room: call.files.statfs(mount.target) });
    }
    const [types, excluded] = [options.values('type'), options.values('exclude')];
    rows = rows.filter(({ mount }) => (types.length === 0 || types.includes(mount.type)) && !excluded.includes(mount.type));
    if (rows.length === 0) {
      if (options.operands.length === 0) yield* call.fail('no file systems processed');
      return call.status;
    }
    if (call.isBusybox) {
      yield* call.print(busyboxTable(call, rows, options));
      return call.status;
    }
    if (options.has('total')) {
      const sum = (of: (room: FileSystemRoom) => number) => rows.reduce((total, { room }) => total + of(room), 0);
      rows.push({ mount: { source: 'total', type: '-', target: '-' }, room: { total: sum((r) => r.total), used: sum((r) => r.used), available: sum((r) => r.available), inodes: sum((r) => r.inodes), inodesUsed: sum((r) => r.inodesUsed) } });
    }
    const head = headers(options);
    const table = rows.map((row) => [row.mount.source, ...cellsOf(call, row, options), row.mount.target]);
    const align: Align[] = head.map((name, i) => (i === 0 || name === 'Type' || i === head.length - 1 ? 'left' : 'right'));
    yield* call.print(columns([head, ...table], align, ' ', head.map((name, i) => (i === 0 ? 14 : name === 'Type' || name === 'Mounted on' ? 0 : name.endsWith('%') || name === 'Capacity' ? 4 : 5))));
    return call.status;
  },
};

export const program = toProgram(tool);
