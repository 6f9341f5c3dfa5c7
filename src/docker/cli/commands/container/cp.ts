import type { Process } from '../../../../core/process.ts';
import { humanSize } from '../../../../core/units.ts';
import { getArchive, putArchive, statPath } from '../../../client/containers.ts';
import { copyAll } from '../../../client/multiplexed.ts';
import { isSystemError } from '../../../../machine/errno.ts';
import { TarError, archiveOf, extractInto, readTar, tarInput, tarSize } from '../../../../machine/files/tar.ts';
import type { LayerEntry } from '../../../../machine/files/layer.ts';
import { exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool } from '../../flags/kinds.ts';
import { quote } from '../../golang/quote.ts';
import { joinPath } from '../../options/mount.ts';
import { isFailure } from '../../parallel.ts';
import type { Session } from '../../session.ts';
import { assertsFolder, cleanPath, keepEnding, place, renameEntry, splitPath } from './copy-paths.ts';
import type { CopyTarget } from './copy-paths.ts';

/** Go's os.FileMode: these bits say what is no regular file. */
const MODE_DIRECTORY = 2 ** 31;
const MODE_SYMLINK = 2 ** 27;
const MODE_DEVICE = 2 ** 26;

const has = (mode: number, bit: number): boolean => Math.floor(mode / bit) % 2 === 1;

export const cp: Command = {
  path: 'docker container cp', names: ['docker container cp', 'docker cp'], usage: '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-',
  otherUsage: 'docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH', about: 'Copy files out of a container, or into one',
  details: "Copy files or folders out of a container, or into one.\n\nWith '-' as the source, a tar from standard input is unpacked in the container;\nwith '-' as the destination, a tar is written to standard output.",
  arguments: exactly(2), completes: ['files'],
  flags: [
    bool('a,archive', 'Keep owners, as numbers'),
    bool('L,follow-link', 'Copy what a link at SRC_PATH points at'),
    bool('q,quiet', 'Do not say how much was copied; nothing is said without a terminal anyway'),
  ],
  *run(session) {
    const [from, to] = session.args as [string, string];
    if (from === '') throw new CommandError('source can not be empty');
    if (to === '') throw new CommandError('destination can not be empty');
    const source = splitArgument(from);
    const target = splitArgument(to);
    if (source.container !== '' && target.container !== '') throw new CommandError('copying between containers is not supported');
    if (source.container !== '') yield* copyOut(session, source.container, source.path, to);
    else if (target.container !== '') yield* copyIn(session, from, target.container, target.path);
    else throw new CommandError('must specify at least one container source');
    return 0;
  },
};

/** `container:path`; a path that begins with `/` or `.` never names a container. */
function splitArgument(text: string): { readonly container: string; readonly path: string } {
  const colon = text.indexOf(':');
  if (text.startsWith('/') || colon < 0 || text.startsWith('.')) return { container: '', path: text };
  return { container: text.slice(0, colon), path: text.slice(colon + 1) };
}

function isQuiet({ flags, isOutputTerminal }: Session): boolean {
  return flags.isGiven('quiet') ? flags.isOn('quiet') : !isOutputTerminal;
}

function absolute(session: Session, path: string): string {
  return keepEnding(joinPath(session.system.cwd, path), path);
}

function* copyOut(session: Session, container: string, given: string, to: string): Process<void> {
  const { client, flags, system } = session;
  const target = to === '-' ? '-' : absolute(session, to);
  if (target !== '-') checkOutput(session, target);
  let path = given;
  let rename = '';
  if (flags.isOn('follow-link')) ({ path, rename } = yield* followInside(session, container, given));
  const { stat, tar } = yield* getArchive(client, container, path);
  if (target === '-') return yield* copyAll(tar, system.stdout);
  const source = { path, isFolder: has(stat.mode, MODE_DIRECTORY), rename };
  const plan = place(source, localTarget(session, target));
  const inner = splitPath(path).name;
  const entries = (yield* readTar(tar)).map((entry) => plan.rename(rename === '' ? entry : renameEntry(entry, inner, rename)));
  try {
    extractInto(system.files, entries, plan.folder, { owner: { uid: system.credentials.uid, gid: system.credentials.gid }, keepsKinds: true });
  } catch (error) {
    throw asCopyError(error);
  }
  if (!isQuiet(session)) yield* session.complain(`Successfully copied ${humanSize(tarSize(entries), 3)} to ${target}\n`);
}

function* followInside(session: Session, container: string, path: string): Process<{ path: string; rename: string }> {
  try {
    const stat = yield* statPath(session.client, container, path);
    if (!has(stat.mode, MODE_SYMLINK)) return { path, rename: '' };
    const pointed = stat.linkTarget.startsWith('/') ? stat.linkTarget : joinPath(splitPath(path).folder, stat.linkTarget);
    return renamed(path, pointed);
  } catch (error) {
    if (isFailure(error)) return { path, rename: '' };
    throw error;
  }
}

/** What a link points at keeps the ending and the name of the link. */
function renamed(path: string, pointed: string): { path: string; rename: string } {
  const kept = keepEnding(pointed, path);
  const name = splitPath(path).name;
  return { path: kept, rename: splitPath(kept).name === name ? '' : name };
}

function checkOutput({ system: { files } }: Session, path: string): void {
  const folder = splitPath(path.replace(/(.)\/+$/, '$1')).folder;
  if (!files.exists(folder)) throw new CommandError(`invalid output path: directory ${quote(folder)} does not exist`);
  if (!files.exists(path)) return;
  const { type } = files.stat(path);
  if (type !== 'file' && type !== 'directory') throw new CommandError(`invalid output path: ${quote(path)} must be a directory or a regular file`);
}

function localTarget({ system: { files } }: Session, path: string): CopyTarget {
  if (files.exists(path)) {
    const real = files.realpath(path);
    return { path: keepEnding(real, path), isThere: true, isFolder: files.stat(real).type === 'directory' };
  }
  const folder = splitPath(path).folder;
  if (files.exists(folder) && files.stat(folder).type !== 'directory') throw new CommandError('not a directory');
  return { path, isThere: false, isFolder: false };
}

function* copyIn(session: Session, from: string, container: string, given: string): Process<void> {
  const { client, system, flags } = session;
  const target = yield* insideTarget(session, container, given);
  const options = { copyUidGid: flags.isOn('archive') };
  if (from === '-') {
    if (!target.isFolder) throw new CommandError(`destination "${container}:${given}" must be a directory`);
    return yield* putArchive(client, container, target.path, { read: (max) => system.stdin.read(max), close: () => {} }, options);
  }
  const source = localSource(session, absolute(session, from));
  if (given === '' && !source.isFolder) throw new CommandError('no such directory');
  const plan = place(source, target);
  const entries = source.entries.map((entry) => plan.rename(entry));
  yield* putArchive(client, container, plan.folder, tarInput(entries), options);
  if (!isQuiet(session)) yield* session.complain(`Successfully copied ${humanSize(tarSize(entries), 3)} to ${container}:${target.path}\n`);
}

/** Where it goes, as far as the container can say: what can't be found out shows when it is unpacked. */
function* insideTarget(session: Session, container: string, path: string): Process<CopyTarget> {
  let at = path;
  try {
    let stat = yield* statPath(session.client, container, path);
    if (has(stat.mode, MODE_SYMLINK)) {
      at = stat.linkTarget.startsWith('/') ? stat.linkTarget : joinPath(splitPath(path).folder, stat.linkTarget);
      stat = yield* statPath(session.client, container, at);
    }
    if (has(stat.mode, MODE_DEVICE)) throw new CommandError(`destination "${container}:${path}" must be a directory or a regular file: got a device`);
    return { path: at, isThere: true, isFolder: has(stat.mode, MODE_DIRECTORY) };
  } catch (error) {
    if (error instanceof CommandError || !isFailure(error)) throw error;
    return { path: at, isThere: false, isFolder: false };
  }
}

function localSource(session: Session, path: string): { readonly path: string; readonly isFolder: boolean; readonly rename: string; readonly entries: readonly LayerEntry[] } {
  const { files } = session.system;
  try {
    const { folder, name } = splitPath(path);
    let at = path;
    let rename = '';
    if (session.flags.isOn('follow-link')) ({ path: at, rename } = renamed(path, files.realpath(path)));
    else files.lstat(name === '.' ? folder : cleanPath(path));
    if (at.endsWith('/') && files.lstat(cleanPath(at)).type === 'file') throw new CommandError('not a directory');
    const isContents = splitPath(at).name === '.';
    const read = isContents || assertsFolder(at) ? files.realpath(at) : cleanPath(at);
    const isFolder = files.lstat(read).type === 'directory';
    if (assertsFolder(path) && !isFolder) throw new CommandError('not a directory');
    const entries = archiveOf(files, read, { name: isContents ? '' : rename || splitPath(at).name });
    const root: LayerEntry[] = isContents ? [{ ...archiveOf(files, read, { includes: (inner) => !inner.includes('/') })[0]!, path: '' }] : [];
    return { path: at, isFolder, rename, entries: [...root, ...entries] };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new CommandError(`lstat ${missingPath(files, path)}: ${error.message.toLowerCase()}`);
  }
}

/** The first folder on the way that isn't there, or the name itself; one of the root is shown with two slashes. */
function missingPath(files: Session['system']['files'], path: string): string {
  const { folder, name } = splitPath(path);
  if (files.exists(folder)) return folder === '/' ? `//${name}` : cleanPath(path);
  return missingPath(files, folder).replace('//', '/');
}

function asCopyError(error: unknown): unknown {
  if (error instanceof TarError) return new CommandError(error.message);
  if (isSystemError(error)) return new CommandError(`${error.path === undefined ? '' : `open ${error.path}: `}${error.message.toLowerCase()}`);
  return error;
}

