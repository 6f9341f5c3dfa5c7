import { toBytes } from '../../../core/bytes.ts';
import { Condition } from '../../../core/process.ts';
import type { Process, Scheduler, Task } from '../../../core/process.ts';
import { BrokenPipe, Pipe } from '../../../core/stream.ts';
import type { Input } from '../../../core/stream.ts';
import type { BuildMessage } from '../../api/types/build.ts';

/** Messages on their way to a client that reads as fast as it likes. */
export class JsonLines {
  readonly #pipe = new Pipe();
  readonly #changed = new Condition('messages');
  #waiting: string[] = [];
  #isOver = false;
  #task: Task | undefined;

  constructor(scheduler: Scheduler) {
    scheduler.start(this.#write());
  }

  get input(): Input {
    const { input } = this.#pipe;
    const close = () => {
      input.close();
      if (!this.#isOver) this.#task?.cancel();
    };
    return { read: (max) => input.read(max), close };
  }

  send(message: BuildMessage): void {
    this.#waiting.push(JSON.stringify(message));
    this.#changed.notify();
  }

  end(): void {
    this.#isOver = true;
    this.#changed.notify();
  }

  /** Ends a task when nobody reads any more. */
  ties(task: Task): void {
    this.#task = task;
  }

  *#write(): Process<void> {
    try {
      for (;;) {
        while (this.#waiting.length === 0 && !this.#isOver) yield* this.#changed.wait();
        const lines = this.#waiting;
        this.#waiting = [];
        for (const line of lines) yield* this.#pipe.output.write(toBytes(`${line}\r\n`));
        if (this.#isOver && this.#waiting.length === 0) return;
      }
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error;
      this.#task?.cancel();
    } finally {
      this.#pipe.output.close();
    }
  }
}
