import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';
import { matches, valueAt } from '../matcher.ts';
import type { Matcher } from '../matcher.ts';

const spec = v.union([v.string(), v.record(v.string(), v.any())]);

/** Volumes as `docker volume inspect` has them, by name or by paths and matchers; with `exists` and `count`. */
export const volume: CheckKind<string | Record<string, Matcher>> = {
  name: 'volume',
  schema: spec as v.GenericSchema<unknown, string | Record<string, Matcher>>,
  standard: { exists: true },
  *observe(probe, which) {
    const where = typeof which === 'string' ? { Name: which } : which;
    const { body } = yield* probe.api('GET', '/volumes');
    const all = ((body as { readonly Volumes?: readonly Json[] }).Volumes ?? []) as readonly Json[];
    const chosen = all.filter((one) => Object.entries(where).every(([path, matcher]) => matches(valueAt(one, path), matcher)));
    return { ...(chosen[0] as Record<string, Json> | undefined), exists: chosen.length > 0, count: chosen.length };
  },
  subject: (which) => (typeof which === 'string' ? `the volume ${which}` : 'a volume like that'),
};
