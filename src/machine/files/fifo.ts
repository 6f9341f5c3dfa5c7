import { NO_BYTES } from '../../core/bytes.ts';
import { Condition } from '../../core/process.ts';
import type { Process, Wait } from '../../core/process.ts';
import { BrokenPipe, PIPE_CAPACITY, Pipe } from '../../core/stream.ts';

/** A named pipe (fifo(7)): while both ends are open it is a pipe. */
export class Fifo {
  #pipe = new Pipe(PIPE_CAPACITY);
  #readers = 0;
  #writers = 0;
  /** How often a writer came: a reader that met none yet waits for the first. */
  #visits = 0;
  readonly changed = new Condition('fifo');

  open(isReader: boolean, isWriter: boolean): void {
    if (this.#readers + this.#writers === 0) this.#pipe = new Pipe(PIPE_CAPACITY);
    if (isReader) this.#readers++;
    if (isWriter) {
      this.#writers++;
      this.#visits++;
    }
    this.changed.notify();
    this.#pipe.changed.notify();
  }

  close(isReader: boolean, isWriter: boolean): void {
    if (isReader) this.#readers--;
    if (isWriter) this.#writers--;
    this.changed.notify();
    this.#pipe.changed.notify();
  }

  /** To be kept by a reader when it opens: what it takes for `isReadable` and `read` to know who came since. */
  get since(): number {
    return this.#writers > 0 ? this.#visits - 1 : this.#visits;
  }

  /** A read would not wait, for a reader that opened when `since` writers had come. */
  isReadable(since: number): boolean {
    return this.#pipe.size > 0 || (this.#writers === 0 && this.#visits > since);
  }

  /** Ends when something about reading changed. */
  readable(): Wait {
    return this.#pipe.changed.asWait();
  }

  *read(max: number | undefined, since: number): Process<Uint8Array> {
    while (this.#pipe.size === 0) {
      if (this.#writers === 0 && this.#visits > since) return NO_BYTES;
      yield* this.#pipe.changed.wait();
    }
    return yield* this.#pipe.input.read(max);
  }

  *write(bytes: Uint8Array): Process<void> {
    while (this.#readers === 0) yield* this.changed.wait();
    for (let at = 0; at < bytes.length; ) {
      if (this.#readers === 0) throw new BrokenPipe();
      const room = PIPE_CAPACITY - this.#pipe.size;
      if (room > 0) yield* this.#pipe.output.write(bytes.subarray(at, (at += room)));
      else yield* this.#pipe.changed.wait();
    }
  }
}
