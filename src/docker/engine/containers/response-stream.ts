import { toBytes } from '../../../core/bytes.ts';
import { Condition } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { BrokenPipe, Pipe } from '../../../core/stream.ts';
import type { Input } from '../../../core/stream.ts';
import type { Daemon } from '../daemon.ts';

/** A body that the daemon goes on writing after the answer has begun: the client reads, or goes away. */
export class ResponseStream {
  readonly #pipe = new Pipe();
  /** Told when the client went away. */
  readonly gone = new Condition('client');
  isGone = false;
  readonly input: Input;

  constructor() {
    const { input } = this.#pipe;
    this.input = {
      read: (max) => input.read(max),
      close: () => {
        this.isGone = true;
        input.close();
        this.gone.notify();
      },
    };
  }

  /** Waits for room. Throws BrokenPipe when the client is gone. */
  *write(bytes: Uint8Array | string): Process<void> {
    yield* this.#pipe.output.write(typeof bytes === 'string' ? toBytes(bytes) : bytes);
  }

  *line(value: unknown): Process<void> {
    yield* this.write(`${JSON.stringify(value)}\n`);
  }

  end(): void {
    this.#pipe.closeOutput();
  }
}

/** Runs what writes a body as the daemon's own task; a client that goes away ends the body and nothing else. */
export function respond(daemon: Daemon, body: (stream: ResponseStream) => Process<void>): Input {
  const stream = new ResponseStream();
  daemon.spawn(
    (function* () {
      try {
        yield* body(stream);
      } catch (error) {
        if (!(error instanceof BrokenPipe)) throw error;
      } finally {
        stream.end();
      }
    })(),
  );
  return stream.input;
}
