import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';

/** A network as `docker network inspect` has it, with `exists` and `members` (the names of its containers, sorted). */
export const network: CheckKind<string> = {
  name: 'network',
  schema: v.string(),
  standard: { exists: true },
  *observe(probe, name) {
    const { status, body } = yield* probe.api('GET', `/networks/${encodeURIComponent(name)}`);
    if (status !== 200) return { exists: false, members: [] };
    const inspected = body as Record<string, Json>;
    const containers = (inspected['Containers'] ?? {}) as Record<string, { readonly Name: string }>;
    return { ...inspected, exists: true, members: Object.values(containers).map((one) => one.Name).sort() };
  },
  subject: (name) => `the network ${name}`,
};
