import type { Process } from '../../../core/process.ts';
import type { Call } from './call.ts';
import { decodeText } from './text.ts';

/** Asks on standard error and reads a line of standard input: true for one that begins with `y` or `Y`. */
export function* askYesNo(call: Call, question: string): Process<boolean> {
  yield* call.complain(question);
  return /^[yY]/.test((yield* readAnswer(call)) ?? '');
}

/** A line of standard input, read byte by byte so that nothing after it is lost; undefined at the end. */
export function* readAnswer(call: Call): Process<string | undefined> {
  const bytes: number[] = [];
  for (;;) {
    const [byte] = yield* call.system.stdin.read(1);
    if (byte === undefined) return bytes.length > 0 ? decodeText(new Uint8Array(bytes)) : undefined;
    if (byte === 10) return decodeText(new Uint8Array(bytes));
    bytes.push(byte);
  }
}
