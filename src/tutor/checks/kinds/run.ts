import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import { SECOND } from '../../../core/clock.ts';
import type { CheckKind } from '../kind.ts';
import { quote } from '../quote.ts';

export interface RunSpec {
  readonly image: string;
  readonly args: readonly string[];
  /** Options of `docker run`, before the image. */
  readonly options: readonly string[];
  readonly stdin?: string | undefined;
}

const schema = v.strictObject({
  image: v.string(),
  args: v.optional(v.array(v.string()), []),
  options: v.optional(v.array(v.string()), []),
  stdin: v.optional(v.string()),
});

const NAME = 'drydock-probe';

/**
 * `docker run` of an image: `exit`, `stdout`, `stderr`, `elapsed` (seconds) and `argv`, what the first process was given.
 * A run that has not ended after 60 s is killed and has `exit: timeout`.
 */
export const run: CheckKind<RunSpec> = {
  name: 'run',
  needsCopy: true,
  schema,
  standard: { exit: 0 },
  *observe(probe, { image, args, options, stdin }) {
    const words = [...options, image, ...args].map(quote).join(' ');
    const feed = stdin === undefined ? '</dev/null' : `<<'DRYDOCK_END'\n${stdin}\nDRYDOCK_END`;
    const result = yield* probe.shell(`timeout -s KILL 60 docker run --name ${NAME} ${stdin === undefined ? '' : '-i'} ${words} ${feed}`);
    const inspected = yield* probe.api('GET', `/containers/${NAME}/json`);
    const { Path, Args } = (inspected.status === 200 ? inspected.body : {}) as { readonly Path?: string; readonly Args?: readonly string[] };
    yield* probe.api('DELETE', `/containers/${NAME}?force=1&v=1`);
    return {
      exit: result.status === 137 && result.elapsed >= 60 * SECOND ? 'timeout' : result.status,
      stdout: result.stdout,
      stderr: result.stderr,
      elapsed: result.elapsed / SECOND,
      ...(Path === undefined ? {} : { argv: [Path, ...(Args ?? [])] as Json }),
    };
  },
  subject: ({ image, args }) => `docker run ${[image, ...args].join(' ')}`,
};
