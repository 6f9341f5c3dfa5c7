/** What is wrong with a script's text; `describeSyntax` puts it into a dialect's words. */
export type SyntaxProblem =
  | { readonly kind: 'unexpected'; readonly token: string; readonly isWord?: boolean; readonly expecting?: string }
  | { readonly kind: 'end'; readonly expecting?: string }
  | { readonly kind: 'unterminated'; readonly opener: string }
  | { readonly kind: 'bad-function-name' | 'bad-loop-variable' | 'bad-substitution'; readonly text: string }
  | { readonly kind: 'arithmetic-for'; readonly text: string }
  | { readonly kind: 'conditional'; readonly text: string }
  | { readonly kind: 'bad-descriptor'; readonly text: string }
  | { readonly kind: 'too-deep' };

export class SyntaxFailure extends Error {
  override readonly name = 'SyntaxFailure';

  constructor(
    readonly problem: SyntaxProblem,
    readonly line: number,
    /** The line of the script on which it was noticed. */
    readonly text: string,
  ) {
    super(problem.kind);
  }
}

/** The text ends in the middle of a command, and more of it may come. */
export class Incomplete extends Error {
  override readonly name = 'Incomplete';

  /** Text without which the command can't be complete; undefined when that is not known. */
  constructor(readonly awaits: string | undefined) {
    super('incomplete');
  }
}
