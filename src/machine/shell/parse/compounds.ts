import type { Case, Command, CompoundCommand, For, FunctionDefinition, If, List, Redirect, Word } from '../ast.ts';
import { Conditions } from './conditions.ts';
import { makeWord } from './make-word.ts';
import type { Token } from './tokens.ts';

const isOperator = (token: Token, text: string) => token.kind === 'operator' && token.text === text;
const isWord = (token: Token, text: string) => token.kind === 'word' && token.word.bare === text;

/** Commands that hold others. */
export abstract class Compounds extends Conditions {
  /** The word that would end the list of commands that is being read. */
  protected expectation: string | undefined;

  protected abstract parseList(ends: (token: Token) => boolean): List;
  protected abstract parseAndOr(): Command;
  protected abstract parseCommand(): Command;
  protected abstract isRedirect(token: Token): boolean;
  protected abstract parseRedirect(): Redirect;

  /** The compound command that a reserved word begins, if it is one. */
  protected parseReserved(word: string): Command | undefined {
    switch (word) {
      case '{': return this.compound((at) => ({ ...at, kind: 'group', body: this.parseBody('{', '}') }));
      case 'if': return this.compound((at) => ({ ...at, ...this.parseIf() }));
      case 'while':
      case 'until': return this.compound((at) => ({ ...at, kind: 'while', isUntil: word === 'until', ...this.parseWhile() }));
      case 'for': return this.compound((at) => this.parseFor(at));
      case 'select': return this.dialect === 'bash' ? this.compound((at) => this.parseFor(at)) : undefined;
      case 'coproc': return this.dialect === 'bash' ? this.parseCoprocess() : undefined;
      case 'case': return this.compound((at) => ({ ...at, ...this.parseCase() }));
      case 'function': return this.features.functionKeyword ? this.parseFunctionKeyword() : undefined;
      case '[[': return this.features.conditional
        ? this.compound((at) => ({ ...at, kind: 'conditional', condition: this.parseConditional() }))
        : undefined;
      default: return undefined;
    }
  }

  /** `coproc NAME command`: parsed, and refused when it is reached. */
  private parseCoprocess(): Command {
    const { line, start } = this.next();
    this.parseCommand();
    const word = makeWord([{ kind: 'literal', text: 'coproc' }], 'coproc');
    return { kind: 'simple', assignments: [], words: [word], redirects: [], line, source: this.sourceFrom(start) };
  }

  private compound(parse: (at: { line: number; source: string; redirects: Redirect[] }) => CompoundCommand): CompoundCommand {
    const { line, start } = this.peek();
    this.enter();
    const redirects: Redirect[] = [];
    const node = parse({ line, source: '', redirects });
    this.leave();
    while (this.isRedirect(this.peek())) redirects.push(this.parseRedirect());
    return { ...node, source: this.sourceFrom(start) };
  }

  /** Commands up to one that `ends`, which is not consumed; `expecting` is the word that would have been right. */
  protected parseCompoundList(ends: (token: Token) => boolean, expecting: string, mayBeEmpty = false): List {
    const items: List['items'][number][] = [];
    const { line, start } = this.peek();
    const outer = this.expectation;
    this.expectation = expecting;
    for (;;) {
      this.skipNewlines();
      const token = this.peek();
      if (token.kind === 'end') this.endEarly(expecting);
      if (ends(token)) {
        if (items.length === 0 && !mayBeEmpty) this.unexpected(token);
        break;
      }
      items.push(...this.parseList(ends).items);
      const after = this.peek();
      if (after.kind !== 'newline' && after.kind !== 'end' && !ends(after)) this.unexpected(after, expecting);
    }
    this.expectation = outer;
    return { kind: 'list', items, line, source: this.sourceFrom(start) };
  }

  private expectWord(text: string): void {
    const token = this.peek();
    if (token.kind === 'end') this.endEarly(text);
    if (!isWord(token, text)) this.unexpected(token, text);
    this.next();
  }

  private parseUntil(...words: string[]): List {
    return this.parseCompoundList((token) => words.some((word) => isWord(token, word)), words.at(-1)!);
  }

  private parseBody(open: string, close: string): List {
    this.expectWord(open);
    const body = this.parseUntil(close);
    this.expectWord(close);
    return body;
  }

  private parseIf(): Pick<If, 'kind' | 'branches' | 'otherwise'> {
    const branches: If['branches'][number][] = [];
    let otherwise: List | undefined;
    do {
      this.next();
      const condition = this.parseUntil('then');
      this.expectWord('then');
      branches.push({ condition, body: this.parseUntil('elif', 'else', 'fi') });
    } while (isWord(this.peek(), 'elif'));
    if (isWord(this.peek(), 'else')) {
      this.next();
      otherwise = this.parseUntil('fi');
    }
    this.expectWord('fi');
    return { kind: 'if', branches, ...(otherwise && { otherwise }) };
  }

  private parseWhile(): { condition: List; body: List } {
    this.next();
    const condition = this.parseUntil('do');
    return { condition, body: this.parseBody('do', 'done') };
  }

  private parseFor(at: { line: number; source: string; redirects: Redirect[] }): CompoundCommand {
    const isSelect = (this.next() as { word: Word }).word.bare === 'select';
    this.skipBlanks();
    if (this.features.arithmeticCommand && !isSelect && this.startsWith('((')) return { ...at, ...this.parseArithmeticFor() };
    const token = this.peek();
    if (token.kind !== 'word') this.unexpected(token);
    const name = token.word.bare;
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) this.fail({ kind: 'bad-loop-variable', text: token.word.source });
    this.next();
    this.skipNewlines();
    let words: Word[] | undefined;
    if (isWord(this.peek(), 'in')) {
      this.next();
      words = [];
      for (let word = this.peek(); word.kind === 'word'; word = this.peek()) {
        words.push(word.word);
        this.next();
      }
      const end = this.peek();
      if (end.kind !== 'newline' && !isOperator(end, ';')) this.unexpected(end);
      this.next();
    } else if (isOperator(this.peek(), ';')) this.next();
    this.skipNewlines();
    return { ...at, kind: 'for', isSelect, name, body: this.parseLoopBody(), ...(words && { words }) } satisfies For;
  }

  private parseLoopBody(): List {
    return this.dialect === 'bash' && isWord(this.peek(), '{') ? this.parseBody('{', '}') : this.parseBody('do', 'done');
  }

  private parseArithmeticFor(): { kind: 'arithmetic-for'; start: Word; condition: Word; step: Word; body: List } {
    this.rewind();
    this.pos = this.text.indexOf('((', this.pos) + 2;
    const start = this.readArithmeticUntil(';)');
    if (this.text[this.pos] !== ';') this.fail({ kind: 'arithmetic-for', text: start.source });
    this.pos++;
    const condition = this.readArithmeticUntil(';)');
    if (this.text[this.pos] !== ';') this.fail({ kind: 'arithmetic-for', text: start.source });
    this.pos++;
    const step = this.readArithmeticUntil(')');
    if (!this.startsWith('))')) this.fail({ kind: 'arithmetic-for', text: start.source });
    this.pos += 2;
    if (isOperator(this.peek(), ';')) this.next();
    this.skipNewlines();
    return { kind: 'arithmetic-for', start, condition, step, body: this.parseLoopBody() };
  }

  private parseCase(): Pick<Case, 'kind' | 'subject' | 'branches'> {
    this.next();
    const subject = this.peek();
    if (subject.kind !== 'word') this.unexpected(subject);
    this.next();
    this.skipNewlines();
    this.expectWord('in');
    const branches: Case['branches'][number][] = [];
    for (;;) {
      this.skipNewlines();
      const token = this.peek();
      if (token.kind === 'end') this.endEarly(this.dialect === 'dash' ? ';;' : 'esac');
      if (isWord(token, 'esac')) break;
      branches.push(this.parseBranch());
    }
    this.next();
    return { kind: 'case', subject: subject.word, branches };
  }

  private parseBranch(): Case['branches'][number] {
    if (isOperator(this.peek(), '(')) this.next();
    const patterns: Word[] = [];
    for (;;) {
      const token = this.peek();
      if (token.kind !== 'word') this.unexpected(token);
      patterns.push(token.word);
      this.next();
      if (!isOperator(this.peek(), '|')) break;
      this.next();
    }
    if (!isOperator(this.peek(), ')')) this.unexpected(this.peek(), ')');
    this.next();
    const isEnd = (token: Token) => isWord(token, 'esac') || (token.kind === 'operator' && (token.text === ';;' || token.text === ';&' || token.text === ';;&'));
    const body = this.parseCompoundList(isEnd, ';;', true);
    const token = this.peek();
    if (token.kind !== 'operator') return { patterns, body, end: ';;' };
    this.next();
    return { patterns, body, end: token.text as ';;' };
  }

  /** `( … )` or `(( … ))`. */
  protected parseParenthesis(): CompoundCommand {
    return this.compound((at) => {
      const token = this.peek();
      if (this.features.arithmeticCommand && this.text.startsWith('((', token.start)) {
        this.rewind();
        const expression = this.tryArithmetic(this.pos + 2);
        if (expression) {
          this.end = this.pos;
          return { ...at, kind: 'arithmetic', expression };
        }
      }
      this.next();
      const body = this.parseCompoundList((end) => isOperator(end, ')'), ')');
      this.next();
      return { ...at, kind: 'subshell', body };
    });
  }

  /** After the name, with `(` ahead. */
  protected parseFunction(name: Word, line: number, start: number): FunctionDefinition {
    this.next();
    if (!isOperator(this.peek(), ')')) this.unexpected(this.peek(), ')');
    this.next();
    if (name.bare === undefined || (this.dialect !== 'bash' && !/^[A-Za-z_]\w*$/.test(name.bare))) {
      this.fail({ kind: 'bad-function-name', text: name.source });
    }
    return this.parseFunctionBody(name.bare, line, start);
  }

  private parseFunctionKeyword(): FunctionDefinition {
    const { line, start } = this.next();
    const token = this.peek();
    if (token.kind !== 'word') this.unexpected(token);
    this.next();
    if (isOperator(this.peek(), '(')) {
      this.next();
      if (!isOperator(this.peek(), ')')) this.unexpected(this.peek());
      this.next();
    }
    return this.parseFunctionBody(token.word.bare ?? token.word.source, line, start);
  }

  private parseFunctionBody(name: string, line: number, start: number): FunctionDefinition {
    this.skipNewlines();
    const token = this.peek();
    if (token.kind === 'end') this.endEarly(this.dialect === 'bash' ? undefined : '}');
    const isCompound = isOperator(token, '(') || (token.kind === 'word' && /^(\{|if|while|until|for|case|select|\[\[)$/.test(token.word.bare ?? ''));
    if (!isCompound && this.dialect !== 'dash') this.unexpected(token);
    const body = this.parseCommand();
    return { kind: 'function', name, body, line, source: this.sourceFrom(start) };
  }

  protected sourceFrom(start: number): string {
    return this.text.slice(start, this.end);
  }
}
