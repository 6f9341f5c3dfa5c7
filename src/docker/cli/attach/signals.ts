import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { SIGNALS, signalName } from '../../../machine/signals.ts';
import type { Signal } from '../../../machine/signals.ts';
import { killContainer } from '../../client/containers.ts';
import { isFailure } from '../parallel.ts';
import type { Session } from '../session.ts';

const KEPT: readonly Signal[] = [
  SIGNALS.SIGKILL, SIGNALS.SIGSTOP, SIGNALS.SIGCHLD, SIGNALS.SIGPIPE, SIGNALS.SIGURG, SIGNALS.SIGWINCH, SIGNALS.SIGTSTP, SIGNALS.SIGTTIN, SIGNALS.SIGTTOU, SIGNALS.SIGCONT,
];

/** `--sig-proxy`: what the docker command is sent, the container gets. Gives what ends it. */
export function forwardSignals(session: Session, container: string): () => void {
  const pending: Signal[] = [];
  const arrived = new Condition('signal');
  const forwarded = Object.values(SIGNALS).filter((signal) => !KEPT.includes(signal));
  for (const signal of forwarded) {
    session.system.onSignal(signal, (received) => {
      pending.push(received);
      arrived.notify();
    });
  }
  const forward = function* (): Process<void> {
    for (;;) {
      while (pending.length === 0) yield* arrived.wait();
      const signal = pending.shift()!;
      try {
        yield* killContainer(session.client, container, signalName(signal)?.replace(/^SIG/, '') ?? String(signal));
      } catch (error) {
        if (!isFailure(error)) throw error;
      }
    }
  };
  const thread = session.system.startThread(forward());
  return () => {
    thread.cancel();
    for (const signal of forwarded) session.system.onSignal(signal, 'default');
  };
}
