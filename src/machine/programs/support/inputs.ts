import { NO_BYTES, concat } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import type { OpenFile } from '../../files/open-file.ts';
import type { Call } from './call.ts';
import { attempt } from './call.ts';
import { SystemError } from '../../errno.ts';
import { Held } from './held.ts';
import { decodeText } from './text.ts';

const CHUNK = 65_536;
/** How much of a growing list of lines is charged at a time, bytes. */
const STEP = 65_536;

/** An open file as an input that closes with it. */
export function inputFrom(file: OpenFile): Input {
  return { read: (max) => file.read(max), close: () => file.release() };
}

/** What an operand names: a file, or standard input for `-`. Throws as open(2) does. */
export function openInput(call: Call, path: string): Input {
  if (path === '-') return { read: (max) => call.system.stdin.read(max), close: () => {} };
  return inputFrom(call.files.open(path, { read: true }));
}

/** Reads a chunk; what was printed so far is shown before it may wait. */
export function* readChunk(call: Call, input: Input, max: number = CHUNK): Process<Uint8Array> {
  yield* call.flush();
  const bytes = yield* input.read(max);
  yield* call.spend(10 + bytes.length / 1000);
  return bytes;
}

/** The whole of a file or device as text; the error when it can't be opened. */
export function* readTextOf(call: Call, path: string): Process<string | SystemError> {
  const input = attempt(() => openInput(call, path));
  if (input instanceof SystemError) return input;
  try {
    return decodeText(yield* readRest(call, input));
  } catch (error) {
    if (error instanceof SystemError) return error;
    throw error;
  } finally {
    input.close();
  }
}

/** All that is left. */
export function* readRest(call: Call, input: Input): Process<Uint8Array> {
  const parts: Uint8Array[] = [];
  const held = new Held(call.system);
  for (;;) {
    const bytes = yield* readChunk(call, input);
    if (bytes.length === 0) break;
    parts.push(bytes);
    held.grow(bytes.length);
  }
  held.set(0);
  return concat(parts);
}

/** Opens operands one after the other, complains of those that fail (`cat: x: No such file or directory`) and goes on. */
export function* eachInput(
  call: Call,
  operands: readonly string[],
  visit: (input: Input, name: string) => Process<void | 'enough'>,
  options: { readonly status?: number; readonly complain?: (name: string, error: SystemError) => Process<void> } = {},
): Process<void> {
  for (const name of operands.length > 0 ? operands : ['-']) {
    const input = attempt(() => openInput(call, name));
    const failure = input instanceof SystemError ? input : undefined;
    if (failure) {
      yield* options.complain ? options.complain(name, failure) : call.fail(`${inputName(name)}: ${failure.message}`, options.status);
      continue;
    }
    try {
      if ((yield* visit(input as Input, name)) === 'enough') return;
    } catch (error) {
      if (!(error instanceof SystemError) || call.isWriting) throw error;
      yield* options.complain ? options.complain(name, error) : call.fail(`${inputName(name)}: ${error.message}`, options.status);
    } finally {
      (input as Input).close();
    }
  }
}

export function inputName(name: string): string {
  return name === '-' ? '-' : name;
}

/** Lines of an input, decoded without loss (see `decodeText`). */
export class Lines {
  #pending: string[] = [];
  #next = 0;
  #rest: Uint8Array = NO_BYTES;
  #isOver = false;
  /** Whether the line that came last ended with the separator: the input's last one may not. */
  isTerminated = true;
  readonly #held: Held;

  constructor(
    private readonly call: Call,
    private readonly input: Input,
    private readonly separator: number = 10,
  ) {
    this.#held = new Held(call.system);
  }

  /** The next line without its newline; undefined at the end. */
  *next(): Process<string | undefined> {
    while (this.#next >= this.#pending.length) if (this.#isOver || !(yield* this.fill())) return this.#last();
    return this.#pending[this.#next++];
  }

  /** A line that is there already, or undefined when `fill` is due. For loops over very many lines. */
  ready(): string | undefined {
    return this.#next < this.#pending.length ? this.#pending[this.#next++] : undefined;
  }

  *fill(): Process<boolean> {
    const parts = [this.#rest];
    for (;;) {
      const bytes = yield* readChunk(this.call, this.input);
      if (bytes.length === 0) {
        this.#isOver = true;
        this.#held.set(0);
        this.#rest = concat(parts);
        return false;
      }
      const end = bytes.lastIndexOf(this.separator);
      if (end < 0) {
        parts.push(bytes.slice());
        this.#held.grow(bytes.length);
        continue;
      }
      this.#held.set(0);
      parts.push(bytes.subarray(0, end));
      this.#pending = decodeText(concat(parts)).split(String.fromCharCode(this.separator));
      this.#next = 0;
      this.#rest = bytes.slice(end + 1);
      return true;
    }
  }

  #last(): string | undefined {
    if (this.#rest.length === 0) return undefined;
    const text = decodeText(this.#rest);
    this.#rest = NO_BYTES;
    this.isTerminated = false;
    return text;
  }
}

/** All lines of an input. */
export function* allLines(call: Call, input: Input, separator = 10): Process<string[]> {
  const lines = new Lines(call, input, separator);
  const all: string[] = [];
  const held = new Held(call.system);
  let size = 0;
  for (;;) {
    const line = yield* lines.next();
    if (line === undefined) return all;
    all.push(line);
    size += line.length + 1;
    if (size < STEP) continue;
    held.grow(size);
    size = 0;
  }
}
