import type { Micros } from '../../core/clock.ts';
import type { LayerEntry } from './layer.ts';
import type { Credentials, Files, MountInfo } from './files.ts';
import type { OpenFile } from './open-file.ts';

/** A file system that can be mounted in any number of places: an overlay, a tmpfs, /proc, a host's disk. */
export interface FileSystem {
  /** `overlay`, `tmpfs`, `proc`, `ext4`. */
  readonly type: string;
  readonly isReadOnly: boolean;
}

/** What the process looks from; `cwd` and rights change, so they are asked each time. */
export interface Viewer {
  readonly credentials: () => Credentials;
  readonly cwd: () => string;
  readonly umask: () => number;
  readonly now: () => Micros;
  /** For /proc/self, /dev/tty and /dev/stdin; absent for the engine's own look into a container. */
  readonly pid?: () => number;
  /** The inner side of its controlling terminal, for /dev/tty. */
  readonly tty?: () => OpenFile | undefined;
  /** Whether a process of root has `CAP_CHOWN` and the like; all of them unless told. */
  readonly hasCapability?: (capability: string) => boolean;
}

/** A tree of mounts, as a mount namespace has it (mount_namespaces(7)). */
export interface MountNamespace {
  /** Mounts a file system, or with `source` the folder or file `source` of it (a bind mount), at `target`, which must exist. */
  mount(fileSystem: FileSystem, target: string, options?: MountOptions): void;
  /** Throws EINVAL where nothing is mounted. */
  unmount(target: string): void;
  readonly mounts: readonly MountInfo[];
  /** A file system and the path in it that `path` leads to, to bind it elsewhere. Throws ENOENT. */
  locate(path: string): { readonly fileSystem: FileSystem; readonly path: string };
  /** A view for a process, or for the engine (root's rights, `/`). */
  files(viewer?: Viewer): Files;
  /** A copy whose later mounts are its own, as unshare(2) makes. */
  clone(): MountNamespace;
}

export interface MountOptions {
  /** The path inside the file system that appears at the target; `/` unless told. */
  readonly source?: string;
  readonly isReadOnly?: boolean;
  /** What `mount` shows as the device. */
  readonly device?: string;
  /** Further words for /proc/mounts: `relatime`, `size=65536k`. */
  readonly options?: string;
}

/** One change of an overlay's writable layer against what lies below, as `docker diff` lists them. */
export interface Change {
  readonly kind: 'added' | 'changed' | 'deleted';
  /** Absolute. */
  readonly path: string;
}

/**
 * A union of read-only layers, the lowest first, and a writable one. Layers are shared: ten thousand containers of one
 * image hold its files once.
 */
export interface OverlayFileSystem extends FileSystem {
  readonly type: 'overlay';
  /** In the order of paths. */
  changes(): readonly Change[];
  /** The writable layer, with whiteouts: what `docker commit` makes a layer of. */
  upperEntries(): LayerEntry[];
  /** Everything as one layer, without whiteouts: `docker export`. */
  mergedEntries(): LayerEntry[];
  /** Bytes in the writable layer: the SIZE of `docker ps -s`. */
  readonly upperSize: number;
  /** Gives the room of the writable layer back: the container is removed. */
  dispose(): void;
}
