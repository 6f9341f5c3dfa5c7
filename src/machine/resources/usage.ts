import type { Micros } from '../../core/clock.ts';
import type { Cgroup } from './cgroup.ts';
import type { Usage } from './resources.ts';

/** Of CPU time, what the kernel spends for a process: an eighth, for want of a finer account. */
const SYSTEM_PART = 8;

/** What a group has used up to now, in whole numbers. Looking changes nothing, so that a world runs alike whether or not it is watched. */
export function usageOf(group: Cgroup, now: Micros): Usage {
  const { cpu } = group;
  const used = Math.round(cpu.usedAt(now));
  const cpuSystem = Math.floor(used / SYSTEM_PART);
  const bandwidth = cpu.bandwidthAt(now);
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

/** CPU time by core, µs. */
export function perCoreOf(group: Cgroup, now: Micros): Float64Array {
  const sum = group.cpu.ownPerCore(now);
  for (const child of group.children) perCoreOf(child, now).forEach((time, core) => (sum[core]! += time));
  group.gonePerCore?.forEach((time, core) => (sum[core]! += time));
  return sum;
}
