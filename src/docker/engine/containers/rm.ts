import type { Process } from '../../../core/process.ts';
import { conflict, invalidParameter } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { removeVolumeQuietly } from '../volumes/rm.ts';
import type { Container } from './container.ts';
import { logContainerEvent } from './event.ts';
import { folderOf } from './host-files.ts';
import { cancelRestart } from './monitor.ts';
import { killAndWait } from './kill.ts';

export interface RemoveOptions {
  /** `-v`: anonymous volumes too. */
  readonly removesVolumes: boolean;
}

/** DELETE /containers/{id}. */
export function* removeByReference(daemon: Daemon, reference: string, options: RemoveOptions & { readonly isForced: boolean; readonly isLink: boolean }): Process<void> {
  const container = daemon.containers.find(reference);
  if (options.isLink) throw invalidParameter('removing links is not supported');
  if (container.isRemoving) throw conflict(`removal of container ${reference} is already in progress`);
  if (container.isRunning) {
    if (!options.isForced) throw conflict(refusal(container));
    cancelRestart(container);
    container.isRemoving = true;
    container.isManuallyStopped = true;
    yield* killAndWait(daemon, container);
  }
  if (!container.isRemoved) removeContainer(daemon, container, options);
}

function refusal(container: Container): string {
  const start = `cannot remove container ${JSON.stringify(`/${container.name}`)}: container is`;
  if (container.isPaused) return `${start} paused and must be unpaused first`;
  return `${start} ${container.shownStatus}: stop the container before removing or force remove`;
}

/** Takes a container that does not run away, with what is its own. */
export function removeContainer(daemon: Daemon, container: Container, { removesVolumes }: RemoveOptions): void {
  container.isRemoved = true;
  daemon.containers.remove(container);
  if (container.image) daemon.images.letGo(container.image);
  for (const id of container.execIds ?? []) daemon.execs.remove(id);
  for (const { volume } of container.mounts) volume?.users.delete(container.id);
  if (removesVolumes) for (const { volume } of container.mounts) if (volume?.isAnonymous) removeVolumeQuietly(daemon, volume);
  daemon.files.removeAll(folderOf(daemon, container));
  container.discardRoot();
  container.streams.end();
  logContainerEvent(daemon, container, 'destroy');
  container.touch();
}
