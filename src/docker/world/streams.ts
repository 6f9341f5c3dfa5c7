import type { Process, Wait } from '../../core/process.ts';
import type { Input, Output } from '../../core/stream.ts';
import { SystemError } from '../../machine/errno.ts';
import type { Stat } from '../../machine/files/files.ts';
import type { OpenFile } from '../../machine/files/open-file.ts';

const PIPE: Stat = { type: 'fifo', mode: 0o600, uid: 0, gid: 0, size: 0, modified: 0, accessed: 0, changed: 0, inode: 9001, links: 1, device: 14 };

/** A script's standard input, held whole. */
export class InputFile implements OpenFile {
  readonly name = 'pipe:[9001]';
  readonly isReadable = true;
  readonly isWritable = false;

  constructor(private readonly input: Input) {}

  read(max?: number): Process<Uint8Array> {
    return this.input.read(max);
  }

  *write(): Process<void> {
    throw new SystemError('EBADF');
  }

  readiness(): true | Wait {
    return true;
  }

  stat(): Stat {
    return PIPE;
  }

  retain(): void {}
  release(): void {}
}

/** A script's output, handed on. */
export class OutputFile implements OpenFile {
  readonly name = 'pipe:[9002]';
  readonly isReadable = false;
  readonly isWritable = true;

  constructor(private readonly output: Output) {}

  *read(): Process<Uint8Array> {
    throw new SystemError('EBADF');
  }

  write(bytes: Uint8Array): Process<void> {
    return this.output.write(bytes);
  }

  stat(): Stat {
    return PIPE;
  }

  retain(): void {}
  release(): void {}
}
