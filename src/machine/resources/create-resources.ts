import type { Micros, VirtualClock } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { BlockDevice } from './block-io.ts';
import { Cgroup } from './cgroup.ts';
import { CpuScheduler } from './cpu/cpu-scheduler.ts';
import type { CpuLimits } from './cpu/cpu-scheduler.ts';
import type { CpuGroup } from './cpu/cpu-group.ts';
import { cpuFacts } from './explain/cpu-facts.ts';
import { Freezer } from './freezer.ts';
import { LoadAverage } from './load-average.ts';
import { Member } from './member.ts';
import { MemoryController } from './memory/memory-controller.ts';
import type { CpuFacts, CpuNow, GroupId, Limits, MemoryNow, OomEvent, ProcessControl, ProcessUse, Resources, Usage } from './resources.ts';
import { perCoreOf, usageOf } from './usage.ts';

export interface ResourcesOptions {
  readonly clock: VirtualClock;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly swap: number;
  /** What the kernel and the host's own services have of the memory, bytes: nothing unless told. */
  readonly reserved?: number;
  /** The disk: `/dev/vda` with 500 MB/s unless told. */
  readonly disk?: { readonly path: string; readonly bandwidth: number };
}

export function createResources(options: ResourcesOptions): Resources {
  return new HostResources(options);
}

/** The cgroups of one host, and what shares its cores, memory and disk among them. */
class HostResources implements Resources {
  readonly cores: number;
  readonly memory: number;
  readonly swap: number;
  readonly #clock: VirtualClock;
  readonly #groups = new Map<GroupId, Cgroup>();
  readonly #members = new Map<number, Member>();
  readonly #cpu: CpuScheduler;
  readonly #memory: MemoryController;
  readonly #disk: BlockDevice;
  readonly #freezer: Freezer;
  readonly #load: LoadAverage;
  /** For processes that the table does not know. */
  readonly #nobody: Member;

  constructor(options: ResourcesOptions) {
    const { clock, cores, memory, swap, reserved = 0, disk = { path: '/dev/vda', bandwidth: 500e6 } } = options;
    this.#clock = clock;
    this.cores = cores;
    this.memory = memory;
    this.swap = swap;
    const passLoad = () => this.#passLoad();
    this.#load = new LoadAverage(clock.now());
    this.#cpu = new CpuScheduler(clock, cores, passLoad);
    this.#disk = new BlockDevice(clock, disk.path, disk.bandwidth, passLoad);
    const root = new Cgroup('', undefined, this.#cpu.root, {});
    this.#groups.set('/', root);
    this.#memory = new MemoryController(clock, root, { memory, swap }, reserved);
    this.#freezer = new Freezer(this.#cpu);
    this.#nobody = new Member(0, root, 0);
  }

  setProcessControl(control: ProcessControl): void {
    this.#memory.control = control;
    this.#freezer.control = control;
  }

  createGroup(parent: GroupId, name: string, limits: Limits): GroupId {
    const above = this.#group(parent);
    if (above.child(name)) throw new SystemError('EEXIST', name);
    const group = new Cgroup(name, above, this.#cpu.createGroup(above.cpu, limits), limits);
    above.addChild(group);
    this.#groups.set(group.path, group);
    return group.path;
  }

  removeGroup(id: GroupId): void {
    const group = this.#group(id);
    if (!group.isEmpty || !group.parent) throw new SystemError('EBUSY', id);
    this.#memory.removed(group);
    const gone = (group.parent.gonePerCore ??= new Float64Array(this.cores));
    perCoreOf(group, this.#clock.now()).forEach((time, core) => (gone[core]! += time));
    group.parent.removeChild(group);
    this.#groups.delete(id);
  }

  hasGroup(id: GroupId): boolean {
    return this.#groups.has(id);
  }

  limits(id: GroupId): Limits {
    return this.#group(id).limits;
  }

  setLimits(id: GroupId, limits: Limits): void {
    const group = this.#group(id);
    group.limits = limits;
    this.#cpu.setLimits(group.cpu, limits, cpuBelow(group));
    this.#memory.limitsChanged(group);
    this.#disk.limitsChanged();
  }

  setFrozen(id: GroupId, isFrozen: boolean): void {
    this.#freezer.setFrozen(this.#group(id), isFrozen);
  }

  join(id: GroupId, pid: number, oomScoreAdjust = 0): void {
    const group = this.#group(id);
    for (const at of group.upwards()) {
      if (at.pids < at.pidsLimit) continue;
      at.pidsRefused++;
      throw new SystemError('EAGAIN');
    }
    for (const at of group.upwards()) at.pids++;
    const member = new Member(pid, group, oomScoreAdjust);
    this.#members.set(pid, member);
    group.addMember(member);
    this.#freezer.joined(member);
  }

  leave(_id: GroupId, pid: number): void {
    const member = this.#members.get(pid);
    if (!member) return;
    this.#members.delete(pid);
    member.group.removeMember(member);
    for (const at of member.group.upwards()) at.pids--;
    this.#memory.release(member);
  }

  setStopped(pid: number, isStopped: boolean): void {
    const member = this.#members.get(pid);
    if (member) this.#freezer.setStopped(member, isStopped);
  }

  processUse(pid: number): ProcessUse | undefined {
    return this.#members.get(pid)?.useAt(this.#clock.now());
  }

  setOomScoreAdjust(pid: number, adjust: number): void {
    const member = this.#members.get(pid);
    if (member) member.oomScoreAdjust = adjust;
  }

  compute(id: GroupId, pid: number, cpuTime: Micros): Process<void> {
    return this.#cpu.compute(this.#group(id).cpu, this.#members.get(pid) ?? this.#nobody, cpuTime);
  }

  allocate(_id: GroupId, pid: number, bytes: number): void {
    const member = this.#members.get(pid);
    if (member) this.#memory.allocate(member, bytes);
  }

  cache(id: GroupId, bytes: number): void {
    const group = this.#groups.get(id);
    if (group) this.#memory.cache(group, bytes);
  }

  shared(id: GroupId, bytes: number): void {
    const group = this.#groups.get(id);
    if (group) this.#memory.shared(group, bytes);
  }

  transfer(id: GroupId, direction: 'read' | 'write', bytes: number): Process<void> {
    return this.#disk.transfer(this.#group(id), direction, bytes);
  }

  usage(id: GroupId): Usage {
    return usageOf(this.#group(id), this.#clock.now());
  }

  cpuNow(id: GroupId): CpuNow {
    const group = this.#group(id);
    const now = this.#cpu.explain(group.cpu);
    const isFrozen = [...group.upwards()].some((at) => at.isFrozen);
    return isFrozen ? { ...now, limitedBy: 'freezer' } : now;
  }

  cpuFacts(id: GroupId): CpuFacts {
    return cpuFacts(this.#group(id), this.cores, this.#clock.now());
  }

  memoryNow(): MemoryNow {
    return this.#memory.now();
  }

  onOom(listener: (event: OomEvent) => void): void {
    this.#memory.onOom(listener);
  }

  load(): readonly [number, number, number] {
    this.#passLoad();
    return this.#load.values();
  }

  #group(id: GroupId): Cgroup {
    const group = this.#groups.get(id);
    if (!group) throw new SystemError('ENOENT', id);
    return group;
  }

  #passLoad(): void {
    this.#load.pass(this.#clock.now(), this.#cpu.running + this.#disk.waiting);
  }
}

/** All groups below, those above first. */
function* cpuBelow(group: Cgroup): Generator<{ group: CpuGroup; limits: CpuLimits }> {
  for (const below of group.subtree()) if (below !== group) yield { group: below.cpu, limits: below.limits };
}
