import type { Clock } from '../../../core/clock.ts';
import { SystemError } from '../../errno.ts';
import type { Cgroup } from '../cgroup.ts';
import type { Member } from '../member.ts';
import type { MemoryNow, OomEvent, ProcessControl } from '../resources.ts';
import { chooseVictim } from './oom.ts';
import { reclaim } from './reclaim.ts';

/** Bytes. */
const PART = 2 ** 20;

type Kind = 'process' | 'shared' | 'cache';

/** Somebody who waits under OOM because his group has its killer switched off. */
interface Stuck {
  readonly at: Cgroup;
  readonly member: Member;
  readonly bytes: number;
}

export interface Host {
  /** Bytes. */
  readonly memory: number;
  readonly swap: number;
}

/** The memory of all cgroups: charging, limits, reclaim, swap and the OOM killer (cgroup-v2.rst, "Memory"). */
export class MemoryController {
  control: ProcessControl | undefined;
  readonly #listeners: ((event: OomEvent) => void)[] = [];
  #stuck: Stuck[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly root: Cgroup,
    private readonly host: Host,
    /** What the host had in use before anything was started, bytes. */
    private readonly reserved: number,
  ) {}

  onOom(listener: (event: OomEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Throws ENOMEM when nothing can be freed and nobody killed; the caller may be the one who is killed. */
  allocate(member: Member, bytes: number): void {
    if (bytes <= 0) return this.#giveBack(member, -bytes);
    let left = bytes;
    for (let part = this.#nextPart(member.group, left); left > 0; part = this.#nextPart(member.group, left)) {
      const full = this.#makeRoomFor(member, part, bytes - left);
      if (full === 'killed') return;
      if (full) return this.#wait(full, member, left);
      member.memory += part;
      this.#add(member.group, 'process', part);
      left -= part;
    }
  }

  shared(group: Cgroup, bytes: number): void {
    if (bytes <= 0) return this.#giveBackShared(group, -bytes);
    let left = bytes;
    for (let part = this.#nextPart(group, left); left > 0; part = this.#nextPart(group, left)) {
      try {
        this.#makeRoom(group, part, undefined);
      } catch (error) {
        this.#giveBackShared(group, bytes - left);
        throw error;
      }
      group.ownShared += part;
      this.#add(group, 'shared', part);
      left -= part;
    }
  }

  /** As much as fits beside what is not cache. */
  cache(group: Cgroup, bytes: number): void {
    if (bytes > 0) {
      for (const at of group.upwards()) {
        const over = at.memory + bytes - this.#limitOf(at);
        if (over > 0) reclaim(at, over, 0);
      }
      let room = bytes;
      for (const at of group.upwards()) room = Math.min(room, this.#limitOf(at) - at.memory);
      bytes = Math.max(0, room);
    } else {
      bytes = -Math.min(-bytes, group.ownCache);
    }
    group.ownCache += bytes;
    this.#add(group, 'cache', bytes);
  }

  /** The process has ended. */
  release(member: Member): void {
    this.#stuck = this.#stuck.filter((stuck) => stuck.member !== member);
    this.#giveBack(member, member.memory + member.swapped);
  }

  /** The group is removed: what it still has goes with it. */
  removed(group: Cgroup): void {
    this.cache(group, -group.ownCache);
    this.shared(group, -group.ownShared);
  }

  /** Its limits have changed: what is beyond them now is reclaimed, or killed. */
  limitsChanged(group: Cgroup): void {
    for (;;) {
      const over = group.memory - this.#limitOf(group);
      if (over <= 0 || reclaim(group, over, this.#swapFree) >= over) break;
      if (!this.#kill(group, 0)) break;
    }
    this.#retry();
  }

  now(): MemoryNow {
    const { root, host, reserved } = this;
    const used = root.memory - root.cache - root.shared + reserved;
    return { used, shared: root.shared, cache: root.cache, free: host.memory - root.memory - reserved, swapUsed: root.swap };
  }

  get #swapFree(): number {
    return this.host.swap - this.root.swap;
  }

  #limitOf(group: Cgroup): number {
    return group === this.root ? this.host.memory - this.reserved : group.memoryLimit;
  }

  /** Memory is touched page by page: what fits is there before the limit is met. Then it goes on in small parts. */
  #nextPart(group: Cgroup, bytes: number): number {
    let room = bytes;
    for (const at of group.upwards()) room = Math.min(room, this.#limitOf(at) - at.memory);
    return room > 0 ? room : Math.min(bytes, PART);
  }

  /** As `#makeRoom`; where there is none, what was `had` of this request before is given back. */
  #makeRoomFor(member: Member, bytes: number, had: number): Cgroup | 'killed' | undefined {
    try {
      return this.#makeRoom(member.group, bytes, member);
    } catch (error) {
      this.#giveBack(member, had);
      throw error;
    }
  }

  /** Makes sure that `bytes` more fit; otherwise the group in which they don't and whose killer is off, or that the asker was killed. */
  #makeRoom(group: Cgroup, bytes: number, asker: Member | undefined): Cgroup | 'killed' | undefined {
    for (const at of group.upwards()) {
      for (;;) {
        const over = at.memory + bytes - this.#limitOf(at);
        if (over <= 0 || reclaim(at, over, this.#swapFree) >= over) break;
        at.memoryPeak = Math.max(at.memoryPeak, Math.min(this.#limitOf(at), at.memory + bytes));
        if (at.limits.isOomKillDisabled && asker) return at;
        const victim = this.#kill(at, bytes);
        if (victim && victim === asker) return 'killed';
        // Who writes to a tmpfs is not known here: it may be the one who was killed, so nobody else has to go for it.
        if (!victim || (!asker && at.memory + bytes > this.#limitOf(at))) throw new SystemError('ENOMEM');
      }
    }
    return undefined;
  }

  #kill(group: Cgroup, requested: number): Member | undefined {
    const limit = this.#limitOf(group);
    const choice = chooseVictim(group, limit);
    if (!choice) return undefined;
    const { victim, candidates } = choice;
    victim.isDying = true;
    for (const at of victim.group.upwards()) at.oomKills++;
    const event: OomEvent = {
      group: group.path, victim: victim.pid, at: this.clock.now(), victimGroup: victim.group.path, limit, requested,
      held: { memory: group.memory, cache: group.cache, shared: group.shared, swap: group.swap },
      swapFree: Math.max(0, Math.min(this.#swapFree, group.swapLimit - group.swap)),
      candidates,
    };
    for (const listener of this.#listeners) listener(event);
    if (this.control) this.control.kill(victim.pid);
    else this.release(victim);
    return victim;
  }

  #wait(at: Cgroup, member: Member, bytes: number): void {
    this.#stuck.push({ at, member, bytes });
    this.control?.hold(member.pid);
  }

  /** Something was given back, or a limit raised: those who were stuck go on, if what they asked for fits now. */
  #retry(): void {
    if (this.#stuck.length === 0) return;
    const waiting = this.#stuck;
    this.#stuck = [];
    for (const stuck of waiting) {
      const { member, bytes } = stuck;
      const full = member.isDying ? 'killed' : this.#makeRoom(member.group, bytes, member);
      if (full === 'killed') continue;
      if (full) {
        this.#stuck.push({ ...stuck, at: full });
        continue;
      }
      member.memory += bytes;
      this.#add(member.group, 'process', bytes);
      this.control?.letGo(member.pid);
    }
  }

  #giveBackShared(group: Cgroup, bytes: number): void {
    const given = Math.min(bytes, group.ownShared);
    group.ownShared -= given;
    this.#add(group, 'shared', -given);
    this.#retry();
  }

  #giveBack(member: Member, bytes: number): void {
    const resident = Math.min(bytes, member.memory);
    const swapped = Math.min(bytes - resident, member.swapped);
    member.memory -= resident;
    member.swapped -= swapped;
    for (const at of member.group.upwards()) at.swap -= swapped;
    this.#add(member.group, 'process', -resident);
    this.#retry();
  }

  #add(group: Cgroup, kind: Kind, bytes: number): void {
    for (const at of group.upwards()) {
      at.memory += bytes;
      if (kind !== 'process') at[kind] += bytes;
      if (at.memory > at.memoryPeak) at.memoryPeak = at.memory;
    }
  }
}
