import type { Process } from '../../../core/process.ts';
import type { Filters } from '../../api/filters.ts';
import type { DeletedImage, PruneImagesResponse } from '../../api/types/images.ts';
import { matchesPruneLabels, pruneUntil } from '../containers/prune.ts';
import type { Daemon } from '../daemon.ts';
import { deleteUnused, untagAllButOne } from './rm.ts';

/** POST /images/prune: those without a name, or with `dangling=false` all that no container has. */
export function* pruneImages(daemon: Daemon, filters: Filters): Process<PruneImagesResponse> {
  filters.validate(['dangling', 'label', 'label!', 'until']);
  const onlyDangling = filters.flag('dangling', true);
  const until = pruneUntil(filters, daemon.host.now());
  const deleted: DeletedImage[] = [];
  let reclaimed = 0;
  // The newest first, so that children go before their parents.
  for (const image of [...daemon.images.all()].reverse()) {
    if (!daemon.images.get(image.id) || daemon.images.hasChildren(image.id)) continue;
    if (onlyDangling && daemon.images.namesOf(image.id).length > 0) continue;
    const isUsed = daemon.containers.usersOf(image.id).length > 0;
    if (isUsed && onlyDangling) continue;
    if (image.created > until || !matchesPruneLabels(filters, image.document.config?.Labels)) continue;
    if (isUsed) {
      deleted.push(...untagAllButOne(daemon, image));
      continue;
    }
    const { records, freed } = deleteUnused(daemon, image);
    deleted.push(...records);
    reclaimed += freed;
  }
  daemon.events.log('image', 'prune', '', { reclaimed: String(reclaimed) });
  return { ImagesDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed };
}
