import * as v from 'valibot';
import { NO_BYTES, concat, toBytes } from '../../../core/bytes.ts';
import type { Json } from '../../../docker/api/http.ts';
import type { Process } from '../../../core/process.ts';
import type { CheckKind } from '../kind.ts';
import type { Probe } from '../probe.ts';

interface LayersSpec {
  readonly image: string;
  /** A text that must be sought in everything the image carries: its history, its configuration and all its layers' files. */
  readonly holds?: string | undefined;
}

/** An image's layers: `count`, `sizes` (bytes, the lowest first), `total`, `history` (created by, the oldest first) and, with `holds`, the places where that text is found. */
export const layers: CheckKind<LayersSpec> = {
  name: 'layers',
  needsCopy: true,
  schema: v.union([
    v.pipe(v.string(), v.transform((image): LayersSpec => ({ image }))),
    v.strictObject({ image: v.string(), holds: v.optional(v.string()) }),
  ]),
  *observe(probe, { image, holds }) {
    const { status, body } = yield* probe.api('GET', `/images/${encodeURIComponent(image)}/history`);
    if (status !== 200) return { exists: false };
    const history = (body as readonly { readonly Size: number; readonly CreatedBy: string }[]).toReversed();
    const sizes = history.filter((one) => one.Size > 0).map((one) => one.Size);
    const facts = { exists: true, count: sizes.length, sizes: sizes as Json, total: sizes.reduce((sum, size) => sum + size, 0), history: history.map((one) => one.CreatedBy) as Json };
    if (holds === undefined) return facts;
    const inspected = yield* probe.api('GET', `/images/${encodeURIComponent(image)}/json`);
    const places = countIn(JSON.stringify([body, inspected.body]), holds) + (yield* countInArchive(probe, image, holds));
    return { ...facts, found: places };
  },
  subject: ({ image }) => `the layers of ${image}`,
};

/** How often a text is in what `docker save` writes: every layer's files, and the configuration. */
function* countInArchive(probe: Probe, image: string, holds: string): Process<number> {
  const archive = yield* probe.download(`/images/${image}/get`);
  const sought = toBytes(holds);
  let count = 0;
  let kept = NO_BYTES;
  for (let bytes = yield* archive.read(); bytes.length > 0; bytes = yield* archive.read()) {
    const text = kept.length > 0 ? concat([kept, bytes]) : bytes;
    count += countBytes(text, sought);
    // A text may begin in one piece and end in the next.
    kept = text.slice(Math.max(0, text.length - sought.length + 1));
  }
  return count;
}

function countBytes(text: Uint8Array, sought: Uint8Array): number {
  const [first] = sought;
  if (first === undefined) return 0;
  let count = 0;
  for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) if (sought.every((byte, i) => text[at + i] === byte)) count++;
  return count;
}

const countIn = (text: string, sought: string): number => text.split(sought).length - 1;
