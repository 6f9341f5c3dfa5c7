import { NO_BYTES, concat } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import type { OpenFile } from '../../files/open-file.ts';
import type { Call } from './call.ts';
import { Held } from './held.ts';
import { readChunk } from './inputs.ts';

/** Bytes, a line at a time, undecoded: for head, tail and wc, which never look inside. */
export function* firstLines(call: Call, input: Input, count: number, separator: number): Process<void> {
  let left = count;
  while (left > 0) {
    const bytes = yield* readChunk(call, input, 8192);
    if (bytes.length === 0) return;
    const end = endOfLines(bytes, left, separator);
    yield* call.print(bytes.slice(0, end.offset));
    left = end.left;
  }
}

function endOfLines(bytes: Uint8Array, count: number, separator: number): { offset: number; left: number } {
  let offset = 0;
  let left = count;
  while (left > 0) {
    const at = bytes.indexOf(separator, offset);
    if (at < 0) return { offset: bytes.length, left };
    offset = at + 1;
    left--;
  }
  return { offset, left };
}

/** Where the last `count` lines begin. */
export function startOfLast(bytes: Uint8Array, count: number, separator: number): number {
  if (count === 0) return bytes.length;
  let at = bytes.length;
  if (bytes[at - 1] === separator) at--;
  for (let left = count; left > 0; left--) {
    const before = at === 0 ? -1 : bytes.lastIndexOf(separator, at - 1);
    if (before < 0) return 0;
    if (left === 1) return before + 1;
    at = before;
  }
  return at;
}

/** Where in a file its last `count` lines begin, found from the end; undefined for what can't be gone back in. */
export function* seekLast(file: OpenFile, count: number, separator: number): Process<number | undefined> {
  const size = file.stat().size;
  if (!file.seek || file.stat().type !== 'file' || size < BLOCK) return undefined;
  let left = count + 1;
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - BLOCK);
    file.seek(start, 'start');
    const bytes = yield* file.read(end - start);
    let at = bytes.length;
    if (end === size && bytes[at - 1] !== separator) left--;
    for (; left > 0; left--) {
      at = at === 0 ? -1 : bytes.lastIndexOf(separator, at - 1);
      if (at < 0) break;
    }
    if (left === 0) return start + at + 1;
    end = start;
  }
  return 0;
}

const BLOCK = 65_536;

/** Reads to the end and keeps what `trim` leaves of it, so that a long input takes little memory. */
export function* keepEnd(call: Call, input: Input, trim: (bytes: Uint8Array) => Uint8Array): Process<Uint8Array> {
  const held = new Held(call.system);
  let kept: Uint8Array = NO_BYTES;
  let parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const bytes = yield* readChunk(call, input);
    if (bytes.length === 0) break;
    parts.push(bytes.slice());
    size += bytes.length;
    held.grow(bytes.length);
    // What can't be trimmed is put together ever more rarely as it grows.
    if (size < Math.max(1 << 20, kept.length)) continue;
    kept = trim(concat([kept, ...parts])).slice();
    held.set(kept.length);
    parts = [];
    size = 0;
  }
  held.set(0);
  return trim(concat([kept, ...parts]));
}
