import type { Cpuset } from './cpuset.ts';

/** Rates below this are rounding. */
export const EPSILON = 1e-9;

/** How demands on sets of cores can be spread over the cores: a flow from the sets to their cores, each of which holds 1. */
export interface Spread {
  /** By set, by core: its rate there. */
  readonly flows: readonly Float64Array[];
  /** Sets that can't be served in full together with the sets they compete with: their cores are all taken by them. Empty: all fits. */
  readonly blocked: ReadonlySet<number>;
}

/** Serves `demands[i]` (in cores) from the cores of `sets[i]` as far as possible (Ford and Fulkerson's way, for a handful of sets). */
export function spreadOverCores(sets: readonly Cpuset[], demands: readonly number[], cores: number): Spread {
  const flows = sets.map(() => new Float64Array(cores));
  const free = new Float64Array(cores).fill(1);
  const blocked = new Set<number>();
  sets.forEach((_, start) => {
    let left = demands[start]!;
    while (left > EPSILON) {
      const sent = augment(sets, flows, free, start, left);
      if (sent <= EPSILON) {
        for (const set of reachable(sets, flows, start)) blocked.add(set);
        break;
      }
      left -= sent;
    }
  });
  return { flows, blocked };
}

interface Step {
  readonly set: number;
  readonly core: number;
  readonly before: Step | undefined;
}

/** Sends up to `amount` more from a set to a free core, moving what is in the way; the amount that was sent. */
function augment(sets: readonly Cpuset[], flows: readonly Float64Array[], free: Float64Array, start: number, amount: number): number {
  const path = findPath(sets, flows, free, start);
  if (!path) return 0;
  let room = Math.min(amount, free[path.core]!);
  for (let step: Step | undefined = path; step?.before; step = step.before) room = Math.min(room, flows[step.set]![step.before.core]!);
  free[path.core]! -= room;
  for (let step: Step | undefined = path; step; step = step.before) {
    flows[step.set]![step.core]! += room;
    if (step.before) flows[step.set]![step.before.core]! -= room;
  }
  return room;
}

/** The shortest chain: `start` takes a core from a set, that one takes another core, … until a core has room. */
function findPath(sets: readonly Cpuset[], flows: readonly Float64Array[], free: Float64Array, start: number): Step | undefined {
  const seen = new Set<number>();
  let edge: { set: number; before: Step | undefined }[] = [{ set: start, before: undefined }];
  const reached = new Set([start]);
  while (edge.length > 0) {
    const next: typeof edge = [];
    for (const { set, before } of edge) {
      for (const core of sets[set]!.cores) {
        if (seen.has(core)) continue;
        seen.add(core);
        const step: Step = { set, core, before };
        if (free[core]! > EPSILON) return step;
        flows.forEach((flow, other) => {
          if (flow[core]! <= EPSILON || reached.has(other)) return;
          reached.add(other);
          next.push({ set: other, before: step });
        });
      }
    }
    edge = next;
  }
  return undefined;
}

/** All sets that a set without room competes with, over taken cores. */
function reachable(sets: readonly Cpuset[], flows: readonly Float64Array[], start: number): Set<number> {
  const found = new Set([start]);
  for (const set of found) {
    for (const core of sets[set]!.cores) flows.forEach((flow, other) => flow[core]! > EPSILON && found.add(other));
  }
  return found;
}
