import { TemplateError } from './errors.ts';
import { isPrintable, quote } from '../../golang/quote.ts';

/** The words of a template: https://pkg.go.dev/text/template. */

export type TokenKind =
  | 'assign' | 'bool' | 'char' | 'character' | 'complex' | 'declare' | 'dot' | 'eof' | 'field' | 'identifier' | 'keyword' | 'left' | '(' | 'nil'
  | 'number' | '|' | 'raw' | 'right' | ')' | 'space' | 'string' | 'text' | 'variable' | 'error';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  readonly line: number;
}

export const KEYWORDS = ['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with'];

const LEFT = '{{';
const RIGHT = '}}';
const SPACE = ' \t\r\n';

const isSpace = (character: string | undefined): boolean => character !== undefined && SPACE.includes(character);
const isWord = (character: string | undefined): boolean => character !== undefined && /^[\p{L}\p{Nd}_]/u.test(character);

/** U+0023 '#'. */
const shown = (character: string): string => {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return isPrintable(character) ? `U+${code} '${character}'` : `U+${code}`;
};

/** Cuts a template into tokens. A fault becomes a last token of kind `error`. */
export function lex(input: string): Token[] {
  return new Lexer(input).run();
}

class Lexer {
  readonly #tokens: Token[] = [];
  #at = 0;
  #start = 0;
  #line = 1;
  #startLine = 1;
  #depth = 0;

  constructor(private readonly input: string) {}

  run(): Token[] {
    try {
      while (this.#readText()) this.#readAction();
      this.#emit('eof');
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      this.#tokens.push({ kind: 'error', text: error.message, at: this.#start, line: this.#startLine });
    }
    return this.#tokens;
  }

  #fail(message: string): never {
    throw new TemplateError(message);
  }

  #emit(kind: TokenKind): void {
    this.#tokens.push({ kind, text: this.input.slice(this.#start, this.#at), at: this.#start, line: this.#startLine });
    this.#ignore();
  }

  #ignore(): void {
    for (let i = this.#start; i < this.#at; i++) if (this.input[i] === '\n') this.#line++;
    this.#start = this.#at;
    this.#startLine = this.#line;
  }

  #peek(offset = 0): string | undefined {
    const code = this.input.codePointAt(this.#at + offset);
    return code === undefined ? undefined : String.fromCodePoint(code);
  }

  #startsWith(text: string): boolean {
    return this.input.startsWith(text, this.#at);
  }

  /** True when an action follows. */
  #readText(): boolean {
    const open = this.input.indexOf(LEFT, this.#at);
    if (open < 0) {
      this.#at = this.input.length;
      if (this.#at > this.#start) this.#emit('text');
      return false;
    }
    const trims = this.input[open + 2] === '-' && isSpace(this.input[open + 3]);
    let end = open;
    if (trims) while (end > this.#start && isSpace(this.input[end - 1])) end--;
    this.#at = end;
    if (this.#at > this.#start) this.#emit('text');
    this.#at = open;
    this.#ignore();
    return true;
  }

  #readAction(): void {
    const marker = this.input[this.#at + 2] === '-' && isSpace(this.input[this.#at + 3]) ? 2 : 0;
    if (this.input.startsWith('/*', this.#at + 2 + marker)) return this.#skipComment(marker);
    this.#at += 2;
    this.#emit('left');
    this.#at += marker;
    this.#ignore();
    this.#depth = 0;
    while (!this.#readRight()) this.#readWord();
  }

  #skipComment(marker: number): void {
    this.#at += 2 + marker;
    const end = this.input.indexOf('*/', this.#at);
    if (end < 0) this.#fail('unclosed comment');
    this.#at = end + 2;
    const trims = isSpace(this.#peek()) && this.input.startsWith(`-${RIGHT}`, this.#at + 1);
    if (trims) this.#at += 2;
    if (!this.#startsWith(RIGHT)) this.#fail('comment ends before closing delimiter');
    this.#at += 2;
    if (trims) this.#skipSpace();
    this.#ignore();
  }

  #skipSpace(): void {
    while (isSpace(this.#peek())) this.#at++;
  }

  /** `}}` or ` -}}`, at the end of an action. */
  #readRight(): boolean {
    const trims = isSpace(this.#peek()) && this.input.startsWith(`-${RIGHT}`, this.#at + 1);
    if (!trims && !this.#startsWith(RIGHT)) return false;
    if (this.#depth > 0) this.#fail('unclosed left paren');
    if (trims) {
      this.#at += 2;
      this.#ignore();
    }
    this.#at += 2;
    this.#emit('right');
    if (trims) {
      this.#skipSpace();
      this.#ignore();
    }
    return true;
  }

  #readWord(): void {
    const character = this.#peek();
    if (character === undefined) return this.#fail('unclosed action');
    if (isSpace(character)) return this.#readSpaces();
    const next = this.#peek(1);
    this.#at += character.length;
    switch (character) {
      case '=':
        return this.#emit('assign');
      case ':':
        if (next !== '=') this.#fail('expected :=');
        this.#at++;
        return this.#emit('declare');
      case '|':
        return this.#emit('|');
      case '"':
        return this.#readQuoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.#readQuoted("'", 'character', 'unterminated character constant');
      case '`': {
        const end = this.input.indexOf('`', this.#at);
        if (end < 0) this.#fail('unterminated raw quoted string');
        this.#at = end + 1;
        return this.#emit('raw');
      }
      case '$':
        return this.#readName('variable');
      case '.':
        if (next !== undefined && (next < '0' || next > '9')) return this.#readName('field');
        break;
      case '(':
        this.#depth++;
        return this.#emit('(');
      case ')':
        if (--this.#depth < 0) this.#fail('unexpected right paren');
        return this.#emit(')');
    }
    this.#at -= character.length;
    if (/[-+.0-9]/.test(character)) return this.#readNumber();
    if (isWord(character)) return this.#readIdentifier();
    this.#at += character.length;
    if (character < '\x7f' && isPrintable(character)) return this.#emit('char');
    this.#fail(`unrecognized character in action: ${shown(character)}`);
  }

  #readSpaces(): void {
    while (isSpace(this.#peek())) {
      if (this.#at > this.#start && this.input.startsWith(`-${RIGHT}`, this.#at + 1)) break;
      if (this.input.startsWith(`-${RIGHT}`, this.#at + 1)) break;
      this.#at++;
    }
    this.#emit('space');
  }

  #readQuoted(mark: string, kind: TokenKind, unterminated: string): void {
    for (;;) {
      const character = this.#peek();
      if (character === undefined || character === '\n') return this.#fail(unterminated);
      this.#at += character.length;
      if (character === mark) return this.#emit(kind);
      if (character === '\\') {
        const escaped = this.#peek();
        if (escaped === undefined || escaped === '\n') return this.#fail(unterminated);
        this.#at += escaped.length;
      }
    }
  }

  /** `.Name` or `$name`, or the dot or the dollar alone. */
  #readName(kind: 'field' | 'variable'): void {
    if (this.#isTerminated()) return this.#emit(kind === 'variable' ? 'variable' : 'dot');
    this.#readLetters();
    this.#emit(kind);
  }

  #readLetters(): void {
    while (isWord(this.#peek())) this.#at += this.#peek()!.length;
    if (!this.#isTerminated()) this.#fail(`bad character ${shown(this.#peek()!)}`);
  }

  #isTerminated(): boolean {
    const character = this.#peek();
    return character === undefined || isSpace(character) || '.,|:)('.includes(character) || this.#startsWith(RIGHT);
  }

  #readIdentifier(): void {
    this.#readLetters();
    const word = this.input.slice(this.#start, this.#at);
    if (KEYWORDS.includes(word)) return this.#emit('keyword');
    this.#emit(word === 'nil' ? 'nil' : word === 'true' || word === 'false' ? 'bool' : 'identifier');
  }

  #readNumber(): void {
    const bad = () => this.#fail(`bad number syntax: ${quote(this.input.slice(this.#start, this.#at))}`);
    if (!this.#scanNumber()) bad();
    const sign = this.#peek();
    if (sign !== '+' && sign !== '-') return this.#emit('number');
    if (!this.#scanNumber() || this.input[this.#at - 1] !== 'i') bad();
    this.#emit('complex');
  }

  #scanNumber(): boolean {
    const rest = this.input.slice(this.#at);
    const number =
      /^[+-]?0[xX][0-9a-fA-F_]*\.?[0-9a-fA-F_]*([pP][+-]?[0-9_]*)?i?/.exec(rest) ??
      /^[+-]?0[oObB][0-9_]*\.?[0-9_]*i?/.exec(rest) ??
      /^[+-]?[0-9_]*\.?[0-9_]*([eE][+-]?[0-9_]*)?i?/.exec(rest);
    this.#at += number![0].length;
    if (!isWord(this.#peek())) return true;
    this.#at += this.#peek()!.length;
    return false;
  }
}
