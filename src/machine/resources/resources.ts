import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';

/** Names a cgroup: its path from the root, `/docker/3f4e…`. The root is `/`. */
export type GroupId = string;

/** What `docker run` and `docker update` can limit. Absent means unlimited, or the kernel's default. */
export interface Limits {
  /** Relative weight, 1024 by default (2 to 262144). */
  readonly cpuShares?: number;
  /** CPU time (µs) per period (µs, 100000 by default). */
  readonly cpuQuota?: Micros;
  readonly cpuPeriod?: Micros;
  /** Core numbers that may be used. */
  readonly cpuset?: readonly number[];
  /** Bytes. */
  readonly memory?: number;
  readonly memoryReservation?: number;
  /** Memory and swap together, in bytes; -1 is unlimited swap. */
  readonly memorySwap?: number;
  readonly memorySwappiness?: number;
  readonly isOomKillDisabled?: boolean;
  readonly pids?: number;
  readonly blockIoWeight?: number;
  /** Bytes and operations a second, by device path. */
  readonly readBps?: ReadonlyMap<string, number>;
  readonly writeBps?: ReadonlyMap<string, number>;
  readonly readIops?: ReadonlyMap<string, number>;
  readonly writeIops?: ReadonlyMap<string, number>;
}

export interface Usage {
  /** CPU time used since the group was made, in µs, with all groups below. */
  readonly cpu: Micros;
  readonly cpuUser: Micros;
  readonly cpuSystem: Micros;
  readonly perCore: readonly Micros[];
  readonly periods: number;
  readonly throttledPeriods: number;
  readonly throttled: Micros;
  /** Bytes: everything charged, with cache. */
  readonly memory: number;
  readonly memoryPeak: number;
  /** Page cache. */
  readonly cache: number;
  /** tmpfs and shared memory. */
  readonly shared: number;
  readonly swap: number;
  readonly pids: number;
  /** How often `pids` refused a process. */
  readonly pidsRefused: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  readonly readOperations: number;
  readonly writeOperations: number;
  readonly oomKills: number;
}

/** The kernel's cgroups (cgroups(7), v2): a tree of groups, each with limits and usage. */
export interface Resources {
  /** Cores of the host. */
  readonly cores: number;
  /** Bytes of the host's memory and swap. */
  readonly memory: number;
  readonly swap: number;
  createGroup(parent: GroupId, name: string, limits: Limits): GroupId;
  /** The group must hold no process any more. */
  removeGroup(group: GroupId): void;
  hasGroup(group: GroupId): boolean;
  limits(group: GroupId): Limits;
  /** Takes effect at once, on what runs too. */
  setLimits(group: GroupId, limits: Limits): void;
  /** docker pause: nothing in the group runs or is charged. */
  setFrozen(group: GroupId, isFrozen: boolean): void;
  /** Uses a core for `cpuTime`; takes longer when throttled or contended. */
  compute(group: GroupId, pid: number, cpuTime: Micros): Process<void>;
  /** Charges bytes (negative gives back). Past a limit it reclaims, then calls the OOM killer, which may kill the caller. Throws ENOMEM where the kernel would. */
  allocate(group: GroupId, pid: number, bytes: number): void;
  /** Charges or gives back page cache: it is taken back when memory gets short, so it never fails. */
  cache(group: GroupId, bytes: number): void;
  /**
   * Charges or gives back what lies in a tmpfs or in shared memory: it stays until it is removed, so past a limit the
   * OOM killer is called. Throws ENOMEM when there is nobody to kill. A group that is gone is ignored.
   */
  shared(group: GroupId, bytes: number): void;
  /** Throws EAGAIN when `pids` is reached. `oomScoreAdjust` is -1000 (never killed) to 1000 (first), 0 unless told. */
  join(group: GroupId, pid: number, oomScoreAdjust?: number): void;
  leave(group: GroupId, pid: number): void;
  /** A process was stopped by a signal, or goes on: what it computes stands still meanwhile. */
  setStopped(pid: number, isStopped: boolean): void;
  /** What one process has used; undefined when it has left. */
  processUse(pid: number): ProcessUse | undefined;
  setOomScoreAdjust(pid: number, adjust: number): void;
  /** Who carries out what is decided here: the process table. */
  setProcessControl(control: ProcessControl): void;
  /** Reads or writes a block device for as long as its bandwidth and the group's limits make it take. */
  transfer(group: GroupId, direction: 'read' | 'write', bytes: number): Process<void>;
  usage(group: GroupId): Usage;
  /** How much CPU a group gets at this moment, and what keeps it from more. */
  cpuNow(group: GroupId): CpuNow;
  /** By what the scheduler decides how much CPU a group gets now: for `explainCpu`. */
  cpuFacts(group: GroupId): CpuFacts;
  /** Who is told of kills. */
  onOom(listener: (event: OomEvent) => void): void;
  /** Room of the host's memory, as `free` shows it. */
  memoryNow(): MemoryNow;
  /** Load averages over 1, 5 and 15 minutes. */
  load(): readonly [number, number, number];
}

/** A group that wants to run, as seen from where its cores are shared out. */
export interface CpuClaim {
  /** For processes that are directly in the group above: that group. */
  readonly group: GroupId;
  readonly weight: number;
  /** In cores: what it gets, and what it could use. */
  readonly rate: number;
  readonly wanted: number;
  /** The core numbers that it may use. */
  readonly cores: readonly number[];
  /** Those of them on which it has time now. */
  readonly onCores: readonly number[];
  readonly quota?: CpuQuota;
}

export interface CpuQuota {
  /** µs of CPU time in each period of so many µs. */
  readonly quota: Micros;
  readonly period: Micros;
  /** It stands until the next period begins. */
  readonly isThrottled: boolean;
  /** It runs into its quota period after period. */
  readonly isSteady: boolean;
}

/** A step of the way from the root to a group: the claim there, and those of the others beside it that want to run. */
export interface CpuLevel extends CpuClaim {
  readonly others: readonly CpuClaim[];
}

/** Everything by which the scheduler decides what a group gets, at this moment. */
export interface CpuFacts {
  readonly hostCores: number;
  /** The group that is frozen: itself or one above. */
  readonly frozen?: GroupId;
  /** The group itself first, then those above it, without the root. */
  readonly levels: readonly CpuLevel[];
}

export interface CpuNow {
  /** In cores. */
  readonly rate: number;
  /** What it could use: a core for each process that wants to run. */
  readonly wanted: number;
  /** `quota`: its own, or one above; `cores`: the cores it is pinned to are taken; `weight`: its share among others. */
  readonly limitedBy: 'quota' | 'cores' | 'weight' | 'freezer' | undefined;
}

/** Bytes. */
export interface MemoryNow {
  readonly used: number;
  readonly shared: number;
  readonly cache: number;
  readonly free: number;
  readonly swapUsed: number;
}

export interface ProcessUse {
  /** CPU time, µs. */
  readonly cpu: Micros;
  /** Resident bytes. */
  readonly memory: number;
  readonly oomScoreAdjust: number;
}

/** What the kernel's resource side asks of its processes, by their host pids. */
export interface ProcessControl {
  /** SIGKILL from the kernel. */
  kill(pid: number): void;
  /** Frozen, or stuck under OOM: the process makes no step until it is let go as often as it was held. */
  hold(pid: number): void;
  letGo(pid: number): void;
}

export interface OomEvent {
  /** The group whose limit was met. */
  readonly group: GroupId;
  /** The pid (of the host) that is to be killed. */
  readonly victim: number;
  readonly at: Micros;
  /** The group that the victim is in. */
  readonly victimGroup: GroupId;
  /** What the limit is, in bytes, and what was asked for beyond what fits. */
  readonly limit: number;
  readonly requested: number;
  /** What the group had when there was no more room: nothing of its cache is left where it could be given up. */
  readonly held: { readonly memory: number; readonly cache: number; readonly shared: number; readonly swap: number };
  /** Bytes that could still be swapped out: what the group may and the host has. */
  readonly swapFree: number;
  /** Who could have been chosen, by falling points: its pages and `oom_score_adj` (oom_badness). The first was. */
  readonly candidates: readonly OomCandidate[];
}

export interface OomCandidate {
  readonly pid: number;
  /** Resident and swapped bytes. */
  readonly memory: number;
  readonly oomScoreAdjust: number;
  /** In bytes: the more, the sooner it is killed. */
  readonly points: number;
}
