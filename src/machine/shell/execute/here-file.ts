import { NO_BYTES } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import { PIPE_CAPACITY } from '../../../core/stream.ts';
import { SystemError } from '../../errno.ts';
import type { Stat } from '../../files/files.ts';
import type { OpenFile } from '../../files/open-file.ts';

/** The text of a here-document, as a file that is open for reading and has no name any more. */
export class HereFile implements OpenFile {
  readonly name = '/tmp/sh-thd (deleted)';
  readonly isReadable = true;
  readonly isWritable = false;
  #offset = 0;
  #references = 1;

  constructor(
    private bytes: Uint8Array,
    private readonly made: number,
  ) {}

  *read(max = PIPE_CAPACITY): Process<Uint8Array> {
    const part = this.bytes.subarray(this.#offset, this.#offset + max);
    this.#offset += part.length;
    return part;
  }

  *write(): Process<void> {
    throw new SystemError('EBADF');
  }

  readiness(): true {
    return true;
  }

  seek(offset: number, whence: 'start' | 'current' | 'end'): number {
    const base = whence === 'start' ? 0 : whence === 'current' ? this.#offset : this.bytes.length;
    if (base + offset < 0) throw new SystemError('EINVAL');
    return (this.#offset = base + offset);
  }

  stat(): Stat {
    const { made, bytes } = this;
    return { type: 'file', mode: 0o600, uid: 0, gid: 0, size: bytes.length, modified: made, accessed: made, changed: made, inode: 1, links: 0, device: 1 };
  }

  retain(): void {
    this.#references++;
  }

  release(): void {
    if (--this.#references === 0) this.bytes = NO_BYTES;
  }
}
