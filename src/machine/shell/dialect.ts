/** Which shell is spoken: GNU bash 5.2, Debian's dash 0.5.12, or the ash of busybox 1.36. */
export type Dialect = 'bash' | 'dash' | 'ash';

/** What one shell's language has and another's lacks. */
export interface Features {
  readonly arrays: boolean;
  readonly braceExpansion: boolean;
  /** `[[ … ]]`. */
  readonly conditional: boolean;
  /** `(( … ))` and `for ((;;))`. */
  readonly arithmeticCommand: boolean;
  /** `<<<`. */
  readonly hereString: boolean;
  /** `&>`, `>&file`, `|&`. */
  readonly bothOutputs: boolean;
  readonly processSubstitution: boolean;
  /** `$'…'`. */
  readonly ansiQuotes: boolean;
  /** `function name`. */
  readonly functionKeyword: boolean;
  /** `${x/a/b}`, `${x:1:2}`. */
  readonly substrings: boolean;
  /** `${x^}`, `${!x}`, `${x@Q}`. */
  readonly transforms: boolean;
  /** `++`, `--`, `**` and `,` in arithmetic. */
  readonly richArithmetic: boolean;
}

export const FEATURES: Readonly<Record<Dialect, Features>> = {
  bash: {
    arrays: true, braceExpansion: true, conditional: true, arithmeticCommand: true, hereString: true, bothOutputs: true,
    processSubstitution: true, ansiQuotes: true, functionKeyword: true, substrings: true, transforms: true, richArithmetic: true,
  },
  ash: {
    arrays: false, braceExpansion: false, conditional: true, arithmeticCommand: false, hereString: false, bothOutputs: true,
    processSubstitution: false, ansiQuotes: true, functionKeyword: true, substrings: true, transforms: false, richArithmetic: true,
  },
  dash: {
    arrays: false, braceExpansion: false, conditional: false, arithmeticCommand: false, hereString: false, bothOutputs: false,
    processSubstitution: false, ansiQuotes: false, functionKeyword: false, substrings: false, transforms: false, richArithmetic: false,
  },
};
