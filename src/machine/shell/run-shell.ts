import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import type { SystemError } from '../errno.ts';
import { SIGNALS } from '../signals.ts';
import type { ExitCode, System } from '../system.ts';
import { readArguments } from './arguments.ts';
import type { Invocation } from './arguments.ts';
import { BUILTINS } from './builtins/index.ts';
import type { Dialect } from './dialect.ts';
import { ShellError } from './execute/errors.ts';
import { Shell } from './execute/shell.ts';
import { runToEnd } from './execute/subshell.ts';
import { runTop } from './execute/top.ts';
import { runInteractive } from './interactive/run-interactive.ts';
import { runInput } from './run-input.ts';
import { runStartUpFiles, setUpVariables } from './start-up.ts';
import { decode } from './text.ts';

/** A shell as a program: `bash`, Debian's `sh` (dash), busybox's `sh` (ash). Reads its command line from `system.argv`. */
export function* runShell(system: System, dialect: Dialect): Process<ExitCode> {
  const called = system.argv[0] ?? dialect;
  let shell = new Shell(system, dialect, { name: called, builtins: BUILTINS });
  let invocation: Invocation;
  try {
    invocation = readArguments(shell, system.argv, dialect);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    const where = dialect === 'dash' ? `${called}: 0: ` : `${called}: `;
    yield* system.complain(`${where}${error.message}\n`);
    return error.status;
  }
  if (invocation.answer !== undefined) {
    yield* system.print(invocation.answer);
    return 0;
  }
  shell = configured(shell, invocation);
  catchInterrupt(shell);
  return yield* runToEnd(shell, start(shell, invocation));
}

/** BusyBox's ash catches Ctrl-C's signal always, and ends by itself: so it ends as PID 1 too, which others ignore it as. */
function catchInterrupt({ system, dialect, isInteractive }: Shell): void {
  if (dialect !== 'ash' || isInteractive || system.pid !== 1) return;
  system.onSignal(SIGNALS.SIGINT, () => system.exit(128 + SIGNALS.SIGINT));
}

/** The shell that the command line asks for, with the options that it has set. */
function configured(asked: Shell, invocation: Invocation): Shell {
  const { system, dialect } = asked;
  const isOnTerminal = system.descriptors.get(0)?.terminal !== undefined && system.descriptors.get(2)?.terminal !== undefined;
  const isInteractive = invocation.isInteractive ?? (invocation.source.kind === 'input' && isOnTerminal);
  const shell = new Shell(system, dialect, { name: invocation.name, positional: invocation.positional, isInteractive, isLogin: invocation.isLogin, builtins: BUILTINS });
  for (const option of asked.options) shell.options.add(option);
  for (const option of asked.shellOptions) shell.shellOptions.add(option);
  if (isInteractive) shell.shellOptions.add('expand_aliases');
  if (invocation.isLogin) shell.shellOptions.add('login_shell');
  shell.letters = invocation.source.kind === 'text' ? 'c' : invocation.source.kind === 'input' ? 's' : '';
  setUpVariables(shell);
  shell.jobs.adopt();
  return shell;
}

function* start(shell: Shell, invocation: Invocation): Process<ExitCode> {
  const { source } = invocation;
  let text: string | undefined;
  if (source.kind === 'file') {
    const script = yield* readScript(shell, source.path);
    if (typeof script === 'number') return script;
    text = script;
    shell.isScript = true;
  }
  yield* runStartUpFiles(shell, invocation);
  if (source.kind === 'text') {
    shell.syntaxContext = '-c';
    // Debian's dash stays, and waits for what it runs.
    return yield* runTop(shell, source.text, { mayExec: shell.dialect !== 'dash' });
  }
  if (text !== undefined) return yield* runTop(shell, text);
  if (shell.isInteractive && shell.system.descriptors.get(0)?.terminal) return yield* runInteractive(shell);
  return yield* runInput(shell);
}

function* readScript(shell: Shell, path: string): Process<string | ExitCode> {
  const { files } = shell.system;
  const { dialect } = shell;
  const name = shell.system.argv[0] ?? dialect;
  try {
    if (files.stat(path).type === 'directory') {
      yield* shell.write(2, dialect === 'bash' ? `${path}: ${path}: Is a directory\n` : dialect === 'dash' ? `${name}: 0: cannot open ${path}: Is a directory\n` : `${name}: read error: Is a directory\n`);
      return dialect === 'bash' ? 126 : 2;
    }
    const bytes = files.read(path);
    if (dialect === 'bash' && bytes.subarray(0, 80).includes(0)) {
      yield* shell.write(2, `${path}: ${path}: cannot execute binary file\n`);
      return 126;
    }
    return decode(bytes);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* shell.write(2, cannotOpen(dialect, name, path, error));
    return dialect === 'bash' ? (error.code === 'ENOENT' ? 127 : 126) : 2;
  }
}

function cannotOpen(dialect: Dialect, name: string, path: string, error: SystemError): string {
  if (dialect === 'bash') return `${name}: ${path}: ${error.message}\n`;
  if (dialect === 'dash') return `${name}: 0: cannot open ${path}: ${error.code === 'ENOENT' ? 'No such file' : error.message}\n`;
  return `${name}: can't open '${path}': ${error.message}\n`;
}
