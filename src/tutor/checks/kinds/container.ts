import * as v from 'valibot';
import type { Process } from '../../../core/process.ts';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';
import { matches, valueAt } from '../matcher.ts';
import type { Matcher } from '../matcher.ts';
import type { Probe } from '../probe.ts';

const spec = v.union([v.string(), v.record(v.string(), v.any())]);

/** Every container as `docker inspect` shows it, the oldest first. */
export function* allContainers(probe: Probe): Process<Json[]> {
  const list = yield* probe.api('GET', '/containers/json?all=1');
  const ids = (list.body as readonly { readonly Id: string }[]).map((one) => one.Id).reverse();
  const found: Json[] = [];
  for (const id of ids) {
    const { status, body } = yield* probe.api('GET', `/containers/${id}/json`);
    if (status === 200) found.push(body);
  }
  return found;
}

/**
 * Containers as `docker inspect` has them, chosen by name, or by paths and matchers. What is seen is the newest that
 * matches, with `count` and `exists` beside its own properties.
 */
export const container: CheckKind<string | Record<string, Matcher>> = {
  name: 'container',
  schema: spec as v.GenericSchema<unknown, string | Record<string, Matcher>>,
  standard: { exists: true },
  *observe(probe, which) {
    const where = typeof which === 'string' ? { Name: `/${which}` } : which;
    const all = yield* allContainers(probe);
    const chosen = all.filter((one) => Object.entries(where).every(([path, matcher]) => matches(valueAt(one, path), matcher)));
    const newest = chosen.at(-1) as Record<string, Json> | undefined;
    return { ...newest, exists: newest !== undefined, count: chosen.length };
  },
  subject: (which) => (typeof which === 'string' ? `the container ${which}` : 'a container like that'),
};
