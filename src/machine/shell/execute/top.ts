import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { SyntaxFailure } from '../parse/failure.ts';
import { Interrupted, ShellError, ShellExit } from './errors.ts';
import { reportError } from './report-error.ts';
import { parserFor, warnOfHeredocs } from './run-text.ts';
import { run } from './run.ts';
import type { List } from '../ast.ts';
import type { Shell } from './shell.ts';

/** Runs a script from its beginning to its end: a mistake in a line of bash ends that line alone. */
export function* runTop(shell: Shell, text: string, options: { readonly mayExec?: boolean } = {}): Process<ExitCode> {
  const parser = parserFor(shell, text);
  let shown = 0;
  for (;;) {
    let list: List | undefined;
    try {
      list = parser.nextLine();
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      if (shell.options.has('verbose')) yield* shell.write(2, text.slice(shown));
      return yield* reportError(shell, error);
    }
    if (shell.options.has('verbose')) yield* shell.write(2, text.slice(shown, parser.consumed));
    shown = parser.consumed;
    if (!list) return shell.status;
    yield* warnOfHeredocs(shell, parser);
    if (shell.options.has('noexec')) continue;
    const isLast = options.mayExec === true && text.slice(parser.consumed).trim() === '';
    yield* runLine(shell, list, isLast);
    if (shell.jump) shell.jump = undefined;
  }
}

/** Runs a line of commands, and tells of its mistakes. Throws what leaves the shell. */
export function* runLine(shell: Shell, list: List, isLast: boolean): Process<ExitCode> {
  try {
    return yield* run(shell, list, isLast);
  } catch (error) {
    if (!(error instanceof ShellError)) {
      if (error instanceof SyntaxFailure) {
        shell.status = yield* reportError(shell, error);
        if (!shell.isBash && !shell.isInteractive) throw new ShellExit(2);
        return shell.status;
      }
      throw error;
    }
    if (error.message !== '') yield* reportError(shell, error);
    shell.status = error.status;
    if (shell.isInteractive) throw new Interrupted();
    const isOver = error.severity === 'line' ? shell.options.has('errexit') : error.severity !== 'discard';
    if (isOver || shell.subshellDepth > 0) throw new ShellExit(error.status);
    shell.jump = undefined;
    return error.status;
  }
}
