import type { Micros } from '../../core/clock.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { ProcessInfo, ResourceLimit } from '../system.ts';
import { ALL_CAPABILITIES } from './capabilities.ts';
import type { KernelProcess } from './kernel-process.ts';

/** What a small program maps beyond what it has resident: its code and the C library. */
const MAPPED = 4 << 20;

const NO_LIMITS: ReadonlyMap<string, ResourceLimit> = new Map();

/** What `ps` and /proc show of a process, to whoever looks from a namespace of `level`. Looked up when asked. */
class Info implements ProcessInfo {
  constructor(
    private readonly process: KernelProcess,
    private readonly level: number,
  ) {}

  get pid(): number {
    return this.process.pids[this.level] ?? 0;
  }
  get parentPid(): number {
    return this.process.parent?.pids[this.level] ?? 0;
  }
  get group(): number {
    return this.process.group.pids[this.level] ?? 0;
  }
  get session(): number {
    return this.process.group.session.pids[this.level] ?? 0;
  }
  get command(): string {
    return this.process.command;
  }
  get argv(): readonly string[] {
    return this.process.argv;
  }
  get env(): ReadonlyMap<string, string> {
    return this.process.env;
  }
  get cwd(): string {
    return this.process.cwd;
  }
  get state(): ProcessInfo['state'] {
    return this.process.state;
  }
  get uid(): number {
    return this.process.credentials.uid;
  }
  get gid(): number {
    return this.process.credentials.gid;
  }
  get tty(): string {
    return this.process.terminal?.name ?? '?';
  }
  get isForeground(): boolean {
    return this.process.terminal?.foregroundGroup === this.process.group;
  }
  get startedAt(): Micros {
    return this.process.startedAt;
  }
  get cpu(): Micros {
    return this.process.resourceUse.cpu;
  }
  get residentMemory(): number {
    return this.process.resourceUse.memory;
  }
  get virtualMemory(): number {
    return this.process.status ? 0 : this.residentMemory + MAPPED;
  }
  get threads(): number {
    return this.process.threadCount;
  }
  get cgroup(): string {
    return this.process.cgroup;
  }
  get descriptors(): ReadonlyMap<number, OpenFile> {
    return this.process.descriptors.entries();
  }
  get groups(): readonly number[] {
    return this.process.credentials.groups;
  }
  get umask(): number {
    return this.process.umask;
  }
  get oomScoreAdjust(): number {
    return this.process.resourceUse.oomScoreAdjust;
  }
  get limits(): ReadonlyMap<string, ResourceLimit> {
    return this.process.limits ?? NO_LIMITS;
  }
  get capabilities(): ReadonlySet<string> {
    return this.process.capabilities ?? ALL_CAPABILITIES;
  }
  get isNoNewPrivileges(): boolean {
    return this.process.isNoNewPrivileges;
  }
}

export function infoOf(process: KernelProcess, level: number): ProcessInfo {
  return new Info(process, level);
}
