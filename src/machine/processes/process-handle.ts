import type { Process, Wait } from '../../core/process.ts';
import type { RunningProcess } from '../host.ts';
import type { Signal } from '../signals.ts';
import type { Child, ExitStatus } from '../system.ts';
import type { KernelProcess } from './kernel-process.ts';

/** A process in the hands of who started it: its parent (who reaps it), or the engine (the host's init reaps it). */
export class ProcessHandle implements Child, RunningProcess {
  /** As the one who holds this sees it. */
  readonly pid: number;

  constructor(
    private readonly process: KernelProcess,
    level: number,
  ) {
    this.pid = process.pids[level]!;
  }

  get status(): ExitStatus | undefined {
    return this.process.status;
  }

  get isStopped(): boolean {
    return this.process.isStopped;
  }

  wait(options?: { readonly untracedToo?: false }): Process<ExitStatus>;
  wait(options: { readonly untracedToo: true }): Process<ExitStatus | 'stopped'>;
  *wait(options: { readonly untracedToo?: boolean } = {}): Process<ExitStatus | 'stopped'> {
    for (;;) {
      const status = this.reap();
      if (status) return status;
      if (options.untracedToo && this.process.isStopped) return 'stopped';
      yield this.changed();
    }
  }

  changed(): Wait {
    return this.process.changed.asWait();
  }

  reap(): ExitStatus | undefined {
    if (this.process.status) this.process.reap();
    return this.process.status;
  }

  onExit(listener: (status: ExitStatus) => void): void {
    if (this.process.status) listener(this.process.status);
    else (this.process.exitListeners ??= []).push(listener);
  }

  signal(signal: Signal): void {
    this.process.deliver(signal);
  }
}
