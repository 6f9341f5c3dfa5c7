/** A command that fails with words of its own; they go to standard error as they are. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

/** The command ends with this status and has said all there is to say. */
export class Exit extends Error {
  override readonly name = 'Exit';

  constructor(readonly status: number) {
    super(`exit ${status}`);
  }
}
