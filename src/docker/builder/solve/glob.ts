import { IgnoreMatcher } from '../ignore/matcher.ts';

/** A pattern for one name, as filepath.Match has it. Throws for broken brackets. */
export class GlobPattern {
  readonly #matcher: IgnoreMatcher;

  constructor(pattern: string) {
    // `**` means no more than `*` here, and `!` at the start is a letter.
    const single = pattern.replace(/\*+/g, '*');
    this.#matcher = new IgnoreMatcher([single.startsWith('!') ? `[!]${single.slice(1)}` : single]);
  }

  matches(name: string): boolean {
    return this.#matcher.matchesOrParentMatches(name);
  }
}
