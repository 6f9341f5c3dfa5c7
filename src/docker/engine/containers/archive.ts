import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { isSystemError } from '../../../machine/errno.ts';
import type { Files, Stat } from '../../../machine/files/files.ts';
import { TarError, archiveOf, extractInto, readTar, tarInput } from '../../../machine/files/tar.ts';
import { forbidden, invalidParameter, notFound, systemError } from '../../api/errors.ts';
import { formatTime } from '../../api/time.ts';
import type { PathStat } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import { cleanPath } from './config.ts';
import type { Container } from './container.ts';
import { logContainerEvent } from './event.ts';
import { filesOf } from './files-view.ts';
import { findUser } from './user.ts';

/** The bits of Go's os.FileMode beside the permissions. */
const GO_TYPE: Readonly<Record<Stat['type'], number>> = {
  file: 0, directory: 2 ** 31, symlink: 2 ** 27, block: 2 ** 26, character: 2 ** 26 + 2 ** 21, fifo: 2 ** 25, socket: 2 ** 24,
};

function goMode({ type, mode }: Stat): number {
  return GO_TYPE[type] + (mode & 0o777) + (mode & 0o4000 ? 2 ** 23 : 0) + (mode & 0o2000 ? 2 ** 22 : 0) + (mode & 0o1000 ? 2 ** 20 : 0);
}

/** Absolute, and with the `/` or `/.` at the end that means a folder's contents. */
function absolute(path: string): string {
  const clean = cleanPath(`/${path}`);
  if (/(?:^|\/)\.$/.test(path)) return clean === '/' ? '/.' : `${clean}/.`;
  return path.endsWith('/') && clean !== '/' ? `${clean}/` : clean;
}

function missing(path: string, reference: string): Error {
  return notFound(`Could not find the file ${path} in container ${reference}`);
}

/** HEAD /containers/{id}/archive. */
export function statContainerPath(daemon: Daemon, reference: string, path: string): PathStat {
  const container = daemon.containers.find(reference);
  if (path === '') throw invalidParameter('bad parameter: pathcannot be empty');
  return statPath(filesOf(daemon, container), path, reference);
}

function statPath(files: Files, path: string, reference: string): PathStat {
  const full = absolute(path);
  try {
    const stat = files.lstat(full);
    return {
      name: baseName(full),
      size: stat.size,
      mode: goMode(stat),
      mtime: formatTime(stat.modified),
      linkTarget: stat.type === 'symlink' ? realTarget(files, full) : '',
    };
  } catch (error) {
    if (isSystemError(error, 'ENOTDIR')) throw systemError(`lstat ${path}: not a directory`);
    if (isSystemError(error)) throw missing(path, reference);
    throw error;
  }
}

/** Go's filepath.Base. */
function baseName(path: string): string {
  const bare = path.replace(/\/+$/, '');
  return bare === '' ? '/' : bare.slice(bare.lastIndexOf('/') + 1);
}

/** Where a link leads, all followed; a link to nothing leads where it says. */
function realTarget(files: Files, path: string): string {
  const target = files.readlink(path);
  const full = target.startsWith('/') ? cleanPath(target) : cleanPath(`${path.slice(0, path.lastIndexOf('/'))}/${target}`);
  return files.exists(full) ? files.realpath(full) : full;
}

/** GET /containers/{id}/archive: a tar of a file or folder, under its own name. */
export function containerArchive(daemon: Daemon, reference: string, path: string): { readonly stat: PathStat; readonly body: Input } {
  const container = daemon.containers.find(reference);
  const files = filesOf(daemon, container);
  const stat = statPath(files, path, reference);
  const full = absolute(path);
  const name = baseName(full);
  const isContents = name === '.' || name === '/';
  const entries = archiveOf(files, full.replace(/\/\.?$/, '') || '/', { name: isContents ? '' : name });
  if (isContents) {
    const { mode, uid, gid, modified } = files.stat(full);
    entries.unshift({ path: '', type: 'directory', mode, uid, gid, modified: Math.floor(modified / 1e6) });
  }
  logContainerEvent(daemon, container, 'archive-path');
  return { stat, body: tarInput(entries) };
}

export interface ExtractionOptions {
  /** Folders are not replaced by files, nor files by folders. */
  readonly refusesTypeChange: boolean;
  /** What is made belongs to the container's user. */
  readonly copiesOwners: boolean;
}

/** PUT /containers/{id}/archive: unpacks a tar in a folder of the container. */
export function* extractArchive(daemon: Daemon, reference: string, path: string, archive: Input, options: ExtractionOptions): Process<void> {
  const container = daemon.containers.find(reference);
  const files = filesOf(daemon, container);
  const target = resolveFolder(files, path, reference);
  requireWritable(container, target);
  const entries = yield* unpacked(archive);
  const owner = options.copiesOwners && container.config.User !== '' ? { owner: findUser(files, container.config.User) } : {};
  try {
    extractInto(files, entries, target, { keepsKinds: options.refusesTypeChange, ...owner });
  } catch (error) {
    if (error instanceof TarError) throw invalidParameter(error.message);
    throw error;
  }
  logContainerEvent(daemon, container, 'extract-to-dir');
}

function resolveFolder(files: Files, path: string, reference: string): string {
  const full = cleanPath(`/${path}`);
  if (!files.exists(full)) throw missing(path, reference);
  if (files.stat(full).type !== 'directory') throw invalidParameter('extraction point is not a directory');
  return files.realpath(full);
}

function requireWritable({ mounts, hostConfig }: Container, target: string): void {
  const above = mounts.filter(({ destination }) => target === destination || target.startsWith(`${destination}/`)).sort((a, b) => b.destination.length - a.destination.length)[0];
  if (above && !above.isWritable) throw forbidden('mounted volume is marked read-only');
  if (!above && hostConfig.ReadonlyRootfs) throw forbidden('container rootfs is marked read-only');
}

function* unpacked(archive: Input): Process<ReturnType<typeof archiveOf>> {
  try {
    return yield* readTar(archive);
  } catch (error) {
    if (error instanceof TarError) throw invalidParameter(error.message);
    throw error;
  }
}
