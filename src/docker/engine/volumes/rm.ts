import { isApiError } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Volume } from './volume.ts';

/** DELETE /volumes/{name}. With `isForced`, one that is not there is no error. */
export function removeVolume(daemon: Daemon, name: string, isForced: boolean): void {
  const volume = isForced ? daemon.volumes.get(name) : daemon.volumes.find(name);
  if (volume) removeNow(daemon, volume);
}

export function removeNow(daemon: Daemon, volume: Volume): void {
  daemon.volumes.remove(volume);
  daemon.events.log('volume', 'destroy', volume.name, { driver: volume.driver });
}

/** For `rm -v`: one that others use stays. */
export function removeVolumeQuietly(daemon: Daemon, volume: Volume): void {
  try {
    removeNow(daemon, volume);
  } catch (error) {
    if (!isApiError(error)) throw error;
  }
}
