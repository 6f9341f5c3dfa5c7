import type { Micros } from '../core/clock.ts';
import type { Entropy } from '../core/entropy.ts';
import type { Process, Scheduler } from '../core/process.ts';
import type { Credentials } from './files/files.ts';
import type { MountNamespace } from './files/mounts.ts';
import type { OpenFile } from './files/open-file.ts';
import type { NetworkFabric, NetworkNamespace } from './network/fabric.ts';
import type { Terminal } from './processes/terminal.ts';
import type { GroupId, Resources } from './resources/resources.ts';
import type { ExitCode, ExitStatus, HostFacts, ProcessView, Program, System } from './system.ts';
import type { Signal } from './signals.ts';

/** A simulated Linux host, as those see it who run it: the Docker engine (its containerd and runc) and the world. */
export interface Host {
  readonly scheduler: Scheduler;
  readonly entropy: Entropy;
  readonly resources: Resources;
  readonly fabric: NetworkFabric;
  /** The host's own namespaces. */
  readonly namespaces: Namespaces;
  readonly programs: ReadonlyMap<string, Program>;
  /** `linux/amd64`. */
  readonly platform: string;
  /** Of its kernel: release, version, machine, when it was booted. */
  readonly facts: Omit<HostFacts, 'hostname'>;
  /** All processes, with the host's pids. */
  readonly processes: ProcessView;
  now(): Micros;
  /** A process id namespace below the host's, whose first process is PID 1 in it: when that one ends, so do all in it. */
  createPidNamespace(): PidNamespace;
  /** Starts a process that has no parent among processes (it is a child of the host's init). Throws as `System.spawn`. */
  start(spec: ProcessSpec): RunningProcess;
  /** kill(2) with a pid of the host. Throws ESRCH. */
  kill(pid: number, signal: Signal): void;
  /** A pipe of open files, retained once each. */
  pipe(): readonly [reader: OpenFile, writer: OpenFile];
  /** A pseudo-terminal; its number is the lowest free one of that pid namespace (of the host's unless told). `inner` is retained once. */
  openTerminal(namespace?: PidNamespace): { readonly terminal: Terminal; readonly inner: OpenFile };
}

/** What makes a container: which of these are its own and which are shared is the engine's choice. */
export interface Namespaces {
  readonly mounts: MountNamespace;
  readonly pids: PidNamespace;
  readonly network: NetworkNamespace;
  /** Shared by reference: setting the host name shows to all in it. */
  readonly uts: { hostname: string; domainname: string };
}

/** Opaque to all but the process table. */
export interface PidNamespace {
  /** What `ps` inside shows. */
  readonly view: ProcessView;
}

export interface ProcessSpec {
  /** A command that is looked up in PATH of `env` inside the namespaces, or a process of our own making (dockerd). */
  readonly argv: readonly string[];
  readonly main?: (system: System) => Process<ExitCode>;
  readonly env: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly credentials: Credentials;
  readonly namespaces: Namespaces;
  readonly cgroup: GroupId;
  readonly descriptors: ReadonlyMap<number, OpenFile>;
  readonly terminal?: Terminal;
  readonly umask?: number;
  /** Capabilities beyond or below the default set matter where a program asks (`CAP_NET_ADMIN` …). */
  readonly capabilities?: ReadonlySet<string>;
  readonly oomScoreAdjust?: number;
  readonly limits?: ReadonlyMap<string, { readonly soft: number; readonly hard: number }>;
  readonly isNoNewPrivileges?: boolean;
}

export interface RunningProcess {
  /** Of the host. */
  readonly pid: number;
  readonly status: ExitStatus | undefined;
  /** Waits for its end. */
  wait(): Process<ExitStatus>;
  onExit(listener: (status: ExitStatus) => void): void;
  signal(signal: Signal): void;
}
