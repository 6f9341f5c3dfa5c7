import { NO_BYTES, concat } from '../../../core/bytes.ts';
import type { Micros } from '../../../core/clock.ts';
import { anyOf } from '../../../core/process.ts';
import type { Process, Wait } from '../../../core/process.ts';
import { SystemError } from '../../errno.ts';
import type { OpenFile } from '../../files/open-file.ts';
import { Interrupted } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { decode } from '../text.ts';

export interface LineOptions {
  /** One character; empty is NUL. */
  readonly delimiter: string;
  /** Backslashes are ordinary characters. */
  readonly isRaw: boolean;
  /** As many characters at most; the delimiter ends it earlier unless `isExact`. */
  readonly count?: number;
  readonly isExact?: boolean;
  /** The moment at which to give up. */
  readonly deadline?: Micros;
}

export interface Line {
  readonly text: string;
  /** The end came before the delimiter. */
  readonly isEnd: boolean;
  readonly isTimedOut: boolean;
}

const CHUNK = 4096;

/**
 * Reads up to a delimiter and no byte more, so that what comes after is there for who reads next. Without `isRaw` a
 * backslash before the delimiter of a line goes on with the next one; all backslashes are left in the text.
 */
export function* readLine(shell: Shell, fd: number, options: LineOptions): Process<Line> {
  const file = shell.system.descriptors.get(fd);
  if (!file) throw new SystemError('EBADF');
  const source = new ByteSource(shell, file, fd, options.deadline);
  const stop = options.delimiter === '' ? 0 : options.delimiter.charCodeAt(0);
  const parts: number[] = [];
  let characters = 0;
  let isEscaped = false;
  const finish = (isEnd: boolean, isTimedOut = false): Line => ({ text: decode(Uint8Array.from(parts)), isEnd, isTimedOut });
  try {
    for (;;) {
      if (options.count !== undefined && characters >= options.count && !source.isInsideCharacter) return finish(false);
      const byte = yield* source.next();
      if (byte === 'timeout') return finish(true, true);
      if (byte === undefined) return finish(true);
      if (byte === stop && !options.isExact && !(isEscaped && !options.isRaw)) return finish(false);
      if (isEscaped && !options.isRaw && byte === 10) {
        // A continued line: neither the backslash nor the newline.
        parts.pop();
        isEscaped = false;
        continue;
      }
      if (byte === 0) continue;
      parts.push(byte);
      if ((byte & 0xc0) !== 0x80) characters++;
      isEscaped = !options.isRaw && byte === 92 && !isEscaped;
      if (isEscaped) characters--;
    }
  } finally {
    source.giveBack();
  }
}

/** Bytes one at a time, and back to the file with those that were not asked for. */
class ByteSource {
  #chunk: Uint8Array = NO_BYTES;
  #at = 0;
  readonly #isSeekable: boolean;
  isInsideCharacter = false;
  #following = 0;

  constructor(
    private readonly shell: Shell,
    private readonly file: OpenFile,
    private readonly fd: number,
    private readonly deadline: Micros | undefined,
  ) {
    this.#isSeekable = isSeekable(file);
  }

  *next(): Process<number | 'timeout' | undefined> {
    if (this.#at >= this.#chunk.length) {
      if ((yield* awaitInput(this.shell, this.file, this.deadline)) === 'timeout') return 'timeout';
      if (this.shell.system.charge(1)) yield* this.shell.system.pay();
      const size = this.#isSeekable ? CHUNK : 1;
      this.#chunk = this.fd === 0 && this.file.terminal ? yield* this.shell.system.stdin.read(size) : yield* this.file.read(size);
      this.#at = 0;
      if (this.#chunk.length === 0) return undefined;
    }
    const byte = this.#chunk[this.#at++]!;
    this.#following = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : Math.max(0, this.#following - 1);
    this.isInsideCharacter = byte >= 0x80 && this.#following > 0;
    return byte;
  }

  giveBack(): void {
    const left = this.#chunk.length - this.#at;
    if (left > 0 && this.#isSeekable) this.file.seek!(-left, 'current');
    this.#chunk = NO_BYTES;
    this.#at = 0;
  }
}

function isSeekable(file: OpenFile): boolean {
  if (!file.seek) return false;
  try {
    file.seek(0, 'current');
    return true;
  } catch {
    return false;
  }
}

/** Waits until a read would not wait. Traps run meanwhile; Ctrl-C at an interactive shell gives up. */
function* awaitInput(shell: Shell, file: OpenFile, deadline: Micros | undefined): Process<'ready' | 'timeout'> {
  for (;;) {
    if (shell.wasInterrupted) throw new Interrupted();
    if (shell.traps.pending.length > 0) yield* shell.traps.runPending();
    const ready = file.readiness?.() ?? true;
    if (ready === true) return 'ready';
    const waits: Wait[] = [ready, shell.signalled.asWait()];
    if (deadline !== undefined) {
      if (shell.system.now() >= deadline) return 'timeout';
      waits.push(shell.system.timer(deadline - shell.system.now()));
    }
    yield anyOf(...waits);
  }
}

/** Everything that is left, for mapfile. */
export function* readRest(shell: Shell, fd: number): Process<Uint8Array> {
  const file = shell.system.descriptors.get(fd);
  if (!file) throw new SystemError('EBADF');
  const parts: Uint8Array[] = [];
  for (;;) {
    yield* awaitInput(shell, file, undefined);
    const bytes = yield* file.read();
    if (bytes.length === 0) return concat(parts);
    parts.push(bytes);
    if (shell.system.charge(1 + bytes.length / 4096)) yield* shell.system.pay();
  }
}
