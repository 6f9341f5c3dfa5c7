import type { Process } from '../../../core/process.ts';
import { Pipe } from '../../../core/stream.ts';
import type { ContainerLog } from './log.ts';
import { InputFile, OutputFile, deliver } from './output.ts';
import type { OutputListener, StreamName } from './output.ts';

/** The three streams of a container: its log and its attached clients listen to the output, clients feed the input. */
export class ContainerStreams {
  readonly #listeners = new Set<OutputListener>();
  #stdin: Pipe | undefined;

  /** `log` is undefined for the driver none. */
  constructor(
    readonly isOpenStdin: boolean,
    readonly log: ContainerLog | undefined,
  ) {}

  listen(listener: OutputListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** What clients write to; undefined unless `-i`. A new one after the last was closed. */
  stdin(): Pipe | undefined {
    if (!this.isOpenStdin) return undefined;
    return (this.#stdin ??= new Pipe());
  }

  stdinFile(inode: number): InputFile | undefined {
    const pipe = this.stdin();
    return pipe && new InputFile(inode, pipe);
  }

  outputFile(stream: StreamName, inode: number): OutputFile {
    return new OutputFile(inode, (bytes) => this.write(stream, bytes), () => this.log?.flush(stream));
  }

  *write(stream: StreamName, bytes: Uint8Array): Process<void> {
    this.log?.write(stream, bytes);
    if (this.#listeners.size === 0) return;
    for (const listener of [...this.#listeners]) {
      if (!(yield* deliver(listener, stream, bytes))) this.#listeners.delete(listener);
    }
  }

  /** The container ended: its clients read to the end, and the next start has a new input. */
  end(): void {
    this.log?.flush('stdout');
    this.log?.flush('stderr');
    const listeners = [...this.#listeners];
    this.#listeners.clear();
    for (const listener of listeners) listener.end();
    this.#stdin?.closeInput();
    this.#stdin = undefined;
    this.log?.changed.notify();
  }
}
