import type { Micros } from '../../../core/clock.ts';
import type { CpuGroup } from './cpu-group.ts';

/** How many processes want to run in a group and below. */
export function tasksIn(group: CpuGroup): number {
  let count = group.tasks.length;
  for (const child of group.activeChildren ?? []) count += tasksIn(child);
  return count;
}

/** Brings all active groups up to now. */
export function settleActive(group: CpuGroup, now: Micros): void {
  group.settle(now);
  if (group.activeChildren) for (const child of group.activeChildren) settleActive(child, now);
}

/** When the first task in the group or below it will be done. */
export function firstCompletion(group: CpuGroup): number {
  let first = group.completion();
  for (const child of group.activeChildren ?? []) first = Math.min(first, firstCompletion(child));
  return first;
}

/** Every task in the group has at least so much work before it, µs. */
export function isLong(group: CpuGroup, work: Micros): boolean {
  const next = group.tasks[0];
  if (next && next.target - group.service < work) return false;
  for (const child of group.activeChildren ?? []) if (!isLong(child, work)) return false;
  return true;
}

/** Whether something in the group or below has time on that core at present. */
export function runsOn(group: CpuGroup, core: number): boolean {
  if (group.runsOn(core)) return true;
  for (const child of group.activeChildren ?? []) if (runsOn(child, core)) return true;
  return false;
}
