import type { GroupId, OomCandidate, OomEvent } from '../resources.ts';

/** Why the kernel killed a process, and why that one. Bytes. */
export interface OomExplanation {
  /** Whose limit was met: a group's, or the host's memory itself. */
  readonly group: GroupId;
  readonly isHost: boolean;
  readonly limit: number;
  /** What the group held, and how much more was asked for. 0: nothing was, the limit was lowered below what is held. */
  readonly held: number;
  readonly requested: number;
  /** Of what was held: kept by processes, in tmpfs and shared memory, and cache that could not be given up. */
  readonly anonymous: number;
  readonly shared: number;
  readonly cache: number;
  /** `none`: nothing could be swapped out any more; `some`: there was room, but nothing to move there. */
  readonly swap: 'none' | 'some';
  readonly victim: OomCandidate;
  /** `only`: there was nobody else; `largest`: it held the most; `adjusted`: its oom_score_adj put it before a larger one. */
  readonly choice: 'only' | 'largest' | 'adjusted';
  /** The others that could have been chosen, by falling points. */
  readonly others: readonly OomCandidate[];
}

/** Says why (oom_badness in mm/oom_kill.c: memory, plus a thousandth of the limit for each point of oom_score_adj). */
export function explainOom(event: OomEvent): OomExplanation {
  const { candidates, held } = event;
  const victim = candidates.find(({ pid }) => pid === event.victim)!;
  const others = candidates.filter(({ pid }) => pid !== event.victim);
  const isLargest = others.every(({ memory }) => memory <= victim.memory);
  return {
    group: event.group,
    isHost: event.group === '/',
    limit: event.limit,
    held: held.memory,
    requested: event.requested,
    anonymous: Math.max(0, held.memory - held.cache - held.shared),
    shared: held.shared,
    cache: held.cache,
    swap: event.swapFree > 0 ? 'some' : 'none',
    victim,
    choice: others.length === 0 ? 'only' : isLargest ? 'largest' : 'adjusted',
    others,
  };
}
