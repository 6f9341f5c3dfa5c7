import { SECOND } from '../../../core/clock.ts';
import { isSystemError } from '../../errno.ts';
import type { Files, Stat } from '../files.ts';
import type { LayerEntry } from '../layer.ts';
import { TarError } from './format.ts';

export interface ArchiveOptions {
  /** The name of what is archived, as the first part of every path; `''` for the contents of a folder without itself. Its own name unless told. */
  readonly name?: string;
  /** Says false to leave an entry out, with all below it. `path` is that in the archive. */
  readonly includes?: (path: string, stat: Stat) => boolean;
  /** Who owns everything in the archive; the files' owners unless told. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Archive what a link at the top points at, as `docker cp -L` does. */
  readonly followLink?: boolean;
}

/** A file or folder with all in it as entries, in the order of paths. Sockets are left out. Throws as `Files`. */
export function archiveOf(files: Files, path: string, options: ArchiveOptions = {}): LayerEntry[] {
  const start = options.followLink ? files.realpath(path) : path;
  const name = options.name ?? (path.replace(/\/+$/, '').split('/').pop() ?? '');
  const entries: LayerEntry[] = [];
  const seen = new Map<string, string>();
  const walk = (at: string, as: string): void => {
    const stat = files.lstat(at);
    if (stat.type === 'socket' || (as !== '' && options.includes && !options.includes(as, stat))) return;
    if (as !== '') entries.push(entryOf(files, at, as, stat, seen, options));
    if (stat.type !== 'directory') return;
    for (const child of files.list(at)) walk(at.endsWith('/') ? at + child.name : `${at}/${child.name}`, as === '' ? child.name : `${as}/${child.name}`);
  };
  walk(start, name);
  return entries;
}

function entryOf(files: Files, at: string, as: string, stat: Stat, seen: Map<string, string>, { owner }: ArchiveOptions): LayerEntry {
  const { uid, gid } = owner ?? stat;
  const entry = { path: as, mode: stat.mode, uid, gid, modified: Math.floor(stat.modified / SECOND) };
  if (stat.type !== 'directory' && stat.links > 1) {
    const key = `${stat.device}:${stat.inode}`;
    const first = seen.get(key);
    if (first !== undefined) return { ...entry, type: 'hardlink', target: first };
    seen.set(key, as);
  }
  const type = stat.type as LayerEntry['type'];
  if (type === 'file') return { ...entry, type, content: files.content(at) };
  if (type === 'symlink') return { ...entry, type, target: files.readlink(at) };
  return stat.rdev ? { ...entry, type, device: stat.rdev } : { ...entry, type };
}

export interface ExtractOptions {
  /** Who owns what is made; the archive's owners unless told. */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Refuse to put a file where a folder is, or a folder where a file is, as `docker cp` does. */
  readonly keepsKinds?: boolean;
}

/**
 * Unpacks entries below `dir`, which must exist. What is there of another kind is replaced; folders are merged. Throws
 * TarError for an entry that would come to lie outside, through `..` or a link; what came before it is unpacked.
 */
export function extractInto(files: Files, entries: Iterable<LayerEntry>, dir: string, options: ExtractOptions = {}): void {
  const extraction = new Extraction(files, files.realpath(dir), options);
  for (const entry of entries) extraction.add(entry);
  extraction.finish();
}

class Extraction {
  readonly #checked = new Set<string>();
  /** Times of folders, which change while things are put into them. */
  readonly #folders: (readonly [path: string, modified: number])[] = [];

  constructor(
    private readonly files: Files,
    private readonly dir: string,
    private readonly options: ExtractOptions,
  ) {
    this.#checked.add(dir);
  }

  add(entry: LayerEntry): void {
    const path = this.#inside(entry.path);
    if (path !== this.dir) this.#makeWay(path, entry);
    this.#make(path, entry);
    if (entry.type === 'hardlink') return;
    const { uid, gid } = this.options.owner ?? entry;
    this.files.chown(path, uid, gid, { followLinks: false });
    if (entry.type !== 'symlink') this.files.chmod(path, entry.mode);
    const modified = entry.modified * SECOND;
    if (entry.type === 'directory') this.#folders.push([path, modified]);
    else this.files.utimes(path, modified, modified, { followLinks: false });
  }

  finish(): void {
    for (const [path, modified] of this.#folders.reverse()) {
      // A later entry may have put something else there.
      if (this.files.exists(path)) this.files.utimes(path, modified, modified, { followLinks: false });
    }
  }

  /** Where an entry goes, once its folders are known to lie inside. */
  #inside(relative: string): string {
    const names: string[] = [];
    for (const name of relative.split('/')) {
      if (name === '' || name === '.') continue;
      if (name !== '..') names.push(name);
      else if (names.pop() === undefined) throw new TarError(`${JSON.stringify(relative)} is outside of ${JSON.stringify(this.dir)}`);
    }
    const last = names.pop();
    let folder = this.dir;
    for (const name of names) folder = this.#folder(folder, name, relative);
    return last === undefined ? folder : below(folder, last);
  }

  #folder(parent: string, name: string, entry: string): string {
    const path = below(parent, name);
    if (this.#checked.has(path)) return path;
    if (this.#kind(path) === undefined) this.files.mkdir(path, 0o755);
    const real = this.files.realpath(path);
    if (real !== this.dir && !real.startsWith(below(this.dir, ''))) throw new TarError(`${JSON.stringify(entry)} is outside of ${JSON.stringify(this.dir)}`);
    if (real === path) this.#checked.add(path);
    return real;
  }

  /** What is at a path, itself and not what it points at; undefined for nothing. */
  #kind(path: string): Stat['type'] | undefined {
    try {
      return this.files.lstat(path).type;
    } catch (error) {
      if (isSystemError(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  #makeWay(path: string, { type }: LayerEntry): void {
    const there = this.#kind(path);
    if (there === undefined || (there === 'directory' && type === 'directory')) return;
    if (this.options.keepsKinds && there === 'directory') throw new TarError(`cannot overwrite directory ${JSON.stringify(path)} with non-directory ${JSON.stringify(this.dir)}`);
    if (this.options.keepsKinds && type === 'directory' && there !== 'symlink') throw new TarError(`cannot overwrite non-directory ${JSON.stringify(path)} with directory ${JSON.stringify(this.dir)}`);
    this.#checked.delete(path);
    this.files.removeAll(path);
  }

  #make(path: string, entry: LayerEntry): void {
    switch (entry.type) {
      case 'directory':
        if (this.#kind(path) === undefined) this.files.mkdir(path, 0o755);
        return;
      case 'file':
        return this.files.write(path, entry.content ?? new Uint8Array(0), 0o600);
      case 'symlink':
        return this.files.symlink(entry.target ?? '', path);
      case 'hardlink':
        return this.files.link(this.#inside(entry.target ?? ''), path);
      default:
        return this.files.mknod(path, entry.type, entry.mode, entry.device);
    }
  }
}

function below(folder: string, name: string): string {
  return folder === '/' ? `/${name}` : `${folder}/${name}`;
}
