import { Filters } from '../../api/filters.ts';
import type { DiskUsage } from '../../api/types/system.ts';
import { listContainers } from '../containers/list.ts';
import type { Daemon } from '../daemon.ts';
import { treeSize } from '../files/tree-size.ts';
import { summaryOf } from '../images/list.ts';
import { describe } from '../volumes/list.ts';

/** GET /system/df. */
export function diskUsage(daemon: Daemon, types: readonly string[]): DiskUsage {
  const wants = (type: string) => types.includes(type);
  return {
    ...(wants('image') ? { LayersSize: layersSize(daemon), Images: imagesOf(daemon) } : {}),
    ...(wants('container') ? { Containers: listContainers(daemon, { all: true, size: true, limit: 0, filters: new Filters() }) } : {}),
    ...(wants('volume') ? { Volumes: volumesOf(daemon) } : {}),
    ...(wants('build-cache') ? { BuildCache: daemon.builder?.usage() ?? [] } : {}),
  };
}

function layersSize({ images }: Daemon): number {
  let size = 0;
  for (const layer of images.layers()) size += layer.size;
  return size;
}

function imagesOf(daemon: Daemon): NonNullable<DiskUsage['Images']> {
  return [...daemon.images.all()]
    .filter(({ id }) => daemon.images.namesOf(id).length > 0 || !daemon.images.hasChildren(id))
    .sort((a, b) => b.created - a.created)
    .map((image) => summaryOf(daemon, image, daemon.images.namesOf(image.id), true, daemon.containers.usersOf(image.id).length));
}

function volumesOf(daemon: Daemon): NonNullable<DiskUsage['Volumes']> {
  return [...daemon.volumes.all()].map((volume) => ({ ...describe(volume), UsageData: { RefCount: volume.users.size, Size: treeSize(daemon.files, volume.mountpoint) } }));
}
