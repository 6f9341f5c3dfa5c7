import type { PidNamespace } from '../host.ts';
import type { ProcessInfo, ProcessView } from '../system.ts';
import type { ProcessGroup } from './job-control.ts';
import type { KernelProcess } from './kernel-process.ts';
import { infoOf } from './process-info.ts';

/** A pid namespace (pid_namespaces(7)). A process has a pid in its own and in every one above. */
export class PidSpace implements PidNamespace, ProcessView {
  /** 0 for the host's. */
  readonly level: number;
  readonly processes = new Map<number, KernelProcess>();
  readonly groups = new Map<number, ProcessGroup>();
  #terminals: Set<number> | undefined;
  #lastPid = 0;

  constructor(readonly parent?: PidSpace) {
    this.level = parent ? parent.level + 1 : 0;
  }

  get view(): ProcessView {
    return this;
  }

  /** Numbers of the pseudo-terminals in use: a container mounts a devpts of its own, so they are counted by namespace. */
  get terminals(): Set<number> {
    return (this.#terminals ??= new Set());
  }

  /** PID 1: adopts orphans, and takes all with it when it ends. */
  get init(): KernelProcess | undefined {
    return this.processes.get(1);
  }

  nextPid(): number {
    return ++this.#lastPid;
  }

  list(): readonly ProcessInfo[] {
    return [...this.processes.values()].map((process) => infoOf(process, this.level));
  }

  get(pid: number): ProcessInfo | undefined {
    const process = this.processes.get(pid);
    return process && infoOf(process, this.level);
  }

  /** Gives a process its pids, here and above: the host's first. */
  register(process: KernelProcess): number[] {
    const pids = this.parent ? this.parent.register(process) : [];
    const pid = this.nextPid();
    this.processes.set(pid, process);
    pids.push(pid);
    return pids;
  }

  unregister(process: KernelProcess): void {
    this.processes.delete(process.pids[this.level]!);
    this.parent?.unregister(process);
  }
}
