import type { ExitCode } from '../../system.ts';

/** Thrown to end a tool with a message on standard error, which is printed as it is. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    message: string,
    readonly status: ExitCode,
  ) {
    super(message);
  }
}

/** Thrown to end a tool early and well, with the text on standard output (`--help`, `--version`). */
export class Answer extends Error {
  override readonly name = 'Answer';
}
