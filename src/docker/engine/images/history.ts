import { SECOND } from '../../../core/clock.ts';
import { parseTime } from '../../api/time.ts';
import type { HistoryEntry } from '../../api/types/images.ts';
import type { Daemon } from '../daemon.ts';
import type { Image } from './image.ts';

/** GET /images/{name}/history: the newest first. Ids are known of the image itself and of its parents that are here. */
export function imageHistory(daemon: Daemon, name: string): HistoryEntry[] {
  const image = daemon.images.find(name);
  let layer = 0;
  const entries = (image.document.history ?? []).map((record): HistoryEntry => ({
    Comment: record.comment ?? '',
    Created: secondsOf(record.created),
    CreatedBy: record.created_by ?? '',
    Id: '<missing>',
    Size: record.empty_layer ? 0 : (image.layers[layer++]?.size ?? 0),
    Tags: null,
  })).reverse();
  for (const [index, ancestor] of lineage(daemon, image).entries()) {
    const entry = entries[index];
    if (!entry) break;
    const tags = daemon.images.tagsOf(ancestor.id);
    entries[index] = { ...entry, Id: ancestor.id, Tags: tags.length > 0 ? tags : null };
  }
  return entries;
}

function secondsOf(created: string | undefined): number {
  const time = created === undefined ? undefined : parseTime(created);
  return time === undefined ? 0 : Math.floor(time / SECOND);
}

/** The image, its parent, and so on. */
function lineage(daemon: Daemon, image: Image): readonly Image[] {
  const chain: Image[] = [];
  for (let next: Image | undefined = image; next; next = next.parent === undefined ? undefined : daemon.images.get(next.parent)) chain.push(next);
  return chain;
}
