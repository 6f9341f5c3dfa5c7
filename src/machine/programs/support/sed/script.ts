import type { Regex } from '../regex/regex.ts';

export type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Regex | undefined }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  /** Second addresses alone: `addr,+N` and `addr,~N`. */
  | { readonly kind: 'plus'; readonly count: number }
  | { readonly kind: 'multiple'; readonly of: number };

export interface Substitution {
  /** Undefined: the one used last. */
  readonly regex: Regex | undefined;
  readonly replacement: readonly ReplacementPart[];
  readonly isGlobal: boolean;
  readonly occurrence: number;
  readonly prints: boolean;
  readonly file: string | undefined;
}

export type ReplacementPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group'; readonly index: number }
  | { readonly kind: 'case'; readonly to: 'U' | 'L' | 'u' | 'l' | 'E' };

export interface Command {
  readonly name: string;
  readonly first: Address | undefined;
  readonly second: Address | undefined;
  readonly isNegated: boolean;
  /** Text of `a`, `i`, `c`; label of `b`, `t`, `T`, `:`; file of `r`, `w`; exit status of `q`. */
  readonly text: string;
  readonly substitution?: Substitution;
  readonly map?: ReadonlyMap<string, string>;
  /** Where to go on: of a branch its label's place, of `{` the place after its `}`. */
  target: number;
  /** The range that it stands in: the line where it ends, or `open` until the second address matches. */
  range: number | 'open' | undefined;
}

/** A script is wrong; the message is what follows `sed: `. */
export class SedError extends Error {
  override readonly name = 'SedError';
}
