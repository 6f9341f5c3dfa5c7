import type { CpuGroup } from './cpu-group.ts';
import { DEFAULT_WEIGHT } from './cpu-group.ts';
import { spreadOverCores } from './core-flow.ts';
import type { Cpuset } from './cpuset.ts';
import { fillProgressively } from './progressive-filling.ts';
import type { Bundle } from './progressive-filling.ts';
import { waterFill } from './water-fill.ts';
import type { Claim } from './water-fill.ts';

/**
 * Shares the cores among all that want to run: sets `share`, `taskRate` and the spread over the cores of every active
 * group. True when every process has a core for itself.
 */
export function allocate(root: CpuGroup, cores: number, hasPins: boolean, hadPins: boolean): boolean {
  claim(root);
  root.share = Math.min(root.most, cores);
  const isFree = distribute(root);
  if (!hasPins) {
    if (hadPins) spreadEvenly(root);
    return isFree;
  }
  return allocateWithPins(root, cores) && isFree;
}

function spreadEvenly(group: CpuGroup): void {
  group.setSpread(undefined);
  for (const child of group.activeChildren ?? []) spreadEvenly(child);
}

function allocateWithPins(root: CpuGroup, cores: number): boolean {
  const bundles: Bundle[] = [];
  const sets: Cpuset[] = [];
  gather(root, bundles, sets);
  let { flows, blocked } = spreadOverCores(sets, demandsOf(bundles, sets), cores);
  const isFeasible = blocked.size === 0;
  if (!isFeasible) {
    fillProgressively(root, bundles, sets, cores);
    ({ flows } = spreadOverCores(sets, demandsOf(bundles, sets), cores));
  }
  const parts = flows.map(asParts);
  for (const { group, set } of bundles) group.setSpread(parts[set]);
  return isFeasible;
}

function demandsOf(bundles: readonly Bundle[], sets: readonly Cpuset[]): number[] {
  const demands = sets.map(() => 0);
  for (const bundle of bundles) demands[bundle.set]! += bundle.rate;
  return demands;
}

/** Rates by core as parts of their sum. */
function asParts(flow: Float64Array): Float64Array | undefined {
  const sum = flow.reduce((a, b) => a + b, 0);
  return sum > 0 ? flow.map((rate) => rate / sum) : undefined;
}

/** The most that a group can use now: so many processes, in so many cores, within its quota. */
function claim(group: CpuGroup): number {
  let most = group.tasks.length;
  if (group.activeChildren) for (const child of group.activeChildren) most += claim(child);
  most = Math.min(most, group.cpuset.cores.length);
  const { bandwidth } = group;
  if (bandwidth?.isThrottled) most = 0;
  else if (bandwidth?.isSteady) most = Math.min(most, bandwidth.rate);
  return (group.most = most);
}

/** Down the tree: each group's share among its own processes and the groups below. */
function distribute(group: CpuGroup): boolean {
  const count = group.tasks.length;
  const own: Claim = { weight: DEFAULT_WEIGHT * count, most: count, share: 0 };
  const children = group.activeChildren;
  if (!children || children.size === 0) {
    group.taskRate = count > 0 ? group.share / count : 0;
    return group.share === count;
  }
  const claims: Claim[] = count > 0 ? [own, ...children] : [...children];
  let isFree = waterFill(claims, group.share);
  group.taskRate = count > 0 ? own.share / count : 0;
  for (const child of children) if (!distribute(child)) isFree = false;
  return isFree;
}

function gather(group: CpuGroup, bundles: Bundle[], sets: Cpuset[]): void {
  if (group.tasks.length > 0) {
    let set = sets.indexOf(group.cpuset);
    if (set < 0) set = sets.push(group.cpuset) - 1;
    const bundle = (group.bundle ??= { group, set, rate: 0, speed: 0, isFixed: false });
    bundle.set = set;
    bundle.rate = group.taskRate * group.tasks.length;
    bundle.speed = 0;
    bundle.isFixed = false;
    bundles.push(bundle);
  }
  if (group.activeChildren) for (const child of group.activeChildren) gather(child, bundles, sets);
}
