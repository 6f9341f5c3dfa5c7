import type { Micros } from '../../core/clock.ts';
import type { ContainerView } from '../../docker/engine/view.ts';
import type { OomExplanation } from '../../machine/resources/explain/explain-oom.ts';
import type { Limits, Resources } from '../../machine/resources/resources.ts';

/** What is told of the host and of each container, in this order. Times are in seconds, memory in bytes, limits 0 where there are none. */
export const FIELDS = [
  'cpu', 'throttled', 'wanted', 'memory', 'cache', 'swap', 'read', 'written', 'kills', 'cpuLimit', 'memoryLimit', 'reservation', 'swapLimit', 'weight', 'readLimit', 'writeLimit', 'pids', 'throttledPeriods',
] as const;
export type Field = (typeof FIELDS)[number];

/** What the host and its running containers have used up to one moment: counters, of which any two give an exact average. */
export interface UsageSample {
  readonly at: Micros;
  /** Of the host, whose row of values comes first. */
  readonly cores: number;
  /** Bytes of memory, and of swap. */
  readonly memory: number;
  readonly swap: number;
  /** Containers, in the order of their rows. */
  readonly ids: readonly string[];
  readonly values: Float64Array;
}

/** A process that the kernel killed for want of memory. */
export interface Kill {
  readonly at: Micros;
  /** The container it was in; undefined for a process of the host's. */
  readonly container?: string;
  readonly why: OomExplanation;
  /** Command lines of those that could have been killed, by their pids on the host. */
  readonly commands: Readonly<Record<number, string>>;
}

/** The container whose cgroup that is, or is below. */
export function containerOfGroup(group: string): string | undefined {
  return /docker-([0-9a-f]{64})\.scope/.exec(group)?.[1];
}

export function sampleUsage(resources: Resources, containers: readonly ContainerView[], at: Micros): UsageSample {
  const running = containers.filter(({ cgroup }) => cgroup !== '' && resources.hasGroup(cgroup));
  const values = new Float64Array((running.length + 1) * FIELDS.length);
  putHost(values, resources);
  running.forEach(({ cgroup }, i) => putGroup(values, i + 1, resources, cgroup));
  return { at, cores: resources.cores, memory: resources.memory, swap: resources.swap, ids: running.map(({ id }) => id), values };
}

function putHost(values: Float64Array, resources: Resources): void {
  const now = resources.memoryNow();
  putGroup(values, 0, resources, '/');
  values[FIELDS.indexOf('cpuLimit')] = resources.cores;
  values[FIELDS.indexOf('memory')] = resources.memory - now.free;
  values[FIELDS.indexOf('memoryLimit')] = resources.memory;
}

function putGroup(values: Float64Array, row: number, resources: Resources, group: string): void {
  const usage = resources.usage(group);
  const limits = resources.limits(group);
  const found: Readonly<Record<Field, number>> = {
    cpu: usage.cpu / 1e6,
    throttled: usage.throttled / 1e6,
    wanted: resources.cpuNow(group).wanted,
    memory: usage.memory,
    cache: usage.cache,
    swap: usage.swap,
    read: usage.readBytes,
    written: usage.writtenBytes,
    kills: usage.oomKills,
    cpuLimit: coresOf(limits),
    memoryLimit: limits.memory ?? 0,
    reservation: limits.memoryReservation ?? 0,
    swapLimit: limits.memorySwap ?? 0,
    weight: limits.cpuShares ?? 1024,
    readLimit: least(limits.readBps),
    writeLimit: least(limits.writeBps),
    pids: usage.pids,
    throttledPeriods: usage.throttledPeriods,
  };
  FIELDS.forEach((field, i) => (values[row * FIELDS.length + i] = found[field]));
}

function coresOf({ cpuQuota, cpuPeriod }: Limits): number {
  return cpuQuota !== undefined && cpuQuota > 0 ? cpuQuota / (cpuPeriod || 100_000) : 0;
}

function least(rates: ReadonlyMap<string, number> | undefined): number {
  return rates && rates.size > 0 ? Math.min(...rates.values()) : 0;
}
