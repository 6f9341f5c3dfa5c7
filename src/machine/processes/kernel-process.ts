import type { Micros } from '../../core/clock.ts';
import { Condition } from '../../core/process.ts';
import type { Process, Task } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { Credentials, Files } from '../files/files.ts';
import type { Namespaces } from '../host.ts';
import type { NetworkStack } from '../network/network.ts';
import type { GroupId, ProcessUse } from '../resources/resources.ts';
import { SIGNALS } from '../signals.ts';
import type { Signal } from '../signals.ts';
import type { ExitStatus, ProcessInfo, ResourceLimit } from '../system.ts';
import { deliver } from './delivery.ts';
import { endProcess } from './ending.ts';
import { DescriptorTable } from './descriptor-table.ts';
import { ProcessGroup, Session } from './job-control.ts';
import { NOFILE, QUANTUM, THREADS_MAX } from './kernel.ts';
import type { Kernel } from './kernel.ts';
import type { PidSpace } from './pid-space.ts';
import type { PseudoTerminal } from './pseudo-terminal.ts';
import type { ProcessState, SignalAction } from './process-state.ts';
import { ProcessViewer } from './process-viewer.ts';
import { Ended } from './requests.ts';
import type { ExecRequest, ExitRequest } from './requests.ts';

const NO_ENV: ReadonlyMap<string, string> = new Map();
const NO_CHILDREN: readonly KernelProcess[] = [];
const NO_USE: ProcessUse = { cpu: 0, memory: 0, oomScoreAdjust: 0 };

/** One process, as the kernel keeps it. Programs see it through `KernelSystem`. */
export class KernelProcess {
  /** By namespace level, the host's first. */
  pids: readonly number[] = [];
  parent: KernelProcess | undefined;
  /** In the order started. */
  #children: Set<KernelProcess> | undefined;
  group!: ProcessGroup;
  command = '';
  argv: readonly string[] = [];
  env: ReadonlyMap<string, string>;
  #isEnvOwn: boolean;
  cwd: string;
  credentials: Credentials;
  umask: number;
  readonly cgroup: GroupId;
  readonly namespaces: Namespaces;
  readonly descriptors: DescriptorTable;
  actions: Map<Signal, SignalAction> | undefined;
  readonly capabilities: ReadonlySet<string> | undefined;
  limits: ReadonlyMap<string, ResourceLimit> | undefined;
  readonly isNoNewPrivileges: boolean;
  readonly startedAt: Micros;
  status: ExitStatus | undefined;
  isStopped = false;
  /** Signals that came while it was stopped or frozen. */
  pending: Signal[] | undefined;
  main: Task | undefined;
  threads: Set<Task> | undefined;
  /** CPU time that is used but not paid for, µs. */
  debt: Micros = 0;
  /** What it has asked of its runner, should the program catch what was thrown for it. */
  request: ExitRequest | ExecRequest | undefined;
  exitListeners: ((status: ExitStatus) => void)[] | undefined;
  #files: Files | undefined;
  #network: { readonly stack: NetworkStack; close(): void } | undefined;
  #changed: Condition | undefined;
  #holds = 0;
  #lastUse: ProcessUse = NO_USE;

  constructor(
    readonly kernel: Kernel,
    state: ProcessState,
  ) {
    this.parent = state.parent;
    this.namespaces = state.namespaces;
    this.env = state.env;
    this.#isEnvOwn = state.isEnvOwn ?? false;
    this.cwd = state.cwd;
    this.credentials = state.credentials;
    this.umask = state.umask;
    this.cgroup = state.cgroup;
    this.actions = state.actions && state.actions.size > 0 ? new Map(state.actions) : undefined;
    this.capabilities = state.capabilities;
    this.limits = state.limits;
    this.isNoNewPrivileges = state.isNoNewPrivileges ?? false;
    this.startedAt = kernel.now();
    this.descriptors = new DescriptorTable(state.descriptors, () => this.limits?.get('nofile')?.soft ?? NOFILE);
  }

  /** Of the host. */
  get pid(): number {
    return this.pids[0]!;
  }

  get space(): PidSpace {
    return this.namespaces.pids as PidSpace;
  }

  /** Its pid as it sees it itself. */
  get ownPid(): number {
    return this.pids[this.space.level]!;
  }

  get isInit(): boolean {
    return this.ownPid === 1;
  }

  get children(): Iterable<KernelProcess> {
    return this.#children ?? NO_CHILDREN;
  }

  get terminal(): PseudoTerminal | undefined {
    return this.group.session.terminal;
  }

  /** Its own view of the network: what it opened there is closed when it ends. */
  get network(): NetworkStack {
    return (this.#network ??= this.namespaces.network.openStack()).stack;
  }

  get files(): Files {
    return (this.#files ??= this.namespaces.mounts.files(new ProcessViewer(this)));
  }

  /** Copied when it is first asked for: most programs only read a variable or two of what they were given. */
  get ownEnv(): Map<string, string> {
    if (!this.#isEnvOwn) this.env = new Map(this.env);
    this.#isEnvOwn = true;
    return this.env as Map<string, string>;
  }

  replaceEnv(env: ReadonlyMap<string, string>): void {
    this.env = new Map(env);
    this.#isEnvOwn = true;
  }

  get resourceUse(): ProcessUse {
    return this.kernel.resources.processUse(this.pid) ?? this.#lastUse;
  }

  get threadCount(): number {
    return 1 + (this.threads?.size ?? 0);
  }

  /** Notified at every change of state, for those who wait on it. */
  get changed(): Condition {
    return (this.#changed ??= new Condition('child'));
  }

  get state(): ProcessInfo['state'] {
    if (this.status) return 'Z';
    if (this.isStopped) return 'T';
    if (this.#holds > 0) return 'D';
    for (const task of this.#tasks()) {
      if (task.waitingFor === undefined || task.waitingFor === 'cpu') return 'R';
      if (task.waitingFor === 'disk') return 'D';
    }
    return 'S';
  }

  /** Enters the table: gets its pids, its group, and its place in the cgroup. Throws EAGAIN. */
  enter(state: ProcessState): void {
    this.pids = this.space.register(this);
    try {
      this.kernel.resources.join(this.cgroup, this.pid, state.oomScoreAdjust);
    } catch (error) {
      this.space.unregister(this);
      this.descriptors.closeAll();
      throw error;
    }
    if (state.group) this.joinGroup(state.group);
    else this.newSession();
    this.parent?.adopt(this);
  }

  /** It has no children any more; gives those that it had. */
  abandonChildren(): Iterable<KernelProcess> {
    const children = this.children;
    this.#children = undefined;
    return children;
  }

  adopt(child: KernelProcess): void {
    (this.#children ??= new Set()).add(child);
  }

  joinGroup(group: ProcessGroup): void {
    const before = this.group as ProcessGroup | undefined;
    this.group = group;
    group.members.add(this);
    if (before && before !== group) before.leave(this);
  }

  newGroup(session: Session): ProcessGroup {
    const group = new ProcessGroup(session, this.pids, this.space);
    this.joinGroup(group);
    return group;
  }

  newSession(): void {
    this.newGroup(new Session(this, this.pids));
  }

  runTask(body: Process<void>, done: (task: Task) => void, fail: (error: unknown) => void): Task {
    const task: Task = this.kernel.scheduler.start(body, (outcome) => {
      done(task);
      if (outcome.kind === 'threw') fail(outcome.error);
    });
    if (this.#holds > 0) task.suspend();
    return task;
  }

  /** Holds all its tasks until `letGo` was called as often. */
  hold(): void {
    if (this.#holds++ > 0) return;
    for (const task of this.#tasks()) task.suspend();
  }

  letGo(): void {
    if (this.#holds === 0 || --this.#holds > 0) return;
    for (const task of this.#tasks()) task.resume();
    const pending = this.pending;
    this.pending = undefined;
    for (const signal of pending ?? []) deliver(this, signal, undefined);
  }

  get isHeld(): boolean {
    return this.#holds > 0;
  }

  stop(): void {
    if (this.isStopped) return;
    this.isStopped = true;
    this.hold();
    this.kernel.resources.setStopped(this.pid, true);
    this.tellParent();
  }

  continue(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    this.kernel.resources.setStopped(this.pid, false);
    this.letGo();
    this.tellParent();
  }

  /** `sender` is undefined for the kernel, the engine and terminals. */
  deliver(signal: Signal, sender?: KernelProcess): void {
    deliver(this, signal, sender);
  }

  /** For those of its calls that must not go on after a signal has killed it. */
  assertAlive(): void {
    if (this.status) throw new Ended();
  }

  charge(cpuTime: Micros): boolean {
    this.debt += cpuTime;
    return this.debt >= QUANTUM;
  }

  *pay(): Process<void> {
    const due = Math.floor(this.debt);
    if (due === 0 || this.status) return;
    this.debt -= due;
    yield* this.kernel.resources.compute(this.cgroup, this.pid, due);
  }

  /** The end: it is a zombie from now on. */
  terminate(status: ExitStatus): void {
    if (!this.status) endProcess(this, status);
  }

  /** Stops all it does and gives back all it has; what `ps` and a parent may still ask is kept. */
  drop(): void {
    for (const task of this.#tasks()) task.cancel();
    this.descriptors.closeAll();
    this.#network?.close();
    this.#lastUse = { ...this.resourceUse, memory: 0 };
    this.kernel.resources.leave(this.cgroup, this.pid);
    this.argv = [];
    this.env = NO_ENV;
    this.#files = undefined;
    this.isStopped = false;
  }

  /** Takes a zombie out of the table. */
  reap(): void {
    if (!this.status || !this.parent) return;
    this.parent.#children?.delete(this);
    this.parent = undefined;
    this.space.unregister(this);
    this.group.leave(this);
  }

  /** Throws EAGAIN when the host has as many processes as it can, or the user as many as `nproc` allows. */
  checkProcessLimit(): void {
    if (this.kernel.pids.processes.size >= THREADS_MAX) throw new SystemError('EAGAIN');
    const limit = this.limits?.get('nproc')?.soft ?? Infinity;
    if (limit === Infinity || this.credentials.uid === 0) return;
    let count = 0;
    for (const other of this.kernel.pids.processes.values()) if (other.credentials.uid === this.credentials.uid) count++;
    if (count >= limit) throw new SystemError('EAGAIN');
  }

  *#tasks(): Generator<Task> {
    if (this.main) yield this.main;
    if (this.threads) yield* this.threads;
  }

  /** That it has stopped, goes on, or has ended. */
  tellParent(): void {
    this.#changed?.notify();
    this.parent?.deliver(SIGNALS.SIGCHLD);
  }
}
