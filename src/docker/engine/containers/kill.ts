import type { Process } from '../../../core/process.ts';
import { SIGNALS, parseSignal } from '../../../machine/signals.ts';
import type { Signal } from '../../../machine/signals.ts';
import { conflict, invalidParameter, isApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { logContainerEvent } from './event.ts';
import { cancelRestart } from './monitor.ts';

/** POST /containers/{id}/kill. Waits for the end when the signal is SIGKILL. */
export function* killContainer(daemon: Daemon, reference: string, signalName: string): Process<void> {
  const signal = signalName === '' ? SIGNALS.SIGKILL : parseSignal(signalName);
  if (/^-?[1-9]\d*$/.test(signalName) && signal === undefined) throw invalidParameter(`cannot kill container: ${reference}: the linux daemon does not support signal ${signalName}`);
  if (signal === undefined || signal === 0) throw invalidParameter(`cannot kill container: ${reference}: invalid signal: ${signalName}`);
  const container = findToKill(daemon, reference);
  if (signal === SIGNALS.SIGKILL) {
    markStopped(container);
    yield* killAndWait(daemon, container);
    return;
  }
  if (isStopSignal(container, signal)) markStopped(container);
  sendSignal(daemon, container, signal);
}

function findToKill(daemon: Daemon, reference: string): Container {
  let container: Container;
  try {
    container = daemon.containers.find(reference);
  } catch (error) {
    if (isApiError(error, 'notFound')) throw Object.assign(error, { message: `cannot kill container: ${reference}: ${error.message}` });
    throw error;
  }
  if (!container.isRunning) throw conflict(`cannot kill container: ${reference}: container ${container.id} is not running`);
  return container;
}

/** Any signal counts as a stop unless the container has a stop signal of its own. */
function isStopSignal({ config }: Container, signal: Signal): boolean {
  return config.StopSignal === undefined || parseSignal(config.StopSignal) === signal;
}

function markStopped(container: Container): void {
  container.isManuallyStopped = true;
  cancelRestart(container);
}

/** Sends a signal to the first process. */
export function sendSignal(daemon: Daemon, container: Container, signal: Signal): void {
  container.run?.process.signal(signal);
  logContainerEvent(daemon, container, 'kill', { signal: String(signal) });
}

/** SIGKILL, thawing what is paused, and waits until the daemon has seen the end. */
export function* killAndWait(daemon: Daemon, container: Container): Process<void> {
  if (!container.run) return;
  sendSignal(daemon, container, SIGNALS.SIGKILL);
  if (container.isPaused) {
    container.isPaused = false;
    daemon.host.resources.setFrozen(container.run.cgroup, false);
  }
  while (container.run) yield* container.changed.wait();
}
