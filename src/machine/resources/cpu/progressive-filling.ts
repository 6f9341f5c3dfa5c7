import type { CpuGroup } from './cpu-group.ts';
import { DEFAULT_WEIGHT } from './cpu-group.ts';
import { EPSILON, spreadOverCores } from './core-flow.ts';
import type { Cpuset } from './cpuset.ts';

/** The processes that are directly in a group, together; their rate is the sum. */
export interface Bundle {
  readonly group: CpuGroup;
  set: number;
  rate: number;
  speed: number;
  isFixed: boolean;
}

/**
 * The general way, for when pinned groups compete for the same cores: all rates grow together from nothing, in
 * proportion to the weights, and whoever meets a limit (its cores are full, its quota, one core a process) stays there
 * while the others go on.
 */
export function fillProgressively(root: CpuGroup, bundles: readonly Bundle[], sets: readonly Cpuset[], cores: number): void {
  const byGroup = new Map(bundles.map((bundle) => [bundle.group, bundle]));
  for (const bundle of bundles) bundle.rate = 0;
  for (;;) {
    for (const bundle of bundles) bundle.speed = 0;
    if (!setSpeeds(root, 1, byGroup)) break;
    let limit = stepToCaps(root, byGroup);
    for (const { group, rate, speed } of bundles) if (speed > 0) limit = Math.min(limit, (group.tasks.length - rate) / speed);
    const { step, full } = stepToCores(bundles, sets, cores, limit);
    let isStuck = true;
    for (const bundle of bundles) {
      bundle.rate += bundle.speed * step;
      if (bundle.isFixed || (!full.has(bundle.set) && bundle.rate < bundle.group.tasks.length - EPSILON)) continue;
      bundle.isFixed = true;
      isStuck = false;
    }
    if (!fixCapped(root, byGroup) && isStuck) break;
  }
  total(root, byGroup);
}

/** Gives each bundle its part of `speed`; false when nothing in the group can grow. */
function setSpeeds(group: CpuGroup, speed: number, byGroup: ReadonlyMap<CpuGroup, Bundle>): boolean {
  const own = byGroup.get(group);
  const growing = [...(group.activeChildren ?? [])].filter((child) => canGrow(child, byGroup));
  const ownWeight = own && !own.isFixed ? DEFAULT_WEIGHT * group.tasks.length : 0;
  let weights = ownWeight;
  for (const child of growing) weights += child.weight;
  if (weights === 0) return false;
  if (own) own.speed = (speed * ownWeight) / weights;
  for (const child of growing) setSpeeds(child, (speed * child.weight) / weights, byGroup);
  return true;
}

function canGrow(group: CpuGroup, byGroup: ReadonlyMap<CpuGroup, Bundle>): boolean {
  const own = byGroup.get(group);
  if (own && !own.isFixed) return true;
  for (const child of group.activeChildren ?? []) if (canGrow(child, byGroup)) return true;
  return false;
}

interface Sum {
  rate: number;
  speed: number;
}

function sumOf(group: CpuGroup, byGroup: ReadonlyMap<CpuGroup, Bundle>, visit: (group: CpuGroup, sum: Sum) => void): Sum {
  const own = byGroup.get(group);
  const sum: Sum = { rate: own?.rate ?? 0, speed: own && !own.isFixed ? own.speed : 0 };
  for (const child of group.activeChildren ?? []) {
    const below = sumOf(child, byGroup, visit);
    sum.rate += below.rate;
    sum.speed += below.speed;
  }
  visit(group, sum);
  return sum;
}

/** How far all can grow before a group meets its quota. */
function stepToCaps(root: CpuGroup, byGroup: ReadonlyMap<CpuGroup, Bundle>): number {
  let step = Infinity;
  sumOf(root, byGroup, (group, { rate, speed }) => {
    if (speed > 0) step = Math.min(step, Math.max(0, group.most - rate) / speed);
  });
  return step;
}

/** What lies in a group that has met its quota grows no more; true when that is new for any. */
function fixCapped(root: CpuGroup, byGroup: ReadonlyMap<CpuGroup, Bundle>): boolean {
  let isAny = false;
  sumOf(root, byGroup, (group, { rate }) => {
    if (rate >= group.most - EPSILON && fixAll(group, byGroup)) isAny = true;
  });
  return isAny;
}

function fixAll(group: CpuGroup, byGroup: ReadonlyMap<CpuGroup, Bundle>): boolean {
  const own = byGroup.get(group);
  let isAny = own !== undefined && !own.isFixed;
  if (own) own.isFixed = true;
  for (const child of group.activeChildren ?? []) if (fixAll(child, byGroup)) isAny = true;
  return isAny;
}

/** How far all can grow, at most `limit`, before some sets of cores are full; and which those are. */
function stepToCores(bundles: readonly Bundle[], sets: readonly Cpuset[], cores: number, limit: number): { step: number; full: ReadonlySet<number> } {
  const base = sets.map(() => 0);
  const speeds = sets.map(() => 0);
  for (const bundle of bundles) {
    base[bundle.set]! += bundle.rate;
    if (!bundle.isFixed) speeds[bundle.set]! += bundle.speed;
  }
  let step = Math.min(limit, cores / Math.max(...speeds));
  let full: ReadonlySet<number> = new Set();
  for (;;) {
    const { blocked } = spreadOverCores(sets, base.map((rate, i) => rate + speeds[i]! * step), cores);
    if (blocked.size === 0) return { step, full };
    const room = coresOf(sets, blocked).size;
    let rate = 0;
    let speed = 0;
    for (const set of blocked) {
      rate += base[set]!;
      speed += speeds[set]!;
    }
    full = blocked;
    const next = speed > EPSILON ? Math.max(0, (room - rate) / speed) : 0;
    if (next >= step - EPSILON) return { step: next, full };
    step = next;
  }
}

function coresOf(sets: readonly Cpuset[], some: ReadonlySet<number>): Set<number> {
  const cores = new Set<number>();
  for (const set of some) for (const core of sets[set]!.cores) cores.add(core);
  return cores;
}

/** Sums the bundles' rates up the tree. */
function total(root: CpuGroup, byGroup: ReadonlyMap<CpuGroup, Bundle>): void {
  sumOf(root, byGroup, (group, { rate }) => {
    group.share = rate;
    const count = group.tasks.length;
    if (count > 0) group.taskRate = byGroup.get(group)!.rate / count;
  });
}

