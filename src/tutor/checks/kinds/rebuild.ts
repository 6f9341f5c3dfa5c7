import * as v from 'valibot';
import { HOUR, DAY, MINUTE, SECOND } from '../../../core/clock.ts';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';
import { toNumber } from '../matcher.ts';
import { quote } from '../quote.ts';

interface RebuildSpec {
  readonly context: string;
  readonly tag: string;
  readonly options: readonly string[];
  /** Files of the context that are changed first: a line is added at their end. */
  readonly edit: Readonly<Record<string, string>>;
  /** Virtual time that passes before: `365d`, `2h`. */
  readonly after?: string | undefined;
  /** A command in both images, whose output is compared. */
  readonly compare?: string | undefined;
}

const schema = v.strictObject({
  context: v.optional(v.string(), '.'),
  tag: v.string(),
  options: v.optional(v.array(v.string()), []),
  edit: v.optional(v.record(v.string(), v.string()), {}),
  after: v.optional(v.string()),
  compare: v.optional(v.string()),
});

function durationOf(text: string): number {
  const days = /^(\d+)d$/.exec(text);
  if (days) return Number(days[1]) * DAY;
  const seconds = toNumber(text);
  return Number.isFinite(seconds) ? Math.min(seconds * SECOND, 20_000 * HOUR) : MINUTE;
}

/** The steps of a plain build log, with whether each came from the cache: `[2/4] RUN pip …` → true. */
export function cachedSteps(log: string): Record<string, boolean> {
  const names = new Map<string, string>();
  const cached: Record<string, boolean> = {};
  for (const line of log.split('\n')) {
    const step = /^#(\d+) (\[.*?\d+\/\d+\] .*)$/.exec(line);
    if (step) {
      names.set(step[1]!, step[2]!);
      cached[step[2]!] ??= false;
    }
    const hit = /^#(\d+) CACHED$/.exec(line);
    const name = hit && names.get(hit[1]!);
    if (name) cached[name] = true;
  }
  return cached;
}

/**
 * Builds, changes files (or waits), builds again: `exit`, `cached` and `built` (the steps of the second build, as lists
 * of their lines), `isSame` and `before`/`after` (outputs of `compare`).
 */
export const rebuild: CheckKind<RebuildSpec> = {
  name: 'rebuild',
  needsCopy: true,
  schema,
  *observe(probe, { context, tag, options, edit, after, compare }) {
    const build = (name: string, more: readonly string[]) => `docker build --progress=plain ${['-t', name, ...more, context].map(quote).join(' ')}`;
    const again = `${tag}-again`;
    const first = yield* probe.shell(build(tag, options));
    if (first.status !== 0) return { exit: first.status, output: first.stderr };
    for (const [file, line] of Object.entries(edit)) yield* probe.shell(`printf '%s\\n' ${quote(line)} >> ${quote(`${context}/${file}`)}`);
    if (after) yield* probe.sleep(durationOf(after));
    const second = yield* probe.shell(build(again, after ? ['--no-cache', '--pull', ...options] : options));
    const steps = Object.entries(cachedSteps(second.stderr));
    const outputs: string[] = [];
    for (const image of compare ? [tag, again] : []) outputs.push((yield* probe.shell(`docker run --rm --entrypoint sh ${image} -c ${quote(compare!)}`)).stdout);
    return {
      exit: second.status,
      output: second.stderr,
      cached: steps.filter(([, isCached]) => isCached).map(([name]) => name) as Json,
      built: steps.filter(([, isCached]) => !isCached).map(([name]) => name) as Json,
      ...(compare ? { before: outputs[0]!, after: outputs[1]!, isSame: outputs[0] === outputs[1] && outputs[0] !== '' } : {}),
    };
  },
  subject: ({ context }) => `the second docker build ${context}`,
};
