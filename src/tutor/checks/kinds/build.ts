import * as v from 'valibot';
import { SECOND } from '../../../core/clock.ts';
import type { CheckKind } from '../kind.ts';
import { quote } from '../quote.ts';

interface BuildSpec {
  readonly context: string;
  readonly tag: string;
  readonly options: readonly string[];
}

/** How long a build may take, in virtual seconds: far more than any that ends. */
const LONGEST = 900;

/**
 * `docker build` of a folder, relative to the learner's: `exit`, `output`, `elapsed` (seconds). Leaves the image for later
 * checks. A build that has not ended after 900 s is broken off and has `exit: timeout`.
 */
export const build: CheckKind<BuildSpec> = {
  name: 'build',
  needsCopy: true,
  schema: v.strictObject({ context: v.optional(v.string(), '.'), tag: v.string(), options: v.optional(v.array(v.string()), []) }),
  standard: { exit: 0 },
  *observe(probe, { context, tag, options }) {
    const words = ['-t', tag, ...options, context].map(quote).join(' ');
    const { status, stderr, elapsed } = yield* probe.shell(`timeout -s KILL ${LONGEST} docker build --progress=plain ${words}`);
    return { exit: status === 137 && elapsed >= LONGEST * SECOND ? 'timeout' : status, output: stderr, elapsed: elapsed / SECOND };
  },
  subject: ({ context }) => `docker build ${context}`,
};
