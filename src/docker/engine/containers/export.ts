import type { Input } from '../../../core/stream.ts';
import { tarInput } from '../../../machine/files/tar.ts';
import { conflict } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from './event.ts';

/** GET /containers/{id}/export: its files without mounts, as one tar. */
export function exportContainer(daemon: Daemon, reference: string): Input {
  const container = daemon.containers.find(reference);
  if (container.isDead) throw conflict(`You cannot export container ${container.id} which is Dead`);
  const entries = container.root.mergedEntries();
  logContainerEvent(daemon, container, 'export');
  return tarInput(entries);
}
