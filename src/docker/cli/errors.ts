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

/** How `run` and `create` say what is wrong with their flags. */
export function withHelp(message: string, path: string, status = 125): CommandError {
  if (message.startsWith('drydock: ')) return new CommandError(message, 125);
  return new CommandError(`docker: ${message}\n\nRun '${path} --help' for more information`, status);
}
