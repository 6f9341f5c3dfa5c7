import type { Micros } from '../../core/clock.ts';
import type { Cgroup } from './cgroup.ts';
import type { Usage } from './resources.ts';

/** Of CPU time, what the kernel spends for a process: an eighth, for want of a finer account. */
const SYSTEM_PART = 8;

/** What a group has used up to now, in whole numbers. */
export function usageOf(group: Cgroup, now: Micros): Usage {
  const { cpu } = group;
  cpu.settle(now);
  const used = Math.round(cpu.used);
  const cpuSystem = Math.floor(used / SYSTEM_PART);
  const { bandwidth } = cpu;
  return {
    cpu: used,
    cpuUser: used - cpuSystem,
    cpuSystem,
    perCore: Array.from(perCoreOf(group, now), Math.round),
    periods: bandwidth?.periods ?? 0,
    throttledPeriods: bandwidth?.throttledPeriods ?? 0,
    throttled: Math.round(bandwidth?.throttled ?? 0),
    memory: group.memory,
    memoryPeak: group.memoryPeak,
    cache: group.cache,
    shared: group.shared,
    swap: group.swap,
    pids: group.pids,
    pidsRefused: group.pidsRefused,
    readBytes: group.readBytes,
    writtenBytes: group.writtenBytes,
    readOperations: group.readOperations,
    writeOperations: group.writeOperations,
    oomKills: group.oomKills,
  };
}

/** CPU time by core. What a group with groups below uses itself is taken as lying evenly on all. */
export function perCoreOf(group: Cgroup, now: Micros): Float64Array {
  const children = [...group.children];
  if (children.length === 0 && !group.gonePerCore) return group.cpu.perCore(now);
  const sum = group.gonePerCore?.slice() ?? group.cpu.perCore(now).fill(0);
  for (const child of children) perCoreOf(child, now).forEach((time, core) => (sum[core]! += time));
  const own = group.cpu.usedAt(now) - sum.reduce((a, b) => a + b, 0);
  return sum.map((time) => time + own / sum.length);
}
