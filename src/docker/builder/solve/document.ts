import type { History, ImageDocument } from '../../registry/oci.ts';
import { formatTime } from '../../api/time.ts';
import type { ImageDraft } from '../lower/draft.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * The configuration blob of a finished image. Times are those of the layers, so that a build that is wholly cached gives
 * the same image, to the byte.
 */
export function documentOf(draft: ImageDraft, snapshot: Snapshot): ImageDocument {
  const history = fillTimes(withLayerTimes(draft.history, snapshot));
  const created = history.at(-1)?.created;
  return {
    architecture: draft.architecture,
    ...(draft.author !== undefined && { author: draft.author }),
    config: draft.config(),
    ...(created !== undefined && { created }),
    history,
    os: draft.os,
    rootfs: { type: 'layers', diff_ids: snapshot.layers.map(({ digest }) => digest) },
    ...(draft.variant !== '' && { variant: draft.variant }),
  };
}

function withLayerTimes(history: readonly History[], { times, layers }: Snapshot): readonly History[] {
  let layer = 0;
  const named = history.map((entry): History => {
    if (entry.empty_layer) return entry;
    const time = times[layer++];
    return entry.created !== undefined || time === undefined ? entry : { created: formatTime(time), ...entry };
  });
  // Layers that no history speaks of, as of a context used as a stage.
  const missing = Array.from({ length: Math.max(0, layers.length - layer) }, (): History => ({}));
  return [...missing, ...named];
}

/** What changed no file gets the time of the layer before it, and before the first new layer that one's. */
function fillTimes(history: readonly History[]): readonly History[] {
  let created = firstNewTime(history);
  let isMissing = false;
  return history.map((entry) => {
    if (entry.created === undefined) {
      isMissing = true;
      return created === undefined ? entry : { created, ...entry };
    }
    if (isMissing) created = entry.created;
    return entry;
  });
}

function firstNewTime(history: readonly History[]): string | undefined {
  let created: string | undefined;
  let isMissing = false;
  for (const entry of history) {
    if (entry.created === undefined) isMissing = true;
    else {
      created = entry.created;
      if (isMissing) break;
    }
  }
  return created;
}
