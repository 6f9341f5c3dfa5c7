import { NotSimulated } from '../../core/errors.ts';
import type { ProcessInfo } from '../system.ts';
import { SystemError } from '../errno.ts';
import type { FileType } from '../files/files.ts';
import { attempt } from './support/call.ts';
import type { Call } from './support/call.ts';
import { columns } from './support/format.ts';
import { Owners } from './support/owners.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { pid: 'p=', command: 'c=', user: 'u=', internet: '!i[=]', terse: 't', numericPorts: 'P', numericHosts: 'n', and: 'a', descriptors: '!d=', sockets: '!U', delay: '!r[=]', directory: '!D=' } as const;

const TYPES: Readonly<Record<FileType, string>> = { file: 'REG', directory: 'DIR', symlink: 'LINK', fifo: 'FIFO', socket: 'sock', character: 'CHR', block: 'BLK' };

function rowsOf(call: Call, process: ProcessInfo, owners: Owners): string[][] {
  const user = (owners.userName(process.uid) ?? String(process.uid)).slice(0, 8);
  const row = (fd: string, type: string, size: string, node: string, name: string) => [process.command.slice(0, 9), String(process.pid), user, fd, type, '8,1', size, node, name];
  const rows: string[][] = [];
  for (const [fd, path] of [['cwd', process.cwd], ['rtd', '/']] as const) {
    const stat = attempt(() => call.files.stat(path));
    if (!(stat instanceof SystemError)) rows.push(row(fd, 'DIR', String(stat.size), String(stat.inode), path));
  }
  for (const [fd, file] of process.descriptors) {
    const stat = attempt(() => file.stat());
    if (stat instanceof SystemError) continue;
    const mode = file.isReadable && file.isWritable ? 'u' : file.isWritable ? 'w' : 'r';
    rows.push(row(`${fd}${mode}`, TYPES[stat.type], stat.type === 'file' || stat.type === 'directory' ? String(stat.size) : '0t0', String(stat.inode), file.terminal ? `/dev/${file.terminal.name}` : file.name.replace(/^(pipe|socket):\[\d+\]$/, '$1')));
  }
  return rows;
}

function* busybox(call: Call) {
  for (const process of call.system.processes.list()) {
    for (const [, file] of process.descriptors) yield* call.print(`${process.pid}\t${process.argv[0] ?? process.command}\t${file.terminal ? `/dev/${file.terminal.name}` : file.name}\n`);
  }
  return 0;
}

export const tool: Tool = {
  name: 'lsof',
  origin: '4.95.0',
  usage: '[-p PID] [-c COMMAND] [-u USER] [-t] [FILE]...',
  *run(call) {
    if (call.isBusybox) return yield* busybox(call);
    const options = parseOptions(call, OPTIONS);
    if (call.args.some((arg) => arg.startsWith('-i'))) throw new NotSimulated('lsof -i (use ss or netstat)');
    const owners = new Owners(call.files);
    const pids = options.value('pid')?.split(',').map(Number);
    const [command, user] = [options.value('command'), options.value('user')];
    const targets = options.operands.map((path) => attempt(() => call.files.stat(path)));
    const wanted = call.system.processes.list().filter((process) => (pids?.includes(process.pid) ?? true) && (command === undefined || process.command.startsWith(command)) && (user === undefined || owners.userName(process.uid) === user || String(process.uid) === user));
    const rows = wanted.flatMap((process) => rowsOf(call, process, owners)).filter((row) => targets.length === 0 || targets.some((target) => !(target instanceof SystemError) && row[7] === String(target.inode)));
    if (rows.length === 0) return 1;
    if (options.has('terse')) yield* call.print(`${[...new Set(rows.map((row) => row[1]))].join('\n')}\n`);
    else yield* call.print(columns([['COMMAND', 'PID', 'USER', 'FD', 'TYPE', 'DEVICE', 'SIZE/OFF', 'NODE', 'NAME'], ...rows], ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'left']));
    return 0;
  },
};

export const program = toProgram(tool);
