import { SystemError } from '../../../errno.ts';
import { attempt } from '../call.ts';
import type { Call } from '../call.ts';

/** Names that files list, one a line (-T, -X). */
export function readLines(call: Call, paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const text = attempt(() => call.files.readText(path));
    if (text instanceof SystemError) throw call.refusal(call.isBusybox ? `can't open '${path}': ${text.message}` : `${path}: Cannot open: ${text.message}\n${call.name}: Error is not recoverable: exiting now`, 2);
    return text.split('\n').filter((line) => line !== '');
  });
}
