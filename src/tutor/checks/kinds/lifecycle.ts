import * as v from 'valibot';
import { SECOND } from '../../../core/clock.ts';
import type { CheckKind } from '../kind.ts';
import { toNumber } from '../matcher.ts';
import { quote } from '../quote.ts';

interface LifecycleSpec {
  readonly image: string;
  readonly args: readonly string[];
  readonly options: readonly string[];
  /** How long it runs before it is stopped. */
  readonly after: string;
}

const NAME = 'drydock-lifecycle';
const schema = v.strictObject({
  image: v.string(),
  args: v.optional(v.array(v.string()), []),
  options: v.optional(v.array(v.string()), []),
  after: v.optional(v.string(), '1s'),
});

/** Starts a container, waits, stops it with `docker stop`: `running` (before the stop), `exit`, `elapsed` of the stop in seconds, `logs`. */
export const lifecycle: CheckKind<LifecycleSpec> = {
  name: 'lifecycle',
  needsCopy: true,
  schema,
  *observe(probe, { image, args, options, after }) {
    const started = yield* probe.shell(`docker run -d --name ${NAME} ${[...options, image, ...args].map(quote).join(' ')}`);
    yield* probe.sleep(toNumber(after) * SECOND);
    const before = yield* probe.api('GET', `/containers/${NAME}/json`);
    const stop = yield* probe.shell(`docker stop ${NAME}`);
    const { body } = yield* probe.api('GET', `/containers/${NAME}/json`);
    const logs = yield* probe.shell(`docker logs ${NAME} 2>&1`);
    yield* probe.api('DELETE', `/containers/${NAME}?force=1&v=1`);
    const state = (answer: unknown) => (answer as { readonly State?: { readonly Running: boolean; readonly ExitCode: number } }).State;
    return {
      started: started.status === 0,
      running: state(before.body)?.Running ?? false,
      exit: state(body)?.ExitCode ?? null,
      elapsed: stop.elapsed / SECOND,
      logs: logs.stdout,
    };
  },
  subject: ({ image }) => `docker stop of a container of ${image}`,
};
