import type { SystemBackend } from '../../api/routes/system.ts';
import type { Daemon } from '../daemon.ts';
import { diskUsage } from './disk-usage.ts';
import { watchEvents } from './events.ts';
import { infoOf } from './info.ts';
import { login } from './login.ts';
import { versionOf } from './version.ts';

/** The verbs of the system, for the routes. */
export function systemBackend(daemon: Daemon): SystemBackend {
  return {
    info: () => infoOf(daemon),
    version: () => versionOf(daemon),
    diskUsage: (types) => diskUsage(daemon, types),
    events: (options) => watchEvents(daemon, options),
    login: (auth) => login(daemon, auth),
  };
}
