import type { Cgroup } from '../cgroup.ts';
import type { Member } from '../member.ts';

/** vm.swappiness: of what has to go, so many 200ths are taken from processes, where there is swap. */
const DEFAULT_SWAPPINESS = 60;

/**
 * Frees up to `need` bytes in a group: drops page cache, and swaps out what processes have, in the proportion that
 * swappiness says; each makes up for what the other can't. Gives what was freed. `free` is what is left of the host's swap.
 */
export function reclaim(group: Cgroup, need: number, swapFree: number): number {
  const swappiness = group.limits.memorySwappiness ?? DEFAULT_SWAPPINESS;
  const maySwap = swapFree > 0 && swappiness > 0;
  let freed = maySwap ? swapOut(group, Math.floor((need * Math.min(swappiness, 200)) / 200), swapFree) : 0;
  freed += dropCache(group, need - freed);
  if (maySwap && freed < need) freed += swapOut(group, need - freed, swapFree - freed);
  return freed;
}

/** What a group has beyond its reservation goes first (memory.low). */
function dropCache(group: Cgroup, need: number): number {
  if (need <= 0 || group.cache <= 0) return 0;
  let freed = 0;
  for (const isProtecting of [true, false]) {
    for (const from of group.subtree()) {
      if (freed >= need) return freed;
      const excess = isProtecting ? Math.max(0, from.memory - from.reservation) : Infinity;
      const bytes = Math.min(from.ownCache, excess, need - freed);
      if (bytes <= 0) continue;
      from.ownCache -= bytes;
      for (const at of from.upwards()) {
        at.cache -= bytes;
        at.memory -= bytes;
      }
      freed += bytes;
    }
  }
  return freed;
}

/** The largest process first, as far as its groups may swap. */
function swapOut(group: Cgroup, need: number, swapFree: number): number {
  let freed = 0;
  const members = [...group.allMembers()].sort((a, b) => b.memory - a.memory || a.pid - b.pid);
  for (const isProtecting of [true, false]) {
    for (const member of members) {
      const excess = isProtecting ? Math.max(0, member.group.memory - member.group.reservation) : Infinity;
      const bytes = Math.min(member.memory, excess, need - freed, swapFree - freed, swapRoom(member));
      if (bytes <= 0) continue;
      member.memory -= bytes;
      member.swapped += bytes;
      for (const at of member.group.upwards()) {
        at.memory -= bytes;
        at.swap += bytes;
      }
      freed += bytes;
    }
  }
  return freed;
}

function swapRoom(member: Member): number {
  let room = Infinity;
  for (const at of member.group.upwards()) room = Math.min(room, at.swapLimit - at.swap);
  return room;
}
