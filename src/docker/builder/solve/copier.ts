import type { Files, Stat } from '../../../machine/files/files.ts';
import { changeMode } from '../lower/file-mode.ts';
import { cleanPath } from '../lower/paths.ts';
import type { Owner } from './accounts.ts';

export interface CopyOptions {
  /** Who owns the copies; the source's owners unless told. */
  readonly owner: Owner | undefined;
  /** `755`, `u+x`, or '' to keep modes. */
  readonly mode: string;
  /** Whether a path below the source is copied. */
  readonly keeps: (path: string, isFolder: boolean) => boolean;
  /** Folders come only where something in them does. */
  readonly isSelective: boolean;
}

/** Copies a file or the contents of a folder from one root into another, by the rules of COPY. Throws BuildKit's words. */
export class Copier {
  constructor(
    private readonly from: Files,
    private readonly to: Files,
    private readonly options: CopyOptions,
  ) {}

  /** `destination` with a slash at the end is a folder; a folder's contents go to it, a file into it. */
  copy(source: string, destination: string): void {
    const folder = destination.endsWith('/') ? destination : destination.slice(0, destination.lastIndexOf('/') + 1);
    this.makeFolders(folder);
    const actual = this.from.realpath(source);
    const stat = this.from.lstat(actual);
    const target = this.#target(actual, source, stat, follow(this.to, destination));
    if (stat.type === 'directory') this.#copyFolder(actual, target, '', stat, false);
    else if (this.options.keeps(nameOf(source), false)) this.#copyFile(actual, target, stat);
  }

  /** mkdir -p, with the owner that copies get. */
  makeFolders(path: string): void {
    const missing: string[] = [];
    for (let at = follow(this.to, path); at !== '/' && !this.to.exists(at); at = parentOf(at)) missing.push(at);
    for (const at of missing.reverse()) {
      this.to.mkdir(at, 0o755);
      this.to.chmod(at, 0o755);
      if (this.options.owner) this.to.chown(at, this.options.owner.uid, this.options.owner.gid);
    }
  }

  #target(actual: string, source: string, stat: Stat, destination: string): string {
    const isFolder = this.to.exists(destination) && this.to.stat(destination).type === 'directory';
    if (stat.type === 'directory') {
      if (!this.to.exists(destination)) this.makeFolders(destination);
      return destination;
    }
    if (isFolder) return join(destination, nameOf(source) || nameOf(actual));
    this.makeFolders(parentOf(destination));
    return destination;
  }

  #copyFolder(source: string, target: string, relative: string, stat: Stat, overwrites: boolean): void {
    const isKept = relative === '' || this.options.keeps(relative, true);
    const present = lstat(this.to, target);
    if (present && present.type !== 'directory') throw new Error(`cannot copy to non-directory: ${target}`);
    let isMade = false;
    const make = () => {
      if (isMade) return;
      isMade = true;
      if (!present) {
        this.makeFolders(parentOf(target));
        this.to.mkdir(target, 0o755);
      }
      if (!present || (overwrites && isKept)) this.#dress(target, stat);
    };
    if (isKept && !this.options.isSelective) make();
    for (const { name } of this.from.list(source)) this.#copyEntry(join(source, name), join(target, name), relative === '' ? name : `${relative}/${name}`, make);
    if (isMade && !present) this.to.utimes(target, stat.modified, stat.modified);
  }

  #copyEntry(source: string, target: string, relative: string, makeParent: () => void): void {
    const stat = this.from.lstat(source);
    if (stat.type === 'directory') {
      if (!this.options.isSelective && !this.options.keeps(relative, true) && !this.#holdsKept(source, relative)) return;
      this.#copyFolder(source, target, relative, stat, true);
      return;
    }
    if (!this.options.keeps(relative, false)) return;
    makeParent();
    this.#copyFile(source, target, stat);
  }

  /** An exception (`!keep`) may lie in a folder that is left out. */
  #holdsKept(source: string, relative: string): boolean {
    return this.from.list(source).some(({ name, type }) => {
      const path = `${relative}/${name}`;
      return type === 'directory' ? this.#holdsKept(join(source, name), path) : this.options.keeps(path, false);
    });
  }

  #copyFile(source: string, target: string, stat: Stat): void {
    const present = lstat(this.to, target);
    if (present?.type === 'directory') throw new Error(`cannot replace to directory ${target} with file`);
    if (present) this.to.unlink(target);
    if (stat.type === 'symlink') this.to.symlink(this.from.readlink(source), target);
    else if (stat.type === 'file') this.to.write(target, this.from.content(source), 0o644);
    else if (stat.type === 'socket' || stat.type === 'directory') return;
    else this.to.mknod(target, stat.type, stat.mode, stat.rdev);
    this.#dress(target, stat);
  }

  /** Owner, mode and times. */
  #dress(target: string, stat: Stat): void {
    const { uid, gid } = this.options.owner ?? stat;
    this.to.chown(target, uid, gid, { followLinks: false });
    if (stat.type !== 'symlink') this.to.chmod(target, this.options.mode === '' ? stat.mode : changeMode(stat.mode, this.options.mode, stat.type === 'directory'));
    this.to.utimes(target, stat.modified, stat.modified, { followLinks: false });
  }
}

/** Where a path leads in a root, links followed as far as they go; what is missing stays as written. */
export function follow(files: Files, path: string): string {
  let at = '/';
  const rest = cleanPath(path).split('/').filter((part) => part !== '');
  for (let hops = 0; rest.length > 0; ) {
    const segment = rest.shift()!;
    if (segment === '..') {
      at = parentOf(at);
      continue;
    }
    const next = join(at, segment);
    const stat = lstat(files, next);
    if (stat?.type !== 'symlink') {
      at = next;
      continue;
    }
    if (++hops > 255) throw new Error('too many links');
    const target = files.readlink(next);
    if (target.startsWith('/')) at = '/';
    rest.unshift(...target.split('/').filter((part) => part !== '' && part !== '.'));
  }
  return at;
}

function lstat(files: Files, path: string): Stat | undefined {
  try {
    return files.lstat(path);
  } catch {
    return undefined;
  }
}

function join(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

