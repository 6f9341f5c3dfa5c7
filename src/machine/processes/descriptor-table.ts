import { SystemError } from '../errno.ts';
import type { OpenFile } from '../files/open-file.ts';
import type { Descriptors } from '../system.ts';

/** The open descriptors of one process. Each holds its file open. */
export class DescriptorTable implements Descriptors {
  readonly #files: Map<number, OpenFile>;

  constructor(
    files: ReadonlyMap<number, OpenFile>,
    /** RLIMIT_NOFILE: one more than the highest number that may be used. */
    private readonly limit: () => number,
  ) {
    this.#files = new Map(files);
    for (const file of this.#files.values()) file.retain();
  }

  get(fd: number): OpenFile | undefined {
    return this.#files.get(fd);
  }

  set(fd: number, file: OpenFile): void {
    if (fd < 0 || fd >= this.limit()) throw new SystemError('EBADF');
    const before = this.#files.get(fd);
    if (before === file) return;
    file.retain();
    this.#files.set(fd, file);
    before?.release();
  }

  /** Throws EBADF when it is not open. */
  close(fd: number): void {
    const file = this.#files.get(fd);
    if (!file) throw new SystemError('EBADF');
    this.#files.delete(fd);
    file.release();
  }

  /** Throws EMFILE. */
  add(file: OpenFile, from = 0): number {
    let fd = from;
    while (this.#files.has(fd)) fd++;
    if (fd >= this.limit()) throw new SystemError('EMFILE');
    file.retain();
    this.#files.set(fd, file);
    return fd;
  }

  entries(): ReadonlyMap<number, OpenFile> {
    return this.#files;
  }

  closeAll(): void {
    const files = [...this.#files.values()];
    this.#files.clear();
    for (const file of files) file.release();
  }
}
