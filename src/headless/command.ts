/** One command of the headless `drydock`: one file in commands/. */
export interface HeadlessCommand {
  readonly name: string;
  readonly usage: string;
  /** One line of `drydock --help`. */
  readonly about: string;
  /** What `drydock NAME --help` says below the usage line. */
  readonly help: string;
  /** The exit status. */
  run(args: readonly string[]): Promise<number>;
}

/** Words on the command line that can't be taken: said with the usage line, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
