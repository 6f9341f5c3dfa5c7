import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { isSystemError } from '../../../machine/errno.ts';
import { copyAll } from '../../client/multiplexed.ts';
import { CommandError } from '../errors.ts';
import type { Session } from '../session.ts';

/** A tar for `-o FILE` or standard output, which must not be a terminal. */
export function* writeTar(session: Session, failure: string, get: () => Process<Input>): Process<number> {
  const path = session.flags.text('output');
  if (path === '') {
    if (session.isOutputTerminal) throw new CommandError('cowardly refusing to save to a terminal. Use the -o flag or redirect');
    const tar = yield* get();
    try {
      yield* copyAll(tar, session.system.stdout);
    } finally {
      tar.close();
    }
    return 0;
  }
  checkOutput(session, path, failure);
  const tar = yield* get();
  const file = session.system.files.open(path, { write: true, create: true, truncate: true, mode: 0o600 });
  file.retain();
  try {
    yield* copyAll(tar, { write: (bytes) => file.write(bytes), close: () => {} });
  } finally {
    tar.close();
    file.release();
  }
  return 0;
}

function checkOutput(session: Session, path: string, failure: string): void {
  const { files } = session.system;
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.';
  try {
    if (!files.exists(folder)) throw new CommandError(`${failure}: invalid output path: stat ${folder}: no such file or directory`);
    if (files.exists(path) && files.stat(path).type === 'directory') throw new CommandError(`${failure}: open ${path}: is a directory`);
  } catch (error) {
    if (isSystemError(error)) throw new CommandError(`${failure}: open ${path}: ${error.message.toLowerCase()}`);
    throw error;
  }
}
