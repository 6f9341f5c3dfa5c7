import type { Micros } from '../../core/clock.ts';
import type { CpuAccount, CpuTask } from './cpu/cpu-task.ts';
import type { Cgroup } from './cgroup.ts';
import type { ProcessUse } from './resources.ts';

const NO_TASKS: readonly CpuTask[] = [];

/** A process in a cgroup. */
export class Member implements CpuAccount {
  cpu = 0;
  /** Bytes, resident and swapped out. */
  memory = 0;
  swapped = 0;
  isStopped = false;
  /** How many of the groups it is in are frozen. */
  freezes = 0;
  /** The OOM killer has chosen it. */
  isDying = false;
  /** Most processes compute one thing at a time. */
  #task: CpuTask | undefined;
  #more: Set<CpuTask> | undefined;

  constructor(
    readonly pid: number,
    readonly group: Cgroup,
    public oomScoreAdjust: number,
  ) {}

  get isHeld(): boolean {
    return this.isStopped || this.freezes > 0;
  }

  get tasks(): readonly CpuTask[] {
    if (!this.#task && !this.#more) return NO_TASKS;
    return [...(this.#task ? [this.#task] : NO_TASKS), ...(this.#more ?? NO_TASKS)];
  }

  add(task: CpuTask): void {
    if (this.#task) (this.#more ??= new Set()).add(task);
    else this.#task = task;
  }

  remove(task: CpuTask): boolean {
    if (this.#task !== task) return this.#more?.delete(task) ?? false;
    this.#task = undefined;
    return true;
  }

  useAt(now: Micros): ProcessUse {
    let { cpu } = this;
    for (const task of this.tasks) cpu += task.hadAt(now);
    return { cpu: Math.round(cpu), memory: this.memory, oomScoreAdjust: this.oomScoreAdjust };
  }
}
