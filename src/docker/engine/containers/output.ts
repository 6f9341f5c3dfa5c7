import type { Process, Wait } from '../../../core/process.ts';
import { BrokenPipe, Pipe } from '../../../core/stream.ts';
import { SystemError } from '../../../machine/errno.ts';
import type { Stat } from '../../../machine/files/files.ts';
import type { OpenFile } from '../../../machine/files/open-file.ts';

export type StreamName = 'stdout' | 'stderr';

/** What receives a container's output: a client that is attached. */
export interface OutputListener {
  write(stream: StreamName, bytes: Uint8Array): Process<void>;
  /** Nothing more will come. */
  end(): void;
}

const PIPE_STAT: Omit<Stat, 'inode'> = {
  type: 'fifo', mode: 0o600, uid: 0, gid: 0, size: 0, modified: 0, accessed: 0, changed: 0, links: 1, device: 14,
};

abstract class StreamFile implements OpenFile {
  abstract readonly isReadable: boolean;
  abstract readonly isWritable: boolean;
  #holders = 0;

  constructor(readonly inode: number) {}

  get name(): string {
    return `pipe:[${this.inode}]`;
  }

  *read(_max?: number): Process<Uint8Array> {
    throw new SystemError('EBADF');
  }

  *write(_bytes: Uint8Array): Process<void> {
    throw new SystemError('EBADF');
  }

  stat(): Stat {
    return { ...PIPE_STAT, inode: this.inode };
  }

  retain(): void {
    this.#holders++;
  }

  release(): void {
    if (--this.#holders === 0) this.closed();
  }

  protected closed(): void {}
}

/** The writing end of a container's standard output or error: what is written goes where the shim would copy it. */
export class OutputFile extends StreamFile {
  readonly isReadable = false;
  readonly isWritable = true;

  constructor(
    inode: number,
    private readonly sink: (bytes: Uint8Array) => Process<void>,
    private readonly end: () => void,
  ) {
    super(inode);
  }

  override *write(bytes: Uint8Array): Process<void> {
    if (bytes.length > 0) yield* this.sink(bytes);
  }

  protected override closed(): void {
    this.end();
  }
}

/** The reading end of a container's standard input. */
export class InputFile extends StreamFile {
  readonly isReadable = true;
  readonly isWritable = false;

  constructor(
    inode: number,
    private readonly pipe: Pipe,
  ) {
    super(inode);
  }

  override *read(max?: number): Process<Uint8Array> {
    return yield* this.pipe.input.read(max);
  }

  readiness(): true | Wait {
    return this.pipe.isReadable || this.pipe.changed.asWait();
  }

  protected override closed(): void {
    this.pipe.closeInput();
  }
}

/** Writes to a listener; one that is gone is no error. False when it is gone. */
export function* deliver(listener: OutputListener, stream: StreamName, bytes: Uint8Array): Process<boolean> {
  try {
    yield* listener.write(stream, bytes);
    return true;
  } catch (error) {
    if (error instanceof BrokenPipe) return false;
    throw error;
  }
}
