import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import type { FunctionDefinition } from '../ast.ts';
import { ShellError } from './errors.ts';
import { run } from './run.ts';
import { DEEPEST_CALLS } from './shell.ts';
import type { Shell } from './shell.ts';

/** Calls may nest this deep on one stack of the machine that Drydock runs on; those below go on a new one. */
const STACK_DEPTH = 40;

/** Runs a function with its arguments. Throws ShellError when functions are nested too deeply. */
export function* callFunction(shell: Shell, definition: FunctionDefinition, args: readonly string[]): Process<ExitCode> {
  const { positional, loopDepth, line } = shell;
  shell.variables.pushFrame();
  shell.calls.push({ name: definition.name, line, source: shell.sourceName ?? shell.name });
  shell.positional = args;
  shell.loopDepth = 0;
  const hadDebug = shell.traps.has('DEBUG') && !shell.options.has('functrace');
  try {
    if (hadDebug) shell.debugPaused++;
    let status = yield* nested(shell, definition.name, () => run(shell, definition.body, false));
    if (shell.jump?.kind === 'return') {
      shell.jump = undefined;
      status = shell.status;
    }
    if (shell.traps.has('RETURN') && shell.options.has('functrace')) yield* shell.traps.runPseudo('RETURN');
    return status;
  } finally {
    if (hadDebug) shell.debugPaused--;
    shell.loopDepth = loopDepth;
    shell.positional = positional;
    shell.calls.pop();
    shell.variables.popFrame();
  }
}

/** Runs what nests: functions, `eval`, sourced files. Neither their depth nor their number can exhaust our stack. */
export function* nested<Result>(shell: Shell, name: string, body: () => Process<Result>): Process<Result> {
  if (shell.callDepth >= DEEPEST_CALLS) throw tooDeep(shell, name);
  shell.callDepth++;
  try {
    return shell.callDepth % STACK_DEPTH === 0 ? yield* onNewStack(shell, body) : yield* body();
  } finally {
    shell.callDepth--;
  }
}

function tooDeep(shell: Shell, name: string): ShellError {
  if (shell.isBash) return new ShellError(`${name}: maximum function nesting level exceeded (${DEEPEST_CALLS})`, 'line');
  return new ShellError(`Maximum function recursion depth (${DEEPEST_CALLS}) reached`, 'exit', 2);
}

type Outcome<Result> = { readonly value: Result } | { readonly error: unknown };

/** A generator that delegates takes room on the stack at each step; a task of its own begins with an empty one. */
function* onNewStack<Result>(shell: Shell, body: () => Process<Result>): Process<Result> {
  let outcome: Outcome<Result> | undefined;
  const task = shell.system.startThread(
    (function* (): Process<void> {
      try {
        outcome = { value: yield* body() };
      } catch (error) {
        outcome = { error };
      }
    })(),
  );
  try {
    while (!task.isDone) yield* task.ended.wait();
  } finally {
    task.cancel();
  }
  const done = outcome as Outcome<Result> | undefined;
  if (!done) throw new ShellError('interrupted', 'exit', 1);
  if ('error' in done) throw done.error;
  return done.value;
}
