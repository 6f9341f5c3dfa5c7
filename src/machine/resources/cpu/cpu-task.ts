import type { Cancel, Micros } from '../../../core/clock.ts';
import type { Wait } from '../../../core/process.ts';
import type { CpuGroup } from './cpu-group.ts';
import type { CpuScheduler } from './cpu-scheduler.ts';

/** Whose time it is; told what was used. */
export interface CpuAccount {
  /** CPU time used by what is over, µs. */
  cpu: number;
  /** Stopped or frozen: nothing of it runs. */
  readonly isHeld: boolean;
  /** Keeps what runs, or would if it were not held. */
  add(task: CpuTask): void;
  /** False when it was not kept. */
  remove(task: CpuTask): boolean;
}

/** One piece of computing: a wait until a process has had so much CPU time. */
export class CpuTask implements Wait {
  readonly reason = 'cpu';
  /** CPU time that it still needs, as of when it last began to run. */
  remaining: Micros;
  /** By the clock of its group's `service`. */
  startService = 0;
  target = 0;
  /** In its group's heap; -1 while it does not run. */
  position = -1;
  order = 0;
  #wake: (() => void) | undefined;

  constructor(
    private readonly scheduler: CpuScheduler,
    readonly group: CpuGroup,
    readonly account: CpuAccount,
    cpuTime: Micros,
  ) {
    this.remaining = cpuTime;
  }

  get isRunning(): boolean {
    return this.position >= 0;
  }

  isBefore(other: CpuTask): boolean {
    return this.target < other.target || (this.target === other.target && this.order < other.order);
  }

  start(wake: () => void): Cancel {
    this.#wake = wake;
    this.account.add(this);
    if (!this.account.isHeld) this.scheduler.begin(this);
    return () => {
      if (!this.account.remove(this)) return;
      if (this.isRunning) this.scheduler.end(this);
    };
  }

  /** All its time has been had. */
  done(): void {
    this.account.remove(this);
    this.#wake?.();
  }

  /** What it has had since it last began to run. */
  hadAt(now: Micros): number {
    if (!this.isRunning) return 0;
    const { group } = this;
    return group.service + group.taskRate * (now - group.since) - this.startService;
  }
}
