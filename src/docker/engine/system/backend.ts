import type { SystemBackend } from '../../api/routes/system.ts';
import type { Daemon } from '../daemon.ts';
import { notYet } from '../engine.ts';
import { versionOf } from './version.ts';

/** The verbs of the system, for the routes. */
export function systemBackend(daemon: Daemon): SystemBackend {
  return {
    info: () => notYet('docker info'),
    version: () => versionOf(daemon),
    diskUsage: () => notYet('docker system df'),
    events: () => notYet('docker events'),
    login: () => notYet('docker login'),
  };
}
