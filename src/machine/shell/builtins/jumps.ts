import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { ShellError, ShellExit } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';

function* loopJump(shell: Shell, kind: 'break' | 'continue', args: readonly string[]): Process<ExitCode> {
  const count = args[0] === undefined ? 1 : Number(args[0]);
  if (!Number.isInteger(count) || (args[0] !== undefined && !/^[-+]?\d+$/.test(args[0]))) {
    if (!shell.isBash) throw new ShellError(shell.dialect === 'dash' ? `Illegal number: ${args[0]}` : `${args[0]}: bad number`, 'exit', 2);
    yield* complain(shell, kind, `${args[0]}: numeric argument required`);
    throw new ShellExit(128);
  }
  if (shell.loopDepth === 0) {
    if (shell.isBash) yield* complain(shell, kind, "only meaningful in a `for', `while', or `until' loop");
    return 0;
  }
  if (count < 1) {
    if (!shell.isBash) throw new ShellError(`Illegal number: ${args[0]}`, 'exit', 2);
    yield* complain(shell, kind, `${args[0]}: loop count out of range`);
    shell.jump = { kind: 'break', levels: shell.loopDepth };
    return 1;
  }
  shell.jump = { kind, levels: Math.min(count, shell.loopDepth) };
  return 0;
}

/** A status given as an argument; bash and dash differ on what is no number. */
function* statusOf(shell: Shell, name: string, args: readonly string[]): Process<ExitCode> {
  const text = args[0];
  if (text === undefined) return shell.status;
  if (shell.isBash ? /^[-+]?\d+$/.test(text) : /^\d+$/.test(text)) return ((Number(text) % 256) + 256) % 256;
  if (!shell.isBash) throw new ShellError(shell.dialect === 'dash' ? `Illegal number: ${text}` : `Illegal number: ${text}`, 'exit', 2);
  yield* complain(shell, name, `${text}: numeric argument required`);
  return 2;
}

function* runReturn(shell: Shell, args: readonly string[]): Process<ExitCode> {
  if (shell.calls.length === 0 && shell.sourceDepth === 0) {
    if (shell.isBash) {
      yield* complain(shell, 'return', "can only `return' from a function or sourced script");
      return 2;
    }
    throw new ShellExit(yield* statusOf(shell, 'return', args));
  }
  const status = yield* statusOf(shell, 'return', args);
  shell.status = status;
  shell.jump = { kind: 'return' };
  return status;
}

function* runExit(shell: Shell, args: readonly string[], name: string): Process<ExitCode> {
  if (shell.isBash && args.length > 1 && /^[-+]?\d+$/.test(args[0]!)) {
    yield* complain(shell, name, 'too many arguments');
    return 1;
  }
  if (shell.isInteractive && shell.subshellDepth === 0) {
    if (shell.isBash) yield* shell.write(2, shell.isLogin ? 'logout\n' : 'exit\n');
    shell.jobs.update();
    const stopped = shell.jobs.list.some((job) => job.state === 'stopped');
    if (stopped && !shell.wasWarnedOfJobs) {
      shell.wasWarnedOfJobs = true;
      yield* shell.write(2, shell.isBash ? 'There are stopped jobs.\n' : 'You have stopped jobs.\n');
      return 1;
    }
  }
  throw new ShellExit(yield* statusOf(shell, name, args));
}

export const jumps: readonly Builtin[] = [
  { name: 'break', isSpecial: true, run: (shell, args) => loopJump(shell, 'break', args) },
  { name: 'continue', isSpecial: true, run: (shell, args) => loopJump(shell, 'continue', args) },
  { name: 'return', isSpecial: true, run: runReturn },
  { name: 'exit', isSpecial: true, run: (shell, args) => runExit(shell, args, 'exit') },
  { name: 'logout', dialects: ['bash'], run: (shell, args) => runExit(shell, args, 'logout') },
];
