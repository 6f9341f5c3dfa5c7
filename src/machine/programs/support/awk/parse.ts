import { AwkError } from './ast.ts';
import type { AwkFunction, AwkProgram, Expression, Redirection, Rule, Statement, Target } from './ast.ts';
import { parseRegex } from '../regex/parse.ts';
import { RegexError } from '../regex/syntax.ts';
import { tokenize } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Parses an awk program. Throws `AwkError`. */
export function parseAwk(source: string): AwkProgram {
  return new Parser(tokenize(source)).program();
}

const DEPTH = 400;

class Parser {
  #at = 0;
  #depth = 0;
  /** Inside an unparenthesised print: `>` sends output somewhere. */
  #isPrinting = false;
  #isInFor = false;
  readonly #called: { name: string; line: number }[] = [];

  constructor(private readonly tokens: readonly Token[]) {}

  program(): AwkProgram {
    const rules: Rule[] = [];
    const functions = new Map<string, AwkFunction>();
    for (;;) {
      this.#skipTerminators();
      if (this.#token.kind === 'end') break;
      if (this.#isKeyword('function')) {
        const one = this.#function();
        functions.set(one.name, one);
      } else rules.push(this.#rule());
    }
    for (const { name, line } of this.#called) if (!functions.has(name)) throw new AwkError(`function ${name} never defined`, line + 1);
    return { rules, functions };
  }

  get #token(): Token {
    return this.tokens[this.#at]!;
  }

  #is(text: string): boolean {
    const token = this.#token;
    return token.kind === 'operator' && token.text === text;
  }

  #isKeyword(text: string): boolean {
    return this.#token.kind === 'keyword' && this.#token.text === text;
  }

  #accept(text: string): boolean {
    const token = this.#token;
    if ((token.kind !== 'operator' && token.kind !== 'keyword') || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw this.#unexpected();
  }

  #unexpected(): AwkError {
    const { kind, text, line } = this.#token;
    if (kind === 'end' || (kind === 'newline' && this.tokens[this.#at + 1]?.kind === 'end')) return new AwkError('syntax error at or near end of file', line);
    return new AwkError(`syntax error at or near ${kind === 'newline' ? 'end of line' : kind === 'string' ? `"${text}"` : text}`, line);
  }

  #skipNewlines(): void {
    while (this.#token.kind === 'newline') this.#at++;
  }

  #skipTerminators(): void {
    while (this.#token.kind === 'newline' || this.#is(';')) this.#at++;
  }

  #rule(): Rule {
    if (this.#accept('BEGIN')) return { pattern: 'BEGIN', action: this.#block() };
    if (this.#accept('END')) return { pattern: 'END', action: this.#block() };
    if (this.#is('{')) return { pattern: 'always', action: this.#block() };
    const from = this.#expression();
    if (!this.#accept(',')) return { pattern: from, action: this.#is('{') ? this.#block() : undefined };
    this.#skipNewlines();
    const to = this.#expression();
    return { pattern: { from, to, isInside: false }, action: this.#is('{') ? this.#block() : undefined };
  }

  #function(): AwkFunction {
    this.#at++;
    const name = this.#token.text;
    this.#at++;
    this.#expect('(');
    const parameters: string[] = [];
    while (!this.#accept(')')) {
      if (this.#token.kind !== 'name') throw this.#unexpected();
      parameters.push(this.#token.text);
      this.#at++;
      if (!this.#is(')')) this.#expect(',');
      this.#skipNewlines();
    }
    this.#skipNewlines();
    return { name, parameters, body: this.#block() };
  }

  #block(): Statement {
    this.#expect('{');
    const body: Statement[] = [];
    for (;;) {
      this.#skipTerminators();
      if (this.#accept('}')) return { kind: 'block', body };
      if (this.#token.kind === 'end') throw new AwkError('missing } near end of file', this.#token.line + 1);
      body.push(this.#statement());
    }
  }

  #end(): void {
    if (this.#accept(';')) {
      this.#skipNewlines();
      return;
    }
    if (this.#token.kind === 'newline') this.#skipNewlines();
    else if (!this.#is('}')) throw this.#unexpected();
  }

  #statement(): Statement {
    if (++this.#depth > DEPTH) throw new AwkError('statements are nested too deeply', this.#token.line);
    const statement = this.#statementHere();
    this.#depth--;
    return statement;
  }

  #statementHere(): Statement {
    if (this.#is('{')) {
      const block = this.#block();
      if (this.#accept(';')) this.#skipNewlines();
      return block;
    }
    if (this.#accept(';')) return { kind: 'block', body: [] };
    const { kind, text } = this.#token;
    if (kind === 'keyword') {
      switch (text) {
        case 'if': return this.#if();
        case 'while': return this.#while();
        case 'do': return this.#do();
        case 'for': return this.#for();
        case 'next':
        case 'nextfile':
        case 'break':
        case 'continue':
          this.#at++;
          this.#end();
          return { kind: text };
        case 'exit':
        case 'return': {
          this.#at++;
          const value = this.#token.kind === 'newline' || this.#is(';') || this.#is('}') ? undefined : this.#expression();
          this.#end();
          return { kind: text, value };
        }
        default:
      }
    }
    const statement = this.#simple();
    this.#end();
    return statement;
  }

  #body(): Statement {
    this.#skipNewlines();
    return this.#statement();
  }

  #test(): Expression {
    this.#expect('(');
    const test = this.#expression();
    this.#expect(')');
    return test;
  }

  #if(): Statement {
    this.#at++;
    const test = this.#test();
    const yes = this.#body();
    const before = this.#at;
    this.#skipTerminators();
    if (this.#accept('else')) return { kind: 'if', test, yes, no: this.#body() };
    this.#at = before;
    return { kind: 'if', test, yes, no: undefined };
  }

  #while(): Statement {
    this.#at++;
    const test = this.#test();
    if (this.#accept(';')) return { kind: 'while', test, body: { kind: 'block', body: [] } };
    return { kind: 'while', test, body: this.#body() };
  }

  #do(): Statement {
    this.#at++;
    const body = this.#body();
    this.#skipTerminators();
    this.#expect('while');
    const test = this.#test();
    this.#end();
    return { kind: 'do', body, test };
  }

  #for(): Statement {
    this.#at++;
    this.#expect('(');
    const [name, word, array, close] = this.tokens.slice(this.#at, this.#at + 4);
    if (name!.kind === 'name' && word?.text === 'in' && word.kind === 'keyword' && array?.kind === 'name' && close?.text === ')') {
      this.#at += 4;
      return { kind: 'forIn', variable: { kind: 'variable', name: name!.text }, array: array.text, body: this.#body() };
    }
    const start = this.#is(';') ? undefined : this.#simple();
    this.#expect(';');
    this.#skipNewlines();
    const test = this.#is(';') ? undefined : this.#expression();
    this.#expect(';');
    this.#skipNewlines();
    const step = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    if (this.#accept(';')) return { kind: 'for', start, test, step, body: { kind: 'block', body: [] } };
    return { kind: 'for', start, test, step, body: this.#body() };
  }

  #simple(): Statement {
    if (this.#isKeyword('print') || this.#isKeyword('printf')) return this.#print();
    if (this.#accept('delete')) {
      const array = this.#token.text;
      this.#at++;
      return { kind: 'delete', array, subscripts: this.#accept('[') ? this.#list(']') : undefined };
    }
    return { kind: 'expression', value: this.#expression() };
  }

  #print(): Statement {
    const kind = this.#token.text as 'print' | 'printf';
    this.#at++;
    const args = this.#printArgs();
    let redirection: Redirection | undefined;
    for (const to of ['>', '>>', '|'] as const) {
      if (redirection || !this.#accept(to)) continue;
      this.#isPrinting = true;
      redirection = { to, target: this.#ternary() };
      this.#isPrinting = false;
    }
    return { kind, args, redirection };
  }

  #printArgs(): readonly Expression[] {
    const isOver = () => this.#token.kind === 'newline' || [';', '}', '>', '>>', '|'].some((text) => this.#is(text));
    if (isOver()) return [];
    if (this.#is('(')) {
      const before = this.#at;
      this.#at++;
      const wasPrinting = this.#isPrinting;
      this.#isPrinting = false;
      const grouped = this.#list(')');
      this.#isPrinting = wasPrinting;
      if (isOver()) return grouped;
      this.#at = before;
    }
    const args: Expression[] = [];
    const wasPrinting = this.#isPrinting;
    this.#isPrinting = true;
    do {
      this.#skipNewlines();
      args.push(this.#expression());
    } while (this.#accept(','));
    this.#isPrinting = wasPrinting;
    return args;
  }

  /** Expressions up to a closing bracket, which is taken. */
  #list(close: string): Expression[] {
    const list: Expression[] = [];
    this.#skipNewlines();
    while (!this.#accept(close)) {
      list.push(this.#expression());
      this.#skipNewlines();
      if (!this.#is(close)) this.#expect(',');
      this.#skipNewlines();
    }
    return list;
  }

  #expression(): Expression {
    if (++this.#depth > DEPTH) throw new AwkError('expression is nested too deeply', this.#token.line);
    const expression = this.#ternary();
    this.#depth--;
    return expression;
  }

  #ternary(): Expression {
    const test = this.#or();
    if (this.#accept('?')) {
      this.#skipNewlines();
      const yes = this.#ternary();
      this.#skipNewlines();
      this.#expect(':');
      this.#skipNewlines();
      return { kind: 'condition', test, yes, no: this.#ternary() };
    }
    const { kind, text } = this.#token;
    if (kind === 'operator' && ['=', '+=', '-=', '*=', '/=', '%=', '^='].includes(text) && isTarget(test)) {
      this.#at++;
      this.#skipNewlines();
      return { kind: 'assign', operator: text.slice(0, -1), target: test, value: this.#ternary() };
    }
    return test;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#accept('||')) {
      this.#skipNewlines();
      left = { kind: 'or', left, right: this.#and() };
    }
    return left;
  }

  #and(): Expression {
    let left = this.#in();
    while (this.#accept('&&')) {
      this.#skipNewlines();
      left = { kind: 'and', left, right: this.#in() };
    }
    return left;
  }

  #in(): Expression {
    let left = this.#match();
    while (!this.#isInFor && this.#accept('in')) {
      left = { kind: 'in', subscripts: [left], array: this.#token.text };
      this.#at++;
    }
    return left;
  }

  #match(): Expression {
    let left = this.#comparison();
    for (;;) {
      const isNegated = this.#is('!~');
      if (!isNegated && !this.#is('~')) return left;
      this.#at++;
      left = { kind: 'match', isNegated, text: left, pattern: this.#comparison() };
    }
  }

  #comparison(): Expression {
    const left = this.#concatenation();
    const { kind, text } = this.#token;
    if (kind === 'operator' && (['<', '<=', '==', '!=', '>='].includes(text) || (text === '>' && !this.#isPrinting))) {
      this.#at++;
      return { kind: 'binary', operator: text, left, right: this.#concatenation() };
    }
    if (kind === 'operator' && text === '|' && this.tokens[this.#at + 1]?.text === 'getline') return this.#commandGetline(left);
    return left;
  }

  #commandGetline(command: Expression): Expression {
    let left = command;
    while (this.#is('|') && this.tokens[this.#at + 1]?.text === 'getline') {
      this.#at += 2;
      left = { kind: 'getline', from: 'command', source: left, target: this.#optionalTarget() };
    }
    const { kind, text } = this.#token;
    if (kind === 'operator' && (['<', '<=', '==', '!=', '>='].includes(text) || (text === '>' && !this.#isPrinting))) {
      this.#at++;
      return { kind: 'binary', operator: text, left, right: this.#concatenation() };
    }
    return left;
  }

  #startsOperand(): boolean {
    const { kind, text } = this.#token;
    if (kind === 'keyword') return false;
    if (kind === 'operator') return ['$', '!', '(', '-', '+', '++', '--'].includes(text);
    return kind !== 'newline' && kind !== 'end';
  }

  #concatenation(): Expression {
    let left = this.#additive();
    while (this.#startsOperand() && !this.#is('+') && !this.#is('-') && !(this.#token.kind === 'operator' && this.#token.text === '!' )) {
      left = { kind: 'binary', operator: ' ', left, right: this.#additive() };
    }
    return left;
  }

  #additive(): Expression {
    let left = this.#multiplicative();
    for (;;) {
      const { text } = this.#token;
      if (!this.#is('+') && !this.#is('-')) return left;
      this.#at++;
      left = { kind: 'binary', operator: text, left, right: this.#multiplicative() };
    }
  }

  #multiplicative(): Expression {
    let left = this.#unary();
    for (;;) {
      const { text } = this.#token;
      if (!this.#is('*') && !this.#is('/') && !this.#is('%')) return left;
      this.#at++;
      left = { kind: 'binary', operator: text, left, right: this.#unary() };
    }
  }

  #unary(): Expression {
    const { text } = this.#token;
    if (this.#is('!') || this.#is('-') || this.#is('+')) {
      this.#at++;
      if (++this.#depth > DEPTH) throw new AwkError('expression is nested too deeply', this.#token.line);
      const operand = this.#unary();
      this.#depth--;
      return { kind: 'unary', operator: text as '!' | '-' | '+', operand };
    }
    return this.#power();
  }

  #power(): Expression {
    const base = this.#postfix();
    if (!this.#accept('^')) return base;
    const sign = this.#is('-') || this.#is('+') || this.#is('!') ? this.#unary() : this.#power();
    return { kind: 'binary', operator: '^', left: base, right: sign };
  }

  #postfix(): Expression {
    const primary = this.#primary();
    if (!isTarget(primary)) return primary;
    if (this.#accept('++')) return { kind: 'step', by: 1, isPrefix: false, target: primary };
    if (this.#accept('--')) return { kind: 'step', by: -1, isPrefix: false, target: primary };
    return primary;
  }

  #primary(): Expression {
    const token = this.#token;
    this.#at++;
    switch (token.kind) {
      case 'number': return { kind: 'number', value: Number(token.text) };
      case 'string': return { kind: 'string', value: token.text };
      case 'regex':
        checkRegex(token);
        return { kind: 'regex', source: token.text };
      case 'builtin': return this.#builtin(token.text);
      case 'function': {
        this.#expect('(');
        this.#called.push({ name: token.text, line: token.line });
        return { kind: 'call', name: token.text, args: this.#grouped(')'), line: token.line };
      }
      case 'name': return this.#accept('[') ? { kind: 'element', array: token.text, subscripts: this.#grouped(']') } : { kind: 'variable', name: token.text };
      case 'keyword':
        if (token.text === 'getline') return this.#getline();
        break;
      case 'operator':
        if (token.text === '$') return { kind: 'field', index: this.#is('++') || this.#is('--') || this.#is('-') || this.#is('+') || this.#is('!') ? this.#unaryOrStep() : this.#primary() };
        if (token.text === '++' || token.text === '--') return this.#prefixStep(token.text);
        if (token.text === '(') return this.#parenthesised();
        break;
      default:
    }
    this.#at--;
    throw this.#unexpected();
  }

  #unaryOrStep(): Expression {
    if (this.#accept('++')) return this.#prefixStep('++');
    if (this.#accept('--')) return this.#prefixStep('--');
    return this.#unary();
  }

  #prefixStep(operator: string): Expression {
    const target = this.#primary();
    if (!isTarget(target)) throw this.#unexpected();
    return { kind: 'step', by: operator === '++' ? 1 : -1, isPrefix: true, target };
  }

  #grouped(close: string): Expression[] {
    const [wasPrinting, wasInFor] = [this.#isPrinting, this.#isInFor];
    this.#isPrinting = false;
    this.#isInFor = false;
    const list = this.#list(close);
    this.#isPrinting = wasPrinting;
    this.#isInFor = wasInFor;
    return list;
  }

  #parenthesised(): Expression {
    const list = this.#grouped(')');
    if (list.length === 1) return { kind: 'group', body: list[0]! };
    if (list.length === 0 || !this.#accept('in')) throw this.#unexpected();
    const array = this.#token.text;
    this.#at++;
    return { kind: 'in', subscripts: list, array };
  }

  #builtin(name: string): Expression {
    if (this.#accept('(')) return { kind: 'builtin', name, args: this.#grouped(')') };
    if (name === 'length') return { kind: 'builtin', name, args: [] };
    throw this.#unexpected();
  }

  #optionalTarget(): Target | undefined {
    if (this.#token.kind !== 'name' && !this.#is('$')) return undefined;
    const target = this.#primary();
    return isTarget(target) ? target : undefined;
  }

  #getline(): Expression {
    const target = this.#optionalTarget();
    if (!this.#accept('<')) return { kind: 'getline', from: 'main', source: undefined, target };
    return { kind: 'getline', from: 'file', source: this.#primary(), target };
  }
}

function checkRegex({ text, line }: Token): void {
  try {
    parseRegex(text, { syntax: 'extended', hasEscapes: true });
  } catch (error) {
    if (!(error instanceof RegexError)) throw error;
    const words = error.message.startsWith('Unmatched (') ? "missing ')'" : error.message.startsWith('Unmatched [') ? 'unterminated character class' : error.message;
    throw new AwkError(`regular expression compile failed (${words})\n${text}`, line);
  }
}

function isTarget(expression: Expression): expression is Target {
  return expression.kind === 'variable' || expression.kind === 'element' || expression.kind === 'field';
}
