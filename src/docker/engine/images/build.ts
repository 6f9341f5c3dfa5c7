import type { BuildRoutesBackend } from '../../api/routes/build.ts';
import type { Daemon } from '../daemon.ts';

/** The builder, which the world makes once the daemon is there to be built in. */
export type BuilderFactory = (daemon: Daemon) => BuildRoutesBackend;
