import { NO_BYTES, toText } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import { readAll } from '../../../core/stream.ts';
import type { Files } from '../../../machine/files/files.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { archiveOf } from '../../../machine/files/tar/archive.ts';
import { TarError } from '../../../machine/files/tar/format.ts';
import { fromTar } from '../../../machine/files/tar/read.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { parseIgnoreFile } from '../../builder/ignore/ignore-file.ts';
import { IgnoreMatcher } from '../../builder/ignore/matcher.ts';
import { CommandError } from '../errors.ts';
import type { Session } from '../session.ts';

/** What a build reads of its user's files. */
export interface BuildContext {
  /** Below `context/`; ignored files are left out. */
  readonly entries: readonly LayerEntry[];
  readonly dockerfile: { readonly name: string; readonly text: string | undefined };
  /** The lines of the .dockerignore file that counts. */
  readonly ignore: readonly string[];
}

/** `docker build`'s argument and `-f`. Throws CommandError with buildx's words. */
export function* readContext(session: Session, where: string, file: string): Process<BuildContext> {
  if (where === '-') {
    if (file === '-') throw new CommandError("ERROR: invalid argument: can't use stdin for both build context and dockerfile");
    return fromStdin(yield* readAll(session.system.stdin), file);
  }
  if (/^(?:https?|git|ssh):\/\/|^git@|^github\.com\//.test(where)) throw new NotSimulated('a build context from a URL');
  const { files } = session.system;
  if (!isFolder(files, where)) throw new CommandError(`ERROR: failed to build: unable to prepare context: path "${where}" not found`);
  const dockerfile = file === '-' ? { name: 'Dockerfile', text: toText(yield* readAll(session.system.stdin)) } : readDockerfile(files, where, file);
  const ignore = readIgnore(files, where, file);
  return { entries: collect(files, where, 'context', new IgnoreMatcher(ignore)), dockerfile, ignore };
}

/** The files of a further context, as they are. */
export function readNamedContext(files: Files, name: string, path: string): readonly LayerEntry[] {
  if (!isFolder(files, path)) throw new CommandError(`ERROR: failed to build: failed to get build context ${name}: stat ${path}: no such file or directory`);
  const ignore = files.exists(`${path}/.dockerignore`) ? parseIgnoreFile(files.readText(`${path}/.dockerignore`)) : [];
  return collect(files, path, `contexts/${name}`, new IgnoreMatcher(ignore));
}

function isFolder(files: Files, path: string): boolean {
  return files.exists(path) && files.stat(path).type === 'directory';
}

function readDockerfile(files: Files, where: string, file: string): BuildContext['dockerfile'] {
  const path = file === '' ? `${where}/Dockerfile` : file;
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const folder = slash < 0 ? '.' : path.slice(0, slash) || '/';
  if (!files.exists(folder)) throw new CommandError(`ERROR: failed to build: resolve : lstat ${folder}: no such file or directory`);
  if (!files.exists(path)) return { name, text: undefined };
  if (files.stat(path).type === 'directory') throw new CommandError(`ERROR: failed to build: failed to solve: failed to read dockerfile: read ${name}: is a directory`);
  return { name, text: files.readText(path) };
}

/** `NAME.dockerignore` beside the Dockerfile counts before the one of the context. */
function readIgnore(files: Files, where: string, file: string): readonly string[] {
  const own = file === '' || file === '-' ? `${where}/Dockerfile.dockerignore` : `${file}.dockerignore`;
  for (const path of [own, `${where}/.dockerignore`]) if (files.exists(path)) return parseIgnoreFile(files.readText(path));
  return [];
}

/** Ignored folders are looked into only where an exception (`!`) may bring something back. */
function collect(files: Files, path: string, name: string, ignore: IgnoreMatcher): readonly LayerEntry[] {
  const isIgnored = (relative: string) => matches(ignore, relative);
  const entries = archiveOf(files, path, {
    name,
    owner: { uid: 0, gid: 0 },
    followLink: true,
    includes: (at, stat) => {
      const relative = at.slice(name.length + 1);
      return relative === '' || (stat.type === 'directory' && ignore.hasExceptions) || !isIgnored(relative);
    },
  });
  if (!ignore.hasExceptions) return entries;
  const kept = new Set<string>();
  const wanted = entries.filter(({ path: at, type }) => type !== 'directory' && !isIgnored(at.slice(name.length + 1)));
  for (const { path: at } of wanted) for (let slash = at.lastIndexOf('/'); slash > 0; slash = at.lastIndexOf('/', slash - 1)) kept.add(at.slice(0, slash));
  const files_ = new Set(wanted);
  return entries.filter((entry) => files_.has(entry) || (entry.type === 'directory' && (kept.has(entry.path) || !isIgnored(entry.path.slice(name.length + 1) || '.'))));
}

function matches(ignore: IgnoreMatcher, path: string): boolean {
  try {
    return ignore.matchesOrParentMatches(path);
  } catch (error) {
    throw new CommandError(`ERROR: failed to build: failed to solve: ${(error as Error).message}`);
  }
}

/** A tar is a context; anything else is a Dockerfile without one. */
function fromStdin(bytes: Uint8Array, file: string): BuildContext {
  if (!isArchive(bytes)) return { entries: [], dockerfile: { name: 'Dockerfile', text: toText(bytes) }, ignore: [] };
  let entries: readonly LayerEntry[];
  try {
    entries = fromTar(bytes);
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    throw new CommandError(`ERROR: failed to build: failed to solve: ${error.message}`);
  }
  const find = (path: string) => entries.find((entry) => entry.type === 'file' && entry.path === path.replace(/^\.?\//, ''));
  const textOf = (entry: LayerEntry | undefined) => entry && toText(entry.content instanceof Uint8Array ? entry.content : NO_BYTES);
  const name = file || 'Dockerfile';
  const ignore = parseIgnoreFile(textOf(find('.dockerignore')) ?? '');
  const matcher = new IgnoreMatcher(ignore);
  const kept = entries.filter(({ path }) => path !== '' && !matches(matcher, path));
  return {
    entries: kept.map((entry) => ({ ...entry, path: `context/${entry.path}`, uid: 0, gid: 0, ...(entry.type === 'hardlink' && { target: `context/${entry.target}` }) })),
    dockerfile: { name: name.slice(name.lastIndexOf('/') + 1), text: textOf(find(name)) },
    ignore,
  };
}

function isArchive(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return true;
  return bytes.length >= 512 && toText(bytes.subarray(257, 262)) === 'ustar';
}
