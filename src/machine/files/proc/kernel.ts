import { SECOND } from '../../../core/clock.ts';
import { text } from '../virtual.ts';
import type { Made } from '../virtual.ts';
import type { ProcOptions } from './proc.ts';
import { TICKS } from './process.ts';

/** The files at the top of /proc that tell of the machine: the whole host's, in a container too. */
export function kernelFiles(options: ProcOptions): { [name: string]: Made } {
  const { facts } = options;
  return {
    cmdline: text(() => 'BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 ro quiet\n'),
    cpuinfo: text(() => cpuinfo(options)),
    devices: text(() => DEVICES),
    filesystems: text(() => FILE_SYSTEMS.map(([name, hasDevice]) => `${hasDevice ? '' : 'nodev'}\t${name}\n`).join('')),
    loadavg: text(() => loadavg(options)),
    meminfo: text(() => meminfo(options)),
    partitions: text(() => 'major minor  #blocks  name\n\n 254        0   62914560 vda\n 254        1   62913536 vda1\n'),
    stat: text(() => stat(options)),
    swaps: text(() => 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'),
    uptime: text(() => uptime(options)),
    version: text(() => `Linux version ${facts.kernelRelease} (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) ${facts.kernelVersion}\n`),
  };
}

const FILE_SYSTEMS: readonly (readonly [name: string, hasDevice: boolean])[] = [
  ['sysfs', false], ['tmpfs', false], ['bdev', false], ['proc', false], ['cgroup', false], ['cgroup2', false], ['cpuset', false], ['devtmpfs', false],
  ['debugfs', false], ['securityfs', false], ['sockfs', false], ['bpf', false], ['pipefs', false], ['ramfs', false], ['hugetlbfs', false],
  ['devpts', false], ['ext3', true], ['ext2', true], ['ext4', true], ['overlay', false], ['mqueue', false],
];

const DEVICES = 'Character devices:\n  1 mem\n  5 /dev/tty\n  5 /dev/console\n  5 /dev/ptmx\n136 pts\n\nBlock devices:\n254 virtblk\n';

const FLAGS = 'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ht syscall nx rdtscp lm constant_tsc rep_good nopl cpuid pni pclmulqdq ssse3 fma cx16 sse4_1 sse4_2 x2apic movbe popcnt aes xsave avx f16c rdrand hypervisor lahf_lm fsgsbase bmi1 avx2 bmi2 rdseed adx clflushopt';

function cpuinfo({ resources: { cores } }: ProcOptions): string {
  const one = (core: number): readonly (readonly [string, string | number])[] => [
    ['processor\t', core], ['vendor_id\t', 'GenuineIntel'], ['cpu family\t', 6], ['model\t\t', 85],
    ['model name\t', 'Intel(R) Xeon(R) Processor @ 2.50GHz'], ['stepping\t', 7], ['cpu MHz\t\t', '2500.000'], ['cache size\t', '33792 KB'],
    ['physical id\t', 0], ['siblings\t', cores], ['core id\t\t', core], ['cpu cores\t', cores], ['apicid\t\t', core], ['fpu\t\t', 'yes'],
    ['fpu_exception\t', 'yes'], ['cpuid level\t', 22], ['wp\t\t', 'yes'], ['flags\t\t', FLAGS], ['bogomips\t', '5000.00'],
    ['clflush size\t', 64], ['cache_alignment\t', 64], ['address sizes\t', '46 bits physical, 48 bits virtual'],
  ];
  let all = '';
  for (let core = 0; core < cores; core++) all += `${one(core).map(([name, value]) => `${name}: ${value}\n`).join('')}power management:\n\n`;
  return all;
}

function loadavg({ resources, view }: ProcOptions): string {
  const processes = view.list();
  const running = processes.filter(({ state }) => state === 'R').length;
  const last = processes.reduce((highest, { pid }) => Math.max(highest, pid), 0);
  return `${resources.load().map((load) => load.toFixed(2)).join(' ')} ${Math.max(1, running)}/${processes.length} ${last}\n`;
}

function meminfo({ resources }: ProcOptions): string {
  const { used, shared, cache, free, swapUsed } = resources.memoryNow();
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', resources.memory], ['MemFree', free], ['MemAvailable', free + cache], ['Buffers', 0],
    ['Cached', cache + shared], ['SwapCached', 0], ['Active', used + shared], ['Inactive', cache],
    ['SwapTotal', resources.swap], ['SwapFree', resources.swap - swapUsed], ['Dirty', 0], ['Writeback', 0], ['AnonPages', used],
    ['Mapped', 0], ['Shmem', shared], ['KReclaimable', 0], ['Slab', 0], ['SReclaimable', 0], ['SUnreclaim', 0],
    ['CommitLimit', Math.floor(resources.memory / 2) + resources.swap], ['Committed_AS', used + shared],
  ];
  return rows.map(([name, bytes]) => `${`${name}:`.padEnd(16)}${String(Math.floor(Math.max(0, bytes) / 1024)).padStart(8)} kB\n`).join('');
}

function ticksOf(micros: number): number {
  return Math.floor((micros * TICKS) / SECOND);
}

function stat(options: ProcOptions): string {
  const { resources, facts, now, view } = options;
  const usage = resources.usage('/');
  const up = ticksOf(now() - facts.bootedAt);
  const line = (name: string, user: number, system: number, cores: number) =>
    `${name} ${user} 0 ${system} ${Math.max(0, up * cores - user - system)} 0 0 0 0 0 0\n`;
  const processes = view.list();
  const perCore = Array.from({ length: resources.cores }, (_, core) => line(`cpu${core}`, ticksOf(usage.perCore[core] ?? 0), 0, 1)).join('');
  const whole = line('cpu ', ticksOf(usage.cpuUser), ticksOf(usage.cpuSystem), resources.cores);
  const running = processes.filter(({ state }) => state === 'R').length;
  return `${whole}${perCore}intr 0\nctxt 0\nbtime ${Math.floor(facts.bootedAt / SECOND)}\nprocesses ${processes.length}\nprocs_running ${Math.max(1, running)}\nprocs_blocked 0\n`;
}

function uptime({ resources, facts, now }: ProcOptions): string {
  const up = (now() - facts.bootedAt) / SECOND;
  const idle = Math.max(0, up * resources.cores - resources.usage('/').cpu / SECOND);
  return `${up.toFixed(2)} ${idle.toFixed(2)}\n`;
}
