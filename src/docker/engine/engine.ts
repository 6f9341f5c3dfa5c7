import type { Entropy } from '../../core/entropy.ts';
import type { Process } from '../../core/process.ts';
import type { Host } from '../../machine/host.ts';
import type { Space } from '../../machine/files/space.ts';
import type { ApiHandler, ApiRequest, ApiResponse } from '../api/http.ts';
import { Router } from '../api/router.ts';
import { buildRoutes } from '../api/routes/build.ts';
import type { BuildRoutesBackend } from '../api/routes/build.ts';
import { containerRoutes } from '../api/routes/containers.ts';
import { execRoutes } from '../api/routes/exec.ts';
import { networkRoutes } from '../api/routes/networks.ts';
import { volumeRoutes } from '../api/routes/volumes.ts';
import { execBackend } from './exec/backend.ts';
import { networksBackend } from './networks/backend.ts';
import { volumesBackend } from './volumes/backend.ts';
import { imageRoutes } from '../api/routes/images.ts';
import { sessionRoutes, systemRoutes } from '../api/routes/system.ts';
import { ContainerStore } from './containers/store.ts';
import { containersBackend } from './containers/backend.ts';
import type { Daemon } from './daemon.ts';
import { EventLog } from './events/event-log.ts';
import { ExecStore } from './exec/store.ts';
import { imagesBackend } from './images/backend.ts';
import type { RegistryPort } from './images/registry-port.ts';
import { ImageStore } from './images/store.ts';
import { createPredefinedNetworks } from './networks/predefined.ts';
import { PortAllocator } from './networks/ports.ts';
import { NetworkStore } from './networks/store.ts';
import { rootViewer } from './root-viewer.ts';
import { systemBackend } from './system/backend.ts';
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
  readonly registry?: RegistryPort;
  /** Made by the world, which knows the builder, for the daemon that it works in. */
  readonly createBuilder?: (daemon: Daemon) => BuildRoutesBackend;
  /** `/var/lib/docker` unless told. */
  readonly root?: string;
}

/** A Docker engine on one host: answers the Engine API. */
export class Engine implements ApiHandler {
  readonly #router: Router;
  readonly #daemon: Daemon;
  readonly #views: ViewMaker;

  constructor(options: EngineOptions) {
    this.#daemon = createDaemon(options);
    const builder = options.createBuilder?.(this.#daemon);
    this.#daemon.builder = builder;
    this.#router = new Router(options.host.scheduler, [
      ...containerRoutes(containersBackend(this.#daemon)),
      ...execRoutes(execBackend(this.#daemon)),
      ...networkRoutes(networksBackend(this.#daemon)),
      ...volumeRoutes(volumesBackend(this.#daemon)),
      ...imageRoutes(imagesBackend(this.#daemon)),
      ...systemRoutes(systemBackend(this.#daemon)),
      ...(builder ? buildRoutes(builder) : []),
      ...sessionRoutes(),
    ]);
    this.#views = new ViewMaker(this.#daemon);
    watchMemory(this.#daemon);
    createPredefinedNetworks(this.#daemon);
  }

  handle(request: ApiRequest): Process<ApiResponse> {
    return this.#router.handle(request);
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
  start(): void {
    startDaemon(this.#daemon);
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

function createDaemon({ host, entropy, diskSpace, registry, root = '/var/lib/docker' }: EngineOptions): Daemon {
  const files = host.namespaces.mounts.files(rootViewer(host.now));
  files.mkdirAll(`${root}/containers`, 0o710);
  files.mkdirAll(`${root}/volumes`, 0o701);
  let inode = 0;
  return {
    id: uuid(entropy), host, entropy, root, diskSpace, files, registry, builder: undefined,
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
