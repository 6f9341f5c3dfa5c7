import { MILLISECOND } from '../../core/clock.ts';
import { SIGNALS } from '../signals.ts';
import type { Program } from '../system.ts';

/** Starts and stops the server as a background process. */
export const program: Program = {
  name: 'pg_ctl',
  *main(system) {
    const args = system.argv.slice(1);
    let folder = system.env.get('PGDATA') ?? '';
    let options = '';
    let mode = 'fast';
    let action = '';
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!;
      if (arg === '-D') folder = args[++i] ?? '';
      else if (arg === '-o') options = args[++i] ?? '';
      else if (arg === '-m') mode = args[++i] ?? '';
      else if (arg === '-w' || arg === '-s') continue;
      else if (/^(start|stop|status|reload|restart)$/.test(arg)) action = arg;
      else {
        yield* system.complain(`pg_ctl: unrecognized operation mode "${arg}"\nTry "pg_ctl --help" for more information.\n`);
        return 1;
      }
    }
    const lock = `${folder}/postmaster.pid`;
    const pid = system.files.exists(lock) ? Number(system.files.readText(lock).split('\n')[0]) : undefined;
    if (action === 'start') {
      yield* system.print('waiting for server to start....');
      const server = system.spawn(['postgres', '-D', folder, ...options.split(/\s+/).filter(Boolean).map((word) => word.replaceAll("'", ''))], { session: 'new' });
      for (let i = 0; i < 600 && server.status === undefined && !system.files.exists('/var/run/postgresql/.s.PGSQL.5432'); i++) yield* system.sleep(100 * MILLISECOND);
      if (server.status !== undefined) {
        yield* system.complain(' stopped waiting\npg_ctl: could not start server\nExamine the log output.\n');
        return 1;
      }
      yield* system.print(' done\nserver started\n');
      return 0;
    }
    if (pid === undefined) {
      yield* system.complain(action === 'status' ? 'pg_ctl: no server running\n' : `pg_ctl: PID file "${lock}" does not exist\nIs server running?\n`);
      return action === 'status' ? 3 : 1;
    }
    if (action === 'status') {
      yield* system.print(`pg_ctl: server is running (PID: ${pid})\n`);
      return 0;
    }
    if (action !== 'stop') {
      yield* system.complain(`drydock: pg_ctl ${action} is not simulated\n`);
      return 1;
    }
    system.kill(pid, mode === 'smart' ? SIGNALS.SIGTERM : mode === 'immediate' ? SIGNALS.SIGQUIT : SIGNALS.SIGINT);
    yield* system.print('waiting for server to shut down....');
    for (let i = 0; i < 600 && system.files.exists(lock); i++) yield* system.sleep(100 * MILLISECOND);
    yield* system.print(' done\nserver stopped\n');
    return 0;
  },
};
