import { conflict, invalidParameter, isApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { logContainerEvent } from './event.ts';
import { requireFreeName, validName } from './names.ts';

/** POST /containers/{id}/rename: on networks with names it is found by the new one at once. */
export function renameContainer(daemon: Daemon, reference: string, wanted: string): void {
  if (wanted === '') throw invalidParameter('Neither old nor new names may be empty');
  const container = daemon.containers.find(reference);
  const old = container.name;
  if ((wanted.startsWith('/') ? wanted.slice(1) : wanted) === old) throw invalidParameter('Renaming a container with the same name as its current name');
  const name = newName(daemon, wanted);
  daemon.containers.rename(container, name);
  for (const { network, active } of container.attachments.values()) {
    if (!network?.hasNames || !active) continue;
    network.removeName(old, active);
    network.addName(name, active);
    active.containerName = name;
  }
  logContainerEvent(daemon, container, 'rename', { oldName: `/${old}` });
}

function newName(daemon: Daemon, wanted: string): string {
  try {
    const name = validName(wanted);
    requireFreeName(daemon, name);
    return name;
  } catch (error) {
    if (isApiError(error)) throw error.kind === 'conflict' ? conflict(`Error when allocating new name: ${error.message}`) : invalidParameter(`Error when allocating new name: ${error.message}`);
    throw error;
  }
}
