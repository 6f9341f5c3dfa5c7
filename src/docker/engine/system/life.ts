import type { Process } from '../../../core/process.ts';
import type { Container } from '../containers/container.ts';
import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from '../containers/event.ts';
import { cancelRestart } from '../containers/monitor.ts';
import { launch } from '../containers/start.ts';
import { stopNow } from '../containers/stop.ts';
import { failureOf } from '../../api/status.ts';

/** `systemctl stop docker`: containers that run are stopped, and everything is kept. */
export function* stopDaemon(daemon: Daemon): Process<void> {
  if (!daemon.isUp) return;
  daemon.isUp = false;
  const running = [...daemon.containers.all()].filter((container) => container.isRunning);
  for (const container of running) {
    // The daemon's stop is no user's: restart policies apply when it comes back.
    container.isToBeRevived = !container.isManuallyStopped;
    cancelRestart(container);
  }
  const stops = running.map((container) => daemon.host.scheduler.start(stopOne(daemon, container), () => {}));
  for (const stop of stops) while (!stop.isDone) yield* stop.ended.wait();
}

function* stopOne(daemon: Daemon, container: Container): Process<void> {
  const wasStopped = container.isManuallyStopped;
  if (container.run) yield* stopNow(daemon, container, { signal: '', timeout: undefined });
  container.isManuallyStopped = wasStopped;
}

/** `systemctl start docker`: restart policies bring back what ran, or always should. */
export function* startDaemon(daemon: Daemon): Process<void> {
  if (daemon.isUp) return;
  daemon.isUp = true;
  for (const container of [...daemon.containers.all()]) {
    const { Name } = container.hostConfig.RestartPolicy;
    const isDue = container.hasStarted && (Name === 'always' || (Name === 'unless-stopped' && !container.isManuallyStopped) || (Name === 'on-failure' && container.isToBeRevived && container.exitCode !== 0));
    container.isToBeRevived = false;
    if (!isDue || container.run) continue;
    try {
      launch(daemon, container);
    } catch (error) {
      if (!failureOf(error)) throw error;
      logContainerEvent(daemon, container, 'die', { exitCode: String(container.exitCode) });
    }
  }
}
