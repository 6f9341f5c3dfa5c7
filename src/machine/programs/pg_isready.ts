import type { Program } from '../system.ts';
import { ConnectionFailure, SOCKET_FOLDER, connect } from './postgres/wire.ts';

/** Whether a server takes connections: 0 yes, 2 no answer. */
export const program: Program = {
  name: 'pg_isready',
  *main(system) {
    const args = system.argv.slice(1);
    const value = (...names: readonly string[]): string | undefined => {
      for (const [i, arg] of args.entries()) {
        if (names.includes(arg)) return args[i + 1];
        for (const name of names) if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
      }
      return undefined;
    };
    const host = value('-h', '--host') ?? system.env.get('PGHOST') ?? '';
    const port = Number(value('-p', '--port') ?? system.env.get('PGPORT') ?? 5432);
    const isQuiet = args.includes('-q') || args.includes('--quiet');
    const say = function* (text: string) {
      if (!isQuiet) yield* system.print(`${host || SOCKET_FOLDER}:${port} - ${text}\n`);
    };
    try {
      const { connection } = yield* connect(system, { host, port });
      connection.close();
      yield* say('accepting connections');
      return 0;
    } catch (error) {
      if (!(error instanceof ConnectionFailure)) throw error;
      yield* say('no response');
      return 2;
    }
  },
};
