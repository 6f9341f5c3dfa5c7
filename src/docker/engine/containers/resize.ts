import { conflict } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from './event.ts';

/** POST /containers/{id}/resize. */
export function resizeContainer(daemon: Daemon, reference: string, height: number, width: number): void {
  const container = daemon.containers.find(reference);
  if (!container.run) throw conflict(`container ${container.id} is not running`);
  container.run.terminal?.resize({ columns: width, rows: height });
  logContainerEvent(daemon, container, 'resize', { height: String(height), width: String(width) });
}
