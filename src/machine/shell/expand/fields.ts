import { ShellError } from '../execute/errors.ts';
import { escapePattern } from './pattern.ts';

export interface Field {
  readonly text: string;
  /** The same as a pattern, in which what was quoted is escaped; undefined when nothing in it is active. */
  readonly pattern: string | undefined;
}

/** Characters that one word may have. */
const LONGEST = 64 << 20;
const ACTIVE = /[*?[\\]|[@!+]\(/;

/** Collects what words expand to, and cuts it into fields by IFS. */
export class Fields {
  readonly done: Field[] = [];
  #text: string | undefined;
  #pattern = '';
  #isActive = false;
  /** The field before was ended by white space of IFS, and nothing has come since. */
  #afterBlank = false;
  readonly #blanks: string;
  readonly #delimiters: string;

  constructor(ifs: string) {
    this.#blanks = [...ifs].filter((c) => c === ' ' || c === '\t' || c === '\n').join('');
    this.#delimiters = [...ifs].filter((c) => !this.#blanks.includes(c)).join('');
  }

  /** Text that is not cut; quoted, it is no pattern either. */
  add(text: string, isQuoted: boolean): void {
    this.#afterBlank = false;
    this.#text = (this.#text ?? '') + text;
    if (this.#text.length > LONGEST) throw new ShellError(`xrealloc: cannot allocate ${this.#text.length * 2} bytes`, 'exit', 2);
    if (isQuoted) this.#pattern += escapePattern(text);
    else {
      this.#pattern += text;
      if (ACTIVE.test(text)) this.#isActive = true;
    }
  }

  /** What an unquoted expansion gave. */
  split(text: string): void {
    if (this.#blanks === '' && this.#delimiters === '') {
      if (text !== '') this.add(text, false);
      return;
    }
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text[i]!;
      const isBlank = this.#blanks.includes(c);
      if (!isBlank && !this.#delimiters.includes(c)) continue;
      if (i > start) this.add(text.slice(start, i), false);
      start = i + 1;
      if (isBlank) this.#endAtBlank();
      else this.#endAtDelimiter();
    }
    if (start < text.length) this.add(start === 0 ? text : text.slice(start), false);
  }

  #endAtBlank(): void {
    if (this.#text === undefined) return;
    this.end();
    this.#afterBlank = true;
  }

  #endAtDelimiter(): void {
    if (this.#text === undefined && !this.#afterBlank) this.add('', false);
    if (this.#text !== undefined) this.end();
    this.#afterBlank = false;
  }

  /** Ends the field that is being made, if one is. */
  end(): void {
    if (this.#text === undefined) return;
    this.done.push({ text: this.#text, pattern: this.#isActive ? this.#pattern : undefined });
    this.#text = undefined;
    this.#pattern = '';
    this.#isActive = false;
    this.#afterBlank = false;
  }

  get isEmpty(): boolean {
    return this.#text === undefined && this.done.length === 0;
  }

  /** All in one, for where nothing is cut. */
  whole(): { readonly text: string; readonly pattern: string } {
    return { text: this.#text ?? '', pattern: this.#pattern };
  }
}
