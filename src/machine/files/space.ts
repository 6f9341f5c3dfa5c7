import { SystemError } from '../errno.ts';
import type { Micros } from '../../core/clock.ts';
import type { FileSystemRoom } from './files.ts';

export const BLOCK = 4096;
const LARGEST_HELD = 512 * 1024 * 1024;

/** Bytes rounded up to whole blocks. */
export function inBlocks(bytes: number): number {
  return Math.ceil(bytes / BLOCK) * BLOCK;
}

/**
 * The room of a disk or a tmpfs. Several file systems may share one: the writable layers of containers lie on the
 * host's disk. It also numbers the file systems that are mounted (`device` of stat).
 */
export class Space {
  used = 0;
  #held = 0;
  inodesUsed = 0;
  #nextDevice = 1;
  /** The clock of the machine that it is part of. */
  now: () => Micros = () => 0;

  constructor(
    /** Bytes. */
    readonly total: number,
    /** Told of each change in bytes; for charging a tmpfs to a cgroup. */
    private readonly onUse?: (bytes: number) => void,
    readonly inodes: number = Math.max(1024, Math.floor(total / 16_384)),
  ) {}

  get available(): number {
    return Math.max(0, this.total - this.used);
  }

  /** Takes room (negative gives it back). Throws ENOSPC (or what `onUse` throws) and takes nothing. */
  take(bytes: number): void {
    if (bytes > 0 && this.used + bytes > this.total) throw new SystemError('ENOSPC');
    if (bytes !== 0) this.onUse?.(bytes);
    this.used += bytes;
  }

  /**
   * Counts bytes that are kept in this computer's own memory. Past 512 MiB the disk is full, whatever size it has:
   * nothing that runs in here can take the page down.
   */
  hold(bytes: number): void {
    this.#held += bytes;
    if (bytes > 0 && this.#held > LARGEST_HELD) throw new SystemError('ENOSPC');
  }

  takeInode(): void {
    if (this.inodesUsed >= this.inodes) throw new SystemError('ENOSPC');
    this.inodesUsed++;
  }

  giveInode(): void {
    this.inodesUsed--;
  }

  nextDevice(): number {
    return this.#nextDevice++;
  }

  room(): FileSystemRoom {
    const { total, used, available, inodes, inodesUsed } = this;
    return { total, used, available, inodes, inodesUsed };
  }
}
