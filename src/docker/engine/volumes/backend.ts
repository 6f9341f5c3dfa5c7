import type { VolumesBackend } from '../../api/routes/volumes.ts';
import type { Daemon } from '../daemon.ts';
import { createVolumeFromRequest } from './create.ts';
import { describe, inspectVolume, listVolumes, pruneVolumes } from './list.ts';
import { removeVolume } from './rm.ts';

/** The verbs of volumes, for the routes. */
export function volumesBackend(daemon: Daemon): VolumesBackend {
  return {
    list: (filters) => listVolumes(daemon, filters),
    create: (request) => describe(createVolumeFromRequest(daemon, request)),
    inspect: (name) => inspectVolume(daemon, name),
    remove: (name, isForced) => removeVolume(daemon, name, isForced),
    prune: (filters) => pruneVolumes(daemon, filters),
  };
}
