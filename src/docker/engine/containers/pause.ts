import { conflict } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from './event.ts';

/** POST /containers/{id}/pause: the freezer holds everything in its cgroup. */
export function pauseContainer(daemon: Daemon, reference: string): void {
  const container = daemon.containers.findRunning(reference);
  if (container.isPaused) throw conflict(`Container ${container.id} is already paused`);
  if (container.isRestarting || !container.run) throw conflict(`container ${container.id} is restarting, wait until the container is running`);
  daemon.host.resources.setFrozen(container.run.cgroup, true);
  container.isPaused = true;
  logContainerEvent(daemon, container, 'pause');
  container.touch();
}
