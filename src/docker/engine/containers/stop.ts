import { SECOND } from '../../../core/clock.ts';
import { anyOf, until } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { SIGNALS, parseSignal } from '../../../machine/signals.ts';
import type { Signal } from '../../../machine/signals.ts';
import { invalidParameter, notModified } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { logContainerEvent } from './event.ts';
import { killAndWait, sendSignal } from './kill.ts';
import { cancelRestart } from './monitor.ts';

const DEFAULT_TIMEOUT = 10;

export interface StopOptions {
  /** '' for the container's own. */
  readonly signal: string;
  /** Seconds until SIGKILL; negative waits for ever; undefined for the container's own. */
  readonly timeout: number | undefined;
}

/** POST /containers/{id}/stop. Throws 304 for one that does not run. */
export function* stopContainer(daemon: Daemon, reference: string, options: StopOptions): Process<void> {
  const container = daemon.containers.find(reference);
  if (!container.isRunning) throw notModified();
  if (options.signal !== '' && parseSignal(options.signal) === undefined) throw invalidParameter(`cannot stop container: ${reference}: invalid signal: ${options.signal}`);
  yield* stopNow(daemon, container, options);
}

/** Sends the stop signal, waits, kills, and waits for the end. */
export function* stopNow(daemon: Daemon, container: Container, { signal, timeout }: StopOptions): Process<void> {
  container.isManuallyStopped = true;
  cancelRestart(container);
  if (container.run) {
    const seconds = timeout ?? container.config.StopTimeout ?? DEFAULT_TIMEOUT;
    sendSignal(daemon, container, stopSignalOf(container, signal));
    if (seconds !== 0) yield* endedWithin(daemon, container, seconds);
    if (container.run) yield* killAndWait(daemon, container);
  }
  logContainerEvent(daemon, container, 'stop');
}

function stopSignalOf({ config }: Container, asked: string): Signal {
  return (asked === '' ? undefined : parseSignal(asked)) ?? (config.StopSignal === undefined ? undefined : parseSignal(config.StopSignal)) ?? SIGNALS.SIGTERM;
}

function* endedWithin(daemon: Daemon, container: Container, seconds: number): Process<void> {
  const { clock } = daemon.host.scheduler;
  const deadline = seconds < 0 ? Infinity : daemon.host.now() + seconds * SECOND;
  while (container.run && daemon.host.now() < deadline) {
    yield deadline === Infinity ? container.changed.asWait() : anyOf(container.changed.asWait(), until(clock, deadline));
  }
}
