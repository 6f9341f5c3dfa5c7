import type { Entropy } from '../../core/entropy.ts';
import type { Process } from '../../core/process.ts';
import type { Host } from '../../machine/host.ts';
import type { Space } from '../../machine/files/space.ts';
import type { ApiHandler, ApiRequest, ApiResponse } from '../api/http.ts';
import { ContainerStore } from './containers/store.ts';
import type { Daemon } from './daemon.ts';
import { EventLog } from './events/event-log.ts';
import { ExecStore } from './exec/store.ts';
import { ImageStore } from './images/store.ts';
import { createPredefinedNetworks } from './networks/predefined.ts';
import { PortAllocator } from './networks/ports.ts';
import { NetworkStore } from './networks/store.ts';
import { rootViewer } from './root-viewer.ts';
import { createRouter } from './routes.ts';
import { startDaemon, stopDaemon } from './system/life.ts';
import { VolumeStore } from './volumes/store.ts';
import { ViewMaker } from './make-view.ts';
import type { EngineView } from './view.ts';
import { watchMemory } from './containers/oom.ts';

export interface EngineOptions {
  readonly host: Host;
  readonly entropy: Entropy;
  /** The disk that layers and volumes lie on; without it there is no end to it. */
  readonly diskSpace?: Space;
  /** Run before the first request is answered: gives the daemon what the world knows of, registries and a builder. Takes no virtual time. */
  readonly equip?: (daemon: Daemon) => Process<void>;
  /** `/var/lib/docker` unless told. */
  readonly root?: string;
}

/** A Docker engine on one host: answers the Engine API. */
export class Engine implements ApiHandler {
  readonly #daemon: Daemon;
  readonly #views: ViewMaker;
  readonly #equip: EngineOptions['equip'];
  #router: ApiHandler | undefined;

  constructor(options: EngineOptions) {
    this.#daemon = createDaemon(options);
    this.#equip = options.equip;
    this.#views = new ViewMaker(this.#daemon);
    watchMemory(this.#daemon);
    createPredefinedNetworks(this.#daemon);
  }

  *handle(request: ApiRequest): Process<ApiResponse> {
    return yield* (yield* this.#routed()).handle(request);
  }

  *#routed(): Process<ApiHandler> {
    if (this.#router) return this.#router;
    if (this.#equip) yield* this.#equip(this.#daemon);
    return (this.#router ??= yield* createRouter(this.#daemon));
  }

  /** False between `stop` and `start`. */
  get isUp(): boolean {
    return this.#daemon.isUp;
  }

  /** As `systemctl stop docker`: waits until its containers have stopped. Whoever serves its socket closes that first. */
  stop(): Process<void> {
    return stopDaemon(this.#daemon);
  }

  /** Brings back what restart policies say. */
  start(): Process<void> {
    return startDaemon(this.#daemon);
  }

  /** What the engine holds now; the same object until something changes. */
  view(): EngineView {
    return this.#views.view();
  }

  /** For the world, which fills the store before anything runs. */
  get daemon(): Daemon {
    return this.#daemon;
  }
}

function createDaemon({ host, entropy, diskSpace, root = '/var/lib/docker' }: EngineOptions): Daemon {
  const files = host.namespaces.mounts.files(rootViewer(host.now));
  files.mkdirAll(`${root}/containers`, 0o710);
  files.mkdirAll(`${root}/volumes`, 0o701);
  let inode = 0;
  return {
    id: uuid(entropy), host, entropy, root, diskSpace, files, registry: undefined, builder: undefined,
    containers: new ContainerStore(),
    execs: new ExecStore(),
    images: new ImageStore(host.now),
    networks: new NetworkStore(),
    volumes: new VolumeStore(files, `${root}/volumes`, host.now),
    ports: new PortAllocator(),
    events: new EventLog(host.now),
    nextInode: () => ++inode,
    spawn: (process) => void host.scheduler.start(process),
    isUp: true,
  };
}

function uuid(entropy: Entropy): string {
  const digits = entropy.hex(32);
  return [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`, digits.slice(20)].join('-');
}
