import { toBytes } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { statusCode } from '../../system.ts';
import type { List, Part } from '../ast.ts';
import { ShellError } from '../execute/errors.ts';
import { openRedirect } from '../execute/redirect.ts';
import { run } from '../execute/run.ts';
import { runText } from '../execute/run-text.ts';
import type { Shell } from '../execute/shell.ts';
import { forkShell } from '../execute/subshell.ts';
import { decode } from '../text.ts';
import { expandText } from './expand.ts';

type CommandPart = Extract<Part, { kind: 'command' }>;

/** As much output as a substitution may have: past it a real shell has no memory either. */
const MOST_OUTPUT = 256 << 20;
/** Output past this is charged as memory of the shell. */
const SMALL_OUTPUT = 64 << 10;

/** What a command writes, without the newlines at its end. */
export function* substituteCommand(shell: Shell, part: CommandPart): Process<string> {
  const file = part.list && fileOf(part.list);
  const bytes = file ? yield* readFile(shell, part.list!, file) : yield* outputOf(shell, part);
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 10) end--;
  const text = decode(bytes.subarray(0, end));
  if (!text.includes('\0')) return text;
  if (shell.isBash) yield* shell.report('warning: command substitution: ignored null byte in input');
  return text.replaceAll('\0', '');
}

/** `$(<file)` */
function fileOf(list: List): List['items'][number]['command'] | undefined {
  const command = list.items.length === 1 ? list.items[0]!.command : undefined;
  const isRead = command?.kind === 'simple' && command.words.length === 0 && command.assignments.length === 0
    && command.redirects.length === 1 && command.redirects[0]!.operator === '<' && command.redirects[0]!.descriptor === undefined;
  return isRead ? command : undefined;
}

function* readFile(shell: Shell, list: List, command: List['items'][number]['command']): Process<Uint8Array> {
  if (command.kind !== 'simple' || !shell.isBash) return yield* outputOf(shell, { kind: 'command', list, source: '', line: shell.line });
  const file = openRedirect(shell, '<', yield* expandText(shell, command.redirects[0]!.target));
  try {
    shell.substitutionStatus = 0;
    return yield* readAll(shell, file);
  } finally {
    file.release();
  }
}

function* outputOf(shell: Shell, part: CommandPart): Process<Uint8Array> {
  const [reader, writer] = shell.system.pipe();
  const descriptors = new Map(shell.system.descriptors.entries()).set(1, writer);
  try {
    const body = (child: Shell) => {
      if (shell.dialect === 'ash' || (shell.isBash && !shell.shellOptions.has('inherit_errexit') && !shell.options.has('posix'))) child.options.delete('errexit');
      child.substitutionDepth++;
      return runSource(child, part);
    };
    const child = forkShell(shell, body, { descriptors });
    writer.release();
    shell.jobs.foreground.add(child);
    const bytes = yield* readAll(shell, reader);
    const end = yield* child.wait();
    shell.substitutionStatus = statusCode(end);
    shell.jobs.foreground.delete(child);
    shell.status = shell.substitutionStatus;
    if (end.signal !== undefined && !shell.isBash) yield* shell.jobs.tellOfSignal([], end, '');
    return bytes;
  } finally {
    reader.release();
  }
}

function runSource(child: Shell, part: CommandPart): Process<number> {
  child.traps.isSubstitution = true;
  if (part.list) return run(child, part.list, true);
  return runText(child, part.source, { firstLine: part.line, isLast: true });
}

function* readAll(shell: Shell, file: OpenFile): Process<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let charged = 0;
  for (;;) {
    const bytes = yield* file.read();
    if (bytes.length === 0) break;
    parts.push(bytes);
    size += bytes.length;
    if (size > MOST_OUTPUT) throw new ShellError(`xrealloc: cannot allocate ${size} bytes`, 'exit', 2);
    if (size > SMALL_OUTPUT) {
      shell.system.allocate(size - charged);
      charged = size;
    }
    if (shell.system.charge(1 + bytes.length / 4096)) yield* shell.system.pay();
  }
  if (charged > 0) shell.system.allocate(-charged);
  if (parts.length === 0) return toBytes('');
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `<(…)`: starts the command, and gives the path that stands for its pipe. */
export function substituteProcess(shell: Shell, part: Extract<Part, { kind: 'process' }>): string {
  const { system } = shell;
  const [reader, writer] = system.pipe();
  const [ours, theirs] = part.direction === '<' ? [reader, writer] : [writer, reader];
  const descriptors = new Map(system.descriptors.entries()).set(part.direction === '<' ? 1 : 0, theirs);
  const child = forkShell(shell, (inner) => run(inner, part.list, true), { descriptors });
  theirs.release();
  let fd = 63;
  while (system.descriptors.get(fd)) fd--;
  system.descriptors.set(fd, ours);
  ours.release();
  shell.openSubstitutions.push(fd);
  shell.jobs.remember(child);
  shell.lastBackground = child.pid;
  return `/dev/fd/${fd}`;
}

