import type { Process } from '../../../core/process.ts';
import { unreachable } from '../../../core/errors.ts';
import type { ExitCode } from '../../system.ts';
import type { AndOr, ArithmeticCommand, ArithmeticFor, Case, Command, ConditionalCommand, For, If, List, Loop, Pipeline, Redirect, Subshell } from '../ast.ts';
import { evaluateArithmetic } from '../expand/arithmetic.ts';
import { expandPattern, expandText, expandWords } from '../expand/expand.ts';
import { testCondition } from './condition.ts';
import { Interrupted, ShellError, ShellExit } from './errors.ts';
import { runPipeline, startBackground } from './pipeline.ts';
import { OwnDescriptors, redirectAll } from './redirect.ts';
import { reportError } from './report-error.ts';
import { runSelect } from './select.ts';
import { COMMAND_COST } from './shell.ts';
import type { Shell } from './shell.ts';
import { runSimple } from './simple.ts';
import { forkShell } from './subshell.ts';
import { timePipeline } from './timing.ts';

/**
 * Runs a command and gives its exit status, which is then `$?` too. `isLast`: nothing is run after it in this process, so
 * that it may take the process's place.
 */
export function run(shell: Shell, node: Command, isLast: boolean): Process<ExitCode> {
  switch (node.kind) {
    case 'simple':
      return runSimple(shell, node, isLast);
    case 'list': {
      const only = node.items.length === 1 && !node.items[0]!.isBackground ? node.items[0]!.command : undefined;
      return only ? run(shell, only, isLast) : runList(shell, node, isLast);
    }
    case 'and-or':
      return runAndOr(shell, node, isLast);
    case 'pipeline':
      return node.timing ? timePipeline(shell, node) : runNegatable(shell, node);
    case 'subshell':
      return runSubshell(shell, node);
    case 'function':
      return define(shell, node);
    default:
      if (node.redirects.length > 0) return runRedirected(shell, node.redirects, () => runCompound(shell, node, false));
      // bash becomes the last command of a list, but not of what an `if` or a group holds.
      return runCompound(shell, node, isLast && !shell.isBash);
  }
}

function runCompound(shell: Shell, node: Exclude<Command, { kind: 'simple' | 'list' | 'and-or' | 'pipeline' | 'subshell' | 'function' }>, isLast: boolean): Process<ExitCode> {
  switch (node.kind) {
    case 'group':
      return run(shell, node.body, isLast);
    case 'if':
      return runIf(shell, node, isLast);
    case 'while':
      return runWhile(shell, node);
    case 'for':
      return node.isSelect ? runSelect(shell, node) : runFor(shell, node);
    case 'arithmetic-for':
      return runArithmeticFor(shell, node);
    case 'case':
      return runCase(shell, node, isLast);
    case 'arithmetic':
      return runArithmetic(shell, node);
    case 'conditional':
      return runConditional(shell, node);
    default:
      return unreachable(node);
  }
}

function* runList(shell: Shell, list: List, isLast: boolean): Process<ExitCode> {
  let status = 0;
  const last = list.items.length - 1;
  for (let i = 0; i <= last; i++) {
    const { command, isBackground } = list.items[i]!;
    status = isBackground ? yield* startBackground(shell, command) : yield* run(shell, command, isLast && i === last);
    if (shell.jump) break;
  }
  return status;
}

function* runAndOr(shell: Shell, node: AndOr, isLast: boolean): Process<ExitCode> {
  let status = yield* runTested(shell, node.first);
  for (const [i, { operator, command }] of node.rest.entries()) {
    if (shell.jump) return status;
    if ((status === 0) !== (operator === '&&')) continue;
    const isFinal = i === node.rest.length - 1;
    status = isFinal ? yield* run(shell, command, isLast) : yield* runTested(shell, command);
  }
  return status;
}

/** Runs what is only tried out: its failure neither ends the shell nor sets off the ERR trap. */
export function* runTested(shell: Shell, node: Command): Process<ExitCode> {
  shell.tested++;
  try {
    return yield* run(shell, node, false);
  } finally {
    shell.tested--;
  }
}

export function* runNegatable(shell: Shell, node: Pipeline): Process<ExitCode> {
  if (!node.isNegated) return yield* runPipeline(shell, node);
  shell.tested++;
  try {
    const status = node.commands.length === 0 ? 0 : node.commands.length === 1 ? yield* run(shell, node.commands[0]!, false) : yield* runPipeline(shell, node);
    // In dash `! continue` leaves as `continue` does.
    if (shell.jump && !shell.isBash) return status;
    return (shell.status = status === 0 ? 1 : 0);
  } finally {
    shell.tested--;
  }
}

function* runSubshell(shell: Shell, node: Subshell): Process<ExitCode> {
  shell.line = node.line;
  const body = (child: Shell) => (node.redirects.length > 0 ? runRedirected(child, node.redirects, () => run(child, node.body, false)) : run(child, node.body, true));
  const child = forkShell(shell, body, shell.jobs.groupOptions());
  const status = yield* shell.jobs.waitForeground([{ child, source: node.source }], node.source);
  yield* afterCommand(shell, status);
  return status;
}

/** Runs a body with redirections of the shell's own descriptors, and puts them back. */
export function* runRedirected(shell: Shell, redirects: readonly Redirect[], body: () => Process<ExitCode>): Process<ExitCode> {
  const own = new OwnDescriptors(shell);
  try {
    try {
      yield* redirectAll(shell, redirects, own);
    } catch (error) {
      if (!(error instanceof ShellError) || error.severity !== 'command') throw error;
      const status = yield* reportError(shell, error);
      yield* afterCommand(shell, status);
      return status;
    }
    return yield* body();
  } finally {
    own.undo();
  }
}

/** What every command that is not made of commands ends with: `$?`, the ERR trap, `set -e`. */
export function* afterCommand(shell: Shell, status: ExitCode): Process<void> {
  shell.status = status;
  if (status !== 0 && shell.tested === 0) {
    if (shell.traps.has('ERR') && (shell.calls.length === 0 || shell.options.has('errtrace'))) yield* shell.traps.runPseudo('ERR');
    if (shell.options.has('errexit')) throw new ShellExit(status);
  }
  if (shell.traps.pending.length > 0) yield* shell.traps.runPending();
  if (shell.wasInterrupted) throw new Interrupted();
}

function* define(shell: Shell, node: Extract<Command, { kind: 'function' }>): Process<ExitCode> {
  shell.functions.set(node.name, node);
  return (shell.status = 0);
}

function* runIf(shell: Shell, node: If, isLast: boolean): Process<ExitCode> {
  for (const { condition, body } of node.branches) {
    const status = yield* runTested(shell, condition);
    if (shell.jump) return status;
    if (status === 0) return yield* run(shell, body, isLast);
  }
  if (node.otherwise) return yield* run(shell, node.otherwise, isLast);
  return (shell.status = 0);
}

/** After a loop's body: whether the loop is left. Jumps that are meant for this loop are over then. */
export function leavesLoop(shell: Shell): boolean {
  const { jump } = shell;
  if (!jump) return false;
  if (jump.kind === 'return') return true;
  if (jump.levels > 1) {
    shell.jump = { kind: jump.kind, levels: jump.levels - 1 };
    return true;
  }
  shell.jump = undefined;
  return jump.kind === 'break';
}

function* runWhile(shell: Shell, node: Loop): Process<ExitCode> {
  let status = 0;
  shell.loopDepth++;
  try {
    for (;;) {
      if (shell.system.charge(COMMAND_COST)) yield* shell.system.pay();
      const condition = yield* runTested(shell, node.condition);
      if (shell.jump && leavesLoop(shell)) break;
      if ((condition === 0) === node.isUntil) break;
      status = yield* run(shell, node.body, false);
      if (shell.jump && leavesLoop(shell)) break;
    }
  } finally {
    shell.loopDepth--;
  }
  return (shell.status = status);
}

function* runFor(shell: Shell, node: For): Process<ExitCode> {
  shell.line = node.line;
  const values = node.words ? yield* expandWords(shell, node.words) : shell.positional;
  let status = 0;
  shell.loopDepth++;
  try {
    for (const value of values) {
      if (shell.system.charge(COMMAND_COST)) yield* shell.system.pay();
      if (shell.options.has('xtrace')) yield* shell.trace(`for ${node.name} in ${node.words?.map((word) => word.source).join(' ') ?? '"$@"'}`, 'bash');
      shell.assign(node.name, value);
      status = yield* run(shell, node.body, false);
      if (shell.jump && leavesLoop(shell)) break;
    }
  } finally {
    shell.loopDepth--;
  }
  return (shell.status = status);
}

function* runArithmeticFor(shell: Shell, node: ArithmeticFor): Process<ExitCode> {
  const evaluate = function* (word: ArithmeticFor['start']): Process<bigint> {
    shell.line = node.line;
    return evaluateArithmetic(shell, yield* expandText(shell, word), '((: ');
  };
  let status = 0;
  shell.loopDepth++;
  try {
    yield* evaluate(node.start);
    while (node.condition.source.trim() === '' || (yield* evaluate(node.condition)) !== 0n) {
      if (shell.system.charge(COMMAND_COST)) yield* shell.system.pay();
      status = yield* run(shell, node.body, false);
      if (shell.jump && leavesLoop(shell)) break;
      if (shell.wasInterrupted) throw new Interrupted();
      yield* evaluate(node.step);
    }
  } finally {
    shell.loopDepth--;
  }
  return (shell.status = status);
}

function* runCase(shell: Shell, node: Case, isLast: boolean): Process<ExitCode> {
  shell.line = node.line;
  if (shell.system.charge(COMMAND_COST)) yield* shell.system.pay();
  const subject = yield* expandText(shell, node.subject);
  if (shell.options.has('xtrace')) yield* shell.trace(`case ${node.subject.source} in`, 'bash');
  let isFalling = false;
  let status = 0;
  for (const branch of node.branches) {
    let isMatch = isFalling;
    for (const word of isMatch ? [] : branch.patterns) {
      const pattern = yield* expandPattern(shell, word);
      if (!(shell.shellOptions.has('nocasematch') ? pattern.matches(subject.toLowerCase()) || pattern.matches(subject) : pattern.matches(subject))) continue;
      isMatch = true;
      break;
    }
    if (!isMatch) continue;
    status = branch.body.items.length === 0 ? 0 : yield* run(shell, branch.body, isLast && branch.end === ';;');
    if (shell.jump || branch.end === ';;') break;
    isFalling = branch.end === ';&';
  }
  return (shell.status = status);
}

function* runArithmetic(shell: Shell, node: ArithmeticCommand): Process<ExitCode> {
  shell.line = node.line;
  if (shell.system.charge(COMMAND_COST)) yield* shell.system.pay();
  if (shell.options.has('xtrace')) yield* shell.trace(`(( ${node.expression.source.trim()} ))`, 'bash');
  let status: ExitCode;
  try {
    status = evaluateArithmetic(shell, yield* expandText(shell, node.expression), '((: ') === 0n ? 1 : 0;
  } catch (error) {
    if (!(error instanceof ShellError) || error.severity === 'exit') throw error;
    status = yield* reportError(shell, error);
  }
  yield* afterCommand(shell, status);
  return status;
}

function* runConditional(shell: Shell, node: ConditionalCommand): Process<ExitCode> {
  shell.line = node.line;
  if (shell.system.charge(COMMAND_COST)) yield* shell.system.pay();
  let status: ExitCode;
  try {
    status = (yield* testCondition(shell, node.condition)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ShellError) || error.severity !== 'command') throw error;
    status = yield* reportError(shell, error);
  }
  yield* afterCommand(shell, status);
  return status;
}
