import { compile } from './compile.ts';
import type { Code } from './compile.ts';
import { backtrackMatch, pikeMatch } from './match.ts';
import type { Slots } from './match.ts';
import { toNative } from './native.ts';
import type { Native } from './native.ts';
import { parseRegex } from './parse.ts';
import type { Dialect, ParsedRegex } from './parse.ts';

export { RegexError, RegexTooCostly } from './syntax.ts';

export interface RegexOptions extends Dialect {
  /** `^` and `$` match at newlines inside the text as well (sed's `M`). */
  readonly isMultiline?: boolean;
}

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The groups' texts from 1 on; undefined for one that took no part. */
  group(index: number): string | undefined;
}

/** As many steps as the engine's own matcher may take at worst before ours, whose time is bounded, is used instead. */
const NATIVE_BUDGET = 5_000_000;

/**
 * A POSIX regular expression: leftmost, then longest. Matching takes time in proportion to the text, except with back
 * references, where it may throw `RegexTooCostly`. The constructor throws `RegexError`.
 */
export class Regex {
  readonly groups: number;
  readonly #parsed: ParsedRegex;
  readonly #native: Native | undefined;
  readonly #finder: RegExp | undefined;
  #indexer: RegExp | undefined;
  #code: Code | undefined;
  readonly #longest: number;

  constructor(source: string, private readonly options: RegexOptions) {
    this.#parsed = parseRegex(source, options);
    this.groups = this.#parsed.groups;
    this.#native = toNative(this.#parsed.node);
    this.#finder = this.#native && new RegExp(this.#native.source, this.#flags('g'));
    this.#longest = this.#native ? (this.#native.loops === 0 ? Infinity : NATIVE_BUDGET ** (1 / (this.#native.loops + 1))) : 0;
    if (!this.#native) this.#code = compile(this.#parsed.node);
  }

  #flags(flags: string): string {
    return `${flags}u${this.options.isMultiline ? 'm' : ''}`;
  }

  test(text: string, from = 0): boolean {
    if (!this.#finder || text.length > this.#longest) return this.#slow(text, from, 2) !== undefined;
    this.#finder.lastIndex = from;
    return this.#finder.test(text);
  }

  /** The first match that begins at `from` or later; `^` still means the text's beginning. */
  exec(text: string, from = 0): Match | undefined {
    if (!this.#finder || this.#native!.isForTestOnly || text.length > this.#longest) {
      const slots = this.#slow(text, from, (this.groups + 1) * 2);
      return slots && slotsMatch(text, slots);
    }
    if (this.groups === 0) {
      this.#finder.lastIndex = from;
      const found = this.#finder.exec(text);
      return found ? { start: found.index, end: found.index + found[0].length, group: () => undefined } : undefined;
    }
    this.#indexer ??= new RegExp(this.#native!.source, this.#flags('g'));
    this.#indexer.lastIndex = from;
    const found = this.#indexer.exec(text);
    return found ? { start: found.index, end: found.index + found[0].length, group: (index) => found[index] } : undefined;
  }

  #slow(text: string, from: number, slots: number): Slots | undefined {
    const isMultiline = this.options.isMultiline ?? false;
    this.#code ??= compile(this.#parsed.node);
    if (!this.#parsed.hasReferences) return pikeMatch(this.#code, text, from, slots, isMultiline);
    return backtrackMatch(this.#code, text, from, (this.groups + 1) * 2, isMultiline, this.options.ignoresCase ?? false);
  }
}

function slotsMatch(text: string, slots: Slots): Match {
  return {
    start: slots[0]!,
    end: slots[1]!,
    group(index) {
      const [start, end] = [slots[index * 2] ?? -1, slots[index * 2 + 1] ?? -1];
      return start >= 0 && end >= start ? text.slice(start, end) : undefined;
    },
  };
}

/** A pattern that stands for itself, in basic syntax. */
export function literalSource(text: string): string {
  return text.replace(/[[\]\\.*^$]/g, '\\$&');
}
