import { Regex } from './regex.ts';
import type { RegexOptions } from './regex.ts';

const LARGEST = 500;

/** Compiled patterns by their source, for languages that build patterns while they run. */
export class RegexCache {
  readonly #regexes = new Map<string, Regex>();

  constructor(private readonly options: RegexOptions) {}

  get(source: string): Regex {
    const known = this.#regexes.get(source);
    if (known) return known;
    const regex = new Regex(source, this.options);
    if (this.#regexes.size >= LARGEST) this.#regexes.clear();
    this.#regexes.set(source, regex);
    return regex;
  }
}
