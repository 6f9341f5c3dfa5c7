import type { Process } from '../../core/process.ts';
import type { ProcessInfo } from '../system.ts';
import { Answer } from './support/endings.ts';
import type { Call } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { Owners } from './support/owners.ts';
import { commandLine, elapsed, shortTime, stateText } from './support/ps/columns.ts';
import type { Facts } from './support/ps/columns.ts';
import { PsError, psText } from './support/ps/ps.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

interface BusyboxColumn {
  readonly header: string;
  readonly width: number;
  readonly value: (process: ProcessInfo, facts: Facts) => string;
}

const BUSYBOX_COLUMNS: Readonly<Record<string, BusyboxColumn>> = {
  user: { header: 'USER', width: 8, value: ({ uid }, { owners }) => owners.userName(uid) ?? String(uid) },
  group: { header: 'GROUP', width: 8, value: ({ gid }, { owners }) => owners.groupName(gid) ?? String(gid) },
  comm: { header: 'COMMAND', width: 16, value: ({ command }) => command },
  args: { header: 'COMMAND', width: 256, value: (process) => (process.state === 'Z' ? `[${process.command}]` : commandLine(process)) },
  pid: { header: 'PID', width: 5, value: ({ pid }) => String(pid).padStart(5) },
  ppid: { header: 'PPID', width: 5, value: ({ parentPid }) => String(parentPid).padStart(5) },
  pgid: { header: 'PGID', width: 5, value: ({ group }) => String(group).padStart(5) },
  etime: { header: 'ELAPSED', width: 7, value: ({ startedAt }, { now }) => elapsed(now - startedAt).padStart(7) },
  nice: { header: 'NI', width: 5, value: () => '0'.padStart(5) },
  rgroup: { header: 'RGROUP', width: 8, value: ({ gid }, { owners }) => owners.groupName(gid) ?? String(gid) },
  ruser: { header: 'RUSER', width: 8, value: ({ uid }, { owners }) => owners.userName(uid) ?? String(uid) },
  time: { header: 'TIME', width: 5, value: ({ cpu }) => shortTime(cpu).padStart(5) },
  tty: { header: 'TT', width: 6, value: ({ tty }) => (tty === '?' ? '?' : ttyNumber(tty)) },
  vsz: { header: 'VSZ', width: 4, value: ({ virtualMemory }) => scaled(virtualMemory).padStart(4) },
  sid: { header: 'SID', width: 5, value: ({ session }) => String(session).padStart(5) },
  stat: { header: 'STAT', width: 4, value: (process) => stateText(process).replace(/[sl+]/g, '') },
  rss: { header: 'RSS', width: 4, value: ({ residentMemory }) => scaled(residentMemory).padStart(4) },
};

/** BusyBox shows a terminal's device numbers. */
function ttyNumber(tty: string): string {
  return `136,${tty.replace(/\D/g, '')}`;
}

/** KiB, with `m` for MiB when they are many. */
function scaled(bytes: number): string {
  const size = Math.floor(bytes / 1024);
  return size < 10_000 ? String(size) : `${Math.floor(size / 1024)}m`;
}

function* busyboxPs(call: Call, facts: Facts): Process<number> {
  const options = parseOptions(call, { columns: 'o=', threads: 'T', ignored: 'a A d e f l x u w' }, { args: call.args.filter((arg, i) => arg.startsWith('-') || (call.args[i - 1] ?? '').endsWith('o')) });
  const given = options.values('columns').join(',');
  const names = given === '' ? ['pid', 'user', 'time', 'args'] : given.split(',');
  const columns = names.map((text) => {
    const [name, header] = text.split('=');
    const column = BUSYBOX_COLUMNS[name!];
    if (!column) throw call.refusal(`bad -o argument '${name}', supported arguments: ${Object.keys(BUSYBOX_COLUMNS).join(',')}`);
    return header === undefined ? column : { ...column, header };
  });
  const row = (cells: readonly string[]) => `${cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.slice(0, columns[i]!.width).padEnd(columns[i]!.width))).join(' ')}\n`;
  const width = call.isOnTerminal ? (call.system.descriptors.get(1)?.terminal?.size.columns ?? Infinity) : Infinity;
  const cut = (text: string) => (text.length > width ? `${text.slice(0, width - 1)}\n` : text);
  yield* call.print(cut(row(columns.map(({ header }) => header))));
  for (const process of call.system.processes.list()) yield* call.print(cut(row(columns.map(({ value }) => value(process, facts)))));
  return 0;
}

export const tool: Tool = {
  name: 'ps',
  origin: 'procps-ng 4.0.2',
  usage: '[options]',
  busyboxUsage: '[-o COL1,COL2=HEADER] [-T]',
  *run(call) {
    const { system } = call;
    const facts: Facts = { now: call.now(), memory: system.resources.memory, owners: new Owners(call.files), style: 'unix' };
    yield* call.spend(500 + 20 * system.processes.list().length);
    if (call.isBusybox) return yield* busyboxPs(call, facts);
    if (call.args[0] === '--help') throw new Answer('\nUsage:\n ps [options]\n');
    if (call.args[0] === '--version' || call.args[0] === '-V') throw new Answer('ps from procps-ng 4.0.2\n');
    try {
      const own = system.processes.get(system.pid);
      const { text, count } = psText(call.args, system.processes.list(), facts, { uid: system.credentials.uid, tty: own?.tty ?? '?' });
      const width = system.descriptors.get(1)?.terminal?.size.columns;
      const isWide = call.args.some((arg) => /^-?[a-zA-Z]*ww/.test(arg));
      yield* call.print(width === undefined || isWide ? text : text.split('\n').map((line) => line.slice(0, width)).join('\n'));
      return count === 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof PsError)) throw error;
      yield* call.complain(`${error.message}\n\nUsage:\n ps [options]\n\n Try 'ps --help <simple|list|output|threads|misc|all>'\n  or 'ps --help <s|l|o|t|m|a>'\n for additional help text.\n\nFor more details see ps(1).\n`);
      return 1;
    }
  },
};

export const program = toProgram(tool);
