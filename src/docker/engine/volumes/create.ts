import type { StringMap } from '../../api/types/common.ts';
import type { CreateVolumeRequest } from '../../api/types/volumes.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { Daemon } from '../daemon.ts';
import { sorted } from '../events/event-log.ts';
import { ANONYMOUS_LABEL } from './store.ts';
import type { Volume } from './volume.ts';

export interface VolumeSpec {
  readonly name: string;
  readonly driver: string;
  readonly labels: StringMap | null;
  readonly options: StringMap | null;
  readonly isAnonymous?: boolean;
}

/** Makes a volume, or gives the one of that name. */
export function createVolume(daemon: Daemon, spec: VolumeSpec): Volume {
  const { labels, options } = spec;
  const { volume, isNew } = daemon.volumes.create(spec.name, spec.driver, labels && sorted(labels), options && sorted(options), spec.isAnonymous);
  if (isNew) daemon.events.log('volume', 'create', volume.name, { driver: 'local' });
  return volume;
}

/** POST /volumes/create. */
export function createVolumeFromRequest(daemon: Daemon, request: CreateVolumeRequest): Volume {
  if (request.ClusterVolumeSpec) throw new NotSimulated('a cluster volume');
  const isAnonymous = !request.Name;
  const labels = request.Labels && Object.keys(request.Labels).length > 0 ? request.Labels : null;
  const options = request.DriverOpts && Object.keys(request.DriverOpts).length > 0 ? request.DriverOpts : null;
  return createVolume(daemon, {
    name: request.Name || daemon.entropy.hex(64),
    driver: request.Driver ?? '',
    labels: isAnonymous ? { ...labels, [ANONYMOUS_LABEL]: '' } : labels,
    options,
    isAnonymous,
  });
}
