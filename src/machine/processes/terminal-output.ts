import { NO_BYTES, concat } from '../../core/bytes.ts';
import { Condition } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { PIPE_CAPACITY } from '../../core/stream.ts';
import type { Input } from '../../core/stream.ts';

const NEWLINE = 10;
const RETURN = 13;

/** What waits to be shown on a terminal: what programs print waits for room, an echo does not. */
export class TerminalOutput implements Input {
  #chunks: Uint8Array[] = [];
  #size = 0;
  #isEnded = false;
  #isDiscarded = false;
  readonly #changed = new Condition('terminal');
  /** Ctrl-S: nothing is shown until Ctrl-Q. */
  isPaused = false;
  /** Where the cursor is, so that a tab can be erased. */
  column = 0;

  /** Waits for room, then shows `bytes`; `translates` makes CR LF of each newline (ONLCR). */
  *write(bytes: Uint8Array, translates: boolean): Process<void> {
    for (let at = 0; at < bytes.length; at += PIPE_CAPACITY) {
      while (this.#size >= PIPE_CAPACITY && !this.#isDiscarded) yield* this.#changed.wait();
      this.show(bytes.subarray(at, at + PIPE_CAPACITY), translates);
    }
  }

  /** Shows at once. */
  show(bytes: Uint8Array, translates: boolean): void {
    if (this.#isDiscarded || this.#isEnded || bytes.length === 0) return;
    this.#follow(bytes, translates);
    const shown = translates ? withReturns(bytes) : bytes.slice();
    this.#chunks.push(shown);
    this.#size += shown.length;
    this.#changed.notify();
  }

  *read(max = PIPE_CAPACITY): Process<Uint8Array> {
    while ((this.#size === 0 || this.isPaused) && !this.#isEnded) yield* this.#changed.wait();
    if (this.#size === 0) return NO_BYTES;
    const whole = concat(this.#chunks);
    const taken = whole.subarray(0, max);
    this.#chunks = taken.length < whole.length ? [whole.subarray(max)] : [];
    this.#size -= taken.length;
    this.#changed.notify();
    return taken;
  }

  /** Ctrl-Q. */
  resume(): void {
    this.isPaused = false;
    this.#changed.notify();
  }

  /** Nothing more will be shown. */
  end(): void {
    this.#isEnded = true;
    this.#changed.notify();
  }

  /** Nobody looks any more: what is printed is lost. */
  close(): void {
    this.#isDiscarded = true;
    this.#chunks = [];
    this.#size = 0;
    this.#changed.notify();
  }

  #follow(bytes: Uint8Array, translates: boolean): void {
    const line = bytes.lastIndexOf(NEWLINE);
    if (line >= 0 && translates) this.column = 0;
    for (let i = line + 1; i < bytes.length; i++) this.column = columnAfter(this.column, bytes[i]!);
  }
}

/** Where the cursor is after a byte; the further bytes of a UTF-8 character take no room. */
export function columnAfter(column: number, byte: number): number {
  if (byte === RETURN) return 0;
  if (byte === 8) return Math.max(0, column - 1);
  if (byte === 9) return (column | 7) + 1;
  return byte < 32 || (byte & 0xc0) === 0x80 ? column : column + 1;
}

function withReturns(bytes: Uint8Array): Uint8Array {
  let newlines = 0;
  for (const byte of bytes) if (byte === NEWLINE) newlines++;
  if (newlines === 0) return bytes.slice();
  const shown = new Uint8Array(bytes.length + newlines);
  let at = 0;
  for (const byte of bytes) {
    if (byte === NEWLINE) shown[at++] = RETURN;
    shown[at++] = byte;
  }
  return shown;
}
