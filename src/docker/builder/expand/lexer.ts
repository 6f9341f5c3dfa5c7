import { isSpace, quote } from '../parse/go-strings.ts';
import type { Allowance } from './allowance.ts';
import { expandBraces } from './braces.ts';

export interface LexerOptions {
  /** Quotes stay in the result. */
  readonly keepsQuotes?: boolean;
  /** Escape characters stay in the result. */
  readonly keepsEscapes?: boolean;
  /** Quotes mean nothing. */
  readonly ignoresQuotes?: boolean;
  /** A variable that is not set stays as it is written. */
  readonly keepsUnset?: boolean;
  /** Names of variables are compared without case, as on Windows. */
  readonly ignoresCase?: boolean;
}

export interface Expansion {
  readonly text: string;
  /** The text split at spaces outside of quotes, after variables were filled in. */
  readonly words: readonly string[];
  /** Names of variables that were used and set. */
  readonly matched: ReadonlySet<string>;
  /** … and not set. */
  readonly unmatched: ReadonlySet<string>;
}

/**
 * Fills in `$x` and `${x…}` and removes quotes and escapes, as BuildKit does for all instructions but RUN, CMD and
 * ENTRYPOINT. Like a shell's, but smaller: there is no `$(…)`, and unknown variables are empty.
 */
export class ShellLexer {
  constructor(
    readonly escape: string = '\\',
    readonly options: LexerOptions = {},
    /** What is left of it is shared by all lexers of a Dockerfile. */
    readonly allowance?: Allowance,
  ) {}

  /** Throws an Error with BuildKit's words. */
  expand(text: string, variables: ReadonlyMap<string, string>): Expansion {
    if (!text.includes('$') && !text.includes(this.escape) && !text.includes("'") && !text.includes('"')) return plainly(text);
    const run = new ExpansionRun(text, variables, this);
    try {
      const { text: result, words } = run.untilEnd();
      return { text: result, words, matched: run.matched, unmatched: run.unmatched };
    } catch (error) {
      throw new Error(`failed to process ${quote(text)}: ${(error as Error).message}`);
    }
  }

  words(text: string, variables: ReadonlyMap<string, string>): readonly string[] {
    return this.expand(text, variables).words;
  }

  /** With other options. */
  with(options: LexerOptions): ShellLexer {
    return new ShellLexer(this.escape, { ...this.options, ...options }, this.allowance);
  }
}

const NONE: ReadonlySet<string> = new Set();

function plainly(text: string): Expansion {
  const words = new Words();
  words.addSplit(text);
  return { text, words: words.finish(), matched: NONE, unmatched: NONE };
}

/** Braces inside of braces deeper than this are refused: nobody writes them, and they must not exhaust the stack. */
const DEEPEST = 500;

/** One text being read. */
export class ExpansionRun {
  position = 0;
  depth = 0;
  readonly matched = new Set<string>();
  readonly unmatched = new Set<string>();
  readonly options: LexerOptions;
  private readonly escape: string;
  readonly #allowance: Allowance | undefined;
  readonly #words = new Words();
  #keepsEscapes: boolean;

  constructor(
    readonly source: string,
    private readonly variables: ReadonlyMap<string, string>,
    lexer: ShellLexer,
  ) {
    this.escape = lexer.escape;
    this.options = lexer.options;
    this.#allowance = lexer.allowance;
    this.#keepsEscapes = this.options.keepsEscapes ?? false;
  }

  get isAtEnd(): boolean {
    return this.position >= this.source.length;
  }

  /** The next character, '' at the end. */
  peek(): string {
    return this.source[this.position] ?? '';
  }

  next(): string {
    return this.source[this.position++] ?? '';
  }

  untilEnd(): { readonly text: string; readonly words: readonly string[] } {
    const text = this.#read('', this.#words);
    return { text, words: this.#words.finish() };
  }

  /** Reads up to a character and past it. */
  until(stop: string, keepsEscapes: boolean): string {
    if (++this.depth > DEEPEST) throw new Error('syntax error: substitutions are nested too deeply');
    // What stands before the braces in the same word gets lost, in the list of words alone: BuildKit does so.
    this.#words.drop();
    const before = this.#keepsEscapes;
    this.#keepsEscapes = keepsEscapes;
    const text = this.#read(stop, undefined);
    this.#keepsEscapes = before;
    this.depth--;
    return text;
  }

  #read(stop: string, words: Words | undefined): string {
    let result = '';
    while (!this.isAtEnd) {
      const character = this.peek();
      if (stop !== '' && character === stop) {
        this.position++;
        return result;
      }
      if (character === '$') {
        const value = this.#dollar();
        result += value;
        words?.addSplit(value);
      } else if (!this.options.ignoresQuotes && (character === "'" || character === '"')) {
        const value = character === "'" ? this.#singleQuoted() : this.#doubleQuoted();
        result += value;
        words?.addWhole(value);
      } else if (character === this.escape) {
        this.position++;
        if (this.#keepsEscapes) {
          result += character;
          words?.addWhole(character);
        }
        if (this.isAtEnd) break;
        const escaped = this.next();
        result += escaped;
        words?.addWhole(escaped);
      } else {
        const start = this.position;
        do this.position++;
        while (!this.isAtEnd && !this.#isSpecial(this.peek(), stop));
        const run = this.source.slice(start, this.position);
        result += run;
        words?.addSplit(run);
      }
    }
    if (stop !== '') throw new Error(`unexpected end of statement while looking for matching ${stop}`);
    return result;
  }

  #isSpecial(character: string, stop: string): boolean {
    return character === '$' || character === "'" || character === '"' || character === this.escape || character === stop;
  }

  #singleQuoted(): string {
    const end = this.source.indexOf("'", this.position + 1);
    if (end < 0) {
      this.position = this.source.length;
      throw new Error('unexpected end of statement while looking for matching single-quote');
    }
    const inner = this.source.slice(this.position + 1, end);
    this.position = end + 1;
    return this.options.keepsQuotes ? `'${inner}'` : inner;
  }

  #doubleQuoted(): string {
    const quoteMark = this.options.keepsQuotes ? '"' : '';
    let result = quoteMark;
    this.position++;
    while (!this.isAtEnd) {
      const character = this.peek();
      if (character === '"') {
        this.position++;
        return result + quoteMark;
      }
      if (character === '$') {
        result += this.#dollar();
        continue;
      }
      this.position++;
      if (character !== this.escape) {
        result += character;
        continue;
      }
      if (this.#keepsEscapes) result += character;
      const next = this.peek();
      if (next === '') break;
      // Only these can be escaped here; before anything else the escape character is one like any other.
      if (next === '"' || next === '$' || next === this.escape) {
        this.position++;
        result += next;
      } else result += character;
    }
    throw new Error('unexpected end of statement while looking for matching double-quote');
  }

  #dollar(): string {
    this.position++;
    if (this.peek() === '{') return expandBraces(this);
    const name = this.name();
    if (name === '') return '$';
    const value = this.lookUp(name);
    return value ?? (this.options.keepsUnset ? `$${name}` : '');
  }

  /** A name of letters, digits and underscores, a number, or one of the shell's special parameters; '' if there is none. */
  name(): string {
    NAME.lastIndex = this.position;
    const name = NAME.exec(this.source)?.[0] ?? '';
    this.position += name.length;
    return name;
  }

  lookUp(name: string): string | undefined {
    const value = this.options.ignoresCase ? this.#lookUpAnyCase(name) : this.variables.get(name);
    (value === undefined ? this.unmatched : this.matched).add(name);
    if (value !== undefined) this.spend(value.length);
    return value;
  }

  /** Takes from what the Dockerfile's variables may become. */
  spend(characters: number): void {
    this.#allowance?.spend(characters);
  }

  #lookUpAnyCase(name: string): string | undefined {
    for (const [key, value] of this.variables) if (key.toLowerCase() === name.toLowerCase()) return value;
    return undefined;
  }
}

const NAME = /\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*/uy;

/** Gathers words: what is added split ends words at its spaces, what is added whole never does. */
class Words {
  readonly #words: string[] = [];
  #word = '';

  addSplit(text: string): void {
    let start = 0;
    for (let i = 0; i <= text.length; i++) {
      if (i < text.length && !isSpace(text[i]!)) continue;
      // The space after the `<<` of a here-document belongs to its word.
      if (i < text.length && i >= 2 && text[i - 1] === '<' && text[i - 2] === '<') {
        while (i < text.length && isSpace(text[i]!)) i++;
        if (i < text.length) continue;
      }
      this.#word += text.slice(start, i);
      if (i < text.length) this.finish();
      start = i + 1;
    }
  }

  drop(): void {
    this.#word = '';
  }

  addWhole(text: string): void {
    this.#word += text;
  }

  finish(): readonly string[] {
    if (this.#word !== '') this.#words.push(this.#word);
    this.#word = '';
    return this.#words;
  }
}
