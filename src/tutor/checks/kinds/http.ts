import * as v from 'valibot';
import type { CheckKind } from '../kind.ts';
import { quote } from '../quote.ts';

/** GET of an address from the host: `status` (0 when nobody answers) and `body`. */
export const http: CheckKind<string> = {
  name: 'http',
  needsCopy: true,
  schema: v.pipe(v.string(), v.startsWith('http://')),
  standard: { status: 200 },
  *observe(probe, url) {
    const answer = yield* probe.shell(`curl -s -m 5 -w '\\n%{http_code}' ${quote(url)}`);
    const end = answer.stdout.lastIndexOf('\n');
    return { status: Number(answer.stdout.slice(end + 1)) || 0, body: answer.stdout.slice(0, Math.max(end, 0)) };
  },
  subject: (url) => `GET ${url}`,
};
