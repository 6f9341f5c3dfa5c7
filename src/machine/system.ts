import type { Micros } from '../core/clock.ts';
import type { Process, Task, Wait } from '../core/process.ts';
import type { Input, Output } from '../core/stream.ts';
import type { Entropy } from '../core/entropy.ts';
import type { Credentials, Files } from './files/files.ts';
import type { OpenFile } from './files/open-file.ts';
import type { NetworkStack } from './network/network.ts';
import type { Terminal } from './processes/terminal.ts';
import type { Resources } from './resources/resources.ts';
import type { Signal } from './signals.ts';

/** 0 to 255. */
export type ExitCode = number;

/** `ls`, `sh`, `nginx`, `docker` and `dockerd` are all programs. One program is one file in `programs/`. */
export interface Program {
  /** What a file in an image names to be this program (see `Described`). */
  readonly name: string;
  /** Runs until it returns its exit status. `system.argv[0]` is the name it was called by. */
  main(system: System): Process<ExitCode>;
}

/** How a process ended: `code` when it exited, `signal` when it was killed. The shell's `$?` is `code`, or 128 + `signal`. */
export interface ExitStatus {
  readonly code?: ExitCode;
  readonly signal?: Signal;
}

export function statusCode(status: ExitStatus): ExitCode {
  return status.signal !== undefined ? 128 + status.signal : (status.code ?? 0);
}

/** A child that was started. */
export interface Child {
  readonly pid: number;
  /** Set once it has ended; it stays a zombie until `wait` or `reap`. */
  readonly status: ExitStatus | undefined;
  readonly isStopped: boolean;
  /** Waits until it has ended (and reaps it), or, with `untracedToo`, has been stopped by a signal ('stopped'). */
  wait(options?: { readonly untracedToo?: false }): Process<ExitStatus>;
  wait(options: { readonly untracedToo: true }): Process<ExitStatus | 'stopped'>;
  /** For `anyOf`: ends when its state changes. */
  changed(): Wait;
  /** waitpid(2) with WNOHANG: how it ended, if it has, and then it is a zombie no more; undefined while it lives. */
  reap(): ExitStatus | undefined;
}

/** setrlimit(2): `nofile`, `nproc`, `core`, …; Infinity is unlimited. */
export interface ResourceLimit {
  readonly soft: number;
  readonly hard: number;
}

export interface SpawnOptions {
  /** The file that is run, where argv[0] is only what it is called: then PATH is not searched. */
  readonly file?: string;
  /** Descriptors of the child by number. Unless told, it inherits 0, 1 and 2. Each is retained for the child. */
  readonly descriptors?: ReadonlyMap<number, OpenFile>;
  readonly env?: ReadonlyMap<string, string>;
  readonly cwd?: string;
  /** `new` makes it the leader of a group of its own; a number joins that group; otherwise its parent's. */
  readonly group?: 'new' | number;
  /** setsid(2): leader of a new session, without a controlling terminal unless `terminal` is given. */
  readonly session?: 'new';
  readonly terminal?: Terminal;
  readonly credentials?: Credentials;
  /** `true` puts the new group in the foreground of the terminal. */
  readonly isForeground?: boolean;
}

/** What one process is given: its whole view of the machine. */
export interface System {
  readonly pid: number;
  readonly parentPid: number;
  readonly argv: readonly string[];
  readonly env: Map<string, string>;
  readonly cwd: string;
  /** Throws ENOENT, ENOTDIR, EACCES. */
  chdir(path: string): void;
  /** Returns the one before. */
  umask(mask?: number): number;
  readonly credentials: Credentials;
  /** Throws EPERM for users other than root. */
  setCredentials(credentials: Credentials): void;

  /** Descriptors 0, 1 and 2. Reading what is closed throws EBADF. */
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Writes text to standard output. */
  print(text: string): Process<void>;
  /** Writes text to standard error. */
  complain(text: string): Process<void>;
  /** The table of open descriptors. What is put there is retained; what is taken away is released; all at exit. */
  readonly descriptors: Descriptors;
  /** A pipe(2): [to read, to write], retained once each for the caller. */
  pipe(): readonly [OpenFile, OpenFile];
  /** The controlling terminal. */
  readonly terminal?: Terminal;
  /** Makes a new pseudo-terminal: its inner side is an `OpenFile` to hand to a child with `session: 'new'`. */
  openTerminal(): { readonly terminal: Terminal; readonly inner: OpenFile };

  readonly files: Files;
  readonly network: NetworkStack;
  readonly resources: Resources;
  /** The cgroup of this process. */
  readonly cgroup: string;
  readonly processes: ProcessView;
  readonly host: HostFacts;
  readonly entropy: Entropy;

  now(): Micros;
  sleep(duration: Micros): Process<void>;
  /** A sleep as a `Wait`, for `anyOf`. */
  timer(duration: Micros): Wait;
  /**
   * Runs something beside the main program, in this process: copying both ways, serving several connections. It is
   * stopped, frozen and killed with the process, and ends when `main` returns; what it throws ends the process as if
   * `main` had thrown it.
   */
  startThread(body: Process<void>): Task;
  /** Uses CPU: takes longer when throttled or contended. */
  compute(cpuTime: Micros): Process<void>;
  /** Notes CPU use; true when a quantum (1 ms) is owed, to be paid at the next chance with `yield* system.pay()`. */
  charge(cpuTime: Micros): boolean;
  pay(): Process<void>;
  /** Memory of this process in bytes, on top of what a small program has; negative gives back. May end in the OOM killer. */
  allocate(bytes: number): void;

  /** Starts a program. Looks argv[0] up in PATH unless it has a slash. Throws ENOENT, EACCES, ENOEXEC, EAGAIN before anything is started. */
  spawn(argv: readonly string[], options?: SpawnOptions): Child;
  /** Starts a child that goes on in `main` with a copy of this process's state (a subshell). */
  fork(main: (system: System) => Process<ExitCode>, options?: SpawnOptions): Child;
  /** Replaces this process's program; never comes back. Throws as `spawn`. */
  exec(argv: readonly string[], env?: ReadonlyMap<string, string>, file?: string): never;
  /** Ends this process at once. */
  exit(code: ExitCode): never;
  /** Children that have not been reaped, in the order started. */
  readonly children: readonly Child[];
  /** Takes effect when the process next runs. SIGKILL and SIGSTOP can't be handled. */
  onSignal(signal: Signal, action: 'default' | 'ignore' | ((signal: Signal) => void)): void;
  /** What a signal now does; for `trap` and `nohup`. */
  signalAction(signal: Signal): 'default' | 'ignore' | 'handled';
  /** kill(2): a pid, 0 for the own group, -pgid for a group, -1 for all. Signal 0 only looks. Throws ESRCH, EPERM. */
  kill(pid: number, signal: Signal): void;
  readonly group: number;
  readonly session: number;
  /** setsid(2). */
  newSession(): void;

  /** Effective capabilities (`CAP_NET_ADMIN` …): those of the container for root, none for others. */
  readonly capabilities: ReadonlySet<string>;
  readonly isNoNewPrivileges: boolean;
  /** getrlimit(2). What was never set is unlimited, except `nofile` (1048576). */
  limit(name: string): ResourceLimit;
  /** Throws EINVAL for soft above hard, EPERM for raising the hard limit without CAP_SYS_RESOURCE. */
  setLimit(name: string, limit: ResourceLimit): void;
}

export interface Descriptors {
  get(fd: number): OpenFile | undefined;
  /** dup2(2): what was there is released. */
  set(fd: number, file: OpenFile): void;
  close(fd: number): void;
  /** Puts it at the lowest free number from `from` (0 unless told). */
  add(file: OpenFile, from?: number): number;
  entries(): ReadonlyMap<number, OpenFile>;
}

/** Facts of the machine and of the process's namespaces. */
export interface HostFacts {
  /** UTS name; root may set it. */
  hostname: string;
  /** `6.1.0-18-amd64`, `#1 SMP …`, `x86_64`. */
  readonly kernelRelease: string;
  readonly kernelVersion: string;
  readonly machine: string;
  /** `linux/amd64`. */
  readonly platform: string;
  readonly bootedAt: Micros;
}

/** The processes that a process can see: those of its pid namespace and of the namespaces below. */
export interface ProcessView {
  list(): readonly ProcessInfo[];
  get(pid: number): ProcessInfo | undefined;
}

export interface ProcessInfo {
  /** In the namespace of whoever looks. */
  readonly pid: number;
  readonly parentPid: number;
  readonly group: number;
  readonly session: number;
  /** Short name: the program's file name, at most 15 characters. */
  readonly command: string;
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  /** R S D T Z as ps has them. */
  readonly state: 'R' | 'S' | 'D' | 'T' | 'Z';
  readonly uid: number;
  readonly gid: number;
  /** `pts/0` or `?`. */
  readonly tty: string;
  readonly isForeground: boolean;
  readonly startedAt: Micros;
  /** CPU time used, µs. */
  readonly cpu: Micros;
  /** Bytes. */
  readonly residentMemory: number;
  readonly virtualMemory: number;
  readonly threads: number;
  readonly cgroup: string;
  readonly descriptors: ReadonlyMap<number, OpenFile>;
  /** Path of the program that runs, for /proc/PID/exe. */
  readonly executable?: string;
  readonly groups?: readonly number[];
  readonly umask?: number;
  /** -1000 to 1000. */
  readonly oomScoreAdjust?: number;
  /** What is absent is the kernel's default. */
  readonly limits?: ReadonlyMap<string, ResourceLimit>;
  /** Its bounding set, all of which is in effect for root. */
  readonly capabilities?: ReadonlySet<string>;
  readonly isNoNewPrivileges?: boolean;
}
