import type { Micros } from '../../../core/clock.ts';
import { Condition } from '../../../core/process.ts';
import type { Task } from '../../../core/process.ts';
import type { DevptsFileSystem } from '../../../machine/files/dev.ts';
import type { Namespaces, RunningProcess } from '../../../machine/host.ts';
import type { OverlayFileSystem } from '../../../machine/files/mounts.ts';
import type { MemoryFileSystem } from '../../../machine/files/memory.ts';
import type { Terminal } from '../../../machine/processes/terminal.ts';
import type { GroupId } from '../../../machine/resources/resources.ts';
import type { ContainerConfig, ContainerStatus, HostConfig } from '../../api/types/containers.ts';
import type { Image } from '../images/image.ts';
import type { Attachment } from '../networks/attachment.ts';
import type { Sandbox } from '../networks/sandbox.ts';
import type { VolumeMount } from '../volumes/mount.ts';
import type { HealthMonitor } from './health.ts';
import type { ContainerStreams } from './streams.ts';

/** What stands only while a container runs. */
export interface Run {
  readonly process: RunningProcess;
  readonly namespaces: Namespaces;
  readonly cgroup: GroupId;
  readonly terminal: Terminal | undefined;
  /** tmpfs mounts, unmounted for good when it ends. */
  readonly memory: readonly MemoryFileSystem[];
  /** /dev/shm, for those who share its IPC namespace. */
  readonly shm: MemoryFileSystem | undefined;
  readonly devpts: DevptsFileSystem;
  readonly capabilities: ReadonlySet<string>;
  readonly sandbox: Sandbox;
  /** Ends when all that its terminal showed was passed on. */
  readonly pump: Task | undefined;
}

/** One container. Only the engine's verbs touch it; everybody else sees what inspect and views make of it. */
export class Container {
  status: ContainerStatus = 'created';
  isPaused = false;
  isRestarting = false;
  isOomKilled = false;
  isDead = false;
  isRemoving = false;
  exitCode = 0;
  error = '';
  startedAt: Micros | undefined;
  finishedAt: Micros | undefined;
  restartCount = 0;
  run: Run | undefined;
  health: HealthMonitor | undefined;
  /** A user stopped it, so no restart policy applies. */
  isManuallyStopped = false;
  hasStarted = false;
  /** The daemon stopped it as it went down itself. */
  isToBeRevived = false;
  /** Ids of its execs. */
  execIds: Set<string> | undefined;
  /** By the network's name. */
  attachments = new Map<string, Attachment>();
  mounts: readonly VolumeMount[] = [];
  /** Times that it ended, for those who wait for the next. */
  exits = 0;
  isRemoved = false;
  /** `docker restart` is at it: --rm does not apply to the stop in the middle. */
  isBeingRestarted = false;
  /** Calls off a restart that is due. */
  cancelRestart: (() => void) | undefined;
  /** µs to wait before the next restart; 0 for the first. */
  restartDelay = 0;
  /** Its number among all containers ever made, given by the store. */
  sequence = 0;
  /** Grows with every change. */
  version = 0;
  #changed: Condition | undefined;
  #root: OverlayFileSystem | undefined;

  constructor(
    readonly id: string,
    public name: string,
    readonly created: Micros,
    readonly image: Image | undefined,
    readonly path: string,
    readonly args: readonly string[],
    public config: ContainerConfig,
    public hostConfig: HostConfig,
    readonly streams: ContainerStreams,
    private readonly createRoot: () => OverlayFileSystem,
  ) {}

  /** Also while it waits to be restarted, as Docker counts it. */
  get isRunning(): boolean {
    return this.run !== undefined || this.isRestarting;
  }

  /** Its files without mounts; the writable layer is made when it is first needed. */
  get root(): OverlayFileSystem {
    return (this.#root ??= this.createRoot());
  }

  get hasRoot(): boolean {
    return this.#root !== undefined;
  }

  /** Gives the writable layer's room back: the container is removed. */
  discardRoot(): void {
    this.#root = undefined;
  }

  /** Told of every change of state. */
  get changed(): Condition {
    return (this.#changed ??= new Condition('container'));
  }

  /** Its state changed: views and waiters look again. */
  touch(): void {
    this.version++;
    this.#changed?.notify();
  }

  /** As Status of the API. */
  get shownStatus(): ContainerStatus {
    if (this.run) return this.isPaused ? 'paused' : this.isRestarting ? 'restarting' : 'running';
    if (this.isRestarting) return 'restarting';
    if (this.isRemoving) return 'removing';
    if (this.isDead) return 'dead';
    return this.startedAt === undefined ? 'created' : 'exited';
  }
}
