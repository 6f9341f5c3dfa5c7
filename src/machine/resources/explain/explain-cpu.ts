import type { CpuClaim, CpuFacts, CpuLevel, GroupId } from '../resources.ts';

/** Rates below this differ by rounding. */
const DUST = 1e-6;

/** Why a group gets the CPU that it gets: what decides, and the numbers by which it does. Rates are in cores. */
export type CpuReason =
  | { readonly kind: 'idle' }
  | { readonly kind: 'frozen'; readonly group: GroupId }
  /** It gets all that its processes can use. */
  | { readonly kind: 'enough'; readonly wanted: number }
  /** CPU time (µs) per period (µs); the group is itself or one above. */
  | { readonly kind: 'quota'; readonly group: GroupId; readonly isOwn: boolean; readonly quota: number; readonly period: number; readonly isThrottled: boolean }
  /** More processes want to run than there are cores that it may use. */
  | { readonly kind: 'cores'; readonly cores: readonly number[]; readonly isPinned: boolean; readonly wanted: number }
  | CpuShare;

/** It shares its cores with others, in proportion to the weights. */
export interface CpuShare {
  readonly kind: 'weight';
  /** Where the sharing happens that decides: the group itself, or one above it. */
  readonly group: GroupId;
  readonly isOwn: boolean;
  readonly weight: number;
  /** Of all that compete, itself among them. */
  readonly weights: number;
  /** The cores that they compete for. */
  readonly cores: readonly number[];
  /** What the weights alone would give it. */
  readonly fair: number;
  /** What it gets beyond that, since others use less than their part: the kernel lends what is idle. */
  readonly lent: number;
  readonly others: readonly CpuClaim[];
}

export interface CpuExplanation {
  /** In cores. */
  readonly rate: number;
  readonly wanted: number;
  readonly reason: CpuReason;
}

/** Says why a group gets so much CPU at this moment (cgroup-v2.rst, "CPU"; sched-bwc.rst). */
export function explainCpu(facts: CpuFacts): CpuExplanation {
  const own = facts.levels[0];
  if (!own) return { rate: 0, wanted: 0, reason: { kind: 'idle' } };
  return { rate: own.rate, wanted: own.wanted, reason: reasonOf(facts, own) };
}

function reasonOf({ frozen, levels, hostCores }: CpuFacts, own: CpuLevel): CpuReason {
  if (frozen !== undefined) return { kind: 'frozen', group: frozen };
  if (own.wanted === 0) return { kind: 'idle' };
  const limited = levels.find((level) => isHeldByQuota(level));
  if (limited?.quota) {
    const { quota, period, isThrottled } = limited.quota;
    return { kind: 'quota', group: limited.group, isOwn: limited === own, quota, period, isThrottled };
  }
  if (own.rate >= own.wanted - DUST) return { kind: 'enough', wanted: own.wanted };
  const isFull = own.rate >= own.cores.length - DUST;
  for (const level of isFull ? [] : levels) {
    const others = level.others.filter((other) => other.rate > DUST && other.onCores.some((core) => level.cores.includes(core)));
    if (others.length > 0) return shareOf(level, others, level === own);
  }
  return { kind: 'cores', cores: own.cores, isPinned: own.cores.length < hostCores, wanted: own.wanted };
}

/** It stands, runs evenly into its quota, or uses this period's budget faster than it is given: it will stand before the period ends. */
function isHeldByQuota({ quota, rate, wanted }: CpuClaim): boolean {
  if (!quota) return false;
  const allowed = quota.quota / quota.period;
  return wanted > allowed + DUST && (quota.isThrottled || quota.isSteady || rate > allowed + DUST);
}

function shareOf(level: CpuLevel, others: readonly CpuClaim[], isOwn: boolean): CpuShare {
  const weights = others.reduce((sum, other) => sum + other.weight, level.weight);
  const fair = Math.min(level.wanted, (level.cores.length * level.weight) / weights);
  return {
    kind: 'weight', group: level.group, isOwn, weight: level.weight, weights, cores: level.cores, fair, lent: Math.max(0, level.rate - fair),
    others: others.toSorted((a, b) => b.rate - a.rate),
  };
}
