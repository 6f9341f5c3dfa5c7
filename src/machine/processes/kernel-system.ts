import { toBytes } from '../../core/bytes.ts';
import type { Micros } from '../../core/clock.ts';
import type { Entropy } from '../../core/entropy.ts';
import { until } from '../../core/process.ts';
import type { Process, Task, Wait } from '../../core/process.ts';
import type { Input, Output } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import type { Credentials, Files } from '../files/files.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { NetworkStack } from '../network/network.ts';
import type { Resources } from '../resources/resources.ts';
import { SIGNALS } from '../signals.ts';
import type { Signal } from '../signals.ts';
import type { Child, Descriptors, ExitCode, HostFacts, ProcessView, ResourceLimit, SpawnOptions, System } from '../system.ts';
import { effectiveCapabilities } from './capabilities.ts';
import { ProcessHandle } from './process-handle.ts';
import { ProcessFacts } from './process-facts.ts';
import { createPipe } from './pipe-file.ts';
import { openTerminal } from './pseudo-terminal.ts';
import type { PseudoTerminal } from './pseudo-terminal.ts';
import type { KernelProcess } from './kernel-process.ts';
import { EXEC_COST, NOFILE } from './kernel.ts';
import { sendSignal } from './kill.ts';
import { loadProgram } from './program-image.ts';
import { Ended, ExecRequest, ExitRequest } from './requests.ts';
import { startThread } from './runner.ts';
import { forkProcess, spawnProcess } from './spawn.ts';
import { DescriptorInput, DescriptorOutput } from './standard-streams.ts';

/** What a program sees of the machine: the system calls of one process. */
export class KernelSystem implements System {
  #stdin: Input | undefined;
  #stdout: Output | undefined;
  #stderr: Output | undefined;
  #host: HostFacts | undefined;
  #entropy: Entropy | undefined;

  constructor(private readonly process: KernelProcess) {}

  get pid(): number {
    return this.process.ownPid;
  }
  get parentPid(): number {
    return this.process.parent?.pids[this.process.space.level] ?? 0;
  }
  get argv(): readonly string[] {
    return this.process.argv;
  }
  get env(): Map<string, string> {
    return this.process.ownEnv;
  }
  get cwd(): string {
    return this.process.cwd;
  }
  chdir(path: string): void {
    const target = this.files.realpath(path);
    if (this.files.stat(target).type !== 'directory') throw new SystemError('ENOTDIR', path);
    if (!this.files.may(target, 'x')) throw new SystemError('EACCES', path);
    this.process.cwd = target;
  }
  umask(mask?: number): number {
    const before = this.process.umask;
    if (mask !== undefined) this.process.umask = mask & 0o777;
    return before;
  }
  get credentials(): Credentials {
    return this.process.credentials;
  }
  setCredentials(credentials: Credentials): void {
    const { uid, gid } = this.process.credentials;
    if (credentials.uid !== uid && !this.capabilities.has('CAP_SETUID')) throw new SystemError('EPERM');
    if (credentials.gid !== gid && !this.capabilities.has('CAP_SETGID')) throw new SystemError('EPERM');
    this.process.credentials = credentials;
  }

  get stdin(): Input {
    return (this.#stdin ??= new DescriptorInput(this.process, 0));
  }
  get stdout(): Output {
    return (this.#stdout ??= new DescriptorOutput(this.process, 1));
  }
  get stderr(): Output {
    return (this.#stderr ??= new DescriptorOutput(this.process, 2));
  }
  print(text: string): Process<void> {
    return this.stdout.write(toBytes(text));
  }
  complain(text: string): Process<void> {
    return this.stderr.write(toBytes(text));
  }
  get descriptors(): Descriptors {
    return this.process.descriptors;
  }
  pipe(): readonly [OpenFile, OpenFile] {
    return createPipe(this.process.kernel.nextInode(), this.now());
  }
  get terminal(): PseudoTerminal | undefined {
    return this.process.terminal;
  }
  openTerminal(): { readonly terminal: PseudoTerminal; readonly inner: OpenFile } {
    return openTerminal(this.process.space, this.now());
  }

  get files(): Files {
    return this.process.files;
  }
  get network(): NetworkStack {
    return this.process.network;
  }
  get resources(): Resources {
    return this.process.kernel.resources;
  }
  get cgroup(): string {
    return this.process.cgroup;
  }
  get processes(): ProcessView {
    return this.process.space.view;
  }
  get host(): HostFacts {
    return (this.#host ??= new ProcessFacts(this.process));
  }
  get entropy(): Entropy {
    return (this.#entropy ??= this.process.kernel.entropy.fork(`process ${this.process.pid}`));
  }

  now(): Micros {
    return this.process.kernel.now();
  }
  *sleep(duration: Micros): Process<void> {
    yield* this.pay();
    yield this.timer(duration);
  }
  timer(duration: Micros): Wait {
    const { clock } = this.process.kernel.scheduler;
    return until(clock, clock.now() + duration);
  }
  startThread(body: Process<void>): Task {
    this.process.assertAlive();
    return startThread(this.process, body);
  }
  compute(cpuTime: Micros): Process<void> {
    this.process.charge(cpuTime);
    return this.process.pay();
  }
  charge(cpuTime: Micros): boolean {
    return this.process.charge(cpuTime);
  }
  pay(): Process<void> {
    return this.process.pay();
  }
  allocate(bytes: number): void {
    const { process } = this;
    process.assertAlive();
    process.kernel.resources.allocate(process.cgroup, process.pid, bytes);
    process.assertAlive();
  }

  spawn(argv: readonly string[], options: SpawnOptions = {}): Child {
    this.process.assertAlive();
    return new ProcessHandle(spawnProcess(this.process, argv, options), this.process.space.level);
  }
  fork(main: (system: System) => Process<ExitCode>, options: SpawnOptions = {}): Child {
    this.process.assertAlive();
    return new ProcessHandle(forkProcess(this.process, main, options), this.process.space.level);
  }
  exec(argv: readonly string[], env?: ReadonlyMap<string, string>, file?: string): never {
    const { process } = this;
    process.assertAlive();
    const { files, kernel } = process;
    const source = { files, programs: kernel.programs, platform: kernel.facts.platform };
    const image = loadProgram(source, argv, process.env.get('PATH'), file);
    if (env) process.replaceEnv(env);
    process.charge(EXEC_COST);
    throw (process.request = new ExecRequest(image));
  }
  exit(code: ExitCode): never {
    throw (this.process.request = new ExitRequest(code));
  }
  get children(): readonly Child[] {
    return [...this.process.children].map((child) => new ProcessHandle(child, this.process.space.level));
  }

  onSignal(signal: Signal, action: 'default' | 'ignore' | ((signal: Signal) => void)): void {
    if (signal === SIGNALS.SIGKILL || signal === SIGNALS.SIGSTOP) throw new SystemError('EINVAL');
    if (action === 'default') this.process.actions?.delete(signal);
    else (this.process.actions ??= new Map()).set(signal, action);
  }
  signalAction(signal: Signal): 'default' | 'ignore' | 'handled' {
    const action = this.process.actions?.get(signal);
    return action === undefined ? 'default' : action === 'ignore' ? 'ignore' : 'handled';
  }
  kill(pid: number, signal: Signal): void {
    sendSignal(this.process, pid, signal);
    if (this.process.status) throw new Ended();
  }
  get group(): number {
    return this.process.group.pids[this.process.space.level] ?? 0;
  }
  get session(): number {
    return this.process.group.session.pids[this.process.space.level] ?? 0;
  }
  newSession(): void {
    if (this.group === this.pid) throw new SystemError('EPERM');
    this.process.newSession();
  }

  get capabilities(): ReadonlySet<string> {
    return effectiveCapabilities(this.process);
  }
  get isNoNewPrivileges(): boolean {
    return this.process.isNoNewPrivileges;
  }
  limit(name: string): ResourceLimit {
    const unset = name === 'nofile' ? NOFILE : Infinity;
    return this.process.limits?.get(name) ?? { soft: unset, hard: unset };
  }
  setLimit(name: string, limit: ResourceLimit): void {
    if (limit.soft > limit.hard) throw new SystemError('EINVAL');
    if (limit.hard > this.limit(name).hard && !this.capabilities.has('CAP_SYS_RESOURCE')) throw new SystemError('EPERM');
    this.process.limits = new Map(this.process.limits).set(name, limit);
  }
}
