import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { Child, ExitCode, SpawnOptions } from '../../system.ts';
import { ShellError, ShellExit } from './errors.ts';
import { reportError } from './report-error.ts';
import type { Shell } from './shell.ts';

/** Starts a process that goes on with a copy of the shell. Throws ShellError when no process can be made. */
export function forkShell(shell: Shell, body: (child: Shell) => Process<ExitCode>, options: SpawnOptions = {}): Child {
  const copy = shell.copy();
  try {
    return shell.system.fork(function* (system) {
      copy.system = system;
      return yield* runToEnd(copy, body(copy));
    }, options);
  } catch (error) {
    throw forkFailure(shell, error);
  }
}

/** What `fork` answers when there are too many processes. */
export function forkFailure(shell: Shell, error: unknown): unknown {
  if (!isSystemError(error, 'EAGAIN') && !isSystemError(error, 'ENOMEM')) return error;
  if (shell.isBash) return new ShellError(`fork: ${error.message}`, 'line', 254);
  return new ShellError(shell.dialect === 'dash' ? 'Cannot fork' : `can't fork: ${error.message}`, 'exit', 2);
}

/** Runs a shell's commands to the end of the process: `exit`, mistakes and the EXIT trap included. */
export function* runToEnd(shell: Shell, body: Process<ExitCode>): Process<ExitCode> {
  let status = yield* caught(shell, body);
  if (shell.traps.has('EXIT')) {
    shell.status = status;
    shell.jump = undefined;
    status = yield* caught(shell, exitTrap(shell, status));
  }
  return status;
}

function* exitTrap(shell: Shell, status: ExitCode): Process<ExitCode> {
  yield* shell.traps.runExit();
  return status;
}

function* caught(shell: Shell, body: Process<ExitCode>): Process<ExitCode> {
  try {
    return yield* body;
  } catch (error) {
    if (error instanceof ShellExit) return error.status;
    return yield* reportError(shell, error);
  }
}
