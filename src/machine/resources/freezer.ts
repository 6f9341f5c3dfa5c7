import type { Cgroup } from './cgroup.ts';
import type { CpuScheduler } from './cpu/cpu-scheduler.ts';
import type { Member } from './member.ts';
import type { ProcessControl } from './resources.ts';

/** cgroup.freeze: nothing in a frozen group makes a step. */
export class Freezer {
  control: ProcessControl | undefined;

  constructor(private readonly cpu: CpuScheduler) {}

  setFrozen(group: Cgroup, isFrozen: boolean): void {
    if (group.isFrozen === isFrozen) return;
    group.isFrozen = isFrozen;
    for (const member of group.allMembers()) this.#freeze(member, isFrozen ? 1 : -1);
  }

  /** A new process of a frozen group is frozen from its start. */
  joined(member: Member): void {
    for (const at of member.group.upwards()) if (at.isFrozen) this.#freeze(member, 1);
  }

  /** Stopped by a signal: the process table holds it itself. */
  setStopped(member: Member, isStopped: boolean): void {
    this.#change(member, () => (member.isStopped = isStopped));
  }

  #freeze(member: Member, by: 1 | -1): void {
    this.#change(member, () => (member.freezes += by));
    if (by > 0) this.control?.hold(member.pid);
    else this.control?.letGo(member.pid);
  }

  #change(member: Member, change: () => void): void {
    const wasHeld = member.isHeld;
    change();
    if (wasHeld === member.isHeld) return;
    for (const task of member.tasks) {
      if (member.isHeld) this.cpu.end(task);
      else this.cpu.begin(task);
    }
  }
}
