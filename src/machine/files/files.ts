import type { Micros } from '../../core/clock.ts';
import type { Content } from './content.ts';
import type { OpenFile } from './open-file.ts';

export type FileType = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'character' | 'block';

/** stat(2). */
export interface Stat {
  readonly type: FileType;
  /** Permission bits with set-uid, set-gid and sticky: 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes. */
  readonly size: number;
  /** Times are in virtual microseconds since 1970. */
  readonly modified: Micros;
  readonly accessed: Micros;
  readonly changed: Micros;
  readonly inode: number;
  readonly links: number;
  /** Which file system it lies in. */
  readonly device: number;
  /** Major and minor number of a device file. */
  readonly rdev?: readonly [major: number, minor: number];
}

export interface DirectoryEntry {
  readonly name: string;
  readonly type: FileType;
}

export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly append?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  /** Permission bits of a file that is made, before the umask. 0o666 unless told. */
  readonly mode?: number;
}

/** Whose rights count. Root (uid 0) passes every check of modes. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/**
 * Files as one process sees them: its mounts, its root, its working folder, its rights, its umask. Paths may be
 * relative. Every call throws `SystemError` as Linux would (ENOENT, EACCES, EROFS, ENOSPC, …). None of them waits: only
 * reading and writing an open pipe, terminal or device may, and that is `OpenFile`'s.
 */
export interface Files {
  stat(path: string): Stat;
  lstat(path: string): Stat;
  /** Whether stat works. */
  exists(path: string): boolean;
  /** access(2): whether the process may do all of `r`, `w`, `x` that are asked for, e.g. `'rx'`. */
  may(path: string, rights: string): boolean;
  /** Absolute, without links, `.` and `..`. */
  realpath(path: string): string;
  readlink(path: string): string;
  /** In the order of names' bytes, without `.` and `..`. */
  list(path: string): readonly DirectoryEntry[];

  /** The whole of a regular file as it is kept (or of /proc, made now). Throws EISDIR, and EINVAL for pipes and terminals. */
  content(path: string): Content;
  /** The whole of a regular file as bytes. Throws EFBIG past 256 MiB. */
  read(path: string): Uint8Array;
  /** As UTF-8 text. */
  readText(path: string): string;
  /** Makes or replaces what a regular file holds (its owner and mode stay; a new one gets `mode` less the umask). */
  write(path: string, content: Content | string, mode?: number): void;
  append(path: string, content: Uint8Array | string): void;
  /** Retained once, for the caller, who releases it. A fifo does not wait here: the first read or write does. */
  open(path: string, flags: OpenFlags): OpenFile;

  mkdir(path: string, mode?: number): void;
  /** With the folders above it; existing ones are fine. */
  mkdirAll(path: string, mode?: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  /** rm -r: what is not there is fine. */
  removeAll(path: string): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  link(existing: string, path: string): void;
  mknod(path: string, type: 'fifo' | 'character' | 'block', mode: number, rdev?: readonly [number, number]): void;
  chmod(path: string, mode: number): void;
  chown(path: string, uid: number, gid: number, options?: { readonly followLinks?: boolean }): void;
  utimes(path: string, accessed: Micros, modified: Micros, options?: { readonly followLinks?: boolean }): void;
  truncate(path: string, size: number): void;

  /** bind(2) of a Unix socket: makes a socket file on which `service` (a listener, the daemon's handler) answers. Throws EADDRINUSE. */
  bindSocket(path: string, service: object, mode?: number): void;
  /** connect(2): who answers there. Throws ENOENT, EACCES, and ECONNREFUSED for what is no socket, or one that nobody serves. */
  connectSocket(path: string): object;

  /** What `df` and `mount` show, in the order mounted. */
  mounts(): readonly MountInfo[];
  /** Room in the file system that holds `path`, in bytes and inodes. */
  statfs(path: string): FileSystemRoom;
}

export interface MountInfo {
  /** `overlay`, `tmpfs`, `proc`, `/dev/vda1`, … */
  readonly source: string;
  readonly target: string;
  readonly type: string;
  readonly isReadOnly: boolean;
  /** The path inside the file system that is mounted there, for /proc/PID/mountinfo; `/` when absent. */
  readonly root?: string;
  /** As /proc/mounts has them, with `rw` or `ro` first. */
  readonly options: string;
}

export interface FileSystemRoom {
  readonly total: number;
  readonly used: number;
  readonly available: number;
  readonly inodes: number;
  readonly inodesUsed: number;
}
