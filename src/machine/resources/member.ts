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
  #tasks: Set<CpuTask> | undefined;

  constructor(
    readonly pid: number,
    readonly group: Cgroup,
    public oomScoreAdjust: number,
  ) {}

  get isHeld(): boolean {
    return this.isStopped || this.freezes > 0;
  }

  get tasks(): Iterable<CpuTask> {
    return this.#tasks ?? NO_TASKS;
  }

  add(task: CpuTask): void {
    (this.#tasks ??= new Set()).add(task);
  }

  remove(task: CpuTask): boolean {
    return this.#tasks?.delete(task) ?? false;
  }

  useAt(now: Micros): ProcessUse {
    let { cpu } = this;
    for (const task of this.tasks) cpu += task.hadAt(now);
    return { cpu: Math.round(cpu), memory: this.memory, oomScoreAdjust: this.oomScoreAdjust };
  }
}
