import type { ExitCode } from '../../system.ts';

/**
 * How far a mistake reaches: the command fails; the rest of the line is not run (bash), which ends the shell under `set -e`
 * or, as with arithmetic, does not; a shell that is not interactive ends.
 */
export type Severity = 'command' | 'line' | 'discard' | 'exit';

/** A mistake in a script that is noticed while it runs. The message has no prefix yet. */
export class ShellError extends Error {
  override readonly name = 'ShellError';

  constructor(
    message: string,
    readonly severity: Severity,
    readonly status: ExitCode = 1,
    /** The builtin that it was noticed in, once known. */
    public context?: { readonly command: string | undefined },
  ) {
    super(message);
  }
}

/** Leaves the shell. No `Error`, so that nothing takes it for one. */
export class ShellExit {
  constructor(readonly status: ExitCode) {}
}

/** Ctrl-C at an interactive shell: what runs is given up, and the prompt comes back. */
export class Interrupted {}

/** An assignment to what is read-only. */
export class ReadonlyVariable extends Error {
  override readonly name = 'ReadonlyVariable';

  constructor(readonly variable: string) {
    super(`${variable}: readonly variable`);
  }
}
