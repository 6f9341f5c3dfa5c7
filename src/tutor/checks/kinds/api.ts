import * as v from 'valibot';
import type { CheckKind } from '../kind.ts';

/** What the Engine API answers to a GET: `status` and `body`. For what no other kind looks at. */
export const api: CheckKind<string> = {
  name: 'api',
  schema: v.pipe(v.string(), v.startsWith('/')),
  *observe(probe, path) {
    const { status, body } = yield* probe.api('GET', path);
    return { status, body };
  },
  subject: (path) => `GET ${path}`,
};
