import type { Cgroup } from '../cgroup.ts';
import type { Member } from '../member.ts';
import type { OomCandidate } from '../resources.ts';

/** A process that must never be killed. */
const NEVER = -1000;

export interface Choice {
  readonly victim: Member;
  readonly candidates: readonly OomCandidate[];
}

/**
 * Whom the kernel kills when a group can have no more (oom_badness): whoever has the most memory, plus a thousandth of
 * all there is (`limit`, bytes) for each point of its oom_score_adj. Of equals the younger. Undefined: nobody may be killed.
 */
export function chooseVictim(group: Cgroup, limit: number): Choice | undefined {
  const members = [...group.allMembers()].filter((member) => !member.isDying && member.oomScoreAdjust > NEVER);
  const scored = members.map((member) => {
    const memory = member.memory + member.swapped;
    const points = memory + Math.round((member.oomScoreAdjust * limit) / 1000);
    return { member, pid: member.pid, memory, oomScoreAdjust: member.oomScoreAdjust, points };
  });
  scored.sort((a, b) => b.points - a.points || b.pid - a.pid);
  const first = scored[0];
  if (!first) return undefined;
  return { victim: first.member, candidates: scored.map(({ pid, memory, oomScoreAdjust, points }) => ({ pid, memory, oomScoreAdjust, points })) };
}
