import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import { SIGNALS } from '../../signals.ts';
import type { Signal } from '../../signals.ts';
import { statusCode } from '../../system.ts';
import type { Child, ExitCode, System } from '../../system.ts';

export interface InitWishes {
  /** Signals go to the child's whole group. */
  readonly toGroup: boolean;
  /** The child gets a group of its own, in the foreground of the terminal. */
  readonly ownGroup: boolean;
  /** What a signal becomes on its way; 0 drops it. */
  readonly rewrite?: ReadonlyMap<Signal, Signal>;
  /** What is said of every signal that is passed on, and of zombies, with -v. */
  readonly note?: (text: string) => Process<void>;
}

const KEPT: ReadonlySet<Signal> = new Set([SIGNALS.SIGKILL, SIGNALS.SIGSTOP, SIGNALS.SIGCHLD, SIGNALS.SIGFPE, SIGNALS.SIGILL, SIGNALS.SIGSEGV, SIGNALS.SIGBUS, SIGNALS.SIGABRT, SIGNALS.SIGTRAP, SIGNALS.SIGSYS, SIGNALS.SIGTTIN, SIGNALS.SIGTTOU]);

/** What PID 1 has to do (tini, dumb-init): runs one child, passes signals on, reaps orphans. Throws as `spawn`. */
export function* runInit(system: System, argv: readonly string[], wishes: InitWishes): Process<ExitCode> {
  const changed = new Condition('child or signal');
  const main: Child = system.spawn(argv, wishes.ownGroup ? { group: 'new', isForeground: system.terminal !== undefined } : {});
  system.onSignal(SIGNALS.SIGCHLD, () => changed.notify());
  for (const signal of Object.values(SIGNALS)) {
    if (KEPT.has(signal)) continue;
    system.onSignal(signal, () => pass(system, main, wishes, signal));
  }
  for (;;) {
    for (const child of system.children) {
      if (!child.status || child.pid === main.pid) continue;
      yield* child.wait();
    }
    if (main.status) return statusCode(yield* main.wait());
    yield* changed.wait();
  }
}

function pass(system: System, main: Child, wishes: InitWishes, signal: Signal): void {
  if (main.status) return;
  const sent = wishes.rewrite?.get(signal) ?? signal;
  if (sent === 0) return;
  try {
    system.kill(wishes.toGroup ? -main.pid : main.pid, sent);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}
