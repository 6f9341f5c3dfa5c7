import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import type { Shell } from '../execute/shell.ts';
import { runInput } from '../run-input.ts';

export function* runInteractive(shell: Shell): Process<ExitCode> {
  return yield* runInput(shell);
}
