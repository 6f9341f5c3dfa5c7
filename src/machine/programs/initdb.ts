import { MILLISECOND } from '../../core/clock.ts';
import type { Program } from '../system.ts';
import { Cluster } from './postgres/cluster.ts';
import { installedVersion } from './postgres/installation.ts';

/** Makes a database cluster in PGDATA. */
export const program: Program = {
  name: 'initdb',
  *main(system) {
    const { files } = system;
    let folder = system.env.get('PGDATA') ?? '';
    let user = 'postgres';
    let password = '';
    const args = system.argv.slice(1);
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!;
      if (arg === '-D') folder = args[++i] ?? '';
      else if (arg.startsWith('--username=')) user = arg.slice(11);
      else if (arg === '-U') user = args[++i] ?? '';
      else if (arg.startsWith('--pwfile=')) password = files.readText(arg.slice(9)).trim();
    }
    if (files.exists(folder) && files.list(folder).length > 0) {
      yield* system.complain(`initdb: error: directory "${folder}" exists but is not empty\ninitdb: hint: If you want to create a new database system, either remove or empty the directory "${folder}" or run initdb with an argument other than "${folder}".\n`);
      return 1;
    }
    yield* system.print('The files belonging to this database system will be owned by user "postgres".\nThis user must also own the server process.\n\nThe database cluster will be initialized with locale "en_US.utf8".\nThe default database encoding has accordingly been set to "UTF8".\nThe default text search configuration will be set to "english".\n\nData page checksums are disabled.\n\n');
    yield* system.print(`fixing permissions on existing directory ${folder} ... ok\n`);
    files.mkdirAll(folder, 0o700);
    for (const name of ['base/1', 'base/4', 'base/5', 'global', 'pg_wal', 'pg_xact', 'pg_stat', 'pg_tblspc', 'pg_multixact', 'pg_logical', 'pg_notify', 'pg_subtrans']) files.mkdirAll(`${folder}/${name}`, 0o700);
    files.write(`${folder}/PG_VERSION`, `${installedVersion(system).split('.')[0]}\n`, 0o600);
    files.write(`${folder}/pg_hba.conf`, 'local all all trust\nhost all all 127.0.0.1/32 trust\nhost all all ::1/128 trust\n', 0o600);
    files.write(`${folder}/pg_ident.conf`, '', 0o600);
    files.write(`${folder}/postgresql.conf`, files.exists('/usr/share/postgresql/postgresql.conf.sample') ? files.readText('/usr/share/postgresql/postgresql.conf.sample') : '', 0o600);
    Cluster.create(files, folder, user, password);
    const steps = ['creating subdirectories', 'selecting dynamic shared memory implementation ... posix', 'selecting default max_connections ... 100', 'selecting default shared_buffers ... 128MB', 'selecting default time zone ... Etc/UTC', 'creating configuration files', 'running bootstrap script', 'performing post-bootstrap initialization', 'syncing data to disk'];
    for (const step of steps) {
      yield* system.compute(90 * MILLISECOND);
      yield* system.print(step.includes(' ... ') ? `${step}\n` : `${step} ... ok\n`);
    }
    yield* system.complain('initdb: warning: enabling "trust" authentication for local connections\ninitdb: hint: You can change this by editing pg_hba.conf or using the option -A, or --auth-local and --auth-host, the next time you run initdb.\n');
    yield* system.print(`\n\nSuccess. You can now start the database server using:\n\n    pg_ctl -D ${folder} -l logfile start\n\n`);
    return 0;
  },
};
