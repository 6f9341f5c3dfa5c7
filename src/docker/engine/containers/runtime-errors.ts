import { isSystemError } from '../../../machine/errno.ts';
import type { Files } from '../../../machine/files/files.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { ApiError } from '../../api/errors.ts';
import { goErrno } from '../../api/status.ts';

/** What runc says when it cannot start a command, and the exit code that dockerd makes of it. */
export class RuntimeFailure extends Error {
  override readonly name = 'RuntimeFailure';

  constructor(
    message: string,
    /** 126, 127, or 128 for anything else. */
    readonly exitCode: number,
  ) {
    super(message);
  }
}

/**
 * Finds the program as runc does before it starts anything (Go's exec.LookPath in the container's root). Gives its
 * path. Throws RuntimeFailure with `exec: "x": …`.
 */
export function lookPath(files: Files, name: string, path: string): string {
  if (name.includes('/')) return requireExecutable(files, name);
  for (const folder of path.split(':')) {
    const candidate = `${folder === '' ? '.' : folder}/${name}`;
    if (isExecutable(files, candidate) === true) return candidate;
  }
  throw new RuntimeFailure(`exec: ${JSON.stringify(name)}: executable file not found in $PATH`, 127);
}

function requireExecutable(files: Files, path: string): string {
  const found = isExecutable(files, path);
  if (found === true) return path;
  if (found === 'directory') throw new RuntimeFailure(`exec: ${JSON.stringify(path)}: is a directory`, 126);
  if (found === 'forbidden') throw new RuntimeFailure(`exec: ${JSON.stringify(path)}: permission denied`, 126);
  throw new RuntimeFailure(`exec: ${JSON.stringify(path)}: stat ${path}: ${found}`, found === 'not a directory' ? 126 : 127);
}

function isExecutable(files: Files, path: string): true | 'directory' | 'forbidden' | string {
  try {
    const stat = files.stat(path);
    if (stat.type === 'directory') return 'directory';
    return files.may(path, 'x') && (stat.mode & 0o111) !== 0 ? true : 'forbidden';
  } catch (error) {
    if (isSystemError(error, 'EACCES')) return 'forbidden';
    return isSystemError(error) ? goErrno(error.message) : 'no such file or directory';
  }
}

const MOUNT_HINT = ': Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type';

/** As the daemon reports a failed start: runc's words behind those of the shim and of containerd. */
export function startFailure({ message }: RuntimeFailure): ApiError {
  const where = message.startsWith('exec:') ? 'error during container init: ' : '';
  const hint = message.includes('not a directory') ? MOUNT_HINT : '';
  return invalidParameter(
    `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${where}${message}: unknown${hint}`,
  );
}

export function execFailure(failure: RuntimeFailure): ApiError {
  // runc looks at the folder's name before it starts anything.
  const where = failure.message.startsWith('Cwd ') ? '' : 'unable to start container process: ';
  return invalidParameter(`OCI runtime exec failed: exec failed: ${where}${failure.message}: unknown`);
}
