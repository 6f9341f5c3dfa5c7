import type { Cancel, Micros, VirtualClock } from '../../../core/clock.ts';
import type { Process } from '../../../core/process.ts';
import { TimerHeap } from '../timer-heap.ts';
import { firstCompletion, isLong, settleActive, tasksIn } from './active-tree.ts';
import { allocate } from './allocation.ts';
import { Bandwidth } from './bandwidth.ts';
import { CpuGroup, DEFAULT_WEIGHT, QuotaTimer } from './cpu-group.ts';
import { CpuTask } from './cpu-task.ts';
import type { CpuAccount } from './cpu-task.ts';
import { Cpusets } from './cpuset.ts';

export interface CpuLimits {
  readonly cpuShares?: number;
  readonly cpuQuota?: Micros;
  readonly cpuPeriod?: Micros;
  readonly cpuset?: readonly number[];
}

export const DEFAULT_PERIOD: Micros = 100_000;
/** How far from its exact moment an event may come, in µs, since the clock has whole ones. */
const SLACK = 0.001;
/** A throttled group is taken as running evenly when each of its processes has so many quotas of work before it. */
const STEADY_QUOTAS = 4;

/**
 * Shares the cores among groups and processes in continuous time: rates change at events alone (something begins or
 * ends, a limit changes, a quota is used up), and between them nothing is stepped. All events lie behind one alarm of
 * the clock. While there are cores for all, beginning and ending touch the group's own path alone.
 */
export class CpuScheduler {
  readonly root: CpuGroup;
  readonly #cpusets: Cpusets;
  readonly #heap = new TimerHeap();
  #order = 0;
  #armedFor = Infinity;
  #disarm: Cancel | undefined;
  /** Processes that want to run, and how many of them may not run everywhere. */
  #running = 0;
  #pinned = 0;
  /** Whether rates were last worked out with some. */
  #hadPins = false;
  /** Everybody has a core for itself. */
  #isFree = true;
  /** Groups in which something began or ended since rates were worked out; worked out again before time goes on. */
  readonly #touched = new Set<CpuGroup>();
  #isChanged = false;
  #isRecomputing = false;

  constructor(
    private readonly clock: VirtualClock,
    readonly cores: number,
    /** Told before the number of those that want to run changes. */
    private readonly beforeChange: () => void,
  ) {
    this.#cpusets = new Cpusets(cores);
    this.root = new CpuGroup(this.#order++, this, undefined, clock.now(), this.#cpusets.all);
  }

  get running(): number {
    return this.#running;
  }

  createGroup(parent: CpuGroup, limits: CpuLimits): CpuGroup {
    const group = new CpuGroup(this.#order++, this, parent, this.clock.now(), parent.cpuset);
    this.#apply(group, limits);
    return group;
  }

  /** New limits of a group; `below` are the groups below it, whose sets of cores depend on it. */
  setLimits(group: CpuGroup, limits: CpuLimits, below: Iterable<{ readonly group: CpuGroup; readonly limits: CpuLimits }>): void {
    this.#settlePath(group);
    const cpuset = group.cpuset;
    this.#apply(group, limits);
    if (group.cpuset !== cpuset) for (const child of below) this.#setCpuset(child.group, child.limits);
    this.#change();
  }

  *compute(group: CpuGroup, account: CpuAccount, cpuTime: Micros): Process<void> {
    if (cpuTime <= 0) return;
    yield new CpuTask(this, group, account, cpuTime);
  }

  /** A task wants to run from now on. */
  begin(task: CpuTask): void {
    const now = this.clock.now();
    const { group } = task;
    this.beforeChange();
    task.order = this.#order++;
    this.#running++;
    if (!group.cpuset.isAll) this.#pinned++;
    const mayRunFree = this.#isFree && !this.#isRecomputing && this.#running <= this.cores && this.#pinned === 0 && !this.#hadPins;
    this.#settlePath(group);
    group.push(task);
    let isFree = mayRunFree;
    for (let at: CpuGroup | undefined = group; at; at = at.parent) {
      if (at.parent) (at.parent.activeChildren ??= new Set()).add(at);
      if (at.bandwidth && !this.#mayRun(at, at.bandwidth, now)) isFree = false;
    }
    if (isFree) this.#addFreely(group, 1);
    else this.#touch(group);
  }

  /** A task wants to run no more (done, killed, stopped, frozen). */
  end(task: CpuTask): void {
    const { group } = task;
    this.beforeChange();
    this.#settlePath(group);
    const had = group.service - task.startService;
    task.account.cpu += had;
    task.remaining = Math.max(0, task.remaining - had);
    this.#leave(task);
  }

  /** The next of a group's tasks is done. */
  complete(group: CpuGroup): void {
    const now = this.clock.now();
    this.#settlePath(group);
    const done: CpuTask[] = [];
    for (let task = group.tasks[0]; task && task.target <= group.service + 2 * SLACK; task = group.tasks[0]) {
      this.beforeChange();
      // The clock has whole microseconds: what was too much or too little is put right here.
      const excess = group.service - task.target;
      for (let at: CpuGroup | undefined = group; at; at = at.parent) at.used -= excess;
      group.ownUsed -= excess;
      task.account.cpu += task.remaining;
      task.remaining = 0;
      this.#leave(task);
      done.push(task);
    }
    if (!this.#touched.has(group)) this.#heap.set(group, group.wholeCompletion(now, SLACK));
    for (const task of done) task.done();
  }

  /** A group's quota is used up, or a new period begins for it. */
  quotaEvent(group: CpuGroup): void {
    const now = this.clock.now();
    const { bandwidth } = group;
    if (!bandwidth) return;
    this.#settlePath(group);
    if (bandwidth.isSteady) {
      bandwidth.isSteady = false;
      this.#change();
    } else if (bandwidth.isThrottled) {
      bandwidth.unthrottle();
      bandwidth.isSteady = group.isActive && isLong(group, STEADY_QUOTAS * bandwidth.quota);
      this.#change();
    } else if (group.isActive && group.rate > 0) {
      this.#throttle(group, bandwidth, group.rate, now);
    }
  }

  /** What a group gets now, and what keeps it from more. */
  explain(group: CpuGroup): { readonly rate: number; readonly wanted: number; readonly limitedBy: 'quota' | 'cores' | 'weight' | undefined } {
    const { rate } = group;
    const wanted = tasksIn(group);
    if (rate >= wanted) return { rate, wanted, limitedBy: undefined };
    for (let at: CpuGroup | undefined = group; at; at = at.parent) {
      if (at.bandwidth?.isThrottled || at.bandwidth?.isSteady) return { rate, wanted, limitedBy: 'quota' };
    }
    return { rate, wanted, limitedBy: group.cpuset.isAll ? 'weight' : 'cores' };
  }

  /** False when the group's quota lets nothing run that begins now, or all rates have to be worked out again for it. */
  #mayRun(group: CpuGroup, bandwidth: Bandwidth, now: Micros): boolean {
    bandwidth.begin(now);
    if (bandwidth.isThrottled) return false;
    if (bandwidth.isSteady) {
      bandwidth.isSteady = false;
      this.#change();
      return false;
    }
    if (!bandwidth.isSpent) return true;
    this.#throttle(group, bandwidth, Math.max(1, group.rate), now);
    return false;
  }

  #throttle(group: CpuGroup, bandwidth: Bandwidth, rate: number, now: Micros): void {
    bandwidth.throttle(rate);
    this.#heap.set(quotaTimerOf(group, this.#order, this), bandwidth.periodEnd(now));
    this.#change();
  }

  #leave(task: CpuTask): void {
    const { group } = task;
    group.take(task);
    this.#running--;
    if (!group.cpuset.isAll) this.#pinned--;
    const wasFree = this.#isFree && !this.#isRecomputing;
    let isSteady = false;
    for (let at: CpuGroup | undefined = group; at; at = at.parent) {
      if (at.parent && !at.isActive) at.parent.activeChildren?.delete(at);
      if (at.bandwidth?.isSteady) {
        at.bandwidth.isSteady = false;
        isSteady = true;
      }
    }
    if (isSteady) this.#change();
    if (wasFree && !isSteady && group.taskRate === 1) this.#addFreely(group, -1);
    else this.#touch(group);
  }

  /** One task more or fewer on a core of its own: nobody else notices. */
  #addFreely(group: CpuGroup, rate: 1 | -1): void {
    const now = this.clock.now();
    if (rate > 0) group.setSpread(undefined);
    for (let at: CpuGroup | undefined = group; at; at = at.parent) {
      at.rate += rate;
      this.#scheduleQuota(at, now);
    }
    group.servedTasks += rate;
    group.taskRate = group.servedTasks > 0 ? 1 : 0;
    this.#heap.set(group, group.wholeCompletion(now, SLACK));
    this.#arm();
  }

  #touch(group: CpuGroup): void {
    this.#touched.add(group);
    this.#recomputeSoon();
  }

  #change(): void {
    this.#isChanged = true;
    this.#recomputeSoon();
  }

  /** Before time goes on, but after all else that happens at this moment: what ends often begins again at once. */
  #recomputeSoon(): void {
    if (this.#isRecomputing) return;
    this.#isRecomputing = true;
    this.clock.at(this.clock.now(), () => this.#recompute());
  }

  #recompute(): void {
    this.#isRecomputing = false;
    const now = this.clock.now();
    let isSame = !this.#isChanged;
    for (const group of this.#touched) if (group.tasks.length !== group.servedTasks) isSame = false;
    if (!isSame) {
      this.#isChanged = false;
      for (const group of this.#touched) this.#clearIdle(group, now);
      settleActive(this.root, now);
      const hasPins = this.#pinned > 0;
      this.#isFree = allocate(this.root, this.cores, hasPins, this.#hadPins);
      this.#hadPins = hasPins;
      this.#adopt(this.root, now);
    } else {
      for (const group of this.#touched) this.#heap.set(group, group.wholeCompletion(now, SLACK));
    }
    this.#touched.clear();
    this.#arm();
  }

  /** Groups that have become idle are in no walk of the active ones. */
  #clearIdle(group: CpuGroup, now: Micros): void {
    for (let at: CpuGroup | undefined = group; at && !at.isActive; at = at.parent) {
      at.settle(now);
      at.rate = 0;
      at.taskRate = 0;
      at.servedTasks = 0;
      this.#heap.set(at, Infinity);
      this.#scheduleQuota(at, now);
    }
  }

  #adopt(group: CpuGroup, now: Micros): void {
    const { bandwidth } = group;
    group.rate = group.share;
    // Others have left it less than its quota: it does not run into it any more.
    if (bandwidth?.isSteady && group.rate < bandwidth.rate * (1 - 1e-9)) bandwidth.isSteady = false;
    group.servedTasks = group.tasks.length;
    this.#heap.set(group, group.wholeCompletion(now, SLACK));
    this.#scheduleQuota(group, now);
    if (group.activeChildren) for (const child of group.activeChildren) this.#adopt(child, now);
  }

  #scheduleQuota(group: CpuGroup, now: Micros): void {
    const { bandwidth } = group;
    if (!bandwidth || bandwidth.isThrottled) return;
    const due = bandwidth.isSteady ? bandwidth.steadyEnd(now, firstCompletion(group)) : bandwidth.exhaustion(now, group.rate);
    if (due !== Infinity || group.quotaTimer) this.#heap.set(quotaTimerOf(group, this.#order, this), due);
  }

  #arm(): void {
    const due = this.#heap.first?.due ?? Infinity;
    if (due === this.#armedFor) return;
    this.#disarm?.();
    this.#disarm = undefined;
    this.#armedFor = due;
    if (due === Infinity) return;
    this.#disarm = this.clock.at(due, () => this.#fire());
  }

  #fire(): void {
    this.#armedFor = Infinity;
    this.#disarm = undefined;
    const now = this.clock.now();
    for (let timer = this.#heap.first; timer && timer.due <= now; timer = this.#heap.first) {
      this.#heap.set(timer, Infinity);
      timer.fire();
    }
    this.#arm();
  }

  #settlePath(group: CpuGroup): void {
    const now = this.clock.now();
    for (let at: CpuGroup | undefined = group; at; at = at.parent) at.settle(now);
  }

  #apply(group: CpuGroup, limits: CpuLimits): void {
    group.weight = limits.cpuShares ? limits.cpuShares : DEFAULT_WEIGHT;
    const quota = limits.cpuQuota && limits.cpuQuota > 0 ? limits.cpuQuota : undefined;
    const period = limits.cpuPeriod ? limits.cpuPeriod : DEFAULT_PERIOD;
    const before = group.bandwidth;
    if (before?.quota !== quota || (before && before.period !== period)) {
      if (group.quotaTimer) this.#heap.set(group.quotaTimer, Infinity);
      group.bandwidth = quota === undefined ? undefined : Bandwidth.after(before, quota, period);
      if (group.isActive) group.bandwidth?.begin(this.clock.now());
    }
    this.#setCpuset(group, limits);
  }

  #setCpuset(group: CpuGroup, limits: CpuLimits): void {
    if (!group.parent) return;
    const before = group.cpuset;
    group.cpuset = this.#cpusets.within(group.parent.cpuset, limits.cpuset);
    if (before.isAll !== group.cpuset.isAll) this.#pinned += group.cpuset.isAll ? -group.tasks.length : group.tasks.length;
  }
}

function quotaTimerOf(group: CpuGroup, order: number, scheduler: CpuScheduler): QuotaTimer {
  return (group.quotaTimer ??= new QuotaTimer(order, scheduler, group));
}
