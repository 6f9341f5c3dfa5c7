import type { Process } from '../../core/process.ts';
import { Router } from '../api/router.ts';
import { buildRoutes } from '../api/routes/build.ts';
import { containerRoutes } from '../api/routes/containers.ts';
import { execRoutes } from '../api/routes/exec.ts';
import { imageRoutes } from '../api/routes/images.ts';
import { networkRoutes } from '../api/routes/networks.ts';
import { sessionRoutes, systemRoutes } from '../api/routes/system.ts';
import { volumeRoutes } from '../api/routes/volumes.ts';
import { containersBackend } from './containers/backend.ts';
import type { Daemon } from './daemon.ts';
import { execBackend } from './exec/backend.ts';
import { imagesBackend } from './images/backend.ts';
import { networksBackend } from './networks/backend.ts';
import { systemBackend } from './system/backend.ts';
import { volumesBackend } from './volumes/backend.ts';

/** All that an engine can be asked. Takes no virtual time; in the page it is fetched when the engine is first asked something. */
export function* createRouter(daemon: Daemon): Process<Router> {
  return new Router(daemon.host.scheduler, [
    ...containerRoutes(containersBackend(daemon)),
    ...execRoutes(execBackend(daemon)),
    ...networkRoutes(networksBackend(daemon)),
    ...volumeRoutes(volumesBackend(daemon)),
    ...imageRoutes(imagesBackend(daemon)),
    ...systemRoutes(systemBackend(daemon)),
    ...(daemon.builder ? buildRoutes(daemon.builder) : []),
    ...sessionRoutes(),
  ]);
}
