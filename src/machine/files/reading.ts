import { toText } from '../../core/bytes.ts';
import { SystemError } from '../errno.ts';
import { LARGEST_WHOLE, materialise, sizeOf } from './content.ts';
import type { Content } from './content.ts';
import type { DirectoryEntry, MountInfo, Stat } from './files.ts';
import { Inode } from './inode.ts';
import type { Viewer } from './mounts.ts';
import type { Found, Namespace } from './namespace.ts';
import { statOf } from './node.ts';
import type { Node } from './node.ts';
import type { Place } from './place.ts';
import { READ, SEARCH, WRITE, demand, isAllowed } from './rights.ts';

/** What a process sees of its files without changing them. */
export abstract class ReadingView {
  constructor(
    protected readonly namespace: Namespace,
    protected readonly viewer: Viewer,
  ) {}

  stat(path: string): Stat {
    const { place, open } = this.find(path);
    return open ? open.stat() : this.statOf(existing(place, path));
  }

  lstat(path: string): Stat {
    return this.statOf(this.walk(path, false));
  }

  exists(path: string): boolean {
    try {
      return this.find(path).place !== undefined;
    } catch (error) {
      if (error instanceof SystemError) return false;
      throw error;
    }
  }

  may(path: string, rights: string): boolean {
    let place: Place;
    try {
      place = this.walk(path);
    } catch (error) {
      if (error instanceof SystemError) return false;
      throw error;
    }
    const { node, mount } = place;
    if (rights.includes('w') && mount.isReadOnly && !isSpecial(node)) return false;
    const bits = (rights.includes('r') ? READ : 0) | (rights.includes('w') ? WRITE : 0) | (rights.includes('x') ? SEARCH : 0);
    return isAllowed(this.viewer, node, bits);
  }

  realpath(path: string): string {
    return this.walk(path).path;
  }

  readlink(path: string): string {
    const { node } = this.walk(path, false);
    if (node.type !== 'symlink') throw new SystemError('EINVAL', path);
    return node.readlink(this.viewer);
  }

  list(path: string): readonly DirectoryEntry[] {
    const { node } = this.walk(path);
    if (node.type !== 'directory') throw new SystemError('ENOTDIR', path);
    demand(this.viewer, node, READ, path);
    return node.list(this.viewer);
  }

  content(path: string): Content {
    const { node } = this.walk(path);
    demand(this.viewer, node, READ, path);
    if (node.type === 'directory') throw new SystemError('EISDIR', path);
    if (node.type !== 'file') throw new SystemError('EINVAL', path);
    if (node instanceof Inode && node.size > LARGEST_WHOLE) return this.#large(node, path);
    return node.content(this.viewer);
  }

  #large(node: Inode, path: string): Content {
    try {
      return node.content();
    } catch (error) {
      throw named(error, path);
    }
  }

  read(path: string): Uint8Array {
    const content = this.content(path);
    if (sizeOf(content) > LARGEST_WHOLE) throw new SystemError('EFBIG', path);
    return materialise(content);
  }

  readText(path: string): string {
    return toText(this.read(path));
  }

  mounts(): readonly MountInfo[] {
    return this.namespace.mounts;
  }

  statfs(path: string) {
    return this.walk(path).mount.fileSystem.space.room();
  }

  protected find(path: string, followLast = true): Found {
    return this.namespace.find(this.viewer, path, followLast);
  }

  protected tryFind(path: string, followLast = true): { readonly place: Place | undefined } {
    try {
      return this.find(path, followLast);
    } catch (error) {
      if (error instanceof SystemError && error.code === 'ENOENT') return { place: undefined };
      throw error;
    }
  }

  protected walk(path: string, followLast = true): Place {
    return this.namespace.walk(this.viewer, path, followLast);
  }

  protected statOf(place: Place): Stat {
    return statOf(place.node, place.mount.fileSystem.device);
  }
}

/** Errors from within get the path that was asked for. */
export function named(error: unknown, path: string): unknown {
  return error instanceof SystemError && error.path === undefined ? new SystemError(error.code, path) : error;
}

export function existing(place: Place | undefined, path: string): Place {
  if (!place) throw new SystemError('ENOENT', path);
  return place;
}

/** Fifos, sockets and devices: writing to them changes no file system. */
export function isSpecial(node: Node): boolean {
  return node.type !== 'file' && node.type !== 'directory' && node.type !== 'symlink';
}
