import type { ExecBackend } from '../../api/routes/exec.ts';
import { conflict } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import { createExec, findExec } from './create.ts';
import { inspectExec } from './inspect.ts';
import { startAttached, startDetached } from './start.ts';

/** The verbs of exec, for the routes. */
export function execBackend(daemon: Daemon): ExecBackend {
  return {
    create: (reference, request) => createExec(daemon, reference, request).id,
    startDetached: (id, request) => startDetached(daemon, id, request),
    startAttached: (id, request) => startAttached(daemon, id, request),
    inspect: (id) => inspectExec(daemon, id),
    isTty: (id) => findExec(daemon, id).options.isTty,
    resize(id, height, width) {
      const exec = daemon.execs.find(id);
      if (!exec.isRunning) throw conflict(`cannot resize a stopped container: unknown`);
      exec.terminal?.resize({ columns: width, rows: height });
    },
  };
}
