import { NO_BYTES, concat, toBytes, toText } from './bytes.ts';
import { Condition } from './process.ts';
import type { Process } from './process.ts';

/** What bytes are read from. */
export interface Input {
  /** Waits for bytes and takes at most `max` of them (64 KiB unless told); none at all means the end. */
  read(max?: number): Process<Uint8Array>;
  close(): void;
}

/** What bytes are written to. */
export interface Output {
  /** Waits for room. Throws `BrokenPipe` when nobody can read any more. */
  write(bytes: Uint8Array): Process<void>;
  close(): void;
}

/** Both ways: a socket, a terminal's other side, a hijacked connection. */
export interface Connection {
  readonly input: Input;
  readonly output: Output;
  close(): void;
}

/** Thrown by a write that nobody will read. In a program it becomes SIGPIPE. */
export class BrokenPipe extends Error {
  override readonly name = 'BrokenPipe';

  constructor() {
    super('broken pipe');
  }
}

export const PIPE_CAPACITY = 65_536;

/** A buffer of bytes between a writer and a reader, each of whom waits for the other. */
export class Pipe {
  #chunks: Uint8Array[] = [];
  #size = 0;
  #isWriterGone = false;
  #isReaderGone = false;
  readonly changed = new Condition('pipe');
  #input: Input | undefined;
  #output: Output | undefined;

  constructor(readonly capacity: number = PIPE_CAPACITY) {}

  get input(): Input {
    return (this.#input ??= { read: (max) => this.read(max), close: () => this.closeInput() });
  }

  get output(): Output {
    return (this.#output ??= { write: (bytes) => this.write(bytes), close: () => this.closeOutput() });
  }

  /** Bytes that wait to be read. */
  get size(): number {
    return this.#size;
  }

  /** A read would not wait. */
  get isReadable(): boolean {
    return this.#size > 0 || this.#isWriterGone;
  }

  /** A write of a byte would not wait. */
  get isWritable(): boolean {
    return this.#size < this.capacity || this.#isReaderGone;
  }

  closeInput(): void {
    this.#isReaderGone = true;
    this.#chunks = [];
    this.#size = 0;
    this.changed.notify();
  }

  closeOutput(): void {
    this.#isWriterGone = true;
    this.changed.notify();
  }

  *read(max = PIPE_CAPACITY): Process<Uint8Array> {
    while (this.#size === 0 && !this.#isWriterGone) yield* this.changed.wait();
    if (this.#size === 0) return NO_BYTES;
    const taken: Uint8Array[] = [];
    let room = max;
    while (room > 0 && this.#chunks.length > 0) {
      const chunk = this.#chunks[0]!;
      if (chunk.length <= room) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(room);
      taken.push(chunk.length <= room ? chunk : chunk.subarray(0, room));
      room -= Math.min(room, chunk.length);
    }
    const bytes = concat(taken);
    this.#size -= bytes.length;
    this.changed.notify();
    return bytes;
  }

  *write(bytes: Uint8Array): Process<void> {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#isReaderGone) throw new BrokenPipe();
      const room = this.capacity - this.#size;
      if (room <= 0) {
        yield* this.changed.wait();
        continue;
      }
      const part = rest.length <= room ? rest : rest.subarray(0, room);
      this.#chunks.push(part.slice());
      this.#size += part.length;
      rest = rest.subarray(part.length);
      this.changed.notify();
    }
    if (this.#isReaderGone && bytes.length > 0) throw new BrokenPipe();
  }
}

/** Two ends: what one writes the other reads. */
export function connectionPair(capacity: number = PIPE_CAPACITY): [Connection, Connection] {
  const there = new Pipe(capacity);
  const back = new Pipe(capacity);
  const end = (input: Pipe, output: Pipe): Connection => ({
    input: input.input,
    output: output.output,
    close() {
      input.closeInput();
      output.closeOutput();
    },
  });
  return [end(back, there), end(there, back)];
}

/** An input that holds all its bytes already. */
export function inputOf(content: Uint8Array | string): Input {
  let rest = typeof content === 'string' ? toBytes(content) : content;
  return {
    *read(max = PIPE_CAPACITY) {
      const part = rest.subarray(0, max);
      rest = rest.subarray(part.length);
      return part;
    },
    close() {
      rest = NO_BYTES;
    },
  };
}

/** An output that keeps what is written, for tests and for callers that want it whole. */
export class Collector implements Output {
  readonly #parts: Uint8Array[] = [];
  size = 0;

  *write(bytes: Uint8Array): Process<void> {
    this.#parts.push(bytes.slice());
    this.size += bytes.length;
  }

  close(): void {}

  bytes(): Uint8Array {
    return concat(this.#parts);
  }

  text(): string {
    return toText(this.bytes());
  }
}

/** Everything that is left to read. Throws a RangeError past `limit` bytes. */
export function* readAll(input: Input, limit = Infinity): Process<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = yield* input.read();
    if (part.length === 0) return concat(parts);
    size += part.length;
    if (size > limit) throw new RangeError(`more than ${limit} bytes`);
    parts.push(part);
  }
}

/** Reads lines; the last one may lack its newline. Bytes that are not UTF-8 become U+FFFD. */
export class LineReader {
  #rest: Uint8Array = NO_BYTES;
  #isOver = false;

  constructor(private readonly input: Input) {}

  /** The next line without its newline, or undefined at the end. */
  *line(): Process<string | undefined> {
    const parts: Uint8Array[] = [];
    for (;;) {
      const newline = this.#rest.indexOf(10);
      if (newline >= 0) {
        parts.push(this.#rest.subarray(0, newline));
        this.#rest = this.#rest.subarray(newline + 1);
        return toText(concat(parts));
      }
      if (this.#rest.length > 0) parts.push(this.#rest);
      this.#rest = this.#isOver ? NO_BYTES : yield* this.input.read();
      if (this.#rest.length === 0) {
        this.#isOver = true;
        return parts.length > 0 ? toText(concat(parts)) : undefined;
      }
    }
  }
}
