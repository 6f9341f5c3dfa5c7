import { SECOND } from '../../../core/clock.ts';
import { SystemError } from '../../errno.ts';
import type { ProcessInfo, ResourceLimit } from '../../system.ts';
import type { MountInfo } from '../files.ts';
import type { OpenFile } from '../open-file.ts';
import { fixed, setting, text } from '../virtual.ts';
import type { Folder, Made } from '../virtual.ts';
import { capabilityMask } from './capability-mask.ts';
import type { ProcOptions } from './proc.ts';

/** Clock ticks a second: in what /proc/PID/stat counts. */
export const TICKS = 100;

/** /proc/PID. Looks the process up at each read: it may have ended. */
export function processFolder(pid: number, options: ProcOptions, network: Made): Folder {
  const info = (): ProcessInfo => {
    const found = options.view.get(pid);
    if (!found) throw new SystemError('ESRCH');
    return found;
  };
  const entries = processFiles(info, options);
  const task: Folder = fixed({ [pid]: { folder: fixed(entries) } });
  return fixed({ ...entries, net: network, task: { folder: task } });
}

function processFiles(info: () => ProcessInfo, options: ProcOptions): { [name: string]: Made } {
  return {
    cmdline: text(() => (info().state === 'Z' ? '' : info().argv.map((word) => `${word}\0`).join(''))),
    environ: text(() => [...info().env].map(([name, value]) => `${name}=${value}\0`).join(''), 0o400),
    comm: text(() => `${info().command}\n`),
    status: text(() => statusText(info(), options)),
    stat: text(() => statText(info(), options)),
    statm: text(() => statmText(info())),
    limits: text(() => limitsText(info().limits)),
    mounts: text(() => mountsText(options.mounts())),
    mountinfo: text(() => mountinfoText(options.mounts())),
    cgroup: text(() => `0::${cgroupPath(info().cgroup, options.cgroupRoot)}\n`),
    cpuset: text(() => `${cgroupPath(info().cgroup, options.cgroupRoot)}\n`),
    oom_score: text(() => `${Math.max(0, 666 + Math.floor((info().oomScoreAdjust ?? 0) * 0.667))}\n`),
    oom_score_adj: setting(
      () => `${info().oomScoreAdjust ?? 0}\n`,
      (written) => setOomScore(info(), written, options),
    ),
    loginuid: text(() => '4294967295'),
    wchan: text(() => '0'),
    cwd: { link: () => info().cwd },
    root: { link: () => '/' },
    exe: { link: () => executableOf(info()) },
    fd: { folder: descriptorFolder(info), mode: 0o500 },
  };
}

function executableOf({ executable, argv }: ProcessInfo): string {
  const path = executable ?? argv[0];
  if (path === undefined) throw new SystemError('ENOENT');
  return path;
}

function setOomScore({ pid }: ProcessInfo, written: string, options: ProcOptions): void {
  const adjust = Number(written.trim());
  if (!Number.isInteger(adjust) || adjust < -1000 || adjust > 1000) throw new SystemError('EINVAL');
  if (!options.setOomScoreAdjust) throw new SystemError('EACCES');
  options.setOomScoreAdjust(pid, adjust);
}

function descriptorFolder(info: () => ProcessInfo): Folder {
  const fileAt = (name: string): OpenFile | undefined => (/^\d+$/.test(name) ? info().descriptors.get(Number(name)) : undefined);
  return {
    entry(name) {
      const file = fileAt(name);
      return file && { link: () => file.name, opens: () => file };
    },
    *names() {
      for (const number of info().descriptors.keys()) yield String(number);
    },
  };
}

const STATES = { R: 'running', S: 'sleeping', D: 'disk sleep', T: 'stopped', Z: 'zombie' } as const;

function statusText(info: ProcessInfo, { resources }: ProcOptions): string {
  const { pid, uid, gid } = info;
  const mask = capabilityMask(info.capabilities, uid);
  const kilobytes = (bytes: number) => `${String(Math.floor(bytes / 1024)).padStart(8)} kB`;
  const cores = resources.cores;
  const memory: [string, string][] = info.state === 'Z' ? [] : [
    ['VmPeak', kilobytes(info.virtualMemory)],
    ['VmSize', kilobytes(info.virtualMemory)],
    ['VmHWM', kilobytes(info.residentMemory)],
    ['VmRSS', kilobytes(info.residentMemory)],
    ['VmSwap', kilobytes(0)],
  ];
  const lines: [string, string][] = [
    ['Name', info.command],
    ['Umask', (info.umask ?? 0o022).toString(8).padStart(4, '0')],
    ['State', `${info.state} (${STATES[info.state]})`],
    ['Tgid', String(pid)],
    ['Ngid', '0'],
    ['Pid', String(pid)],
    ['PPid', String(info.parentPid)],
    ['TracerPid', '0'],
    ['Uid', `${uid}\t${uid}\t${uid}\t${uid}`],
    ['Gid', `${gid}\t${gid}\t${gid}\t${gid}`],
    ['FDSize', '64'],
    ['Groups', `${(info.groups ?? [gid]).join(' ')} `],
    ['NStgid', String(pid)],
    ['NSpid', String(pid)],
    ['NSpgid', String(info.group)],
    ['NSsid', String(info.session)],
    ...memory,
    ['Threads', String(info.threads)],
    ['CapInh', '0000000000000000'],
    ['CapPrm', mask.effective],
    ['CapEff', mask.effective],
    ['CapBnd', mask.bounding],
    ['CapAmb', '0000000000000000'],
    ['NoNewPrivs', info.isNoNewPrivileges ? '1' : '0'],
    ['Cpus_allowed', (2 ** cores - 1).toString(16)],
    ['Cpus_allowed_list', cores > 1 ? `0-${cores - 1}` : '0'],
  ];
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join('');
}

function statText(info: ProcessInfo, { facts }: ProcOptions): string {
  const ticks = Math.floor((info.cpu * TICKS) / SECOND);
  const started = Math.floor(((info.startedAt - facts.bootedAt) * TICKS) / SECOND);
  const terminal = /^pts\/(\d+)$/.exec(info.tty);
  const tty = terminal ? 136 * 256 + Number(terminal[1]) : 0;
  const foreground = tty === 0 ? -1 : info.isForeground ? info.group : 0;
  const head = [info.pid, `(${info.command})`, info.state, info.parentPid, info.group, info.session, tty, foreground, 4194304, 0, 0, 0, 0];
  const times = [ticks, 0, 0, 0, 20, 0, info.threads, 0, started, info.virtualMemory, Math.floor(info.residentMemory / 4096)];
  const rest = '18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0';
  return `${[...head, ...times, rest].join(' ')}\n`;
}

function statmText({ virtualMemory, residentMemory }: ProcessInfo): string {
  return `${Math.floor(virtualMemory / 4096)} ${Math.floor(residentMemory / 4096)} 0 1 0 0 0\n`;
}

const UNLIMITED: ResourceLimit = { soft: Infinity, hard: Infinity };

/** Name, what setrlimit calls it, unit, default. */
const LIMITS: readonly (readonly [name: string, key: string, unit: string, standard: ResourceLimit])[] = [
  ['Max cpu time', 'cpu', 'seconds', UNLIMITED],
  ['Max file size', 'fsize', 'bytes', UNLIMITED],
  ['Max data size', 'data', 'bytes', UNLIMITED],
  ['Max stack size', 'stack', 'bytes', { soft: 8_388_608, hard: Infinity }],
  ['Max core file size', 'core', 'bytes', UNLIMITED],
  ['Max resident set', 'rss', 'bytes', UNLIMITED],
  ['Max processes', 'nproc', 'processes', UNLIMITED],
  ['Max open files', 'nofile', 'files', { soft: 1_048_576, hard: 1_048_576 }],
  ['Max locked memory', 'memlock', 'bytes', { soft: 8_388_608, hard: 8_388_608 }],
  ['Max address space', 'as', 'bytes', UNLIMITED],
  ['Max file locks', 'locks', 'locks', UNLIMITED],
  ['Max pending signals', 'sigpending', 'signals', { soft: 63_448, hard: 63_448 }],
  ['Max msgqueue size', 'msgqueue', 'bytes', { soft: 819_200, hard: 819_200 }],
  ['Max nice priority', 'nice', '', { soft: 0, hard: 0 }],
  ['Max realtime priority', 'rtprio', '', { soft: 0, hard: 0 }],
  ['Max realtime timeout', 'rttime', 'us', UNLIMITED],
];

function limitsText(limits: ReadonlyMap<string, ResourceLimit> | undefined): string {
  const number = (value: number) => (Number.isFinite(value) ? String(value) : 'unlimited').padEnd(21);
  const rows = LIMITS.map(([name, key, unit, standard]) => {
    const { soft, hard } = limits?.get(key) ?? standard;
    return `${name.padEnd(26)}${number(soft)}${number(hard)}${unit.padEnd(10)}\n`;
  });
  return `${'Limit'.padEnd(26)}${'Soft Limit'.padEnd(21)}${'Hard Limit'.padEnd(21)}Units     \n${rows.join('')}`;
}

/** Spaces in paths as /proc/mounts writes them. */
function escaped(path: string): string {
  return path.replace(/[ \t\n\\]/g, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

function mountsText(mounts: readonly MountInfo[]): string {
  return mounts.map(({ source, target, type, options }) => `${escaped(source)} ${escaped(target)} ${type} ${options} 0 0\n`).join('');
}

const PER_MOUNT = /^(?:rw|ro|nosuid|nodev|noexec|noatime|nodiratime|relatime)$/;

function mountinfoText(mounts: readonly MountInfo[]): string {
  return mounts
    .map(({ source, target, type, options, root, isReadOnly }, index) => {
      const words = options.split(',');
      const here = words.filter((word) => PER_MOUNT.test(word)).join(',');
      const there = [isReadOnly ? 'ro' : 'rw', ...words.filter((word) => !PER_MOUNT.test(word))].join(',');
      const parent = index === 0 ? 1 : 20;
      return `${20 + index} ${parent} 0:${20 + index} ${escaped(root ?? '/')} ${escaped(target)} ${here} - ${type} ${escaped(source)} ${there}\n`;
    })
    .join('');
}

function cgroupPath(group: string, root: string | undefined): string {
  if (root === undefined || root === '/') return group;
  if (group === root) return '/';
  return group.startsWith(`${root}/`) ? group.slice(root.length) : `/..${group}`;
}
