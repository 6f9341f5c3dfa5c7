import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';
import { quote } from '../quote.ts';

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
    const found = yield* probe.shell(`{ docker history --no-trunc ${quote(image)}; docker inspect ${quote(image)}; docker save ${quote(image)} | strings; } | grep -cF -- ${quote(holds)}`);
    return { ...facts, found: Number(found.stdout.trim()) };
  },
  subject: ({ image }) => `the layers of ${image}`,
};
