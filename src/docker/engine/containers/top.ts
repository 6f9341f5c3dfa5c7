import { SECOND } from '../../../core/clock.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { ProcessInfo } from '../../../machine/system.ts';
import { conflict, invalidParameter, systemError } from '../../api/errors.ts';
import { formatSeconds } from '../../api/time.ts';
import type { TopResponse } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';

interface Column {
  readonly title: string;
  readonly show: (process: ProcessInfo, daemon: Daemon) => string;
}

/** Columns of the host's ps (procps) by the names that -o takes. */
const COLUMNS: Readonly<Record<string, Column>> = {
  pid: { title: 'PID', show: ({ pid }) => String(pid) },
  ppid: { title: 'PPID', show: ({ parentPid }) => String(parentPid) },
  pgid: { title: 'PGID', show: ({ group }) => String(group) },
  sid: { title: 'SID', show: ({ session }) => String(session) },
  user: { title: 'USER', show: ({ uid }, daemon) => userName(daemon, uid) },
  uname: { title: 'USER', show: ({ uid }, daemon) => userName(daemon, uid) },
  uid: { title: 'UID', show: ({ uid }) => String(uid) },
  gid: { title: 'GID', show: ({ gid }) => String(gid) },
  c: { title: 'C', show: (process, daemon) => String(Math.min(99, Math.floor(cpuShare(process, daemon)))) },
  '%cpu': { title: '%CPU', show: (process, daemon) => cpuShare(process, daemon).toFixed(1) },
  pcpu: { title: '%CPU', show: (process, daemon) => cpuShare(process, daemon).toFixed(1) },
  '%mem': { title: '%MEM', show: (process, daemon) => memoryShare(process, daemon) },
  pmem: { title: '%MEM', show: (process, daemon) => memoryShare(process, daemon) },
  vsz: { title: 'VSZ', show: ({ virtualMemory }) => String(Math.round(virtualMemory / 1024)) },
  rss: { title: 'RSS', show: ({ residentMemory }) => String(Math.round(residentMemory / 1024)) },
  tty: { title: 'TT', show: ({ tty }) => tty },
  tname: { title: 'TTY', show: ({ tty }) => tty },
  stat: { title: 'STAT', show: (process) => statOf(process) },
  state: { title: 'S', show: ({ state }) => state },
  s: { title: 'S', show: ({ state }) => state },
  stime: { title: 'STIME', show: startTime },
  start: { title: 'STARTED', show: ({ startedAt }) => formatSeconds(startedAt).slice(11) },
  start_time: { title: 'START', show: startTime },
  lstart: { title: 'STARTED', show: ({ startedAt }) => formatSeconds(startedAt).replace('T', ' ') },
  etime: { title: 'ELAPSED', show: ({ startedAt }, { host }) => elapsed(host.now() - startedAt) },
  time: { title: 'TIME', show: ({ cpu }) => clockTime(cpu) },
  cputime: { title: 'TIME', show: ({ cpu }) => clockTime(cpu) },
  bsdtime: { title: 'TIME', show: ({ cpu }) => `${Math.floor(cpu / SECOND / 60)}:${String(Math.floor(cpu / SECOND) % 60).padStart(2, '0')}` },
  ni: { title: 'NI', show: () => '0' },
  nice: { title: 'NI', show: () => '0' },
  pri: { title: 'PRI', show: () => '19' },
  nlwp: { title: 'NLWP', show: ({ threads }) => String(threads) },
  thcount: { title: 'THCNT', show: ({ threads }) => String(threads) },
  comm: { title: 'COMMAND', show: ({ command }) => command },
  ucmd: { title: 'CMD', show: ({ command }) => command },
  cmd: { title: 'CMD', show: commandLine },
  args: { title: 'COMMAND', show: commandLine },
  command: { title: 'COMMAND', show: commandLine },
  fuid: { title: 'UID', show: ({ uid }, daemon) => userName(daemon, uid) },
};

const FULL = ['fuid', 'pid', 'ppid', 'c', 'stime', 'tname', 'time', 'cmd'];
const USER_ORIENTED = ['user', 'pid', '%cpu', '%mem', 'vsz', 'rss', 'tname', 'stat', 'start_time', 'bsdtime', 'args'];
const BRIEF = ['pid', 'tname', 'time', 'ucmd'];
const BSD = ['pid', 'tty', 'stat', 'bsdtime', 'args'];

/** GET /containers/{id}/top: the host's `ps` with those options, with the container's processes alone. */
export function containerTop(daemon: Daemon, reference: string, psArgs: string): TopResponse {
  const container = daemon.containers.find(reference);
  if (!container.run) throw container.isRestarting ? conflict(`container ${container.id} is restarting, wait until the container is running`) : conflict(`container ${container.id} is not running`);
  const columns = columnsOf(psArgs === '' ? '-ef' : psArgs);
  if (!columns.some(({ title }) => title === 'PID')) throw systemError("Couldn't find PID field in ps output");
  const processes = processesOf(daemon, container).map((process) => columns.map(({ show }) => show(process, daemon)));
  daemon.events.log('container', 'top', container.id, { ...container.config.Labels, image: container.config.Image, name: container.name });
  return { Titles: columns.map(({ title }) => title), Processes: processes };
}

function processesOf(daemon: Daemon, { run }: Container): readonly ProcessInfo[] {
  const group = run!.cgroup;
  return daemon.host.processes.list().filter(({ cgroup }) => cgroup === group);
}

/** The columns that ps options choose. Throws for options that make no sense to the daemon or to ps. */
function columnsOf(psArgs: string): readonly Column[] {
  const words = psArgs.trim().split(/\s+/);
  const chosen: string[] = [];
  let base: readonly string[] = BRIEF;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const format = /^(?:-?[a-z]*o|--format=?)(.*)$/.exec(word);
    if (format) {
      const list = format[1] !== '' ? format[1]! : words[++i];
      if (list === undefined) throw systemError('ps: exit status 1: error: improper list');
      chosen.push(...list.split(',').map((name) => name.replace(/=.*$/, '')));
      continue;
    }
    base = baseColumns(word) ?? base;
  }
  return (chosen.length > 0 ? chosen : base).map((name) => {
    const column = COLUMNS[name.toLowerCase()];
    if (!column) throw new NotSimulated(`ps -o ${name} in docker top`);
    return column;
  });
}

function baseColumns(word: string): readonly string[] | undefined {
  if (word === 'aux' || word === '-aux' || word === 'auxw' || word === 'auxww') return USER_ORIENTED;
  if (word === 'u' || word === 'ux') return USER_ORIENTED;
  if (/^-?ax?x?$/.test(word) && !word.startsWith('-')) return BSD;
  if (/^-[eAaxwdH]*f[eAaxwdHw]*$/.test(word)) return FULL;
  if (/^-[eAaxwdH]+$/.test(word) || word === 'w' || word === 'ww') return undefined;
  throw word.startsWith('-') ? new NotSimulated(`docker top with ps ${word}`) : invalidParameter('ps: error: unsupported option (BSD syntax)');
}

function userName(daemon: Daemon, uid: number): string {
  const line = daemon.files.exists('/etc/passwd') ? daemon.files.readText('/etc/passwd').split('\n').find((entry) => entry.split(':')[2] === String(uid)) : undefined;
  return line?.split(':')[0] ?? (uid === 0 ? 'root' : String(uid));
}

function cpuShare({ cpu, startedAt }: ProcessInfo, { host }: Daemon): number {
  const age = host.now() - startedAt;
  return age > 0 ? (cpu / age) * 100 : 0;
}

function memoryShare({ residentMemory }: ProcessInfo, { host }: Daemon): string {
  return ((residentMemory / host.resources.memory) * 100).toFixed(1);
}

function statOf({ state, session, pid, isForeground }: ProcessInfo): string {
  return `${state}${session === pid ? 's' : ''}${isForeground ? '+' : ''}`;
}

function startTime({ startedAt }: ProcessInfo): string {
  return formatSeconds(startedAt).slice(11, 16);
}

function clockTime(cpu: number): string {
  const seconds = Math.floor(cpu / SECOND);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function elapsed(age: number): string {
  const whole = clockTime(age);
  return whole.startsWith('00:') ? whole.slice(3) : whole;
}

function commandLine({ argv, command, state }: ProcessInfo): string {
  if (state === 'Z') return `[${command}] <defunct>`;
  return argv.length > 0 ? argv.join(' ') : `[${command}]`;
}
