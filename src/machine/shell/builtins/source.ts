import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { ExitCode } from '../../system.ts';
import { nested } from '../execute/call-function.ts';
import { ShellError } from '../execute/errors.ts';
import { reportError } from '../execute/report-error.ts';
import { runText } from '../execute/run-text.ts';
import type { Shell } from '../execute/shell.ts';
import { SyntaxFailure } from '../parse/failure.ts';
import { decode } from '../text.ts';
import type { Builtin } from './builtin.ts';

const evalBuiltin: Builtin = {
  name: 'eval',
  isSpecial: true,
  *run(shell, args) {
    const words = args[0] === '--' ? args.slice(1) : args;
    if (words.length === 0) return 0;
    const { syntaxContext, line } = shell;
    shell.syntaxContext = 'eval';
    try {
      const text = words.join(' ');
      const status = yield* nested(shell, 'eval', () => runText(shell, text, { firstLine: shell.isBash ? line : 1 }));
      return shell.jump?.kind === 'return' ? shell.status : status;
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      const status = yield* reportError(shell, error);
      if (!shell.isBash) throw new ShellError('', 'exit', status);
      return error.problem.kind === 'end' || error.problem.kind === 'unexpected' ? 2 : 1;
    } finally {
      shell.syntaxContext = syntaxContext;
    }
  },
};

/** Runs a file in this shell: `.`, and the files that a shell begins with. */
export function* sourceFile(shell: Shell, path: string, args: readonly string[] = []): Process<ExitCode> {
  const text = decode(shell.system.files.read(path));
  const { sourceName, positional, syntaxContext, line, tested } = shell;
  // In dash and ash `set -e` counts within the file, even where the file itself is only tried out.
  if (!shell.isBash) shell.tested = 0;
  shell.sourceName = shell.isBash ? path : sourceName;
  shell.syntaxContext = undefined;
  if (args.length > 0) shell.positional = args;
  shell.sourceDepth++;
  shell.calls.push({ name: 'source', line, source: sourceName ?? shell.name });
  try {
    const status = yield* nested(shell, 'source', () => runText(shell, text));
    if (shell.jump?.kind === 'return') {
      shell.jump = undefined;
      return shell.status;
    }
    return status;
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    const status = yield* reportError(shell, error);
    if (!shell.isBash && !shell.isInteractive) throw new ShellError('', 'exit', status);
    return 1;
  } finally {
    shell.tested = tested;
    shell.calls.pop();
    shell.sourceDepth--;
    shell.sourceName = sourceName;
    shell.syntaxContext = syntaxContext;
    if (args.length > 0) shell.positional = positional;
  }
}

/** A name without a slash is looked for in PATH, then (bash) here. */
function fileFor(shell: Shell, name: string): string | undefined {
  if (name.includes('/')) return name;
  const { files } = shell.system;
  for (const folder of (shell.variables.get('PATH') ?? '').split(':')) {
    const path = `${folder === '' ? '.' : folder}/${name}`;
    if (files.exists(path) && files.stat(path).type === 'file') return path;
  }
  return shell.isBash && files.exists(name) ? name : undefined;
}

function* runSource(shell: Shell, args: readonly string[], name: string): Process<ExitCode> {
  const words = args[0] === '--' ? args.slice(1) : args;
  const wanted = words[0];
  if (wanted === undefined) {
    if (!shell.isBash) return 0;
    yield* shell.report(`${name}: filename argument required\n${name}: usage: ${name} filename [arguments]`);
    return 2;
  }
  const path = fileFor(shell, wanted);
  try {
    if (path !== undefined) {
      if (shell.system.files.stat(path).type === 'directory') {
        if (shell.isBash) yield* shell.report(`${name}: ${wanted}: is a directory`);
        else throw missing(shell, wanted, 'Is a directory');
        return 1;
      }
      return yield* sourceFile(shell, path, words.slice(1));
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (shell.isBash) {
      yield* shell.report(`${wanted}: ${error.message}`);
      return 1;
    }
    throw missing(shell, wanted, error.message);
  }
  if (!shell.isBash) throw missing(shell, wanted, undefined);
  yield* shell.report(`${wanted}: No such file or directory`);
  return 1;
}

function missing(shell: Shell, name: string, reason: string | undefined): ShellError {
  if (shell.dialect === 'ash') return new ShellError(`can't open '${name}': ${reason ?? 'No such file or directory'}`, 'exit', 2);
  return new ShellError(reason === undefined ? `${name}: not found` : `cannot open ${name}: ${reason === 'No such file or directory' ? 'No such file' : reason}`, 'exit', 2);
}

export const sourceBuiltins: readonly Builtin[] = [
  evalBuiltin,
  { name: '.', isSpecial: true, run: (shell, args) => runSource(shell, args, '.') },
  { name: 'source', dialects: ['bash', 'ash'], run: (shell, args) => runSource(shell, args, 'source') },
];
