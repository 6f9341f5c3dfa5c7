import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { ExitCode } from '../../system.ts';
import { SyntaxFailure } from '../parse/failure.ts';
import { ShellError } from './errors.ts';
import { WriteError } from './shell.ts';
import type { Shell } from './shell.ts';
import { describeSyntax } from './syntax-messages.ts';

/** Tells of a mistake on standard error, and gives the status it makes. Throws what is no mistake of the script's. */
export function* reportError(shell: Shell, error: unknown): Process<ExitCode> {
  if (error instanceof ShellError) {
    if (error.message === '') return error.status;
    const { commandName } = shell;
    if (error.context) shell.commandName = error.context.command;
    yield* shell.report(error.message);
    shell.commandName = commandName;
    return error.status;
  }
  if (error instanceof SyntaxFailure) {
    yield* shell.write(2, describeSyntax(shell, error));
    return 2;
  }
  if (error instanceof WriteError) {
    yield* shell.report(`write error: ${error.message}`);
    return 1;
  }
  if (isSystemError(error)) {
    yield* shell.report(error.path === undefined ? error.message : `${error.path}: ${error.message}`);
    return 1;
  }
  throw error;
}
