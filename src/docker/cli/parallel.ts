import type { Process, Task } from '../../core/process.ts';
import type { System } from '../../machine/system.ts';
import { ClientError, DaemonError } from '../client/client.ts';
import { CommandError, Exit } from './errors.ts';
import type { Session } from './session.ts';

type Result = { readonly error?: DaemonError | ClientError | CommandError };

/** Whether a command may fail with it: anything else is a fault of ours, or the end of the process. */
export function isFailure(error: unknown): error is DaemonError | ClientError | CommandError {
  return error instanceof DaemonError || error instanceof ClientError || error instanceof CommandError;
}

/** Does something to each of several at the same time, and gives how each came out, in their order. */
export function* inParallel(system: System, items: readonly string[], body: (item: string) => Process<void>): Process<readonly Result[]> {
  const results: Result[] = items.map(() => ({}));
  const tasks: Task[] = items.map((item, i) => {
    const run = function* (): Process<void> {
      try {
        yield* body(item);
      } catch (error) {
        if (!isFailure(error)) throw error;
        results[i] = { error };
      }
    };
    return system.startThread(run());
  });
  for (const task of tasks) while (!task.isDone) yield* task.ended.wait();
  return results;
}

/**
 * What `docker stop`, `rm`, `kill` and their like do: each name is printed that it worked for, and what failed is said
 * at the end, with status 1.
 */
export function* forEachName(session: Session, names: readonly string[], body: (name: string) => Process<void>, isPrinted = true): Process<number> {
  const results = yield* inParallel(session.system, names, body);
  const errors: string[] = [];
  for (const [i, { error }] of results.entries()) {
    if (error) errors.push(error.message);
    else if (isPrinted) yield* session.print(`${names[i]}\n`);
  }
  return yield* endWith(session, errors);
}

/** The same, one after another: `docker start`, `rmi`, `network rm`. */
export function* oneByOne(session: Session, names: readonly string[], body: (name: string) => Process<void>): Process<number> {
  const errors: string[] = [];
  for (const name of names) {
    try {
      yield* body(name);
    } catch (error) {
      if (!isFailure(error)) throw error;
      errors.push(error.message);
    }
  }
  return yield* endWith(session, errors);
}

export function* endWith(session: Session, errors: readonly string[]): Process<number> {
  if (errors.length === 0) return 0;
  if (errors.some((message) => message.startsWith('drydock: '))) {
    yield* session.complain(`${errors.join('\n')}\n`);
    throw new Exit(125);
  }
  yield* session.complain(`${errors.join('\n')}\n`);
  throw new Exit(1);
}
