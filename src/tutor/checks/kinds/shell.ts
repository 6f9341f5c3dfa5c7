import * as v from 'valibot';
import { SECOND } from '../../../core/clock.ts';
import type { CheckKind } from '../kind.ts';

/** A script on the host, in the learner's folder: `exit`, `stdout`, `stderr`, `elapsed` (seconds). */
export const shell: CheckKind<string> = {
  name: 'shell',
  needsCopy: true,
  schema: v.string(),
  standard: { exit: 0 },
  *observe(probe, script) {
    const { status, stdout, stderr, elapsed } = yield* probe.shell(script);
    return { exit: status, stdout, stderr, elapsed: elapsed / SECOND };
  },
  subject: (script) => `"${script.trim().split('\n')[0]}"`,
};
