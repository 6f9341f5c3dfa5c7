import type { Micros } from '../../core/clock.ts';
import type { GroupId, Limits, Resources, Usage } from '../resources/resources.ts';
import type { ProcessView } from '../system.ts';
import type { FileSystem } from './mounts.ts';
import { VirtualFileSystem, fixed, lazily, text } from './virtual.ts';
import type { Made } from './virtual.ts';

export interface CgroupOptions {
  readonly resources: Resources;
  /** The root of the cgroup namespace: the container's own group. */
  readonly group: GroupId;
  /** For cgroup.procs. */
  readonly view: ProcessView;
  readonly now: () => Micros;
}

const DEVICE = '254:0';
const DEFAULT_SHARES = 1024;

/** /sys/fs/cgroup of one group (cgroup v2). Values are those of the moment of reading. */
export function createCgroupFileSystem(options: CgroupOptions): FileSystem {
  return new VirtualFileSystem('cgroup2', 'cgroup', lazily(() => fixed(files(options))), options.now(), 'nsdelegate,memory_recursiveprot');
}

function files(options: CgroupOptions): { [name: string]: Made } {
  const { resources, group } = options;
  const limit = (make: (limits: Limits) => string) => text(() => `${make(resources.limits(group))}\n`, 0o644);
  const usage = (make: (usage: Usage) => string) => text(() => `${make(resources.usage(group))}\n`);
  return {
    'cgroup.controllers': text(() => 'cpuset cpu io memory hugetlb pids rdma misc\n'),
    'cgroup.events': text(() => `populated ${resources.usage(group).pids > 0 ? 1 : 0}\nfrozen ${resources.cpuNow(group).limitedBy === 'freezer' ? 1 : 0}\n`),
    'cgroup.procs': text(() => processes(options), 0o644),
    'cgroup.subtree_control': text(() => '\n', 0o644),
    'cgroup.type': text(() => 'domain\n', 0o644),
    'cgroup.max.depth': limit(() => 'max'),
    'cgroup.max.descendants': limit(() => 'max'),
    'cpu.idle': limit(() => '0'),
    'cpu.max': limit(cpuMax),
    'cpu.max.burst': limit(() => '0'),
    'cpu.stat': usage(cpuStat),
    'cpu.weight': limit(({ cpuShares }) => String(cpuWeight(cpuShares ?? DEFAULT_SHARES))),
    'cpuset.cpus': limit(({ cpuset }) => (cpuset ? ranges(cpuset) : '')),
    'cpuset.cpus.effective': limit(({ cpuset }) => ranges(cpuset ?? Array.from({ length: resources.cores }, (_, core) => core))),
    'cpuset.cpus.partition': limit(() => 'member'),
    'cpuset.mems.effective': limit(() => '0'),
    'io.max': limit(ioMax),
    'io.stat': usage(({ readBytes, writtenBytes, readOperations, writeOperations }) =>
      readOperations + writeOperations === 0 ? '' : `${DEVICE} rbytes=${readBytes} wbytes=${writtenBytes} rios=${readOperations} wios=${writeOperations} dbytes=0 dios=0`),
    'memory.current': usage(({ memory }) => String(memory)),
    'memory.events': usage(({ oomKills }) => `low 0\nhigh 0\nmax ${oomKills}\noom ${oomKills}\noom_kill ${oomKills}\noom_group_kill 0`),
    'memory.high': limit(() => 'max'),
    'memory.low': limit(({ memoryReservation }) => String(memoryReservation ?? 0)),
    'memory.max': limit(({ memory }) => bytes(memory)),
    'memory.min': limit(() => '0'),
    'memory.oom.group': limit(() => '0'),
    'memory.peak': usage(({ memoryPeak }) => String(memoryPeak)),
    'memory.stat': usage(memoryStat),
    'memory.swap.current': usage(({ swap }) => String(swap)),
    'memory.swap.max': limit(swapMax),
    'pids.events': usage(({ pidsRefused }) => `max ${pidsRefused}`),
    'pids.current': usage(({ pids }) => String(pids)),
    'pids.max': limit(({ pids }) => bytes(pids)),
  };
}

function bytes(limit: number | undefined): string {
  return limit === undefined || limit <= 0 || !Number.isFinite(limit) ? 'max' : String(limit);
}

function cpuMax({ cpuQuota, cpuPeriod = 100_000 }: Limits): string {
  return `${cpuQuota === undefined || cpuQuota <= 0 ? 'max' : cpuQuota} ${cpuPeriod}`;
}

/** runc's conversion of v1 shares (2 to 262144) to v2 weight (1 to 10000). */
function cpuWeight(shares: number): number {
  return shares === 0 ? 100 : 1 + Math.floor(((shares - 2) * 9999) / 262_142);
}

/** v2 counts swap alone; Docker's limit is memory and swap together. */
function swapMax({ memory, memorySwap }: Limits): string {
  if (memorySwap === -1 || memory === undefined || memory <= 0) return 'max';
  return String(memorySwap === undefined || memorySwap === 0 ? memory : Math.max(0, memorySwap - memory));
}

function cpuStat({ cpu, cpuUser, cpuSystem, periods, throttledPeriods, throttled }: Usage): string {
  return `usage_usec ${Math.floor(cpu)}\nuser_usec ${Math.floor(cpuUser)}\nsystem_usec ${Math.floor(cpuSystem)}\nnr_periods ${periods}\nnr_throttled ${throttledPeriods}\nthrottled_usec ${Math.floor(throttled)}`;
}

/** As the kernel has it, tmpfs counts as `file` and as `shmem`, and lies among the anonymous pages. */
function memoryStat({ memory, cache, shared }: Usage): string {
  return `anon ${memory - cache - shared}\nfile ${cache + shared}\nkernel_stack 0\npagetables 0\nshmem ${shared}\nfile_mapped 0\nfile_dirty 0\nfile_writeback 0\ninactive_anon ${shared}\nactive_anon ${memory - cache - shared}\ninactive_file ${cache}\nactive_file 0\nunevictable 0\nslab 0\npgfault 0\npgmajfault 0`;
}

function ioMax({ readBps, writeBps, readIops, writeIops }: Limits): string {
  const devices = new Set([readBps, writeBps, readIops, writeIops].flatMap((limits) => [...(limits?.keys() ?? [])]));
  const of = (limits: ReadonlyMap<string, number> | undefined, device: string) => limits?.get(device) ?? 'max';
  return [...devices]
    .map((device) => `${DEVICE} rbps=${of(readBps, device)} wbps=${of(writeBps, device)} riops=${of(readIops, device)} wiops=${of(writeIops, device)}`)
    .join('\n');
}

/** `0-2,5`. */
function ranges(cores: readonly number[]): string {
  const sorted = [...cores].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (sorted[end + 1] === sorted[end]! + 1) end++;
    parts.push(end > i ? `${sorted[i]}-${sorted[end]}` : String(sorted[i]));
    i = end + 1;
  }
  return parts.join(',');
}

function processes({ view, group }: CgroupOptions): string {
  const inside = view.list().filter((info) => info.cgroup === group || info.cgroup.startsWith(`${group === '/' ? '' : group}/`));
  return inside.map(({ pid }) => `${pid}\n`).join('');
}
