import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import { SystemError, isSystemError } from '../../errno.ts';
import type { Child, ExitCode, SpawnOptions } from '../../system.ts';
import type { Assignment, Redirect, SimpleCommand } from '../ast.ts';
import type { Builtin } from '../builtins/builtin.ts';
import { expandText, expandWords } from '../expand/expand.ts';
import { DECLARATIONS } from '../parse/declarations.ts';
import { appended, assign, valueOf } from './assignments.ts';
import { callFunction } from './call-function.ts';
import { findCommand } from './command-search.ts';
import { Interrupted, ShellError } from './errors.ts';
import { runScriptFile } from './script-file.ts';
import { OwnDescriptors, PlannedDescriptors, redirectAll } from './redirect.ts';
import { quote, quoteForAsh } from './quoting.ts';
import { reportError } from './report-error.ts';
import { afterCommand } from './run.ts';
import { COMMAND_COST, WriteError } from './shell.ts';
import type { Shell } from './shell.ts';
import { forkFailure } from './subshell.ts';
import type { Variable } from './variables.ts';

const NOT_SIMULATED_STATUS = 125;
/** execve(2): the bytes that arguments and environment may have together. */
const MOST_ARGUMENTS = 2 << 20;

/** A command with its words, redirections and assignments. */
export function* runSimple(shell: Shell, node: SimpleCommand, isLast: boolean): Process<ExitCode> {
  shell.line = node.line;
  if (shell.system.charge(COMMAND_COST)) yield* shell.system.pay();
  if (shell.traps.pending.length > 0) yield* shell.traps.runPending();
  if (shell.wasInterrupted) throw new Interrupted();
  if (!shell.traps.isRunning) shell.currentCommand = node;
  if (shell.debugPaused === 0 && shell.traps.has('DEBUG')) yield* shell.traps.runPseudo('DEBUG');
  shell.substitutionStatus = undefined;
  const opened = shell.openSubstitutions.length;
  let status: ExitCode;
  try {
    status = yield* runExpanded(shell, node, isLast);
  } catch (error) {
    if (!(error instanceof ShellError) || error.severity !== 'command') throw error;
    status = yield* reportError(shell, error);
    if (!shell.isBash && isSpecial(shell, node)) throw new ShellError('', 'exit', status);
  } finally {
    if (shell.openSubstitutions.length > opened) closeSubstitutions(shell, opened);
  }
  yield* afterCommand(shell, status);
  return status;
}

/** POSIX: a special builtin that fails ends a shell that is not interactive. */
function isSpecial(shell: Shell, node: SimpleCommand): boolean {
  return shell.shared.builtins.get(node.words[0]?.plain ?? '')?.isSpecial === true;
}

function closeSubstitutions(shell: Shell, from: number): void {
  for (const fd of shell.openSubstitutions.splice(from)) if (shell.system.descriptors.get(fd)) shell.system.descriptors.close(fd);
}

function* runExpanded(shell: Shell, node: SimpleCommand, isLast: boolean): Process<ExitCode> {
  const words = yield* expandWords(shell, node.words);
  const name = words[0];
  if (name === undefined) return yield* runNameless(shell, node);
  shell.pipeStatusPending = true;
  const definition = name.includes('/') ? undefined : shell.functions.get(name);
  const builtin = name.includes('/') || shell.disabled.has(name) ? undefined : builtinOf(shell, name);
  let status: ExitCode;
  if (definition && !(builtin?.isSpecial && !shell.isBash)) {
    status = yield* withAssignments(shell, node, () => withRedirects(shell, node, () => traced(shell, node, words, callFunction(shell, definition, words.slice(1)))), false);
  } else if (builtin) {
    const isBare = node.assignments.length === 0 && node.redirects.length === 0 && !shell.options.has('xtrace') && !DECLARATIONS.has(name);
    status = isBare ? yield* runBare(shell, builtin, words) : yield* runBuiltin(shell, node, builtin, words);
  }
  else {
    status = yield* runExternal(shell, node, words, isLast);
  }
  shell.pipeStatus = shell.pipeStatusPending ? [status] : shell.pipeStatus;
  shell.lastArgument = words.at(-1)!;
  return status;
}

function* traced(shell: Shell, node: SimpleCommand, words: readonly string[], body: Process<ExitCode>): Process<ExitCode> {
  if (shell.options.has('xtrace')) yield* shell.traceWords(node, words);
  return yield* body;
}

/** `set -x` of `name=value` before a command. */
function* traceAssignment(shell: Shell, name: string, text: string): Process<void> {
  if (shell.isBash) yield* shell.trace(`${name}=${text === '' ? '' : quote(text)}`);
  else shell.tracedAssignments.push(`${name}=${shell.dialect === 'ash' ? quoteForAsh(text) : text}`);
}

/** A builtin with nothing but words: what loops are made of, so it takes the shortest way. */
function* runBare(shell: Shell, builtin: Builtin, words: readonly string[]): Process<ExitCode> {
  const outer = shell.commandName;
  shell.commandName = words[0];
  try {
    const result = builtin.run(shell, words.slice(1), { name: words[0]! });
    return typeof result === 'number' ? result : yield* result;
  } catch (error) {
    if (error instanceof ShellError) error.context ??= { command: shell.commandName };
    return yield* builtinFailure(shell, words[0]!, error);
  } finally {
    shell.commandName = outer;
  }
}

/** A builtin that could not write, or asks for what is not simulated. Throws all other errors. */
function* builtinFailure(shell: Shell, name: string, error: unknown): Process<ExitCode> {
  if (error instanceof NotSimulated) {
    yield* shell.write(2, `${error.message}\n`);
    return NOT_SIMULATED_STATUS;
  }
  // A text that is longer than can be: printf '%999999999999d'.
  if (error instanceof RangeError && !/stack/.test(error.message)) {
    yield* shell.report(`${shell.isBash ? `${name}: ` : ''}Cannot allocate memory`);
    return 1;
  }
  if (!(error instanceof WriteError)) throw error;
  yield* shell.report(`${shell.isBash ? `${name}: ` : ''}write error: ${error.message}`, shell.isBash);
  return 1;
}

export function builtinOf(shell: Shell, name: string): Builtin | undefined {
  const builtin = shell.shared.builtins.get(name);
  return builtin && (!builtin.dialects || builtin.dialects.includes(shell.dialect)) ? builtin : undefined;
}

/** Assignments and redirections alone. */
function* runNameless(shell: Shell, node: SimpleCommand): Process<ExitCode> {
  const own = node.redirects.length > 0 ? new OwnDescriptors(shell) : undefined;
  try {
    if (own) yield* redirectAll(shell, node.redirects, own);
    for (const assignment of node.assignments) yield* assign(shell, assignment);
  } finally {
    own?.undo();
  }
  const status = shell.substitutionStatus ?? 0;
  shell.pipeStatus = [status];
  return status;
}

function* withRedirects(shell: Shell, node: SimpleCommand, body: () => Process<ExitCode>): Process<ExitCode> {
  if (node.redirects.length === 0) return yield* body();
  const own = new OwnDescriptors(shell);
  try {
    yield* redirectAll(shell, node.redirects, own);
    return yield* body();
  } finally {
    own.undo();
  }
}

/** Runs a body with `name=value`s that only it sees, unless they `stay`. */
function* withAssignments(shell: Shell, node: SimpleCommand, body: () => Process<ExitCode>, stay: boolean): Process<ExitCode> {
  if (node.assignments.length === 0) return yield* body();
  const before: [string, Variable | undefined][] = [];
  try {
    for (const assignment of node.assignments) {
      if (!stay) {
        const name = shell.variables.resolve(assignment.name);
        const variable = shell.variables.own(name);
        before.push([name, variable]);
      }
      yield* assign(shell, assignment, true);
      if (!stay) shell.variables.declare(assignment.name, { isExported: true });
    }
    return yield* body();
  } finally {
    for (const [name, variable] of before.reverse()) shell.variables.restore(name, variable);
  }
}

function* runBuiltin(shell: Shell, node: SimpleCommand, builtin: Builtin, words: string[]): Process<ExitCode> {
  const outer = shell.commandName;
  const isDeclaration = DECLARATIONS.has(words[0]!) && node.words.some((word) => word.assignment);
  let arrays: ReadonlyMap<number, Assignment> | undefined;
  let args = words;
  if (isDeclaration) [args, arrays] = yield* declarationWords(shell, node);
  shell.commandName = args[0];
  const stay = builtin.isSpecial === true && !shell.isBash;
  try {
    return yield* withAssignments(shell, node, () => traced(shell, node, args, callBuiltin(shell, node.redirects, builtin, args, arrays)), stay);
  } catch (error) {
    if (error instanceof ShellError) error.context ??= { command: shell.commandName };
    throw error;
  } finally {
    shell.commandName = outer;
  }
}

function* callBuiltin(shell: Shell, redirects: readonly Redirect[], builtin: Builtin, args: readonly string[], arrays: ReadonlyMap<number, Assignment> | undefined): Process<ExitCode> {
  const own = redirects.length > 0 ? new OwnDescriptors(shell) : undefined;
  let keeps = false;
  try {
    if (own) {
      const { commandName } = shell;
      shell.commandName = undefined;
      yield* redirectAll(shell, redirects, own);
      shell.commandName = commandName;
    }
    keeps = builtin.name === 'exec';
    const result = builtin.run(shell, args.slice(1), { name: args[0]!, ...(arrays && { arrays }) });
    return typeof result === 'number' ? result : yield* result;
  } catch (error) {
    return yield* builtinFailure(shell, args[0]!, error);
  } finally {
    if (keeps) own?.keep();
    else own?.undo();
  }
}

/** `export a=$b c=(1 2)`: the values are not split, and arrays are handed over beside. */
function* declarationWords(shell: Shell, node: SimpleCommand): Process<[string[], Map<number, Assignment>]> {
  const args: string[] = [];
  const arrays = new Map<number, Assignment>();
  for (const word of node.words) {
    const { assignment } = word;
    if (!assignment) {
      args.push(...(yield* expandWords(shell, [word])));
    } else if (!('parts' in assignment.value)) {
      arrays.set(args.length, assignment);
      args.push(assignment.name);
    } else {
      const index = assignment.index ? `[${yield* expandText(shell, assignment.index)}]` : '';
      args.push(`${assignment.name}${index}${assignment.isAppending ? '+' : ''}=${yield* valueOf(shell, assignment.value)}`);
    }
  }
  return [args, arrays];
}

function* runExternal(shell: Shell, node: SimpleCommand, words: readonly string[], isLast: boolean): Process<ExitCode> {
  const env = yield* environmentFor(shell, node.assignments);
  if (shell.options.has('xtrace')) yield* shell.traceWords(node, words);
  // bash itself becomes no command with redirections; a subshell of it does.
  const mayReplace = isLast && shell.mayReplaceItself && (!shell.isBash || node.redirects.length === 0 || shell.subshellDepth > 0);
  if (mayReplace && node.redirects.length > 0) {
    const own = new OwnDescriptors(shell);
    yield* redirectAll(shell, node.redirects, own);
    own.keep();
  }
  if (mayReplace || node.redirects.length === 0) return yield* startExternal(shell, words, env, mayReplace, undefined, node.source);
  const planned = new PlannedDescriptors(shell.system.descriptors.entries());
  try {
    yield* redirectAll(shell, node.redirects, planned);
    return yield* startExternal(shell, words, env, false, planned, node.source);
  } finally {
    planned.release();
  }
}

/** The environment of a command with `name=value` before it. */
function* environmentFor(shell: Shell, assignments: readonly Assignment[]): Process<ReadonlyMap<string, string>> {
  const base = shell.variables.environment();
  if (assignments.length === 0) return base;
  const env = new Map(base);
  for (const { name, value, isAppending } of assignments) {
    if (!('parts' in value)) continue;
    if (shell.variables.lookup(name)?.isReadonly) shell.guarded(() => shell.variables.assign(name, undefined));
    const text = yield* valueOf(shell, value);
    if (shell.options.has('xtrace')) yield* traceAssignment(shell, name, text);
    env.set(name, isAppending ? appended(shell, name, text) : text);
  }
  return env;
}

/** Starts a program and waits for it, or becomes it. `planned` are the descriptors of a child that has others than the shell. */
export function* startExternal(shell: Shell, words: readonly string[], env: ReadonlyMap<string, string>, mayReplace: boolean, planned: PlannedDescriptors | undefined, source: string): Process<ExitCode> {
  const found = findCommand(shell, words[0]!, env.get('PATH') ?? shell.variables.get('PATH'));
  if ('problem' in found) return yield* notFound(shell, words, found.problem, planned);
  const { path } = found;
  let child: Child;
  try {
    checkSize(words);
    if (mayReplace) return shell.system.exec(words, new Map(env).set('_', path), path);
    child = shell.system.spawn(words, spawnOptions(shell, env, path, planned));
  } catch (error) {
    if (isSystemError(error, 'EAGAIN') || isSystemError(error, 'ENOMEM')) throw forkFailure(shell, error);
    if (isSystemError(error, 'ENOEXEC')) return yield* runScriptFile(shell, words, env, path, planned, source);
    return yield* startFailure(shell, words[0]!, path, error);
  }
  return yield* shell.jobs.waitForeground([{ child, source }], source);
}

export function spawnOptions(shell: Shell, env: ReadonlyMap<string, string>, path: string, planned: PlannedDescriptors | undefined, leader?: number): SpawnOptions {
  return {
    file: path,
    env: shell.isBash ? new Map(env).set('_', path) : env,
    descriptors: planned?.map ?? shell.system.descriptors.entries(),
    ...shell.jobs.groupOptions(leader),
  };
}

function checkSize(words: readonly string[]): void {
  if (words.length < 1000 && !words.some((word) => word.length > 131_071)) return;
  let size = 0;
  for (const word of words) size += word.length + 9;
  if (size > MOST_ARGUMENTS || words.some((word) => word.length > 131_071)) throw new SystemError('E2BIG');
}

/** A message that goes where the command's own messages would have gone. */
export function* reportFor(shell: Shell, planned: PlannedDescriptors | undefined, message: string): Process<void> {
  const file = planned ? planned.get(2) : shell.system.descriptors.get(2);
  if (file) yield* shell.writeTo(file, `${shell.where()}${message}\n`);
}

function* notFound(shell: Shell, words: readonly string[], problem: 'ENOENT' | 'EACCES' | 'EISDIR', planned: PlannedDescriptors | undefined): Process<ExitCode> {
  const name = words[0]!;
  const handler = shell.isBash ? shell.functions.get('command_not_found_handle') : undefined;
  if (problem === 'ENOENT' && handler && !name.includes('/')) return yield* callFunction(shell, handler, words);
  if (problem === 'ENOENT') {
    const text = shell.isBash ? (name.includes('/') ? 'No such file or directory' : 'command not found') : 'not found';
    yield* reportFor(shell, planned, `${name}: ${text}`);
    return 127;
  }
  yield* reportFor(shell, planned, `${name}: ${problem === 'EISDIR' && shell.isBash ? 'Is a directory' : 'Permission denied'}`);
  return 126;
}

function* startFailure(shell: Shell, name: string, path: string, error: unknown): Process<ExitCode> {
  if (!isSystemError(error)) throw error;
  if (error.code === 'ENOENT' && error.path !== undefined && error.path !== path) {
    // A script whose interpreter is not there.
    yield* reportFor(shell, undefined, shell.isBash ? `${name}: cannot execute: required file not found` : `${name}: not found`);
    return 127;
  }
  const isMissing = error.code === 'ENOENT';
  yield* reportFor(shell, undefined, `${name}: ${isMissing && !shell.isBash ? 'not found' : error.message}`);
  return isMissing ? 127 : 126;
}

/** `command name …`: neither functions nor, of a special builtin, its sternness. */
export function* runWords(shell: Shell, words: readonly string[], hasDefaultPath: boolean): Process<ExitCode> {
  const builtin = builtinOf(shell, words[0]!);
  if (builtin) {
    const { commandName } = shell;
    shell.commandName = words[0];
    try {
      const result = builtin.run(shell, words.slice(1), { name: words[0]! });
      return typeof result === 'number' ? result : yield* result;
    } catch (error) {
      if (!(error instanceof ShellError) || shell.isBash) throw error;
      return yield* reportError(shell, error);
    } finally {
      shell.commandName = commandName;
    }
  }
  const env = shell.variables.environment();
  const path = hasDefaultPath ? new Map(env).set('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin') : env;
  return yield* startExternal(shell, words, path, false, undefined, words.join(' '));
}
