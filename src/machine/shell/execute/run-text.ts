import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { Parser } from '../parse/parser.ts';
import { run } from './run.ts';
import type { Shell } from './shell.ts';

export interface TextOptions {
  readonly firstLine?: number;
  /** The process ends with this text: its last command may take the process's place. */
  readonly isLast?: boolean;
}

/** Runs a text as commands, a line at a time, until its end or a jump. Throws SyntaxFailure, ShellError and what leaves the shell. */
export function* runText(shell: Shell, text: string, options: TextOptions = {}): Process<ExitCode> {
  const parser = parserFor(shell, text, options.firstLine);
  let status = 0;
  for (let list = parser.nextLine(); list; list = parser.nextLine()) {
    yield* warnOfHeredocs(shell, parser);
    const isLast = options.isLast === true && text.slice(parser.consumed).trim() === '';
    if (!shell.options.has('noexec')) status = yield* run(shell, list, isLast);
    if (shell.jump) break;
  }
  shell.status = status;
  return status;
}

export function parserFor(shell: Shell, text: string, firstLine = 1, mayContinue = false): Parser {
  return new Parser(text, {
    dialect: shell.dialect,
    firstLine,
    mayContinue,
    isExtglob: () => shell.isExtglob,
    aliases: () => (!shell.isBash || shell.shellOptions.has('expand_aliases') ? shell.aliases : undefined),
  });
}

export function* warnOfHeredocs(shell: Shell, parser: Parser): Process<void> {
  if (!shell.isBash) return;
  for (const { line, start, delimiter } of parser.warnings.splice(0)) {
    const before = shell.line;
    shell.line = line;
    yield* shell.report(`warning: here-document at line ${start} delimited by end-of-file (wanted \`${delimiter}')`);
    shell.line = before;
  }
}
