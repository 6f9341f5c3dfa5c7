import type { CpuGroup } from './cpu/cpu-group.ts';
import type { Member } from './member.ts';
import type { GroupId, Limits } from './resources.ts';

const NO_MEMBERS: readonly Member[] = [];
const NO_CHILDREN: readonly Cgroup[] = [];

/** One cgroup. Unless a name says `own`, numbers include all groups below. */
export class Cgroup {
  readonly path: GroupId;
  isFrozen = false;
  /** Bytes: what processes have, tmpfs and cache. */
  memory = 0;
  memoryPeak = 0;
  cache = 0;
  ownCache = 0;
  shared = 0;
  ownShared = 0;
  swap = 0;
  oomKills = 0;
  pids = 0;
  pidsRefused = 0;
  readBytes = 0;
  writtenBytes = 0;
  readOperations = 0;
  writeOperations = 0;
  /** CPU time by core of groups below that are gone, µs. */
  gonePerCore: Float64Array | undefined;
  #children: Map<string, Cgroup> | undefined;
  /** Most groups hold one process, for which a set would be a waste. */
  #member: Member | undefined;
  #members: Set<Member> | undefined;

  constructor(
    readonly name: string,
    readonly parent: Cgroup | undefined,
    readonly cpu: CpuGroup,
    public limits: Limits,
  ) {
    this.path = parent ? `${parent.parent ? parent.path : ''}/${name}` : '/';
  }

  get children(): Iterable<Cgroup> {
    return this.#children?.values() ?? NO_CHILDREN;
  }

  /** Processes directly in it. */
  get members(): Iterable<Member> {
    if (this.#member) return [this.#member, ...(this.#members ?? NO_MEMBERS)];
    return this.#members ?? NO_MEMBERS;
  }

  child(name: string): Cgroup | undefined {
    return this.#children?.get(name);
  }

  addChild(child: Cgroup): void {
    (this.#children ??= new Map()).set(child.name, child);
  }

  removeChild(child: Cgroup): void {
    this.#children?.delete(child.name);
  }

  addMember(member: Member): void {
    if (!this.#member && !this.#members?.size) this.#member = member;
    else (this.#members ??= new Set()).add(member);
  }

  removeMember(member: Member): void {
    if (this.#member === member) this.#member = undefined;
    else this.#members?.delete(member);
  }

  get isEmpty(): boolean {
    return !this.#member && !this.#members?.size && !this.#children?.size;
  }

  /** Itself and the groups above it. */
  *upwards(): Generator<Cgroup> {
    yield this;
    if (this.parent) yield* this.parent.upwards();
  }

  /** Itself and all groups below it. */
  *subtree(): Generator<Cgroup> {
    yield this;
    for (const child of this.children) yield* child.subtree();
  }

  *allMembers(): Generator<Member> {
    for (const group of this.subtree()) yield* group.members;
  }

  /** Bytes that may be charged; Infinity when unlimited. */
  get memoryLimit(): number {
    return positive(this.limits.memory);
  }

  /** Bytes that may be swapped out: what `memorySwap` has beyond `memory`. */
  get swapLimit(): number {
    const { memory, memorySwap } = this.limits;
    if (memory === undefined || memory <= 0 || memorySwap === undefined || memorySwap <= 0) return Infinity;
    return Math.max(0, memorySwap - memory);
  }

  get reservation(): number {
    const { memoryReservation } = this.limits;
    return memoryReservation !== undefined && memoryReservation > 0 ? memoryReservation : 0;
  }

  get pidsLimit(): number {
    return positive(this.limits.pids);
  }
}

/** 0, negative and absent are what Docker's flags mean by unlimited. */
function positive(limit: number | undefined): number {
  return limit !== undefined && limit > 0 ? limit : Infinity;
}
