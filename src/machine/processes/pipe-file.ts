import type { Micros } from '../../core/clock.ts';
import { Pipe } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import type { Stat } from '../files/files.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { Process, Wait } from '../../core/process.ts';

/** One end of a pipe(7). Made with one reference, its maker's. */
class PipeEnd implements OpenFile {
  #references = 1;

  constructor(
    private readonly pipe: Pipe,
    private readonly end: 'read' | 'write',
    private readonly inode: number,
    private readonly made: Micros,
  ) {}

  get name(): string {
    return `pipe:[${this.inode}]`;
  }

  get isReadable(): boolean {
    return this.end === 'read';
  }

  get isWritable(): boolean {
    return this.end === 'write';
  }

  read(max?: number): Process<Uint8Array> {
    if (this.end === 'write') throw new SystemError('EBADF');
    return this.pipe.read(max);
  }

  write(bytes: Uint8Array): Process<void> {
    if (this.end === 'read') throw new SystemError('EBADF');
    return this.pipe.write(bytes);
  }

  readiness(): true | Wait {
    if (this.end === 'write') return true;
    return this.pipe.isReadable ? true : this.pipe.changed.asWait();
  }

  stat(): Stat {
    return pipeStat(this.inode, this.made, this.pipe.size);
  }

  retain(): void {
    this.#references++;
  }

  release(): void {
    if (--this.#references !== 0) return;
    if (this.end === 'read') this.pipe.closeInput();
    else this.pipe.closeOutput();
  }
}

function pipeStat(inode: number, made: Micros, size: number): Stat {
  return { type: 'fifo', mode: 0o600, uid: 0, gid: 0, size, modified: made, accessed: made, changed: made, inode, links: 1, device: 13 };
}

/** A pipe(2) of 64 KiB: [to read, to write]. `inode` is what /proc/PID/fd shows. */
export function createPipe(inode: number, now: Micros): readonly [OpenFile, OpenFile] {
  const pipe = new Pipe();
  return [new PipeEnd(pipe, 'read', inode, now), new PipeEnd(pipe, 'write', inode, now)];
}
