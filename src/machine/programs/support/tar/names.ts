import { SystemError } from '../../../errno.ts';
import type { Process } from '../../../../core/process.ts';
import type { Call } from '../call.ts';
import { readTextOf } from '../inputs.ts';

/** Names that files list, one a line (-T, -X). */
export function* readLines(call: Call, paths: readonly string[]): Process<string[]> {
  const lines: string[] = [];
  for (const path of paths) {
    const text = yield* readTextOf(call, path);
    if (text instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${path}': ${text.message}` : `${path}: Cannot open: ${text.message}\n${call.name}: Error is not recoverable: exiting now`, 2);
    lines.push(...text.split('\n').filter((line) => line !== ''));
  }
  return lines;
}
