import { SqlError } from '../values.ts';
import { RESERVED } from './lex.ts';
import type { Token } from './lex.ts';

/** Reads tokens one after another: what every part of the grammar is made of. */
export abstract class TokenReader {
  #next = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  /** The token that comes next. */
  protected get token(): Token {
    return this.tokens[this.#next]!;
  }

  /** The token after it. */
  protected get following(): Token {
    return this.tokens[this.#next + 1] ?? this.token;
  }

  protected advance(): Token {
    const { token } = this;
    this.#next++;
    return token;
  }

  /** The server's words for a token that has no place here. */
  protected error(token = this.token): SqlError {
    return new SqlError('42601', token.kind === 'end' ? 'syntax error at end of input' : `syntax error at or near "${this.text.slice(token.at, token.at + (token.kind === 'string' || token.kind === 'quoted' ? token.text.length + 2 : token.text.length))}"`, token.at);
  }

  protected notSimulated(what: string): SqlError {
    return new SqlError('0A000', `drydock: ${what} is not simulated`, this.token.at);
  }

  /** Whether these words come next. */
  protected is(...words: readonly string[]): boolean {
    return words.every((word, i) => {
      const token = this.tokens[this.#next + i];
      return (token?.kind === 'word' || token?.kind === 'symbol') && token.text === word;
    });
  }

  /** Goes past these words, if they come next. */
  protected take(...words: readonly string[]): boolean {
    if (!this.is(...words)) return false;
    this.#next += words.length;
    return true;
  }

  protected need(...words: readonly string[]): void {
    for (const word of words) if (!this.take(word)) throw this.error();
  }

  protected name(): string {
    const token = this.token;
    if (token.kind !== 'quoted' && (token.kind !== 'word' || RESERVED.has(token.text))) throw this.error();
    this.advance();
    return token.text;
  }

  /** A table's name; the schema `public` may stand before it. */
  protected tableName(): string {
    const first = this.name();
    if (!this.take('.')) return first;
    const second = this.name();
    return first === 'public' ? second : `${first}.${second}`;
  }

  /** Items between commas. */
  protected list<Item>(one: () => Item): Item[] {
    const items = [one()];
    while (this.take(',')) items.push(one());
    return items;
  }

  /** Names in parentheses. */
  protected names(): string[] {
    this.need('(');
    const names = this.list(() => this.name());
    this.need(')');
    return names;
  }

  /** What is left of the statement, as it was written. */
  protected rest(): string {
    const start = this.token.at;
    while (this.token.kind !== 'end' && this.token.text !== ';') this.advance();
    return this.text.slice(start, this.token.at).trim();
  }
}
