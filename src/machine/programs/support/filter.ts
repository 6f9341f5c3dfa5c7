import type { Process } from '../../../core/process.ts';
import type { SystemError } from '../../errno.ts';
import type { Call } from './call.ts';
import { Lines, allLines, eachInput } from './inputs.ts';

/** Prints what a function makes of each line of the operands' files; undefined leaves a line out. */
export function* mapLines(call: Call, operands: readonly string[], map: (line: string) => string | undefined, complain?: (name: string, error: SystemError) => Process<void>): Process<number> {
  yield* eachInput(call, operands, function* (input) {
    const lines = new Lines(call, input);
    for (;;) {
      const line = lines.ready() ?? (yield* lines.next());
      if (line === undefined) return;
      const text = map(line);
      if (text !== undefined && call.put(text + (lines.isTerminated ? '\n' : ''))) yield* call.flush();
    }
  }, complain ? { complain } : {});
  return call.status;
}

/** All lines of an operand's file. Complains and gives undefined where it can't be opened. */
export function* linesOf(call: Call, name: string, separator = 10): Process<string[] | undefined> {
  let found: string[] | undefined;
  yield* eachInput(call, [name], function* (input) {
    found = yield* allLines(call, input, separator);
  });
  return found;
}
