import { NO_BYTES, concat } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import type { Input, Output } from '../../core/stream.ts';
import { DaemonError } from './client.ts';
import { toText } from '../../core/bytes.ts';

const HEADER = 8;

/**
 * Takes a stream of frames apart: each has its stream (1 standard output, 2 standard error, 3 an error of the daemon) and
 * its length before it. Throws DaemonError for a frame that is an error.
 */
export function* demultiplex(input: Input, stdout: Output, stderr: Output): Process<void> {
  let rest: Uint8Array = NO_BYTES;
  const fill = function* (wanted: number): Process<boolean> {
    while (rest.length < wanted) {
      const more = yield* input.read();
      if (more.length === 0) return false;
      rest = rest.length === 0 ? more : concat([rest, more]);
    }
    return true;
  };
  while (yield* fill(HEADER)) {
    const view = new DataView(rest.buffer, rest.byteOffset, HEADER);
    const stream = rest[0]!;
    let left = view.getUint32(4);
    rest = rest.subarray(HEADER);
    while (left > 0) {
      if (rest.length === 0 && !(yield* fill(1))) return;
      const part = rest.subarray(0, left);
      rest = rest.subarray(part.length);
      left -= part.length;
      if (stream === 3) throw new DaemonError(500, toText(part));
      yield* (stream === 2 ? stderr : stdout).write(part);
    }
  }
}

/** Copies until the input ends. */
export function* copyAll(input: Input, output: Output): Process<void> {
  for (;;) {
    const bytes = yield* input.read();
    if (bytes.length === 0) return;
    yield* output.write(bytes);
  }
}
