import type { Micros } from '../../../core/clock.ts';
import { anyOf, until as untilMoment } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import type { Filters } from '../../api/filters.ts';
import type { EventMessage, EventType } from '../../api/types/system.ts';
import { respond } from '../containers/response-stream.ts';
import type { ResponseStream } from '../containers/response-stream.ts';
import type { Daemon } from '../daemon.ts';
import { familiarRepository, parseReference } from '../images/reference.ts';

export interface EventsOptions {
  readonly since: Micros | undefined;
  readonly until: Micros | undefined;
  readonly filters: Filters;
}

/** GET /events: what is remembered from `since` on, then what happens, until `until`. */
export function watchEvents(daemon: Daemon, options: EventsOptions): Input {
  return respond(daemon, (stream) => follow(daemon, options, stream));
}

function* follow(daemon: Daemon, { since, until, filters }: EventsOptions, stream: ResponseStream): Process<void> {
  const subscription = daemon.events.subscribe();
  try {
    if (since !== undefined || until !== undefined) {
      for (const { at, message } of daemon.events.past(since ?? 0)) {
        if ((until === undefined || at <= until) && matches(filters, message)) yield* stream.line(message);
      }
    }
    const { clock } = daemon.host.scheduler;
    while (!stream.isGone && (until === undefined || daemon.host.now() < until)) {
      for (const { message } of subscription.take()) if (matches(filters, message)) yield* stream.line(message);
      if (!subscription.isEmpty) continue;
      const waits = [subscription.arrived.asWait(), stream.gone.asWait()];
      yield anyOf(...waits, ...(until === undefined ? [] : [untilMoment(clock, until)]));
    }
  } finally {
    subscription.close();
  }
}

/** moby's daemon/events/filter. */
function matches(filters: Filters, { Type, Action, Actor }: EventMessage): boolean {
  if (filters.isEmpty) return true;
  const attributes = Actor.Attributes;
  const is = (kind: EventType): boolean => {
    if (!filters.has(kind)) return true;
    // Events of volumes and networks name the container that they are about.
    const { name = '' } = attributes;
    return Type === kind && (filters.fuzzyMatch(kind, Actor.ID) || filters.fuzzyMatch(kind, name));
  };
  return (
    matchesAction(filters, Action) && filters.exactMatch('type', Type) && filters.exactMatch('scope', 'local') && is('daemon') && is('container') && is('plugin') && is('volume') && is('network') &&
    matchesImage(filters, { Type, Action, Actor } as EventMessage) && filters.matchLabels('label', attributes)
  );
}

/** `exec_start` means every `exec_start: …`; `health_status` both of its kinds. */
function matchesAction(filters: Filters, action: string): boolean {
  if (!filters.has('event')) return true;
  const short = action.split(':', 1)[0]!;
  return filters.get('event').some((wanted) => wanted === action || wanted === short);
}

function matchesImage(filters: Filters, { Type, Actor }: EventMessage): boolean {
  if (!filters.has('image')) return true;
  const { image = '', name = '' } = Actor.Attributes;
  const called = Type === 'image' ? [Actor.ID, name] : Type === 'container' ? [image] : [];
  return called.some((value) => filters.exactMatch('image', value) || filters.exactMatch('image', withoutTag(value)));
}

function withoutTag(name: string): string {
  try {
    return familiarRepository(parseReference(name));
  } catch {
    return name;
  }
}
