import type { Micros } from '../../core/clock.ts';
import type { Entropy } from '../../core/entropy.ts';
import type { FileSystem } from './mounts.ts';
import { Space } from './space.ts';
import { TreeFileSystem } from './tree.ts';
import type { DeviceOpener } from './tree.ts';

export interface MemoryOptions {
  /** `ext4` for a disk, `tmpfs`. */
  readonly type: string;
  /** Bytes of room; unlimited unless told. */
  readonly size?: number;
  /** Room shared with others, instead of `size`. */
  readonly space?: Space;
  /** What mounts show: `/dev/vda1`, `tmpfs`. The type unless told. */
  readonly device?: string;
  readonly now: () => Micros;
  /** Mode of its root: 0o755 unless told (0o1777 for a tmpfs). */
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  /** Told of each change of the bytes used: for charging a tmpfs to a cgroup. */
  readonly onUse?: (bytes: number) => void;
  /** Further words for /proc/mounts. */
  readonly mountOptions?: string;
  readonly isReadOnly?: boolean;
  readonly devices?: DeviceOpener;
  readonly entropy?: Entropy;
}

export interface MemoryFileSystem extends FileSystem {
  readonly space: Space;
  /** Gives all its room back (to the cgroup, to a shared space): it is unmounted for good. */
  dispose(): void;
}

/** An empty file system: a host's disk, a tmpfs. */
export function createMemoryFileSystem(options: MemoryOptions): MemoryFileSystem {
  const { type, now, uid = 0, gid = 0 } = options;
  const time = now();
  const mode = options.mode ?? (type === 'tmpfs' ? 0o1777 : 0o755);
  const space = options.space ?? new Space(options.size ?? 2 ** 50, options.onUse);
  if (!options.space) space.now = now;
  return new TreeFileSystem({ mode, uid, gid, modified: time, accessed: time, changed: time }, { ...options, space, source: options.device ?? type });
}
