import { formatTimeShort } from '../../api/time.ts';
import type { Filters } from '../../api/filters.ts';
import type { ListVolumesResponse, PruneVolumesResponse, Volume as ApiVolume } from '../../api/types/volumes.ts';
import { matchesPruneLabels } from '../containers/prune.ts';
import type { Daemon } from '../daemon.ts';
import { treeSize } from '../files/tree-size.ts';
import { removeNow } from './rm.ts';
import type { Volume } from './volume.ts';

/** As the API shows it. */
export function describe({ created, driver, labels, mountpoint, name, options }: Volume): ApiVolume {
  return { CreatedAt: formatTimeShort(created), Driver: driver, Labels: labels, Mountpoint: mountpoint, Name: name, Options: options, Scope: 'local' };
}

/** GET /volumes/{name}. */
export function inspectVolume(daemon: Daemon, name: string): ApiVolume {
  return describe(daemon.volumes.find(name));
}

/** GET /volumes. */
export function listVolumes(daemon: Daemon, filters: Filters): ListVolumesResponse {
  filters.validate(['dangling', 'driver', 'label', 'name']);
  const isDangling = filters.has('dangling') ? filters.flag('dangling', false) : undefined;
  const found = [...daemon.volumes.all()].filter((volume) => {
    if (isDangling !== undefined && isDangling !== (volume.users.size === 0)) return false;
    return filters.match('name', volume.name) && filters.exactMatch('driver', volume.driver) && filters.matchLabels('label', volume.labels);
  });
  return { Volumes: found.sort((a, b) => (a.name < b.name ? -1 : 1)).map(describe), Warnings: null };
}

/** POST /volumes/prune: anonymous ones, or with `all=1` every one that no container has. */
export function pruneVolumes(daemon: Daemon, filters: Filters): PruneVolumesResponse {
  filters.validate(['label', 'label!', 'all']);
  const takesNamed = filters.flag('all', false);
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const volume of [...daemon.volumes.all()]) {
    if (volume.users.size > 0 || (!takesNamed && !volume.isAnonymous) || !matchesPruneLabels(filters, volume.labels)) continue;
    reclaimed += treeSize(daemon.files, volume.mountpoint);
    removeNow(daemon, volume);
    deleted.push(volume.name);
  }
  daemon.events.log('volume', 'prune', '', { reclaimed: String(reclaimed) });
  return { VolumesDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed };
}
