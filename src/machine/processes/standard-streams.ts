import type { Process } from '../../core/process.ts';
import { BrokenPipe } from '../../core/stream.ts';
import type { Input, Output } from '../../core/stream.ts';
import { turn } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { OpenFile } from '../files/open-file.ts';
import { SIGNALS } from '../signals.ts';
import type { KernelProcess } from './kernel-process.ts';
import { BYTES_PER_MICRO, SYSTEM_CALL_COST } from './kernel.ts';
import { Ended } from './requests.ts';

function openAt(process: KernelProcess, fd: number): OpenFile {
  const file = process.descriptors.get(fd);
  if (!file) throw new SystemError('EBADF');
  return file;
}

/** A descriptor to read, as a stream that is metered and stops a background job that reads its terminal. */
export class DescriptorInput implements Input {
  constructor(
    private readonly process: KernelProcess,
    private readonly fd: number,
  ) {}

  *read(max?: number): Process<Uint8Array> {
    const { process } = this;
    const file = openAt(process, this.fd);
    if (process.charge(SYSTEM_CALL_COST)) yield* process.pay();
    if (file.terminal) yield* awaitForeground(process, file);
    const bytes = yield* file.read(max);
    process.charge(bytes.length / BYTES_PER_MICRO);
    return bytes;
  }

  close(): void {
    if (this.process.descriptors.get(this.fd)) this.process.descriptors.close(this.fd);
  }
}

/** A descriptor to write. Where nobody reads any more, SIGPIPE comes before the error. */
export class DescriptorOutput implements Output {
  constructor(
    private readonly process: KernelProcess,
    private readonly fd: number,
  ) {}

  *write(bytes: Uint8Array): Process<void> {
    const { process } = this;
    const file = openAt(process, this.fd);
    if (process.charge(SYSTEM_CALL_COST + bytes.length / BYTES_PER_MICRO)) yield* process.pay();
    try {
      yield* file.write(bytes);
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error;
      process.deliver(SIGNALS.SIGPIPE, process);
      if (process.status) throw new Ended();
      throw error;
    }
  }

  close(): void {
    if (this.process.descriptors.get(this.fd)) this.process.descriptors.close(this.fd);
  }
}

/** A background job that reads its terminal is stopped (SIGTTIN), or gets EIO where that can't be. */
function* awaitForeground(process: KernelProcess, file: OpenFile): Process<void> {
  for (;;) {
    const { terminal, group } = process;
    if (!terminal || terminal !== file.terminal || terminal.foregroundGroup === group || !terminal.foregroundGroup) return;
    if (process.actions?.get(SIGNALS.SIGTTIN) === 'ignore' || group.isOrphaned) throw new SystemError('EIO');
    group.signal(SIGNALS.SIGTTIN);
    yield turn;
  }
}
