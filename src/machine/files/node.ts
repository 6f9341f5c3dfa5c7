import type { Micros } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import type { Content } from './content.ts';
import type { DirectoryEntry, FileType, Stat } from './files.ts';
import type { FileSystem, Viewer } from './mounts.ts';
import type { Space } from './space.ts';

/** A file of any type as the walk of a path meets it: in a layer, in memory, or made up by /proc when asked for. */
export interface Node {
  readonly type: FileType;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly modified: Micros;
  readonly accessed: Micros;
  readonly changed: Micros;
  /** Its number. */
  readonly inode: number;
  readonly links: number;
  /** Bytes. */
  readonly size: number;
  readonly rdev?: readonly [major: number, minor: number];
  /** Of directories: the entry of that name. */
  lookup(name: string, viewer: Viewer): Node | undefined;
  /** Of directories, in the order of names. */
  list(viewer: Viewer): readonly DirectoryEntry[];
  /** Of symbolic links. */
  readlink(viewer: Viewer): string;
  /** Of regular files. */
  content(viewer: Viewer): Content;
}

/** What every file system is to the mounts. `FileSystem` is what others see of it. */
export interface Driver extends FileSystem {
  readonly root: Node;
  readonly space: Space;
  /** What mounts show as the device unless told otherwise: `/dev/vda1`, `overlay`, `tmpfs`. */
  readonly source: string;
  /** Further words in /proc/mounts: `size=65536k`, `lowerdir=…`. */
  readonly mountOptions?: string;
  /** Number for stat, given when it is first mounted. */
  device: number;
}

export function isDriver(fileSystem: FileSystem): fileSystem is Driver {
  return 'root' in fileSystem && 'space' in fileSystem;
}

export function statOf(node: Node, device: number): Stat {
  const { type, mode, uid, gid, size, modified, accessed, changed, inode, links, rdev } = node;
  const stat: Stat = { type, mode, uid, gid, size, modified, accessed, changed, inode, links, device };
  return rdev ? { ...stat, rdev } : stat;
}

export function notADirectory(): never {
  throw new SystemError('ENOTDIR');
}

export function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
