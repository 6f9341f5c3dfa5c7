import { until } from '../../core/process.ts';
import type { Process, Scheduler } from '../../core/process.ts';
import type { GroupId, Limits, ProcessUse, Resources, Usage } from './resources.ts';

export interface ResourcesOptions {
  readonly scheduler: Scheduler;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly swap: number;
}

/** PROVISIONAL */
export function createResources(options: ResourcesOptions): Resources {
  const { clock } = options.scheduler;
  const groups = new Map<GroupId, Limits>([['/', {}]]);
  const uses = new Map<number, { cpu: number; memory: number; oomScoreAdjust: number }>();
  const none: Usage = {
    cpu: 0, cpuUser: 0, cpuSystem: 0, perCore: [], periods: 0, throttledPeriods: 0, throttled: 0, memory: 0, memoryPeak: 0, cache: 0,
    swap: 0, pids: 0, readBytes: 0, writtenBytes: 0, readOperations: 0, writeOperations: 0, oomKills: 0,
  };
  return {
    cores: options.cores,
    memory: options.memory,
    swap: options.swap,
    createGroup(parent, name, limits) {
      const group = `${parent === '/' ? '' : parent}/${name}`;
      groups.set(group, limits);
      return group;
    },
    removeGroup: (group) => void groups.delete(group),
    hasGroup: (group) => groups.has(group),
    limits: (group) => groups.get(group) ?? {},
    setLimits: (group, limits) => void groups.set(group, { ...groups.get(group), ...limits }),
    setFrozen() {},
    *compute(_group, pid, cpuTime): Process<void> {
      const use = uses.get(pid);
      if (use) use.cpu += cpuTime;
      yield { ...until(clock, clock.now() + cpuTime), reason: 'cpu' };
    },
    allocate(_group, pid, bytes) {
      const use = uses.get(pid);
      if (use) use.memory += bytes;
    },
    cache() {},
    join: (_group, pid, oomScoreAdjust = 0) => void uses.set(pid, { cpu: 0, memory: 0, oomScoreAdjust }),
    leave: (_group, pid) => void uses.delete(pid),
    setStopped() {},
    processUse: (pid): ProcessUse | undefined => uses.get(pid),
    setOomScoreAdjust() {},
    setProcessControl() {},
    *transfer() {},
    usage: () => none,
    onOom() {},
    load: () => [0, 0, 0],
  };
}
