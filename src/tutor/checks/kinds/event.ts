import * as v from 'valibot';
import type { Json } from '../../../docker/api/http.ts';
import type { CheckKind } from '../kind.ts';
import { matches, valueAt } from '../matcher.ts';
import type { Matcher } from '../matcher.ts';

export interface EventSpec {
  readonly type?: string | undefined;
  readonly action?: string | undefined;
  /** These actions in this order on one object (others may lie between). */
  readonly actions?: readonly string[] | undefined;
  /** Paths into the event: `Actor.Attributes.image`. */
  readonly where?: Readonly<Record<string, Matcher>> | undefined;
}

interface EngineEvent {
  readonly Type: string;
  readonly Action: string;
  readonly Actor: { readonly ID: string };
}

const schema = v.strictObject({
  type: v.optional(v.string()),
  action: v.optional(v.string()),
  actions: v.optional(v.array(v.string())),
  where: v.optional(v.record(v.string(), v.any())),
});

/** `exec_start: *` is any that begins so. */
const isAction = (action: string, wanted: string | undefined) => action === wanted || (wanted?.endsWith('*') === true && action.startsWith(wanted.slice(0, -1)));

/** How many objects went through `actions` in order. */
function countInOrder(events: readonly EngineEvent[], actions: readonly string[]): number {
  const reached = new Map<string, number>();
  for (const event of events) {
    const at = reached.get(event.Actor.ID) ?? 0;
    if (isAction(event.Action, actions[at])) reached.set(event.Actor.ID, at + 1);
  }
  return [...reached.values()].filter((at) => at === actions.length).length;
}

/** What the engine did since the world began, as `docker events` lists it: `count` of what matches. */
export const event: CheckKind<EventSpec> = {
  name: 'event',
  schema: schema as v.GenericSchema<unknown, EventSpec>,
  standard: { count: { gt: 0 } },
  *observe(probe, spec) {
    const { body } = yield* probe.api('GET', `/events?since=1&until=${Math.ceil(probe.now() / 1e6)}`);
    // A single event is a whole JSON text, and has been read as such.
    const all = typeof body === 'string' ? body.split('\n').filter(Boolean).map((line) => JSON.parse(line) as EngineEvent) : body ? [body as unknown as EngineEvent] : [];
    const events = all
      .filter((one) => (spec.type === undefined || one.Type === spec.type) && (spec.action === undefined || isAction(one.Action, spec.action)))
      .filter((one) => Object.entries(spec.where ?? {}).every(([path, matcher]) => matches(valueAt(one as unknown as Json, path), matcher)));
    return { count: spec.actions ? countInOrder(events, spec.actions) : events.length };
  },
  subject: (spec) => `${(spec.actions ?? [spec.action ?? 'any']).join(', ')} of a ${spec.type ?? 'container'}`,
};
