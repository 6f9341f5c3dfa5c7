import type { ArrayLiteral, Assignment, Redirect, Word } from '../ast.ts';
import { makeWord } from './make-word.ts';
import { Parameters } from './parameters.ts';
import { HEREDOC, METACHARACTERS, UNQUOTED } from './words.ts';

export type Token = { readonly start: number; readonly line: number } & (
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'operator'; readonly text: string }
  /** What stands right before `<` or `>`: `2`, `{name}`. */
  | { readonly kind: 'descriptor'; readonly descriptor: number | string }
  | { readonly kind: 'newline' }
  | { readonly kind: 'end' }
);

const COMMON = ['<<-', '&&', '||', ';;', '<<', '<&', '<>', '>>', '>&', '>|', ';', '&', '|', '<', '>', '(', ')'];
const OPERATORS = {
  dash: COMMON,
  ash: ['&>', ...COMMON],
  bash: [';;&', ';&', '&>>', '&>', '|&', '<<<', ...COMMON],
};
const DESCRIPTOR = /(\d+|\{[A-Za-z_]\w*\})(?=[<>])/y;
const ASSIGNED = /[A-Za-z_][A-Za-z0-9_]*/y;
const isMeta = (c: string) => METACHARACTERS.includes(c);

interface Pending {
  readonly redirect: Redirect;
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  readonly line: number;
}

/** Cuts the text into tokens, one ahead, and collects here-documents at the ends of lines. */
export abstract class Tokens extends Parameters {
  private ahead: Token | undefined;
  private pending: Pending[] = [];
  /** Where the last token taken ended. */
  protected end = 0;
  /** Here-documents that the end of the text cut short: bash warns of them. */
  readonly warnings: { readonly line: number; readonly start: number; readonly delimiter: string }[] = [];

  protected peek(): Token {
    return (this.ahead ??= this.read());
  }

  protected next(): Token {
    const token = this.peek();
    this.ahead = undefined;
    if (token.kind !== 'newline') this.end = this.pos;
    return token;
  }

  /** Forgets the token ahead: reading goes on at its start. */
  protected rewind(): void {
    if (!this.ahead) return;
    this.pos = this.ahead.start;
    this.line = this.ahead.line;
    this.ahead = undefined;
  }

  protected skipBlanks(): void {
    for (;;) {
      const c = this.text[this.pos];
      if (c === ' ' || c === '\t') this.pos++;
      else if (c === '\\' && this.text[this.pos + 1] === '\n') {
        this.skip(2);
        if (this.isAtEnd && this.options.mayContinue) this.failAtEnd({ kind: 'end' });
      } else if (c === '#') {
        const newline = this.text.indexOf('\n', this.pos);
        this.pos = newline < 0 ? this.text.length : newline;
      } else return;
    }
  }

  private read(): Token {
    this.skipBlanks();
    const { pos: start, line } = this;
    if (this.isAtEnd) {
      if (this.pending.length > 0) this.readHeredocs();
      return { kind: 'end', start, line };
    }
    const c = this.text[this.pos]!;
    if (c === '\n') {
      this.skip(1);
      if (this.pending.length > 0) this.readHeredocs();
      return { kind: 'newline', start, line };
    }
    if ((c >= '0' && c <= '9') || (c === '{' && this.dialect === 'bash')) {
      const text = this.match(DESCRIPTOR);
      if (text !== undefined) return { kind: 'descriptor', descriptor: c === '{' ? text.slice(1, -1) : Number(text), start, line };
    }
    if (isMeta(c) && !(this.features.processSubstitution && (c === '<' || c === '>') && this.text[this.pos + 1] === '(')) {
      for (const text of OPERATORS[this.dialect]) {
        if (!this.startsWith(text)) continue;
        this.pos += text.length;
        return { kind: 'operator', text, start, line };
      }
    }
    return { kind: 'word', word: this.readWord(), start, line };
  }

  private readWord(): Word {
    const start = this.pos;
    const assigned = this.readAssignment(start);
    if (assigned) return assigned;
    const parts = this.readParts(isMeta, UNQUOTED);
    return makeWord(parts, this.text.slice(start, this.pos));
  }

  /** `name=value`, `name+=value`, `name[index]=value`, `name=(…)`; undefined, and nothing consumed, when it is something else. */
  private readAssignment(start: number): Word | undefined {
    const name = this.match(ASSIGNED);
    if (name === undefined) return undefined;
    const line = this.line;
    let index: Word | undefined;
    if (this.text[this.pos] === '[' && this.features.arrays && this.hasSubscript()) {
      this.pos++;
      index = this.readSubscript();
    }
    const isAppending = this.features.arrays && this.startsWith('+=');
    if (!isAppending && this.text[this.pos] !== '=') {
      this.pos = start;
      this.line = line;
      return undefined;
    }
    this.pos += isAppending ? 2 : 1;
    const prefix = this.text.slice(start, this.pos);
    const valueStart = this.pos;
    const value = this.features.arrays && this.text[this.pos] === '(' && index === undefined
      ? this.readArray()
      : makeWord(this.readParts(isMeta, UNQUOTED), this.text.slice(valueStart, this.pos));
    const source = this.text.slice(start, this.pos);
    const parts = 'parts' in value ? value.parts : [];
    const literal = { kind: 'literal' as const, text: prefix };
    const whole = index
      ? [{ kind: 'literal' as const, text: `${name}[` }, ...index.parts, { kind: 'literal' as const, text: isAppending ? ']+=' : ']=' }, ...parts]
      : parts[0]?.kind === 'literal' ? [{ ...literal, text: prefix + parts[0].text }, ...parts.slice(1)] : [literal, ...parts];
    const assignment: Assignment = { name, isAppending, value, ...(index && { index }) };
    return { ...makeWord(whole, source), assignment };
  }

  /** Whether a bracket closes within the word, with `=` behind it. */
  private hasSubscript(): boolean {
    const { pos, line } = this;
    try {
      this.pos++;
      this.readSubscript();
      return this.text[this.pos] === '=' || this.startsWith('+=');
    } catch {
      return false;
    } finally {
      this.pos = pos;
      this.line = line;
    }
  }

  private readArray(): ArrayLiteral {
    const elements: { index?: Word; value: Word; isAppending: boolean }[] = [];
    this.pos++;
    this.enter();
    for (;;) {
      this.skipBlanks();
      const c = this.text[this.pos];
      if (c === undefined) this.failAtEnd({ kind: 'unterminated', opener: ')' }, ')');
      if (c === '\n') this.skip(1);
      else if (c === ')') break;
      else if (isMeta(c) && !((c === '<' || c === '>') && this.text[this.pos + 1] === '(')) this.fail({ kind: 'unexpected', token: c });
      else elements.push(this.readElement());
    }
    this.pos++;
    this.leave();
    return { elements };
  }

  private readElement(): { index?: Word; value: Word; isAppending: boolean } {
    const start = this.pos;
    if (this.text[this.pos] === '[' && this.hasSubscript()) {
      this.pos++;
      const index = this.readSubscript();
      const isAppending = this.startsWith('+=');
      this.pos += isAppending ? 2 : 1;
      const from = this.pos;
      return { index, isAppending, value: makeWord(this.readParts(isMeta, UNQUOTED), this.text.slice(from, this.pos)) };
    }
    return { isAppending: false, value: makeWord(this.readParts(isMeta, UNQUOTED), this.text.slice(start, this.pos)) };
  }

  /** Notes a here-document whose text begins after this line. */
  protected expectHeredoc(redirect: Redirect, line: number): void {
    const quoted = redirect.target.parts.some((part) => part.kind !== 'literal');
    this.pending.push({
      redirect,
      delimiter: delimiterText(redirect.target),
      isQuoted: quoted,
      stripsTabs: redirect.operator === '<<-',
      line,
    });
  }

  private readHeredocs(): void {
    const pending = this.pending;
    this.pending = [];
    for (const one of pending) one.redirect.body = this.readHeredoc(one);
  }

  private readHeredoc({ delimiter, isQuoted, stripsTabs, line }: Pending): Word {
    const firstLine = this.line;
    const lines: string[] = [];
    for (;;) {
      if (this.isAtEnd) {
        if (this.options.mayContinue) this.failAtEnd({ kind: 'end' }, delimiter);
        this.warnings.push({ line: this.line - (this.text.endsWith('\n') ? 1 : 0), start: line, delimiter });
        break;
      }
      const newline = this.text.indexOf('\n', this.pos);
      const end = newline < 0 ? this.text.length : newline;
      let text = this.text.slice(this.pos, end);
      this.skip(end + 1 - this.pos);
      if (stripsTabs) text = text.replace(/^\t+/, '');
      // Inside $( ) the delimiter may stand right before the closing parenthesis.
      if (text === delimiter) break;
      lines.push(newline < 0 ? text : `${text}\n`);
    }
    const text = lines.join('');
    if (isQuoted) return makeWord([{ kind: 'quoted', text }], text);
    return this.parseHeredoc(text, firstLine);
  }

  /** The whole text as a word in double quotes: a prompt. */
  readText(): Word {
    return makeWord([{ kind: 'double', parts: this.readParts(() => false, HEREDOC) }], this.text);
  }

  private parseHeredoc(text: string, firstLine: number): Word {
    const saved = { text: this.text, pos: this.pos, line: this.line };
    this.text = text;
    this.pos = 0;
    this.line = firstLine;
    try {
      const parts = this.readParts(() => false, HEREDOC);
      return makeWord([{ kind: 'double', parts }], text);
    } finally {
      Object.assign(this, saved);
    }
  }

  /** Runs `read` with nothing ahead and nothing pending, as inside `$(`. */
  protected nested<Result>(read: () => Result): Result {
    const { ahead, pending, end } = this;
    this.ahead = undefined;
    this.pending = [];
    const result = read();
    this.ahead = ahead;
    this.pending = pending;
    this.end = end;
    return result;
  }

  /** Puts text in the place of a token that was ahead: an alias. */
  protected replaceAhead(token: Token, text: string): void {
    this.text = this.text.slice(0, token.start) + text + this.text.slice(this.pos);
    this.pos = token.start;
    this.line = token.line;
    this.ahead = undefined;
  }

  /** How much text is left behind the token ahead, or behind the cursor. */
  protected get remaining(): number {
    return this.text.length - this.pos;
  }
}

/** A here-document's delimiter with its quotes taken off. */
function delimiterText(word: Word): string {
  if (word.plain !== undefined) return word.plain;
  const text = (parts: Word['parts']): string =>
    parts.map((part) => ('text' in part ? part.text : part.kind === 'double' ? text(part.parts) : 'source' in part ? part.source : '')).join('');
  return text(word.parts);
}
