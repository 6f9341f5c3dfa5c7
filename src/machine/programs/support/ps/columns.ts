import { DAY, SECOND } from '../../../../core/clock.ts';
import type { Micros } from '../../../../core/clock.ts';
import type { ProcessInfo } from '../../../system.ts';
import { UTC, formatMoment, momentOf, two } from '../calendar.ts';
import type { Owners } from '../owners.ts';

/** What a row of ps is made from. */
export interface Facts {
  readonly now: Micros;
  /** Bytes of the machine. */
  readonly memory: number;
  readonly owners: Owners;
  /** Of ps itself: its columns change with it. */
  readonly style: 'unix' | 'bsd';
}

export interface Column {
  readonly header: string;
  /** At least so wide. */
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly value: (process: ProcessInfo, facts: Facts) => string;
}

/** Digits of the largest pid (4194304). */
const PID_WIDTH = 7;

function column(header: string, width: number, align: Column['align'], value: Column['value']): Column {
  return { header, width, align, value };
}

export function commandLine(process: ProcessInfo): string {
  if (process.state === 'Z') return `[${process.command}] <defunct>`;
   
  return process.argv.length > 0 ? process.argv.join(' ').replaceAll('\n', ' ').replace(/[\x00-\x1f\x7f]/g, '?') : `[${process.command}]`;
}

function shortCommand(process: ProcessInfo): string {
  return process.state === 'Z' ? `${process.command} <defunct>` : process.command;
}

/** `S+`, `Ss`, `R+`. */
export function stateText(process: ProcessInfo): string {
  const leader = process.session === process.pid ? 's' : '';
  return process.state + leader + (process.threads > 1 ? 'l' : '') + (process.isForeground ? '+' : '');
}

function seconds(time: Micros): number {
  return Math.max(0, Math.floor(time / SECOND));
}

/** `[DD-]HH:MM:SS`. */
function longTime(time: Micros): string {
  const total = seconds(time);
  const days = Math.floor(total / 86_400);
  return `${days > 0 ? `${two(days)}-` : ''}${two(Math.floor(total / 3600) % 24)}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}

/** `M:SS`. */
export function shortTime(time: Micros): string {
  const total = seconds(time);
  return `${Math.floor(total / 60)}:${two(total % 60)}`;
}

/** `[[DD-]HH:]MM:SS`. */
export function elapsed(time: Micros): string {
  const total = seconds(time);
  const [days, hours] = [Math.floor(total / 86_400), Math.floor(total / 3600) % 24];
  return `${days > 0 ? `${two(days)}-` : ''}${days > 0 || hours > 0 ? `${two(hours)}:` : ''}${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}

function startTime(process: ProcessInfo, { now }: Facts): string {
  const [start, here] = [momentOf(process.startedAt), momentOf(now)];
  if (start.year !== here.year) return String(start.year);
  return formatMoment(now - process.startedAt < DAY && start.yearDay === here.yearDay ? '%H:%M' : '%b%d', start);
}

export function cpuShare(process: ProcessInfo, now: Micros): number {
  const lifetime = now - process.startedAt;
  return lifetime <= 0 ? 0 : (100 * process.cpu) / lifetime;
}

function percent(value: number): string {
  return (Math.floor(value * 10) / 10).toFixed(1);
}

/** Names longer than the column are cut, and end in `+`. */
function named(name: string, width: number): string {
  return name.length <= width ? name : `${name.slice(0, width - 1)}+`;
}

function user(id: number, { owners }: Facts): string {
  return named(owners.userName(id) ?? String(id), 8);
}

function group(id: number, { owners }: Facts): string {
  return named(owners.groupName(id) ?? String(id), 8);
}

const pidColumn = (header: string, of: (process: ProcessInfo) => number) => column(header, PID_WIDTH, 'right', (process) => String(of(process)));
const kib = (bytes: number) => String(Math.floor(bytes / 1024));

const PID = pidColumn('PID', ({ pid }) => pid);
const ARGS = column('COMMAND', 27, 'left', commandLine);
const COMM = column('COMMAND', 15, 'left', shortCommand);
const USER = column('USER', 8, 'left', ({ uid }, facts) => user(uid, facts));
const GROUP = column('GROUP', 8, 'left', ({ gid }, facts) => group(gid, facts));
const CPU = column('%CPU', 4, 'right', (process, { now }) => percent(cpuShare(process, now)));
const MEM = column('%MEM', 4, 'right', (process, { memory }) => percent((100 * process.residentMemory) / memory));
const TIME = column('TIME', 8, 'right', ({ cpu }) => longTime(cpu));
const TTY = column('TTY', 8, 'left', ({ tty }) => tty);
const START = column('START', 5, 'left', startTime);
const STAT = column('STAT', 4, 'left', stateText);
const ZERO = (header: string, width: number) => column(header, width, 'right', () => '0');

/** The columns that `ps -o` knows. */
export const COLUMNS: Readonly<Record<string, Column>> = {
  pid: PID, tgid: { ...PID, header: 'TGID' }, ppid: pidColumn('PPID', ({ parentPid }) => parentPid), pgid: pidColumn('PGID', (process) => process.group), pgrp: pidColumn('PGRP', (process) => process.group),
  sid: pidColumn('SID', ({ session }) => session), sess: pidColumn('SESS', ({ session }) => session), spid: { ...PID, header: 'SPID' }, lwp: { ...PID, header: 'LWP' }, tpgid: pidColumn('TPGID', (process) => (process.isForeground ? process.group : -1)),
  user: USER, euser: { ...USER, header: 'EUSER' }, ruser: { ...USER, header: 'RUSER' }, uname: USER,
  uid: column('UID', 5, 'right', ({ uid }) => String(uid)), euid: column('EUID', 5, 'right', ({ uid }) => String(uid)), ruid: column('RUID', 5, 'right', ({ uid }) => String(uid)),
  gid: column('GID', 5, 'right', ({ gid }) => String(gid)), egid: column('EGID', 5, 'right', ({ gid }) => String(gid)), rgid: column('RGID', 5, 'right', ({ gid }) => String(gid)),
  group: GROUP, egroup: { ...GROUP, header: 'EGROUP' }, rgroup: { ...GROUP, header: 'RGROUP' },
  args: ARGS, command: ARGS, cmd: { ...ARGS, header: 'CMD' }, comm: COMM, ucmd: { ...COMM, header: 'CMD' }, ucomm: COMM,
  '%cpu': CPU, pcpu: CPU, '%mem': MEM, pmem: MEM, c: column('C', 2, 'right', (process, { now }) => String(Math.min(99, Math.floor(cpuShare(process, now))))), cp: column('CP', 3, 'right', (process, { now }) => String(Math.floor(cpuShare(process, now) * 10))),
  rss: column('RSS', 5, 'right', ({ residentMemory }) => kib(residentMemory)), rssize: column('RSS', 5, 'right', ({ residentMemory }) => kib(residentMemory)), rsz: column('RSZ', 5, 'right', ({ residentMemory }) => kib(residentMemory)),
  vsz: column('VSZ', 6, 'right', ({ virtualMemory }) => kib(virtualMemory)), vsize: column('VSZ', 6, 'right', ({ virtualMemory }) => kib(virtualMemory)), sz: column('SZ', 5, 'right', ({ virtualMemory }) => String(Math.floor(virtualMemory / 4096))), size: column('SIZE', 5, 'right', ({ virtualMemory }) => kib(virtualMemory)),
  stat: STAT, s: column('S', 1, 'left', ({ state }) => state), state: column('S', 1, 'left', ({ state }) => state),
  tty: { ...TTY, header: 'TT' }, tt: { ...TTY, header: 'TT' }, tname: TTY,
  time: TIME, cputime: TIME, bsdtime: column('TIME', 6, 'right', ({ cpu }) => shortTime(cpu)), times: column('TIME', 8, 'right', ({ cpu }) => String(seconds(cpu))),
  etime: column('ELAPSED', 11, 'right', (process, { now }) => elapsed(now - process.startedAt)), etimes: column('ELAPSED', 7, 'right', (process, { now }) => String(seconds(now - process.startedAt))),
  start: column('STARTED', 8, 'right', ({ startedAt }, { now }) => formatMoment(now - startedAt < DAY ? '%H:%M:%S' : '  %b %d', momentOf(startedAt))), start_time: { ...START, header: 'START' }, bsdstart: column('START', 6, 'right', startTime), stime: { ...START, header: 'STIME' },
  lstart: column('STARTED', 24, 'right', ({ startedAt }) => formatMoment('%a %b %e %T %Y', momentOf(startedAt, UTC))),
  ni: column('NI', 3, 'right', () => '0'), nice: column('NI', 3, 'right', () => '0'), pri: column('PRI', 3, 'right', () => '19'), f: column('F', 1, 'right', () => '4'), flags: column('F', 1, 'right', () => '4'), opri: column('PRI', 3, 'right', () => '80'),
  nlwp: column('NLWP', 4, 'right', ({ threads }) => String(threads)), thcount: column('THCNT', 5, 'right', ({ threads }) => String(threads)), psr: ZERO('PSR', 3), wchan: column('WCHAN', 6, 'left', ({ state }) => (state === 'R' ? '-' : 'do_wai')), addr: column('ADDR', 4, 'left', () => '-'),
  cgroup: column('CGROUP', 27, 'left', ({ cgroup }) => `0::${cgroup}`), label: column('LABEL', 31, 'left', () => '-'),
};

const of = (...names: readonly string[]) => names.map((name) => COLUMNS[name]!);

const UNIX_CMD: Column = { ...COMM, header: 'CMD' };
const UNIX_ARGS: Column = { ...ARGS, header: 'CMD' };
const UID_NAME: Column = column('UID', 8, 'left', ({ uid }, facts) => user(uid, facts));
const BSD_TIME: Column = column('TIME', 6, 'right', ({ cpu }) => shortTime(cpu));

/** The usual selections of columns. */
export const FORMATS = {
  plain: [PID, TTY, TIME, UNIX_CMD],
  full: [UID_NAME, PID, COLUMNS['ppid']!, COLUMNS['c']!, COLUMNS['stime']!, TTY, TIME, UNIX_ARGS],
  long: [...of('f', 's', 'uid', 'pid', 'ppid', 'c', 'opri', 'ni', 'addr', 'sz', 'wchan'), TTY, TIME, UNIX_CMD],
  bsd: [PID, TTY, STAT, BSD_TIME, ARGS],
  user: [USER, PID, CPU, MEM, COLUMNS['vsz']!, COLUMNS['rss']!, TTY, STAT, START, BSD_TIME, ARGS],
  bsdLong: [...of('f', 'uid', 'pid', 'ppid'), { ...COLUMNS['pri']!, value: () => '20' }, ...of('ni', 'vsz', 'rss', 'wchan', 'stat'), TTY, BSD_TIME, ARGS],
} as const;
