import type { Process } from '../../../core/process.ts';
import { ERRNO, isSystemError } from '../../errno.ts';
import type { SystemError } from '../../errno.ts';
import type { OpenFlags } from '../../files/files.ts';
import type { OpenFile } from '../../files/open-file.ts';
import type { Redirect, RedirectOperator } from '../ast.ts';
import { expandText, expandWords } from '../expand/expand.ts';
import { encode } from '../text.ts';
import { ShellError } from './errors.ts';
import { HereFile } from './here-file.ts';
import type { Shell } from './shell.ts';

/** Where redirections take effect: on the shell's own descriptors, or on a plan of a child's. */
export interface Target {
  get(fd: number): OpenFile | undefined;
  /** The file is retained by whoever keeps it. */
  set(fd: number, file: OpenFile): void;
  close(fd: number): void;
}

const FLAGS: Readonly<Record<'<' | '>' | '>>' | '>|' | '<>', OpenFlags>> = {
  '<': { read: true },
  '>': { write: true, create: true, truncate: true },
  '>|': { write: true, create: true, truncate: true },
  '>>': { write: true, append: true, create: true },
  '<>': { read: true, write: true, create: true },
};

/** The first descriptor that `{name}>` takes. */
const FIRST_NAMED = 10;

/** The descriptors that a child will have: a copy of the shell's, changed. `release` after the child was started. */
export class PlannedDescriptors implements Target {
  readonly map: Map<number, OpenFile>;
  readonly #opened: OpenFile[] = [];

  constructor(base: ReadonlyMap<number, OpenFile>) {
    this.map = new Map(base);
  }

  get(fd: number): OpenFile | undefined {
    return this.map.get(fd);
  }

  set(fd: number, file: OpenFile): void {
    file.retain();
    this.#opened.push(file);
    this.map.set(fd, file);
  }

  close(fd: number): void {
    this.map.delete(fd);
  }

  release(): void {
    for (const file of this.#opened) file.release();
    this.#opened.length = 0;
  }
}

/** The shell's own descriptors, which `undo` puts back. */
export class OwnDescriptors implements Target {
  readonly #before: [number, OpenFile | undefined][] = [];

  constructor(private readonly shell: Shell) {}

  get(fd: number): OpenFile | undefined {
    return this.shell.system.descriptors.get(fd);
  }

  set(fd: number, file: OpenFile): void {
    this.#keep(fd);
    this.shell.system.descriptors.set(fd, file);
  }

  close(fd: number): void {
    this.#keep(fd);
    if (this.shell.system.descriptors.get(fd)) this.shell.system.descriptors.close(fd);
  }

  #keep(fd: number): void {
    const file = this.get(fd);
    file?.retain();
    this.#before.push([fd, file]);
  }

  undo(): void {
    const { descriptors } = this.shell.system;
    for (const [fd, file] of this.#before.reverse()) {
      if (file) {
        descriptors.set(fd, file);
        file.release();
      } else if (descriptors.get(fd)) descriptors.close(fd);
    }
    this.#before.length = 0;
  }

  /** `exec >file`: they stay. */
  keep(): void {
    for (const [, file] of this.#before) file?.release();
    this.#before.length = 0;
  }
}

/** Does one redirection after the other. Throws ShellError; what was done before stays done. */
export function* redirectAll(shell: Shell, redirects: readonly Redirect[], target: Target): Process<void> {
  for (const redirect of redirects) yield* redirectOne(shell, redirect, target);
}

function* redirectOne(shell: Shell, redirect: Redirect, target: Target): Process<void> {
  shell.line = redirect.line;
  const { operator } = redirect;
  const isInput = operator.startsWith('<');
  const named = typeof redirect.descriptor === 'string' ? redirect.descriptor : undefined;
  if (named !== undefined && isClosing(redirect)) {
    target.close(Number(shell.variables.get(named)));
    return;
  }
  const fd = named !== undefined ? freeDescriptor(target) : ((redirect.descriptor as number | undefined) ?? (isInput ? 0 : 1));
  if (operator === '<<' || operator === '<<-' || operator === '<<<') {
    const text = operator === '<<<' ? `${yield* expandText(shell, redirect.target)}\n` : yield* expandText(shell, redirect.body!);
    put(target, fd, new HereFile(encode(text), shell.system.now()));
  } else {
    const word = yield* targetText(shell, redirect);
    if (operator === '<&' || operator === '>&') duplicate(shell, target, fd, word, redirect);
    else if (operator === '&>' || operator === '&>>') putBoth(target, openRedirect(shell, operator === '&>' ? '>' : '>>', word));
    else put(target, fd, openRedirect(shell, operator, word));
  }
  if (named !== undefined) shell.assign(named, String(fd));
}

function isClosing({ operator, target }: Redirect): boolean {
  return (operator === '<&' || operator === '>&') && target.plain === '-';
}

function freeDescriptor(target: Target): number {
  let fd = FIRST_NAMED;
  while (target.get(fd)) fd++;
  return fd;
}

function put(target: Target, fd: number, file: OpenFile): void {
  target.set(fd, file);
  file.release();
}

function putBoth(target: Target, file: OpenFile): void {
  target.set(1, file);
  put(target, 2, file);
}

function* targetText(shell: Shell, redirect: Redirect): Process<string> {
  const { target } = redirect;
  if (target.plain !== undefined) return target.plain;
  if (!shell.isBash) return yield* expandText(shell, target);
  const words = yield* expandWords(shell, [target]);
  if (words.length !== 1) throw new ShellError(`${target.source}: ambiguous redirect`, 'command');
  return words[0]!;
}

function duplicate(shell: Shell, target: Target, fd: number, word: string, redirect: Redirect): void {
  if (word === '-') {
    target.close(fd);
    return;
  }
  const moved = /^(\d+)(-?)$/.exec(word);
  if (!moved) {
    // `>&file` is `&>file`.
    if (shell.isBash && redirect.operator === '>&' && redirect.descriptor === undefined) return putBoth(target, openRedirect(shell, '>', word));
    throw shell.isBash
      ? new ShellError(`${redirect.target.source}: ambiguous redirect`, 'command')
      : new ShellError(shell.dialect === 'dash' ? 'Syntax error: Bad fd number' : 'syntax error: bad fd number', 'exit', 2);
  }
  const from = Number(moved[1]);
  const file = target.get(from);
  if (!file) {
    throw new ShellError(`${moved[1]}: ${ERRNO.EBADF}`, 'command', shell.dialect === 'dash' ? 2 : 1);
  }
  if (from !== fd) target.set(fd, file);
  if (moved[2] === '-' && from !== fd) target.close(from);
}

/** Opens the file of a redirection. Throws ShellError with the dialect's words. */
export function openRedirect(shell: Shell, operator: Extract<RedirectOperator, '<' | '>' | '>>' | '>|' | '<>'>, path: string): OpenFile {
  const { files } = shell.system;
  const own = ownDescriptor(shell, path);
  if (own) return own;
  try {
    if (operator === '>' && shell.options.has('noclobber') && files.exists(path) && files.stat(path).type === 'file') {
      throw new ShellError(shell.isBash ? `${path}: cannot overwrite existing file` : shell.dialect === 'dash' ? `cannot create ${path}: File exists` : `can't create ${path}: File exists`, 'command', shell.dialect === 'dash' ? 2 : 1);
    }
    return files.open(path, FLAGS[operator]);
  } catch (error) {
    if (isSystemError(error)) throw openFailure(shell, operator, path, error);
    throw error;
  }
}

/** `/dev/fd/3`, `/dev/stdin`: a duplicate of a descriptor that is open. */
function ownDescriptor(shell: Shell, path: string): OpenFile | undefined {
  const match = /^\/dev\/(?:fd\/(\d+)|(stdin)|(stdout)|(stderr))$/.exec(path);
  if (!match) return undefined;
  const file = shell.system.descriptors.get(match[1] !== undefined ? Number(match[1]) : match[2] ? 0 : match[3] ? 1 : 2);
  file?.retain();
  return file;
}

function openFailure(shell: Shell, operator: string, path: string, error: SystemError): ShellError {
  if (shell.isBash) return new ShellError(`${path}: ${error.message}`, 'command');
  const isReading = operator === '<';
  if (shell.dialect === 'dash') {
    const words = error.code === 'ENOENT' ? (isReading ? 'No such file' : 'Directory nonexistent') : error.message;
    return new ShellError(`cannot ${isReading ? 'open' : 'create'} ${path}: ${words}`, 'command', 2);
  }
  const words = error.code === 'ENOENT' ? (isReading ? 'no such file' : 'nonexistent directory') : error.message;
  return new ShellError(`can't ${isReading ? 'open' : 'create'} ${path}: ${words}`, 'command', 1);
}
