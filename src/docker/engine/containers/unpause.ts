import { conflict } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from './event.ts';

/** POST /containers/{id}/unpause. */
export function unpauseContainer(daemon: Daemon, reference: string): void {
  const container = daemon.containers.find(reference);
  if (!container.isPaused || !container.run) throw conflict(`Container ${container.id} is not paused`);
  daemon.host.resources.setFrozen(container.run.cgroup, false);
  container.isPaused = false;
  logContainerEvent(daemon, container, 'unpause');
  container.touch();
}
