import type { Wait } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import type { Terminal } from '../processes/terminal.ts';
import type { Stat } from './files.ts';

/**
 * An open file description (open(2)): what file descriptors point at, with its offset. Shared by descriptors that were
 * duplicated or inherited; it counts them, and is closed with the last one.
 */
export interface OpenFile {
  /** A path, `pipe:[12]` or `socket:[7]`, as /proc/PID/fd shows it. */
  readonly name: string;
  readonly isReadable: boolean;
  readonly isWritable: boolean;
  /** Set when it is a terminal. */
  readonly terminal?: Terminal;
  /** Waits for bytes, at most `max`; none means the end. Throws EBADF, EISDIR, EIO. */
  read(max?: number): Process<Uint8Array>;
  /** Waits for room. Throws BrokenPipe (the process gets SIGPIPE), EBADF, ENOSPC, EFBIG. */
  write(bytes: Uint8Array): Process<void>;
  /** A read would not wait now, or a wait until that is so: for select-like programs (`nc`, `read -t`). */
  readiness?(): true | Wait;
  /** Throws ESPIPE for pipes and terminals. Returns the new offset. */
  seek?(offset: number, whence: 'start' | 'current' | 'end'): number;
  truncate?(size: number): void;
  stat(): Stat;
  /** One more descriptor points here. */
  retain(): void;
  /** One fewer; the last one closes. */
  release(): void;
}
