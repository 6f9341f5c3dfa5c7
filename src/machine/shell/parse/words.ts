import type { List, Part, Word } from '../ast.ts';
import { decodeAnsi } from './ansi.ts';
import { Cursor } from './cursor.ts';
import { makeWord } from './make-word.ts';

/** How text is read between its delimiters. */
export interface Style {
  /** '…' quotes. */
  readonly single: boolean;
  /** "…": `quote` opens a quoted part, `text` is an ordinary character, `drop` is left out. */
  readonly double: 'quote' | 'text' | 'drop';
  /** After which characters a backslash quotes; undefined: all. */
  readonly escapes?: string;
  readonly isInsideDouble: boolean;
}

export const UNQUOTED: Style = { single: true, double: 'quote', isInsideDouble: false };
export const DOUBLE: Style = { single: false, double: 'text', escapes: '$`"\\', isInsideDouble: true };
export const HEREDOC: Style = { single: false, double: 'text', escapes: '$`\\', isInsideDouble: true };
const BRACE_IN_DOUBLE: Style = { single: false, double: 'quote', escapes: '$`"\\}', isInsideDouble: true };
const ARITHMETIC: Style = { single: false, double: 'drop', escapes: '$`"\\', isInsideDouble: true };

export const METACHARACTERS = ' \t\n;&|<>()';
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** Reads words and what they are made of. */
export abstract class Words extends Cursor {
  /** Patterns may hold `@(…)`: `shopt -s extglob`, and on the right of `==` in `[[`. */
  protected isExtglob = false;

  /** Reads commands up to the closing parenthesis, which is consumed. */
  protected abstract readSubstitution(): List;
  /** Reads `${…}` after the `${`. */
  protected abstract readBraced(isInsideDouble: boolean): Part;

  /** Reads parts until `stops` holds for an unquoted character, or the text ends. */
  protected readParts(stops: (character: string) => boolean, style: Style): Part[] {
    const parts: Part[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push({ kind: 'literal', text });
      text = '';
    };
    while (this.pos < this.text.length) {
      const c = this.text[this.pos]!;
      if (c === '\\') {
        const next = this.text[this.pos + 1];
        if (next === '\n') this.skip(2);
        else if (next === undefined) {
          text += c;
          this.pos++;
        } else if (style.escapes === undefined || style.escapes.includes(next)) {
          flush();
          const quoted = this.wholeCharacter(this.pos + 1);
          parts.push({ kind: 'quoted', text: quoted });
          this.pos += 1 + quoted.length;
        } else {
          text += c;
          this.pos++;
        }
      } else if ((c === '<' || c === '>') && this.isProcessSubstitution(style)) {
        flush();
        parts.push(this.readProcessSubstitution(c));
      } else if (stops(c)) {
        break;
      } else if (c === '$') {
        const part = this.readDollar(style);
        if (part === undefined) text += '$';
        else {
          flush();
          parts.push(part);
        }
      } else if (c === '`') {
        flush();
        parts.push(this.readBackquoted(style.isInsideDouble));
      } else if (c === "'" && style.single) {
        flush();
        parts.push({ kind: 'quoted', text: this.readSingle() });
      } else if (c === '"' && style.double !== 'text') {
        if (style.double === 'drop') this.pos++;
        else {
          flush();
          parts.push(this.readDouble());
        }
      } else if (this.isExtglob && style === UNQUOTED && '?*+@!'.includes(c) && this.text[this.pos + 1] === '(') {
        text += `${c}(`;
        this.pos += 2;
        flush();
        parts.push(...this.readGroup());
        text = ')';
      } else {
        if (c === '\n') this.line++;
        text += c;
        this.pos++;
      }
    }
    flush();
    return parts;
  }

  /** What stands in `@(…)`, up to and past its closing parenthesis. */
  private readGroup(): Part[] {
    this.enter();
    const parts = this.readParts((c) => c === ')', UNQUOTED);
    if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: ')' }, ')');
    this.pos++;
    this.leave();
    return parts;
  }

  private wholeCharacter(at: number): string {
    return String.fromCodePoint(this.text.codePointAt(at)!);
  }

  private isProcessSubstitution(style: Style): boolean {
    return this.features.processSubstitution && style === UNQUOTED && this.text[this.pos + 1] === '(';
  }

  private readProcessSubstitution(direction: '<' | '>'): Part {
    this.pos += 2;
    return { kind: 'process', direction, list: this.readSubstitution() };
  }

  private readSingle(): string {
    const start = this.pos + 1;
    const end = this.text.indexOf("'", start);
    if (end < 0) {
      if (this.dialect !== 'bash') this.skip(this.text.length - this.pos);
      this.failAtEnd({ kind: 'unterminated', opener: "'" }, "'");
    }
    this.skip(end + 1 - this.pos);
    return this.text.slice(start, end);
  }

  private readDouble(): Part {
    const line = this.line;
    this.pos++;
    this.enter();
    const parts = this.readParts((c) => c === '"', DOUBLE);
    this.leave();
    if (this.isAtEnd) this.failUnterminated('"', line);
    this.pos++;
    return { kind: 'double', parts };
  }

  private failUnterminated(opener: string, line: number): never {
    if (this.dialect === 'bash') this.line = line;
    this.failAtEnd({ kind: 'unterminated', opener }, opener === '${' ? '}' : opener);
  }

  /** `$…`; undefined when the dollar stands for itself (it has been consumed). */
  private readDollar(style: Style): Part | undefined {
    this.pos++;
    const c = this.text[this.pos];
    if (c === undefined) return undefined;
    if (c === '{') {
      this.pos++;
      this.enter();
      const part = this.readBraced(style.isInsideDouble);
      this.leave();
      return part;
    }
    if (c === '(') return this.startsWith('((') ? this.readArithmetic() : this.readCommand();
    if (c === '[' && this.dialect === 'bash') return this.readOldArithmetic();
    if (c === "'" && this.features.ansiQuotes && !style.isInsideDouble) return this.readAnsi();
    if (c === '"' && this.dialect === 'bash' && !style.isInsideDouble) return this.readDouble();
    if ('@*#?-$!0123456789'.includes(c)) {
      this.pos++;
      return { kind: 'parameter', name: c, source: `$${c}` };
    }
    NAME.lastIndex = this.pos;
    const name = NAME.exec(this.text)?.[0];
    if (name === undefined) return undefined;
    this.pos += name.length;
    return { kind: 'parameter', name, source: `$${name}` };
  }

  private readAnsi(): Part {
    const start = this.pos + 1;
    let end = start;
    while (end < this.text.length && this.text[end] !== "'") end += this.text[end] === '\\' ? 2 : 1;
    if (end >= this.text.length) this.failAtEnd({ kind: 'unterminated', opener: "'" }, "'");
    this.skip(end + 1 - this.pos);
    return { kind: 'quoted', text: decodeAnsi(this.text.slice(start, end)) };
  }

  private readCommand(): Part {
    const start = this.pos - 1;
    const line = this.line;
    this.pos++;
    const list = this.readSubstitution();
    return { kind: 'command', list, source: this.text.slice(start, this.pos), line };
  }

  /** `$((…))`, or `$( (…) … )`. */
  private readArithmetic(): Part {
    const expression = this.tryArithmetic(this.pos + 2);
    return expression ? { kind: 'arithmetic', expression } : this.readCommand();
  }

  /** `$[…]`, as bash still has it. */
  private readOldArithmetic(): Part {
    this.pos++;
    const expression = this.readArithmeticUntil(']');
    if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: ']' }, ']');
    this.pos++;
    return { kind: 'arithmetic', expression };
  }

  /** The expression that ends with `))`, both consumed; undefined, and nothing consumed, when only one parenthesis closes. */
  protected tryArithmetic(start: number): Word | undefined {
    const { pos, line } = this;
    this.pos = start;
    let depth = 0;
    this.enter();
    const parts = this.readParts((c) => {
      if (c === '(') depth++;
      else if (c === ')' && depth-- === 0) return true;
      return false;
    }, ARITHMETIC);
    this.leave();
    if (this.isAtEnd) this.failAtEnd({ kind: 'unterminated', opener: '((' }, '))');
    if (!this.startsWith('))')) {
      this.pos = pos;
      this.line = line;
      return undefined;
    }
    const word = makeWord(parts, this.text.slice(start, this.pos));
    this.pos += 2;
    return word;
  }

  /** An arithmetic text up to one of `ends` outside of parentheses, which is not consumed. */
  protected readArithmeticUntil(ends: string): Word {
    const start = this.pos;
    let depth = 0;
    let questions = 0;
    const parts = this.readParts((c) => {
      if (depth === 0 && c === ':' && questions > 0) questions--;
      else if (depth === 0 && ends.includes(c)) return true;
      else if (c === '(' || c === '[') depth++;
      else if (c === ')' || c === ']') depth--;
      else if (c === '?') questions++;
      return false;
    }, ARITHMETIC);
    return makeWord(parts, this.text.slice(start, this.pos));
  }

  private readBackquoted(isInsideDouble: boolean): Part {
    const line = this.line;
    let source = '';
    let at = this.pos + 1;
    for (;;) {
      const c = this.text[at];
      if (c === undefined) {
        this.pos = this.text.length;
        this.failAtEnd({ kind: 'unterminated', opener: '`' }, '`');
      }
      if (c === '`') break;
      const next = this.text[at + 1];
      if (c === '\\' && next !== undefined && ('$`\\'.includes(next) || (isInsideDouble && next === '"'))) {
        source += next;
        at += 2;
      } else {
        source += c;
        at++;
      }
    }
    this.skip(at + 1 - this.pos);
    return { kind: 'command', list: undefined, source, line };
  }

  /** The word after an operator of `${…}`, up to an unquoted one of `ends`, which is not consumed. */
  protected readBracedWord(isInsideDouble: boolean, ends: string): Word {
    const start = this.pos;
    const { line } = this;
    // Within double quotes a single quote stands for itself, but for bash it still hides a brace.
    let isHidden = false;
    const stops = (c: string) => {
      if (c === "'" && isInsideDouble && this.dialect === 'bash') isHidden = !isHidden;
      return !isHidden && ends.includes(c);
    };
    const parts = this.readParts(stops, isInsideDouble ? BRACE_IN_DOUBLE : UNQUOTED);
    if (isHidden) this.failUnterminated("'", line);
    return makeWord(parts, this.text.slice(start, this.pos));
  }
}
