import { MILLISECOND } from '../../../core/clock.ts';
import { until } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { parseSignal } from '../../../machine/signals.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from './event.ts';
import { launch } from './start.ts';
import { stopNow } from './stop.ts';
import type { StopOptions } from './stop.ts';

const RESTART_TIME = 140 * MILLISECOND;

/** POST /containers/{id}/restart: also starts one that does not run. */
export function* restartContainer(daemon: Daemon, reference: string, options: StopOptions): Process<void> {
  const container = daemon.containers.find(reference);
  if (options.signal !== '' && parseSignal(options.signal) === undefined) throw invalidParameter(`invalid signal: ${options.signal}`);
  // Nothing is removed in the middle of a restart.
  container.isBeingRestarted = true;
  try {
    if (container.isRunning) yield* stopNow(daemon, container, options);
    yield until(daemon.host.scheduler.clock, daemon.host.now() + RESTART_TIME);
    launch(daemon, container);
  } finally {
    container.isBeingRestarted = false;
  }
  logContainerEvent(daemon, container, 'restart');
}
