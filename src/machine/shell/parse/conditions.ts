import type { Condition, Word } from '../ast.ts';
import { makeWord } from './make-word.ts';
import { Tokens } from './tokens.ts';
import type { Token } from './tokens.ts';
import { UNQUOTED } from './words.ts';

const UNARY = /^-[abcdefghknoprstuvwxzGLNORS]$/;
const BINARY = new Set(['=', '==', '!=', '=~', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const PATTERNS = new Set(['=', '==', '!=']);

/** What stands between `[[` and `]]`, and the errors that all of the grammar reports. */
export abstract class Conditions extends Tokens {
  protected parseConditional(): Condition {
    this.next();
    const condition = this.parseOr();
    const token = this.peek();
    if (token.kind !== 'word' || token.word.bare !== ']]') {
      if (token.kind === 'end') this.endEarly(']]');
      this.fail({ kind: 'conditional', text: tokenText(token) });
    }
    this.next();
    return condition;
  }

  private isOperatorAhead(text: string): boolean {
    this.skipNewlines();
    const token = this.peek();
    return token.kind === 'operator' && token.text === text;
  }

  private parseOr(): Condition {
    let left = this.parseAnd();
    while (this.isOperatorAhead('||')) {
      this.next();
      left = { kind: 'or', left, right: this.parseAnd() };
    }
    return left;
  }

  private parseAnd(): Condition {
    let left = this.parseNot();
    while (this.isOperatorAhead('&&')) {
      this.next();
      left = { kind: 'and', left, right: this.parseNot() };
    }
    return left;
  }

  private parseNot(): Condition {
    this.skipNewlines();
    if (this.peekBare() === '!') {
      this.next();
      this.enter();
      const operand = this.parseNot();
      this.leave();
      return { kind: 'not', operand };
    }
    if (this.isOperatorAhead('(')) {
      this.next();
      this.enter();
      const inner = this.parseOr();
      this.leave();
      if (!this.isOperatorAhead(')')) this.unexpected(this.peek(), ')');
      this.next();
      return inner;
    }
    return this.parsePrimary();
  }

  private parsePrimary(): Condition {
    const left = this.takeOperand();
    if (left.bare !== undefined && UNARY.test(left.bare) && this.isOperandAhead()) {
      return { kind: 'unary', operator: left.bare, operand: this.takeOperand() };
    }
    const token = this.peek();
    const operator = token.kind === 'word' ? token.word.bare : token.kind === 'operator' ? token.text : undefined;
    if (operator === undefined || !BINARY.has(operator)) return { kind: 'unary', operator: '-n', operand: left };
    this.next();
    if (operator === '=~') return { kind: 'binary', operator, left, right: this.readRegex() };
    const wasExtglob = this.isExtglob;
    this.isExtglob ||= PATTERNS.has(operator) && this.dialect === 'bash';
    const right = this.takeOperand();
    this.isExtglob = wasExtglob;
    return { kind: 'binary', operator, left, right };
  }

  private isOperandAhead(): boolean {
    const token = this.peek();
    return token.kind === 'word' && token.word.bare !== ']]' && !BINARY.has(token.word.bare ?? '');
  }

  private takeOperand(): Word {
    const token = this.peek();
    if (token.kind === 'end') this.endEarly(']]');
    if (token.kind === 'descriptor') {
      this.next();
      return makeWord([{ kind: 'literal', text: String(token.descriptor) }], String(token.descriptor));
    }
    if (token.kind !== 'word' || token.word.bare === ']]') this.fail({ kind: 'conditional', text: tokenText(token) });
    this.next();
    return token.word;
  }

  private readRegex(): Word {
    this.skipBlanks();
    const start = this.pos;
    let depth = 0;
    const parts = this.readParts((c) => {
      if (c === '(') depth++;
      else if (c === ')') return depth-- === 0;
      return depth === 0 && (c === ' ' || c === '\t' || c === '\n');
    }, UNQUOTED);
    this.end = this.pos;
    return makeWord(parts, this.text.slice(start, this.pos));
  }

  protected skipNewlines(): void {
    while (this.peek().kind === 'newline') this.next();
  }

  protected peekBare(): string | undefined {
    const token = this.peek();
    return token.kind === 'word' ? token.word.bare : undefined;
  }

  /** The text ended where a command had to go on. */
  protected endEarly(expecting: string | undefined): never {
    return this.failAtEnd({ kind: 'end', ...(expecting !== undefined && { expecting }) }, expecting === ';;' ? 'esac' : expecting);
  }

  protected unexpected(token: Token, expecting?: string): never {
    if (token.kind === 'end') return this.endEarly(expecting);
    this.rewind();
    const isWord = token.kind === 'word' && !(token.word.bare !== undefined && RESERVED.has(token.word.bare));
    this.fail({ kind: 'unexpected', token: tokenText(token), isWord, ...(expecting !== undefined && { expecting }) }, token.line);
  }
}

const RESERVED = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}', '{', '!', 'if', 'while', 'until', 'for', 'case']);

function tokenText(token: Token): string {
  switch (token.kind) {
    case 'word': return token.word.source;
    case 'operator': return token.text;
    case 'descriptor': return String(token.descriptor);
    case 'newline': return 'newline';
    case 'end': return 'end of file';
  }
}
