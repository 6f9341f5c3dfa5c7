import type { Program } from '../system.ts';
import { installedVersion } from './postgres/installation.ts';
import { Server } from './postgres/server.ts';

/** The database server. Its clients and it speak a framing of their own, on PostgreSQL's port. */
export const program: Program = {
  name: 'postgres',
  *main(system) {
    const version = installedVersion(system);
    const args = system.argv.slice(1);
    if (args.includes('--version') || args.includes('-V')) {
      yield* system.print(`postgres (PostgreSQL) ${version}\n`);
      return 0;
    }
    if (system.credentials.uid === 0) {
      yield* system.complain('"root" execution of the PostgreSQL server is not permitted.\nThe server must be started under an unprivileged user ID to prevent\npossible system security compromise.  See the documentation for\nmore information on how to properly start the server.\n');
      return 1;
    }
    let folder = system.env.get('PGDATA') ?? '';
    const settings = new Map<string, string>();
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!;
      if (arg === '-D') folder = args[++i] ?? '';
      else if (arg === '-p') settings.set('port', args[++i] ?? '');
      else if (arg === '-c' || arg.startsWith('--')) {
        const [name = '', value = ''] = (arg === '-c' ? (args[++i] ?? '') : arg.slice(2)).split(/=(.*)/s);
        settings.set(name, value.replace(/^'(.*)'$/, '$1'));
      } else if (arg !== '-h') {
        yield* system.complain(`postgres: invalid argument: "${arg}"\nTry "postgres --help" for more information.\n`);
        return 1;
      }
    }
    if (!system.files.exists(`${folder}/global/1262`)) {
      yield* system.complain(`postgres: could not access the server configuration file "${folder}/postgresql.conf": No such file or directory\n`);
      return 2;
    }
    const major = system.files.readText(`${folder}/PG_VERSION`).trim();
    if (major !== version.split('.')[0]) {
      yield* system.complain(`FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version ${major}, which is not compatible with this version ${version}.\n`);
      return 1;
    }
    system.allocate(24 * 1024 * 1024);
    return yield* new Server(system, { folder, version, port: Number(settings.get('port') ?? 5432), addresses: settings.get('listen_addresses') ?? '*' }).run();
  },
};
