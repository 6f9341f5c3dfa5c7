import type { Entropy } from '../../core/entropy.ts';
import type { Process } from '../../core/process.ts';
import type { Files } from '../../machine/files/files.ts';
import type { Space } from '../../machine/files/space.ts';
import type { Host } from '../../machine/host.ts';
import type { BuildRoutesBackend } from '../api/routes/build.ts';
import type { RegistryPort } from './images/registry-port.ts';
import type { ContainerStore } from './containers/store.ts';
import type { EventLog } from './events/event-log.ts';
import type { ExecStore } from './exec/store.ts';
import type { ImageStore } from './images/store.ts';
import type { PortAllocator } from './networks/ports.ts';
import type { NetworkStore } from './networks/store.ts';
import type { VolumeStore } from './volumes/store.ts';

/**
 * What the verbs of the engine work on: the stores, each the only owner of its objects, and the host below. It has no
 * behaviour of its own; a verb is a function in a file of its name that takes it first.
 */
export interface Daemon {
  /** As `docker info` shows it. */
  readonly id: string;
  readonly host: Host;
  readonly entropy: Entropy;
  /** Where the host keeps the daemon's data: `/var/lib/docker`. */
  readonly root: string;
  /** The disk that writable layers take their room from. */
  readonly diskSpace: Space | undefined;
  /** The daemon's look at the host's files. */
  readonly files: Files;
  readonly containers: ContainerStore;
  readonly execs: ExecStore;
  readonly images: ImageStore;
  readonly networks: NetworkStore;
  readonly volumes: VolumeStore;
  readonly ports: PortAllocator;
  readonly events: EventLog;
  registry: RegistryPort | undefined;
  /** Set by the engine, once the daemon is there to be built in. */
  builder: BuildRoutesBackend | undefined;
  /** Numbers pipes. */
  nextInode(): number;
  /** Runs something of the daemon's own. */
  spawn(process: Process<void>): void;
  /** False between `systemctl stop docker` and its start. */
  isUp: boolean;
}
