import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';

/** An image as `docker image inspect` has it, with `exists`. `config.Entrypoint` may be written for `Config.Entrypoint`. */
export const image: CheckKind<string> = {
  name: 'image',
  schema: v.string(),
  standard: { exists: true },
  *observe(probe, reference) {
    const { status, body } = yield* probe.api('GET', `/images/${encodeURIComponent(reference)}/json`);
    if (status !== 200) return { exists: false };
    const inspected = body as Record<string, Json>;
    return { ...inspected, config: inspected['Config'], exists: true };
  },
  subject: (reference) => `the image ${reference}`,
};
