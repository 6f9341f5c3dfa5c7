import type { Process } from '../../../../core/process.ts';
import { SECOND } from '../../../../core/clock.ts';
import { SystemError } from '../../../errno.ts';
import { ArchiveError, unpack } from '../archive.ts';
import type { Member } from '../archive.ts';
import { attempt, failureOf } from '../call.ts';
import type { Call } from '../call.ts';
import { decompress, isCompressed } from '../compression.ts';
import { directoryName } from '../../dirname.ts';
import { globToRegExp } from '../glob.ts';
import { openInput, readRest } from '../inputs.ts';
import { Owners } from '../owners.ts';
import { readLines } from './names.ts';
import type { TarOptions } from './options.ts';
import { busyboxRow, longRow } from './row.ts';

function fatal(call: Call, message: string): Error {
  return call.refusal(call.isBusybox ? message : `${message}\n${call.name}: Error is not recoverable: exiting now`, call.isBusybox ? 1 : 2);
}

function* load(call: Call, options: TarOptions): Process<Member[]> {
  const archive = options.value('file') ?? '-';
  const input = attempt(() => openInput(call, archive));
  if (input instanceof SystemError) throw call.isBusybox ? call.refusal(`can't open '${archive}': ${input.message}`) : fatal(call, `${archive}: Cannot open: ${input.message}`);
  let bytes: Uint8Array = yield* readRest(call, input);
  input.close();
  if (isCompressed(bytes) && archive === '-' && !options.has('gzip') && !call.isBusybox) throw fatal(call, 'Archive is compressed. Use -z option');
  if (options.has('gzip') || isCompressed(bytes)) {
    const plain = yield* decompress(call, bytes);
    if (!plain) {
      if (call.isBusybox) throw call.refusal(bytes.length === 0 ? 'short read' : 'invalid magic');
      yield* call.complain(`\ngzip: stdin: ${bytes.length === 0 ? 'unexpected end of file' : 'not in gzip format'}\n`);
      throw fatal(call, 'Child returned status 1');
    }
    bytes = plain;
  }
  try {
    return unpack(bytes);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    if (call.isBusybox) throw call.refusal(error.message === 'Unexpected EOF in archive' ? 'short read' : 'invalid tar magic');
    if (error.message === 'Unexpected EOF in archive') throw fatal(call, error.message);
    throw call.refusal(`${error.message}\n${call.name}: Exiting with failure status due to previous errors`, 2);
  }
}

class Chooser {
  readonly #wanted: readonly { readonly pattern: RegExp; readonly name: string }[];
  readonly #excluded: readonly RegExp[];
  readonly #met = new Set<string>();

  constructor(call: Call, options: TarOptions, listed: readonly string[], excluded: readonly string[]) {
    const isGlob = options.has('wildcards') || call.isBusybox;
    const names = [...options.operands, ...listed];
    this.#wanted = names.map((name) => ({ name, pattern: globToRegExp((isGlob ? name : name.replace(/[*?[\\]/g, '\\$&')).replace(/\/+$/, '')) }));
    this.#excluded = [...options.values('exclude'), ...excluded].map((glob) => globToRegExp(glob));
  }

  takes(name: string): boolean {
    const parts = name.replace(/\/+$/, '').split('/');
    const heads = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
    if (this.#excluded.some((glob) => heads.some((head) => glob.test(head)) || parts.some((part) => glob.test(part)))) return false;
    if (this.#wanted.length === 0) return true;
    const found = this.#wanted.filter(({ pattern }) => heads.some((head) => pattern.test(head)));
    for (const { name: one } of found) this.#met.add(one);
    return found.length > 0;
  }

  missing(): string[] {
    return this.#wanted.map(({ name }) => name).filter((name) => !this.#met.has(name));
  }
}

/** tar -x and tar -t. */
export function* readArchive(call: Call, options: TarOptions, directory: string | undefined, extracts: boolean): Process<number> {
  const members = yield* load(call, options);
  if (directory !== undefined) {
    const failure = failureOf(() => call.system.chdir(directory));
    if (failure) throw call.isBusybox ? call.refusal(`can't change directory to '${directory}': ${failure.message}`) : fatal(call, `${directory}: Cannot open: ${failure.message}`);
  }
  const chooser = new Chooser(call, options, yield* readLines(call, options.values('filesFrom')), yield* readLines(call, options.values('excludeFrom')));
  const extractor = new Extractor(call, options);
  for (const member of members) {
    if (!chooser.takes(member.name)) continue;
    if (options.has('verbose') || !extracts) {
      const isLong = options.count('verbose') > (extracts ? 1 : 0);
      const line = !isLong ? `${member.name}\n` : call.isBusybox ? busyboxRow(member, call.env('TZ')) : longRow(member, options.has('numeric'), call.env('TZ'));
      if (extracts && options.has('toStdout')) yield* call.complain(line);
      else yield* call.print(line);
    }
    if (extracts) yield* extractor.extract(member);
  }
  extractor.finish();
  for (const name of chooser.missing()) yield* call.fail(call.isBusybox ? `${name}: not found in archive` : `${name}: Not found in archive`, call.isBusybox ? 1 : 2);
  if (call.status > 0 && !call.isBusybox) yield* call.warn('Exiting with failure status due to previous errors');
  return call.status;
}

class Extractor {
  readonly #owners: Owners;
  readonly #later: (() => void)[] = [];
  #hasToldOfSlash = false;

  constructor(private readonly call: Call, private readonly options: TarOptions) {
    this.#owners = new Owners(call.files);
  }

  *extract(member: Member): Process<void> {
    const { call, options } = this;
    yield* call.spend(10 + member.size / 1000);
    if (options.has('toStdout')) {
      if (member.type === 'file') yield* call.print(member.content.slice());
      return;
    }
    let path = member.name;
    if (path.startsWith('/') && !options.has('absolute')) {
      if (!this.#hasToldOfSlash) yield* call.warn(call.isBusybox ? "removing leading '/' from member names" : "Removing leading `/' from member names");
      this.#hasToldOfSlash = true;
      path = path.replace(/^\/+/, '');
    }
    if (path.split('/').includes('..') && !options.has('absolute')) {
      yield* call.fail(call.isBusybox ? `name with '..' skipped: '${path}'` : `${path}: Member name contains '..'`, call.isBusybox ? 1 : 2);
      return;
    }
    const strip = Number(options.value('strip') ?? 0);
    if (strip > 0) path = path.split('/').slice(strip).join('/');
    if (path === '' || path === './') return;
    const failure = failureOf(() => this.#make(member, path.replace(/\/+$/, '') || '.'));
    if (!failure) return;
    if (call.isBusybox) return yield* call.fail(member.type === 'symlink' ? `can't create symlink '${path}' to '${member.target}': ${failure.message}` : `can't open '${path}': ${failure.message}`);
    const verb = member.type === 'directory' ? 'mkdir' : member.type === 'symlink' ? `create symlink to '${member.target}'` : member.type === 'hardlink' ? `hard link to '${member.target}'` : 'open';
    yield* call.fail(`${path}: Cannot ${verb}: ${failure.message}`, 2);
  }

  #make(member: Member, path: string): void {
    const { files, system } = this.call;
    const above = directoryName(path);
    if (!files.exists(above)) files.mkdirAll(above);
    const there = attempt(() => files.lstat(path));
    if (!(there instanceof SystemError) && !(member.type === 'directory' && there.type === 'directory')) {
      if (this.options.has('keepOld')) throw new SystemError('EEXIST');
      if (there.type === 'directory') files.rmdir(path);
      else files.unlink(path);
    }
    switch (member.type) {
      case 'directory':
        if (there instanceof SystemError) files.mkdir(path, member.mode & 0o777 | 0o700);
        break;
      case 'symlink':
        files.symlink(member.target, path);
        break;
      case 'hardlink':
        files.link(member.target, path);
        return;
      case 'fifo':
      case 'character':
      case 'block':
        files.mknod(path, member.type, member.mode);
        break;
      default:
        files.write(path, member.content.slice(), member.mode & 0o777);
    }
    const isRoot = system.credentials.uid === 0;
    const keepsOwner = isRoot && !this.options.has('noOwner');
    const finish = () => {
      if (keepsOwner) {
        const uid = this.options.has('numeric') ? member.uid : (this.#owners.users.find(({ name }) => name === member.user)?.uid ?? member.uid);
        const gid = this.options.has('numeric') ? member.gid : (this.#owners.groups.find(({ name }) => name === member.group)?.gid ?? member.gid);
        files.chown(path, uid, gid, { followLinks: false });
      }
      const umask = isRoot || this.options.has('preserve') ? 0 : system.umask();
      if (member.type !== 'symlink') files.chmod(path, member.mode & ~umask);
      if (!this.options.has('touch')) files.utimes(path, member.modified * SECOND, member.modified * SECOND, { followLinks: false });
    };
    // A folder's time and mode come last: what is put into it would change them.
    if (member.type === 'directory') this.#later.push(finish);
    else finish();
  }

  finish(): void {
    for (const finish of this.#later.reverse()) failureOf(finish);
  }
}
