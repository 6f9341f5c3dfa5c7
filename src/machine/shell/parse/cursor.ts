import { FEATURES } from '../dialect.ts';
import type { Dialect, Features } from '../dialect.ts';
import { Incomplete, SyntaxFailure } from './failure.ts';
import type { SyntaxProblem } from './failure.ts';

export interface ParseOptions {
  readonly dialect: Dialect;
  /** Asked for each command: a script may define aliases while it is parsed. */
  readonly aliases?: () => ReadonlyMap<string, string> | undefined;
  /** `shopt -s extglob`, which may change as well. */
  readonly isExtglob?: () => boolean;
  /** The number of the text's first line; 1 unless told. */
  readonly firstLine?: number;
  /** More text may follow: a command that is not complete is `Incomplete`, not wrong. */
  readonly mayContinue?: boolean;
}

/** Nested constructs past this are refused, so that no text can exhaust the stack. */
const DEEPEST = 150;

/** A place in a script's text. */
export class Cursor {
  protected pos = 0;
  protected line: number;
  protected depth = 0;
  protected readonly features: Features;
  readonly dialect: Dialect;

  constructor(
    protected text: string,
    protected readonly options: ParseOptions,
  ) {
    this.line = options.firstLine ?? 1;
    this.dialect = options.dialect;
    this.features = FEATURES[options.dialect];
  }

  protected get isAtEnd(): boolean {
    return this.pos >= this.text.length;
  }

  protected startsWith(what: string): boolean {
    return this.text.startsWith(what, this.pos);
  }

  /** Moves on by `length`, counting lines. */
  protected skip(length: number): void {
    const end = Math.min(this.pos + length, this.text.length);
    for (let i = this.pos; i < end; i++) if (this.text.charCodeAt(i) === 10) this.line++;
    this.pos = end;
  }

  protected fail(problem: SyntaxProblem, line = this.line): never {
    throw new SyntaxFailure(problem, line, this.lineText());
  }

  /** The text has ended too early. */
  protected failAtEnd(problem: SyntaxProblem, awaits?: string): never {
    if (this.options.mayContinue) throw new Incomplete(awaits);
    this.fail(problem);
  }

  protected enter(): void {
    if (++this.depth > DEEPEST) this.fail({ kind: 'too-deep' });
  }

  protected leave(): void {
    this.depth--;
  }

  private lineText(): string {
    const at = Math.min(this.pos, this.text.length);
    const start = this.text.lastIndexOf('\n', at - 1) + 1;
    const end = this.text.indexOf('\n', at);
    return this.text.slice(start, end < 0 ? undefined : end);
  }
}
