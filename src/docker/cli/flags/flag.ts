/** A value that a flag does not take; its message goes behind `invalid argument "x" for "-m, --memory" flag: `. */
export class FlagValueError extends Error {
  override readonly name = 'FlagValueError';
}

/** How the text after a flag becomes its value. */
export interface FlagKind {
  /** The word that help shows behind the flag (`list`, `bytes`); empty for a switch. */
  readonly word: string;
  /** Each use adds to a list instead of replacing the value. */
  readonly isList?: boolean;
  /** What the flag is when it is written without a value: only switches have one. */
  readonly bare?: string;
  /** What it is when it isn't given. */
  readonly initial: unknown;
  /** One value; several for kinds that split at commas. Throws FlagValueError, ParseError, UnitError. */
  read(text: string): unknown;
  /** A kind that reads several values out of one text. */
  readonly isSplit?: boolean;
}

/** One declaration a flag: parsing, help, usage errors, completion and the coverage page come from it. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly kind: FlagKind;
  /** One line for help, in our words. */
  readonly about: string;
  /** As help shows it behind the line: `"no"`, `10`, `[]`. */
  readonly shownDefault?: string;
  readonly isHidden?: boolean;
  /** What to use instead: the flag works and says so. */
  readonly deprecated?: string;
  /** The environment variable that its default comes from. */
  readonly variable?: string;
  /** Parsed as Docker does, then refused: `drydock: docker run --gpus is not simulated`. */
  readonly isRefused?: boolean;
  /** Words that the shell may offer behind it. */
  readonly choices?: readonly string[];
  /** The kind of object whose names the shell may offer behind it. */
  readonly completes?: Completed;
  /** Set into another flag's value: `--net` is another name of `--network`. */
  readonly into?: string;
}

/** What the shell may complete with. */
export type Completed = 'containers' | 'running containers' | 'stopped containers' | 'images' | 'volumes' | 'networks' | 'contexts' | 'files';

type Extra = Partial<Omit<Flag, 'name' | 'short' | 'kind' | 'about'>>;

/** `names` is `all` or `a,all`. */
export function flag(kind: FlagKind, names: string, about: string, extra: Extra = {}): Flag {
  const [first, second] = names.split(',') as [string, string?];
  return { name: second ?? first, ...(second === undefined ? {} : { short: first }), kind, about, ...extra };
}
