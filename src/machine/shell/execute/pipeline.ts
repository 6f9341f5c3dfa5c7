import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { SIGNALS } from '../../signals.ts';
import type { Child, ExitCode } from '../../system.ts';
import type { Command, Pipeline } from '../ast.ts';
import { findCommand } from './command-search.ts';
import { ShellError } from './errors.ts';
import type { Started } from './jobs.ts';
import { openRedirect, OwnDescriptors } from './redirect.ts';
import { afterCommand, run } from './run.ts';
import type { Shell } from './shell.ts';
import { builtinOf } from './simple.ts';
import { forkShell } from './subshell.ts';

/** `a | b | c`: a process each, all at once. */
export function* runPipeline(shell: Shell, node: Pipeline): Process<ExitCode> {
  shell.line = node.line;
  const runsLastHere = shell.shellOptions.has('lastpipe') && !shell.jobs.isControlling;
  let statuses: readonly ExitCode[];
  if (runsLastHere) statuses = yield* runWithLastHere(shell, node);
  else {
    const started = startPipeline(shell, node, true);
    statuses = yield* shell.jobs.waitAll(started, node.source);
  }
  shell.pipeStatus = statuses;
  shell.pipeStatusPending = false;
  const failed = shell.options.has('pipefail') ? statuses.findLast((status) => status !== 0) : undefined;
  const status = failed ?? statuses.at(-1) ?? 0;
  yield* afterCommand(shell, status);
  return status;
}

/** Starts all processes of a pipeline, the first of which leads their group. */
function startPipeline(shell: Shell, node: Pipeline, isForeground: boolean, input?: OpenFile): Started[] {
  const started: Started[] = [];
  let reader: OpenFile | undefined = input;
  const last = node.commands.length - 1;
  for (const [i, command] of node.commands.entries()) {
    const descriptors = new Map(shell.system.descriptors.entries());
    if (reader) descriptors.set(0, reader);
    let next: readonly [OpenFile, OpenFile] | undefined;
    if (i < last) {
      next = shell.system.pipe();
      descriptors.set(1, next[1]);
      if (node.bothOutputs[i]) descriptors.set(2, next[1]);
    }
    const leader = started[0]?.child.pid;
    try {
      started.push({ child: startElement(shell, command, descriptors, leader, isForeground), source: command.source });
    } finally {
      reader?.release();
      next?.[1].release();
      if (next && started.length <= i) next[0].release();
    }
    reader = next?.[0];
  }
  return started;
}

function startElement(shell: Shell, command: Command, descriptors: ReadonlyMap<number, OpenFile>, leader: number | undefined, isForeground: boolean): Child {
  const options = { descriptors, ...shell.jobs.groupOptions(leader, isForeground) };
  const quick = quickCommand(shell, command);
  if (quick) {
    try {
      return shell.system.spawn(quick.words, { ...options, file: quick.path, env: shell.variables.environment() });
    } catch (error) {
      // The slow way tells what is wrong.
      if (!isSystemError(error)) throw error;
    }
  }
  return forkShell(shell, (child) => {
    if (!isForeground) forBackground(shell, child, descriptors.get(0) !== shell.system.descriptors.get(0));
    return run(child, command, true);
  }, options);
}

/** A program with words in which nothing has to be expanded: it needs no shell in between. */
function quickCommand(shell: Shell, command: Command): { words: readonly string[]; path: string } | undefined {
  if (command.kind !== 'simple' || command.assignments.length > 0 || command.redirects.length > 0 || shell.options.has('xtrace')) return undefined;
  const words: string[] = [];
  for (const { plain } of command.words) {
    if (plain === undefined) return undefined;
    words.push(plain);
  }
  const name = words[0];
  if (name === undefined || shell.functions.has(name) || builtinOf(shell, name) || shell.traps.has('DEBUG')) return undefined;
  const found = findCommand(shell, name, shell.variables.get('PATH'));
  return 'path' in found ? { words, path: found.path } : undefined;
}

/** `shopt -s lastpipe`: the last command runs in this shell. */
function* runWithLastHere(shell: Shell, node: Pipeline): Process<readonly ExitCode[]> {
  const [reader, writer] = shell.system.pipe();
  const first = { ...node, commands: node.commands.slice(0, -1) };
  const own = new OwnDescriptors(shell);
  own.set(1, writer);
  writer.release();
  const started = startPipeline(shell, first, true);
  own.undo();
  own.set(0, reader);
  reader.release();
  let status: ExitCode;
  shell.tested++;
  try {
    status = yield* run(shell, node.commands.at(-1)!, false);
  } finally {
    shell.tested--;
    own.undo();
  }
  return [...(yield* shell.jobs.waitAll(started, node.source)), status];
}

/** `command &`. */
export function* startBackground(shell: Shell, command: Command): Process<ExitCode> {
  shell.line = command.line;
  const { source } = command;
  const started = command.kind === 'pipeline' && !command.isNegated && !command.timing && command.commands.length > 1
    ? startPipeline(shell, command, false)
    : [{ child: forkShell(shell, (child) => {
        forBackground(shell, child, false);
        return run(child, command, true);
      }, shell.jobs.groupOptions(undefined, false)), source }];
  const job = shell.jobs.add(started, shell.isBash || shell.jobs.isControlling ? source : '', 'running');
  job.isTold = true;
  shell.lastBackground = started.at(-1)!.child.pid;
  if (shell.isInteractive && shell.jobs.isControlling) yield* shell.write(2, shell.dialect === 'bash' ? `[${job.id}] ${shell.lastBackground}\n` : shell.dialect === 'dash' ? '' : '');
  else shell.jobs.forgetDone();
  return (shell.status = 0);
}

/** Without job control a background process neither reads the terminal nor hears Ctrl-C. */
function forBackground(parent: Shell, child: Shell, hasInput: boolean): void {
  if (parent.jobs.isControlling) return;
  const { system } = child;
  system.onSignal(SIGNALS.SIGINT, 'ignore');
  system.onSignal(SIGNALS.SIGQUIT, 'ignore');
  if (hasInput) return;
  try {
    const nothing = openRedirect(child, '<', '/dev/null');
    system.descriptors.set(0, nothing);
    nothing.release();
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
  }
}
