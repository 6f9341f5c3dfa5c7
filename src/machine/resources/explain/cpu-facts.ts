import type { Micros } from '../../../core/clock.ts';
import type { Cgroup } from '../cgroup.ts';
import { runsOn, tasksIn } from '../cpu/active-tree.ts';
import { DEFAULT_WEIGHT } from '../cpu/cpu-group.ts';
import type { CpuClaim, CpuFacts, CpuLevel } from '../resources.ts';

/** What the scheduler looks at when it shares out the cores, from a group up to the root. Looking changes nothing. */
export function cpuFacts(group: Cgroup, hostCores: number, now: Micros): CpuFacts {
  const levels: CpuLevel[] = [];
  let frozen: string | undefined;
  for (const at of group.upwards()) {
    if (at.isFrozen) frozen = at.path;
    if (at.parent) levels.push({ ...claimOf(at, now), others: othersBeside(at, at.parent, now) });
  }
  return { hostCores, levels, ...(frozen === undefined ? {} : { frozen }) };
}

function claimOf(group: Cgroup, now: Micros): CpuClaim {
  const { cpu } = group;
  const bandwidth = cpu.bandwidthAt(now);
  return {
    group: group.path,
    weight: cpu.weight,
    rate: cpu.rate,
    wanted: tasksIn(cpu),
    cores: cpu.cpuset.cores,
    onCores: cpu.cpuset.cores.filter((core) => runsOn(cpu, core)),
    ...(bandwidth ? { quota: { quota: bandwidth.quota, period: bandwidth.period, isThrottled: bandwidth.isThrottled, isSteady: bandwidth.isSteady } } : {}),
  };
}

/** The groups beside it that want to run, and the processes that are directly in the group above. */
function othersBeside(group: Cgroup, above: Cgroup, now: Micros): CpuClaim[] {
  const others = [...above.children].filter((other) => other !== group && other.cpu.isActive).map((other) => claimOf(other, now));
  const direct = above.cpu.tasks.length;
  if (direct > 0) others.push({ group: above.path, weight: DEFAULT_WEIGHT * direct, rate: above.cpu.taskRate * direct, wanted: direct, cores: above.cpu.cpuset.cores, onCores: above.cpu.cpuset.cores.filter((core) => above.cpu.runsOn(core)) });
  return others;
}
