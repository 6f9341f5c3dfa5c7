import type { Process } from '../../../core/process.ts';
import { runNow } from '../../../core/process.ts';
import { SIGNALS } from '../../../machine/signals.ts';
import type { Child, ExitCode, System } from '../../../machine/system.ts';
import { statusCode } from '../../../machine/system.ts';

const KEPT: readonly number[] = [SIGNALS.SIGKILL, SIGNALS.SIGSTOP, SIGNALS.SIGCHLD, SIGNALS.SIGTTIN, SIGNALS.SIGTTOU];

/** docker-init (tini): starts the command, passes signals on to it, reaps orphans, and ends as the command does. */
export function initProcess(argv: readonly string[]): (system: System) => Process<ExitCode> {
  return function* main(system) {
    const child = system.spawn(argv, { group: 'new', ...(system.terminal ? { isForeground: true } : {}) });
    for (const signal of Object.values(SIGNALS)) {
      if (!KEPT.includes(signal)) system.onSignal(signal, () => passOn(system, child, signal));
    }
    system.onSignal(SIGNALS.SIGCHLD, () => reap(system, child));
    return statusCode(yield* child.wait());
  };
}

function passOn(system: System, child: Child, signal: number): void {
  if (!child.status) system.kill(child.pid, signal);
}

function reap(system: System, main: Child): void {
  for (const child of system.children) if (child !== main && child.status) runNow(child.wait());
}
