import type { Micros } from '../../../core/clock.ts';
import { SECOND } from '../../../core/clock.ts';
import { Condition } from '../../../core/process.ts';
import type { StringMap } from '../../api/types/common.ts';
import type { EventMessage, EventType } from '../../api/types/system.ts';

/** How many events the daemon remembers for `since`. */
const KEPT = 256;

/** What happened, as `docker events` tells it. Subscribers get every event; the past is kept as dockerd keeps it. */
export class EventLog {
  readonly #past: LoggedEvent[] = [];
  readonly #subscribers = new Set<Subscription>();

  constructor(private readonly now: () => Micros) {}

  log(type: EventType, action: string, id: string, attributes: StringMap): void {
    const at = this.now();
    const event: LoggedEvent = { at, message: message(type, action, id, attributes, at) };
    this.#past.push(event);
    if (this.#past.length > KEPT * 2) this.#past.splice(0, this.#past.length - KEPT);
    for (const subscriber of this.#subscribers) subscriber.push(event);
  }

  /** What is remembered from `since` on. */
  past(since: Micros): readonly LoggedEvent[] {
    return this.#past.slice(-KEPT).filter((event) => event.at >= since);
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  subscribe(): Subscription {
    const subscription = new Subscription(() => this.#subscribers.delete(subscription));
    this.#subscribers.add(subscription);
    return subscription;
  }
}

export interface LoggedEvent {
  readonly at: Micros;
  readonly message: EventMessage;
}

/** A listener's queue. */
export class Subscription {
  readonly arrived = new Condition('events');
  #queue: LoggedEvent[] = [];

  constructor(readonly close: () => void) {}

  push(event: LoggedEvent): void {
    this.#queue.push(event);
    this.arrived.notify();
  }

  take(): readonly LoggedEvent[] {
    const taken = this.#queue;
    this.#queue = [];
    return taken;
  }

  get isEmpty(): boolean {
    return this.#queue.length === 0;
  }
}

function message(type: EventType, action: string, id: string, attributes: StringMap, at: Micros): EventMessage {
  const common = {
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: sorted(attributes) },
    scope: 'local' as const,
    time: Math.floor(at / SECOND),
    timeNano: at * 1000,
  };
  if (type === 'container') return { status: action, id, from: attributes['image'] ?? '', ...common };
  if (type === 'image') return { status: action, id, ...common };
  return common;
}

/** As Go writes maps. */
export function sorted<Value>(map: Readonly<Record<string, Value>>): Record<string, Value> {
  const keys = Object.keys(map);
  if (keys.length < 2) return map;
  return Object.fromEntries(keys.sort().map((key) => [key, map[key]!]));
}
