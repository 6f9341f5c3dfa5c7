import type { Process } from '../../../core/process.ts';
import { SystemError } from '../../errno.ts';
import type { Stat } from '../../files/files.ts';
import { attempt } from './call.ts';
import type { Call } from './call.ts';
import { join } from './copy.ts';

/** Visits a path and all below it, a folder before what is in it; does not follow links. */
export function* walk(
  call: Call,
  path: string,
  visit: (path: string, stat: Stat) => Process<void>,
  failed: (path: string, error: SystemError) => Process<void>,
): Process<void> {
  const stat = attempt(() => call.files.lstat(path));
  if (stat instanceof SystemError) return yield* failed(path, stat);
  yield* call.spend(2);
  yield* visit(path, stat);
  if (stat.type !== 'directory') return;
  const entries = attempt(() => call.files.list(path));
  if (entries instanceof SystemError) return yield* failed(path, entries);
  for (const { name } of entries) yield* walk(call, join(path, name), visit, failed);
}
