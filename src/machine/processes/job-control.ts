import type { Signal } from '../signals.ts';
import type { KernelProcess } from './kernel-process.ts';
import type { PidSpace } from './pid-space.ts';
import type { PseudoTerminal } from './pseudo-terminal.ts';

/** A session (setsid(2)): the process groups of one login or container, and the terminal that they share. */
export class Session {
  terminal: PseudoTerminal | undefined;

  /** `pids` are those of its leader, by namespace level. */
  constructor(
    readonly leader: KernelProcess,
    readonly pids: readonly number[],
  ) {}

  /** Where the numbers of `Terminal.foreground` are counted. */
  get space(): PidSpace {
    return this.leader.space;
  }

  /** Makes `terminal` the controlling one, unless another session has it. */
  take(terminal: PseudoTerminal, foreground: ProcessGroup): void {
    if (terminal.session && !terminal.session.leader.status) return;
    terminal.session = this;
    terminal.foregroundGroup = foreground;
    this.terminal = terminal;
  }
}

/** A process group (setpgid(2)): a shell's job. */
export class ProcessGroup {
  readonly members = new Set<KernelProcess>();

  constructor(
    readonly session: Session,
    readonly pids: readonly number[],
    private readonly space: PidSpace,
  ) {
    for (let at: PidSpace | undefined = space; at; at = at.parent) at.groups.set(pids[at.level]!, this);
  }

  leave(process: KernelProcess): void {
    this.members.delete(process);
    if (this.members.size > 0) return;
    for (let at: PidSpace | undefined = this.space; at; at = at.parent) at.groups.delete(this.pids[at.level]!);
  }

  signal(signal: Signal): void {
    for (const member of this.members) member.deliver(signal);
  }

  /** Nobody outside the group, but in its session, is parent to a member: then nobody could continue it, and it is not stopped. */
  get isOrphaned(): boolean {
    for (const { parent } of this.members) {
      if (parent && !parent.status && parent.group !== this && parent.group.session === this.session) return false;
    }
    return true;
  }
}
