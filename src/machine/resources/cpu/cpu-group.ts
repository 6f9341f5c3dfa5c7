import type { Micros } from '../../../core/clock.ts';
import { Timer } from '../timer-heap.ts';
import type { Bundle } from './progressive-filling.ts';
import type { Bandwidth } from './bandwidth.ts';
import type { CpuScheduler } from './cpu-scheduler.ts';
import type { CpuTask } from './cpu-task.ts';
import type { Cpuset } from './cpuset.ts';
import type { Claim } from './water-fill.ts';

/** `--cpu-shares` where none is given, and what a single process weighs among groups. */
export const DEFAULT_WEIGHT = 1024;

const NO_TASKS: readonly CpuTask[] = [];

/**
 * The CPU side of a cgroup. Rates are in cores and change only at events; what was used since the last one is worked
 * out when somebody asks. The processes directly in it all run at one rate, so the time that each of them has run is
 * one number (`service`), and the next to be done is the one with the lowest target.
 */
export class CpuGroup extends Timer implements Claim {
  weight = DEFAULT_WEIGHT;
  cpuset: Cpuset;
  bandwidth: Bandwidth | undefined;
  readonly depth: number;
  /** Groups below in which something wants to run. */
  activeChildren: Set<CpuGroup> | undefined;
  /** What wants to run, a heap by target. */
  #tasks: CpuTask[] | undefined;
  /** As `Claim`: the most it could use now, and what it was given. */
  most = 0;
  share = 0;
  /** Of the whole group, and of each process directly in it. */
  rate = 0;
  taskRate = 0;
  /** How many processes the rates were worked out for. */
  servedTasks = 0;
  /** CPU time that a process directly in it has had, had it been there all along. */
  service = 0;
  since: Micros;
  /** CPU time used up to `since`, and what of it its own processes used, µs. */
  used = 0;
  ownUsed = 0;
  quotaTimer: QuotaTimer | undefined;
  /** Kept by the allocation, from one time to the next. */
  bundle: Bundle | undefined;
  /** How its time lies on the cores: the part of each; undefined when evenly on all. */
  #spread: Float64Array | undefined;
  #spreadSince = 0;
  /** A plain list: a typed one takes three times the room for a handful of cores. */
  #perCore: number[] | undefined;

  constructor(
    order: number,
    private readonly scheduler: CpuScheduler,
    readonly parent: CpuGroup | undefined,
    now: Micros,
    cpuset: Cpuset,
  ) {
    super(order);
    this.depth = parent ? parent.depth + 1 : 0;
    this.since = now;
    this.cpuset = cpuset;
  }

  get tasks(): readonly CpuTask[] {
    return this.#tasks ?? NO_TASKS;
  }

  get isActive(): boolean {
    return this.tasks.length > 0 || (this.activeChildren !== undefined && this.activeChildren.size > 0);
  }

  /** Brings what was used up to now. */
  settle(now: Micros): void {
    const time = now - this.since;
    if (time <= 0) return;
    this.bandwidth?.pass(this.since, now, this.rate, this.isActive);
    this.used += this.rate * time;
    this.ownUsed += this.taskRate * this.servedTasks * time;
    this.service += this.taskRate * time;
    this.since = now;
  }

  /** CPU time used, µs. */
  usedAt(now: Micros): number {
    return this.used + this.rate * (now - this.since);
  }

  /** Its quota's counters at `now`; undefined without a quota. Looking changes nothing. */
  bandwidthAt(now: Micros): Bandwidth | undefined {
    return this.bandwidth?.at(this.since, Math.max(now, this.since), this.rate, this.isActive);
  }

  setSpread(spread: Float64Array | undefined): void {
    if (spread === this.#spread) return;
    if (this.ownUsed > this.#spreadSince) {
      this.#perCore ??= Array.from({ length: this.scheduler.cores }, () => 0);
      this.#addByCore(this.#perCore, this.ownUsed - this.#spreadSince);
    }
    this.#spreadSince = this.ownUsed;
    this.#spread = spread;
  }

  /** Whether its own processes have time on that core at present. */
  runsOn(core: number): boolean {
    return this.tasks.length > 0 && (this.#spread ? this.#spread[core]! > 1e-9 : this.cpuset.cores.includes(core));
  }

  /** How the time of its own processes lies on the cores, µs. */
  ownPerCore(now: Micros): Float64Array {
    const total = this.#perCore ? Float64Array.from(this.#perCore) : new Float64Array(this.scheduler.cores);
    this.#addByCore(total, this.ownUsed + this.taskRate * this.servedTasks * (now - this.since) - this.#spreadSince);
    return total;
  }

  #addByCore(sums: Float64Array | number[], used: number): void {
    const spread = this.#spread;
    const even = 1 / sums.length;
    for (let core = 0; core < sums.length; core++) sums[core]! += used * (spread ? spread[core]! : even);
  }

  /** When the next of its processes is done, at the present rate. */
  completion(): number {
    const next = this.tasks[0];
    if (!next || this.taskRate <= 0) return Infinity;
    return this.since + (next.target - this.service) / this.taskRate;
  }

  /**
   * As `completion`, in whole microseconds of the clock, at most `slack` too early. Reckoned from now: moments since 1970
   * have no room for fractions of a microsecond, so that a sum with them would lose what is still to do.
   */
  wholeCompletion(now: Micros, slack: Micros): number {
    const next = this.tasks[0];
    if (!next || this.taskRate <= 0) return Infinity;
    return now + Math.max(0, Math.ceil((next.target - this.service) / this.taskRate + (this.since - now) - slack));
  }

  fire(): void {
    this.scheduler.complete(this);
  }

  push(task: CpuTask): void {
    if (this.tasks.length === 0) this.service = 0;
    task.startService = this.service;
    task.target = this.service + task.remaining;
    // A list that begins with one takes room for one; most groups never have more.
    const tasks = this.#tasks ?? (this.#tasks = [task]);
    if (tasks[0] !== task) tasks.push(task);
    this.#up(tasks.length - 1);
  }

  take(task: CpuTask): void {
    const tasks = this.#tasks!;
    const at = task.position;
    const last = tasks.pop()!;
    task.position = -1;
    if (last === task) return;
    tasks[at] = last;
    last.position = at;
    this.#down(at);
    this.#up(last.position);
  }

  #up(from: number): void {
    const tasks = this.#tasks!;
    const task = tasks[from]!;
    let at = from;
    while (at > 0 && task.isBefore(tasks[(at - 1) >> 1]!)) {
      const parent = (at - 1) >> 1;
      tasks[at] = tasks[parent]!;
      tasks[at]!.position = at;
      at = parent;
    }
    tasks[at] = task;
    task.position = at;
  }

  #down(from: number): void {
    const tasks = this.#tasks!;
    const task = tasks[from]!;
    let at = from;
    for (let child = 2 * at + 1; child < tasks.length; child = 2 * at + 1) {
      if (child + 1 < tasks.length && tasks[child + 1]!.isBefore(tasks[child]!)) child++;
      if (!tasks[child]!.isBefore(task)) break;
      tasks[at] = tasks[child]!;
      tasks[at]!.position = at;
      at = child;
    }
    tasks[at] = task;
    task.position = at;
  }
}

/** When a group's quota is used up, or its throttling ends. */
export class QuotaTimer extends Timer {
  constructor(
    order: number,
    private readonly scheduler: CpuScheduler,
    private readonly group: CpuGroup,
  ) {
    super(order);
  }

  fire(): void {
    this.scheduler.quotaEvent(this.group);
  }
}
