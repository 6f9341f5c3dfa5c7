import type { Process } from '../../../core/process.ts';
import { SystemError } from '../../errno.ts';
import type { Stat } from '../../files/files.ts';
import { isDescribed, sizeOf } from '../../files/content.ts';
import { attempt, failureOf } from './call.ts';
import type { Call } from './call.ts';
import { inputFrom, readChunk } from './inputs.ts';
import { askYesNo } from './prompt.ts';
import { quoted } from './quoting.ts';
import { baseName } from './tool.ts';

export interface CopyWishes {
  readonly isRecursive: boolean;
  /** Which symbolic links are followed: all, those named as operands, or none. */
  readonly follows: 'all' | 'operands' | 'none';
  readonly keepsMode: boolean;
  readonly keepsOwner: boolean;
  readonly keepsTimes: boolean;
  readonly keepsLinks: boolean;
  readonly isForced: boolean;
  readonly overwrites: 'always' | 'ask' | 'never' | 'older';
  readonly isVerbose: boolean;
  readonly makes: 'copy' | 'hardlink' | 'symlink';
  readonly removesDestination: boolean;
  /** For messages: `cp` copies, `mv` across file systems speaks otherwise. */
  readonly hasDirectoryTarget: boolean;
}

/** Copies files and trees as cp(1) does. */
export class Copier {
  readonly #made = new Map<string, string>();
  readonly #created = new Set<number>();
  #operand: readonly [string, string] = ['', ''];

  constructor(private readonly call: Call, private readonly wishes: CopyWishes) {}

  *copy(from: string, to: string, isOperand = true): Process<boolean> {
    const { call, wishes } = this;
    if (isOperand) this.#operand = [from, to];
    const isFollowed = wishes.follows === 'all' || (wishes.follows === 'operands' && isOperand);
    const stat = attempt(() => (isFollowed ? call.files.stat(from) : call.files.lstat(from)));
    if (stat instanceof SystemError) return yield* this.#fail(call.isBusybox ? `can't stat '${from}': ${stat.message}` : `cannot stat ${quoted(from)}: ${stat.message}`);
    yield* call.spend(5);
    if (stat.type === 'directory') return yield* this.#directory(from, to, stat, isOperand);
    const there = attempt(() => call.files.lstat(to));
    if (call.isBusybox && there instanceof SystemError && there.code === 'ENOTDIR') return yield* this.#fail(`can't stat '${to}': ${there.message}`);
    if (!(there instanceof SystemError) && !(yield* this.#mayReplace(from, to, stat, there))) return false;
    if (!(there instanceof SystemError) && wishes.isVerbose && wishes.removesDestination) yield* call.print(`removed ${quoted(to)}\n`);
    const isCopied = yield* this.#file(from, to, stat);
    if (isCopied && wishes.isVerbose) yield* call.print(`${quoted(from)} -> ${quoted(to)}\n`);
    return isCopied;
  }

  *#fail(message: string): Process<boolean> {
    yield* this.call.fail(message);
    return false;
  }

  *#mayReplace(from: string, to: string, stat: Stat, there: Stat): Process<boolean> {
    const { call, wishes } = this;
    const target = attempt(() => call.files.stat(to));
    const end = target instanceof SystemError ? there : target;
    if (end.inode === stat.inode && end.device === stat.device && !(wishes.makes === 'hardlink')) {
      return yield* this.#fail(`${quoted(from)} and ${quoted(to)} are the same file`);
    }
    if (end.type === 'directory' && there.type === 'directory') {
      return yield* this.#fail(call.isBusybox ? `can't overwrite directory '${to}' with non-directory` : `cannot overwrite directory ${quoted(to)} with non-directory`);
    }
    if (wishes.overwrites === 'never') return false;
    if (wishes.overwrites === 'older' && end.modified >= stat.modified) return false;
    if (wishes.overwrites === 'ask' && !(yield* askYesNo(call, `${call.name}: overwrite ${quoted(to)}? `))) return false;
    if (wishes.removesDestination || stat.type === 'symlink' || (wishes.isForced && there.type !== 'directory' && !call.files.may(to, 'w')) || wishes.makes !== 'copy') {
      const failure = failureOf(() => call.files.unlink(to));
      if (failure) return yield* this.#fail(call.isBusybox ? `can't remove '${to}': ${failure.message}` : `cannot remove ${quoted(to)}: ${failure.message}`);
    }
    return true;
  }

  *#directory(from: string, to: string, stat: Stat, isOperand: boolean): Process<boolean> {
    const { call, wishes } = this;
    if (!wishes.isRecursive) return yield* this.#fail(call.isBusybox ? `omitting directory '${from}'` : `-r not specified; omitting directory ${quoted(from)}`);
    if (this.#created.has(stat.inode)) {
      return yield* this.#fail(call.isBusybox ? `recursion detected, omitting directory '${from}'` : `cannot copy a directory, ${quoted(this.#operand[0])}, into itself, ${quoted(this.#operand[1])}`);
    }
    const there = attempt(() => call.files.stat(to));
    const isNew = there instanceof SystemError;
    if (!isNew && there.type !== 'directory') {
      return yield* this.#fail(call.isBusybox ? `target '${to}' is not a directory` : `cannot overwrite non-directory ${quoted(to)} with directory ${quoted(from)}`);
    }
    const names = attempt(() => call.files.list(from));
    if (names instanceof SystemError) return yield* this.#fail(call.isBusybox ? `can't open '${from}': ${names.message}` : `cannot access ${quoted(from)}: ${names.message}`);
    if (isNew) {
      const failure = failureOf(() => call.files.mkdir(to, stat.mode & 0o777 | 0o700));
      if (failure) return yield* this.#fail(call.isBusybox ? `can't create directory '${to}': ${failure.message}` : `cannot create directory ${quoted(to)}: ${failure.message}`);
      if (wishes.isVerbose) yield* call.print(`${quoted(from)} -> ${quoted(to)}\n`);
    }
    this.#created.add(call.files.stat(to).inode);
    let isWhole = true;
    for (const { name } of names) if (!(yield* this.copy(join(from, name), join(to, name), false))) isWhole = false;
    if (isNew) yield* this.#keep(from, to, stat, isOperand);
    return isWhole;
  }

  *#file(from: string, to: string, stat: Stat): Process<boolean> {
    const { call, wishes } = this;
    const known = wishes.keepsLinks && stat.links > 1 ? this.#made.get(`${stat.device}:${stat.inode}`) : undefined;
    if (known !== undefined || wishes.makes !== 'copy') {
      const failure = failureOf(() => (wishes.makes === 'symlink' && known === undefined ? call.files.symlink(from, to) : call.files.link(known ?? from, to)));
      return !failure || (yield* this.#fail(`cannot create ${wishes.makes === 'symlink' ? 'symbolic' : 'hard'} link ${quoted(to)} to ${quoted(known ?? from)}: ${failure.message}`));
    }
    this.#made.set(`${stat.device}:${stat.inode}`, to);
    const failure = stat.type === 'file' ? yield* this.#content(from, to, stat) : this.#special(from, to, stat);
    if (failure === 'stream') return yield* this.#stream(from, to);
    if (failure) return yield* this.#fail(failure);
    yield* this.#keep(from, to, stat, false);
    return true;
  }

  *#content(from: string, to: string, stat: Stat): Process<string | undefined> {
    const { call } = this;
    const content = attempt(() => call.files.content(from));
    if (content instanceof SystemError) return call.isBusybox ? `can't open '${from}': ${content.message}` : `cannot open ${quoted(from)} for reading: ${content.message}`;
    const isNew = !call.files.exists(to);
    const failure = failureOf(() => {
      if (to.endsWith('/')) throw new SystemError(isNew ? 'EISDIR' : 'ENOTDIR');
      if (!isNew && call.files.stat(to).type !== 'file') throw new SystemError('EINVAL');
      call.files.write(to, content, stat.mode & 0o777);
    });
    yield* call.spend(5 + (isDescribed(content) ? 0 : sizeOf(content) / 2000));
    if (!failure) return undefined;
    if (failure.code === 'EINVAL') return 'stream';
    if (failure.code === 'ENOSPC') return call.isBusybox ? `write error: ${failure.message}` : `error writing ${quoted(to)}: ${failure.message}`;
    const message = failure.code === 'EISDIR' && isNew && !call.isBusybox ? 'Not a directory' : failure.message;
    return call.isBusybox ? `can't create '${to}': ${message}` : `cannot create regular file ${quoted(to)}: ${message}`;
  }

  #special(from: string, to: string, stat: Stat): string | undefined {
    const { call, wishes } = this;
    if (!wishes.isRecursive && stat.type !== 'symlink') return 'stream';
    const failure = failureOf(() => {
      if (stat.type === 'symlink') call.files.symlink(call.files.readlink(from), to);
      else if (stat.type !== 'socket' && stat.type !== 'file' && stat.type !== 'directory') call.files.mknod(to, stat.type, stat.mode, stat.rdev);
    });
    if (!failure) return undefined;
    const noun = stat.type === 'symlink' ? 'symbolic link' : 'special file';
    return call.isBusybox ? `can't create ${stat.type === 'symlink' ? 'symlink' : 'special file'} '${to}': ${failure.message}` : `cannot create ${noun} ${quoted(to)}: ${failure.message}`;
  }

  /** A device or pipe is read until it ends. */
  *#stream(from: string, to: string): Process<boolean> {
    const { call } = this;
    const source = attempt(() => call.files.open(from, { read: true }));
    if (source instanceof SystemError) return yield* this.#fail(`cannot open ${quoted(from)} for reading: ${source.message}`);
    const target = attempt(() => call.files.open(to, { write: true, create: true, truncate: true }));
    if (target instanceof SystemError) {
      source.release();
      return yield* this.#fail(`cannot create regular file ${quoted(to)}: ${target.message}`);
    }
    try {
      for (;;) {
        const bytes = yield* readChunk(call, inputFrom(source));
        if (bytes.length === 0) return true;
        yield* target.write(bytes);
      }
    } finally {
      source.release();
      target.release();
    }
  }

  *#keep(from: string, to: string, stat: Stat, _isOperand: boolean): Process<void> {
    const { call, wishes } = this;
    const isLink = stat.type === 'symlink';
    if (wishes.keepsOwner) failureOf(() => call.files.chown(to, stat.uid, stat.gid, { followLinks: false }));
    if (wishes.keepsMode && !isLink) failureOf(() => call.files.chmod(to, stat.mode));
    else if (stat.type === 'directory') failureOf(() => call.files.chmod(to, stat.mode & 0o777 & ~call.system.umask()));
    if (!wishes.keepsTimes) return;
    const failure = failureOf(() => call.files.utimes(to, stat.accessed, stat.modified, { followLinks: false }));
    if (failure) yield* call.fail(`preserving times for ${quoted(to)}: ${failure.message}`);
  }
}

export function join(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

export interface Targets {
  readonly sources: readonly string[];
  /** Where a source goes. */
  readonly place: (source: string) => string;
  readonly isDirectory: boolean;
}

/** What the operands of cp, mv, ln and install mean: `SOURCE DEST`, `SOURCE... DIRECTORY`, `-t DIRECTORY SOURCE...`. */
export function targetsOf(call: Call, operands: readonly string[], given: string | undefined, isNeverDirectory: boolean): Targets {
  const isDirectory = (path: string) => {
    const stat = attempt(() => call.files.stat(path));
    return !(stat instanceof SystemError) && stat.type === 'directory';
  };
  if (operands.length === 0) throw call.missing('missing file operand');
  if (given !== undefined) {
    if (!isDirectory(given)) throw call.refusal(`target directory ${quoted(given)}: ${call.files.exists(given) ? 'Not a directory' : 'No such file or directory'}`);
    return { sources: operands, place: (source) => join(given, baseName(source)), isDirectory: true };
  }
  if (operands.length === 1) throw call.missing(`missing destination file operand after ${quoted(operands[0]!)}`);
  const last = operands.at(-1)!;
  const sources = operands.slice(0, -1);
  if (isNeverDirectory) {
    if (sources.length > 1) throw call.misuse(`extra operand ${quoted(operands[2]!)}`);
    return { sources, place: () => last, isDirectory: false };
  }
  if (isDirectory(last) || (call.isBusybox && sources.length > 1)) return { sources, place: (source) => (baseName(source) === '.' || baseName(source) === '..' ? last : join(last, baseName(source))), isDirectory: true };
  if (sources.length > 1) {
    const reason = call.files.exists(last) ? 'Not a directory' : 'No such file or directory';
    throw call.refusal(call.isBusybox ? `target '${last}': ${reason}` : `target ${quoted(last)}: ${reason}`);
  }
  return { sources, place: () => last, isDirectory: false };
}
