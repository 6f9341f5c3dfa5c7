import { NotSimulated } from '../../../../core/errors.ts';
import type { Process } from '../../../../core/process.ts';
import type { Call } from '../call.ts';
import { BcError, add, compare, decimal, divide, multiply, raise, remainder, show, squareRoot, subtract, truncated, whole } from './number.ts';
import type { Decimal } from './number.ts';

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'operator' | 'end';
  readonly text: string;
}

interface Defined {
  readonly parameters: readonly string[];
  readonly locals: readonly string[];
  readonly body: readonly Token[];
}

/** A statement was left early. */
class Jump extends Error {
  constructor(readonly to: 'break' | 'continue' | 'return' | 'quit', readonly value: Decimal = whole(0n)) {
    super(to);
  }
}

const ZERO = whole(0n);

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:#[^\n]*|\/\*[^]*?\*\/)|[ \t\r]+|\\\n|((?:[\dA-F]+\.?[\dA-F]*|\.[\dA-F]+))|([a-z][a-z0-9_]*)|"([^"]*)"|(\+\+|--|\+=|-=|\*=|\/=|%=|\^=|==|<=|>=|!=|&&|\|\||[-+*\/%^=<>!(){}\[\],;\n])|([^])/y;
  for (pattern.lastIndex = 0; pattern.lastIndex < source.length; ) {
    const match = pattern.exec(source);
    if (!match) break;
    if (match[1] !== undefined) tokens.push({ kind: 'number', text: match[1] });
    else if (match[2] !== undefined) tokens.push({ kind: 'name', text: match[2] });
    else if (match[3] !== undefined) tokens.push({ kind: 'text', text: match[3] });
    else if (match[4] !== undefined) tokens.push({ kind: 'operator', text: match[4] });
    else if (match[5] !== undefined) throw new BcError(`illegal character: ${match[5]}`);
  }
  return tokens;
}

/** bc: reads and runs at once, statement by statement. */
export class Bc {
  #tokens: readonly Token[] = [];
  #at = 0;
  #line = 1;
  #hasAssigned = false;
  readonly #variables = new Map<string, Decimal>([['scale', ZERO], ['ibase', whole(10n)], ['obase', whole(10n)], ['last', ZERO]]);
  readonly #arrays = new Map<string, Map<string, Decimal>>();
  readonly #functions = new Map<string, Defined>();
  #depth = 0;

  constructor(private readonly call: Call) {}

  /** False after `quit`. */
  *run(source: string): Process<boolean> {
    try {
      this.#tokens = tokenize(source);
      this.#at = 0;
      while (this.#at < this.#tokens.length) yield* this.#statement();
      return true;
    } catch (error) {
      if (error instanceof Jump) return error.to !== 'quit';
      if (!(error instanceof BcError)) throw error;
      const isSyntax = error.message === 'syntax error' || error.message.startsWith('illegal character');
      yield* this.call.complain(this.call.isBusybox ? `bc: ${isSyntax ? 'bad expression' : error.message.toLowerCase()}\n` : isSyntax ? `(standard_in) ${this.#line + (this.#token.kind === 'end' || this.#token.text === '\n' ? 1 : 0)}: ${error.message}\n` : `Runtime error (func=(main), adr=${this.#at}): ${error.message}\n`);
      return true;
    } finally {
      this.#line += source.split('\n').length - 1;
    }
  }

  get #token(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #is(text: string): boolean {
    return this.#token.text === text && (this.#token.kind === 'operator' || this.#token.kind === 'name');
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw new BcError('syntax error');
  }

  #skipNewlines(): void {
    while (this.#accept('\n'));
  }

  get #scale(): number {
    return Number(this.#variables.get('scale')!.digits);
  }

  *#statement(): Process<void> {
    if (this.call.system.charge(20)) yield* this.call.system.pay();
    if (this.#accept('\n') || this.#accept(';')) return;
    const { kind, text } = this.#token;
    if (kind === 'text') {
      this.#at++;
      return yield* this.call.print(text);
    }
    if (this.#accept('{')) {
      while (!this.#accept('}')) {
        if (this.#at >= this.#tokens.length) throw new BcError('syntax error');
        yield* this.#statement();
      }
      return;
    }
    switch (kind === 'name' ? text : '') {
      case 'if': return yield* this.#if();
      case 'while': return yield* this.#while();
      case 'for': return yield* this.#for();
      case 'define': return this.#define();
      case 'print': return yield* this.#print();
      case 'quit': case 'halt': throw new Jump('quit');
      case 'break': case 'continue':
        this.#at++;
        throw new Jump(text as 'break');
      case 'return': {
        this.#at++;
        const hasValue = !this.#is('\n') && !this.#is(';') && !this.#is('}') && this.#token.kind !== 'end';
        throw new Jump('return', hasValue ? yield* this.#expression() : ZERO);
      }
      default:
    }
    this.#hasAssigned = false;
    const value = yield* this.#expression();
    const isShown = !this.#hasAssigned;
    if (this.#token.kind !== 'end' && !this.#is('\n') && !this.#is(';') && !this.#is('}')) throw new BcError('syntax error');
    if (!isShown) return;
    this.#variables.set('last', value);
    yield* this.call.print(`${broken(show(value, Number(this.#variables.get('obase')!.digits)))}\n`);
  }

  *#print(): Process<void> {
    this.#at++;
    do {
      const { kind, text } = this.#token;
      if (kind === 'text') {
        this.#at++;
        yield* this.call.print(text.replace(/\\([nt"\\aqbfr])/g, (_, code: string) => ({ n: '\n', t: '\t', q: '"', a: '\x07', b: '\b', f: '\f', r: '\r' })[code] ?? code));
      } else yield* this.call.print(show(yield* this.#expression(), Number(this.#variables.get('obase')!.digits)));
    } while (this.#accept(','));
  }

  /** Skips a statement without running it. */
  #skip(): void {
    this.#skipNewlines();
    if (this.#accept('{')) {
      for (let depth = 1; depth > 0; this.#at++) {
        if (this.#token.kind === 'end') throw new BcError('syntax error');
        if (this.#is('{')) depth++;
        else if (this.#is('}')) depth--;
      }
      return;
    }
    if (this.#is('if') || this.#is('while') || this.#is('for')) {
      this.#at++;
      this.#skipParentheses();
      this.#skip();
      if (this.#accept('else')) this.#skip();
      return;
    }
    while (this.#token.kind !== 'end' && !this.#is('\n') && !this.#is(';') && !this.#is('}')) this.#at++;
  }

  #skipParentheses(): void {
    this.#expect('(');
    for (let depth = 1; depth > 0; this.#at++) {
      if (this.#token.kind === 'end') throw new BcError('syntax error');
      if (this.#is('(')) depth++;
      else if (this.#is(')')) depth--;
    }
  }

  *#if(): Process<void> {
    this.#at++;
    this.#expect('(');
    const isTrue = (yield* this.#expression()).digits !== 0n;
    this.#expect(')');
    this.#skipNewlines();
    if (isTrue) yield* this.#statement();
    else this.#skip();
    const before = this.#at;
    this.#skipNewlines();
    if (!this.#accept('else')) {
      this.#at = before;
      return;
    }
    if (isTrue) this.#skip();
    else {
      this.#skipNewlines();
      yield* this.#statement();
    }
  }

  /** Runs a body; false when it was left by `break`. */
  *#body(): Process<boolean> {
    try {
      this.#skipNewlines();
      yield* this.#statement();
      return true;
    } catch (error) {
      if (error instanceof Jump && error.to === 'break') return false;
      if (error instanceof Jump && error.to === 'continue') return true;
      throw error;
    }
  }

  *#while(): Process<void> {
    this.#at++;
    const start = this.#at;
    for (;;) {
      this.#at = start;
      this.#expect('(');
      const isTrue = (yield* this.#expression()).digits !== 0n;
      this.#expect(')');
      const body = this.#at;
      if (isTrue && (yield* this.#body())) continue;
      this.#at = body;
      return this.#skip();
    }
  }

  *#for(): Process<void> {
    this.#at++;
    this.#expect('(');
    if (!this.#is(';')) yield* this.#expression();
    this.#expect(';');
    const test = this.#at;
    while (!this.#is(';')) this.#at++;
    const step = this.#at + 1;
    this.#at = step;
    for (let depth = 0; depth > 0 || !this.#is(')'); this.#at++) depth += this.#is('(') ? 1 : this.#is(')') ? -1 : 0;
    const body = this.#at + 1;
    for (;;) {
      this.#at = test;
      const isTrue = this.#is(';') || (yield* this.#expression()).digits !== 0n;
      this.#at = body;
      if (!isTrue || !(yield* this.#body())) break;
      this.#at = step;
      if (!this.#is(')')) yield* this.#expression();
    }
    this.#at = body;
    this.#skip();
  }

  #names(close: string): string[] {
    const names: string[] = [];
    while (!this.#accept(close)) {
      if (this.#token.kind !== 'name') throw new BcError('syntax error');
      names.push(this.#token.text);
      this.#at++;
      if (this.#accept('[')) throw new NotSimulated('bc array parameters');
      this.#accept(',');
    }
    return names;
  }

  #define(): void {
    this.#at++;
    const name = this.#token.text;
    this.#at++;
    this.#expect('(');
    const parameters = this.#names(')');
    this.#skipNewlines();
    if (!this.#is('{')) throw new BcError('syntax error');
    const start = this.#at + 1;
    this.#skip();
    const body = this.#tokens.slice(start, this.#at - 1);
    const first = body.findIndex(({ text }) => text !== '\n' && text !== ';');
    const hasLocals = body[first]?.text === 'auto';
    const end = hasLocals ? body.findIndex(({ text }, i) => i > first && (text === '\n' || text === ';')) : -1;
    const locals = hasLocals ? body.slice(first + 1, end).filter(({ kind }) => kind === 'name').map(({ text }) => text) : [];
    this.#functions.set(name, { parameters, locals, body: hasLocals ? body.slice(end) : body });
  }

  *#call(name: string, args: readonly Decimal[]): Process<Decimal> {
    const defined = this.#functions.get(name);
    if (!defined) throw new BcError(`Function ${name} not defined.`);
    if (args.length !== defined.parameters.length) throw new BcError('Parameter number mismatch');
    if (++this.#depth > 200) throw new BcError('recursion is too deep');
    const saved = [...defined.parameters, ...defined.locals].map((one) => [one, this.#variables.get(one)] as const);
    for (const one of defined.locals) this.#variables.set(one, ZERO);
    defined.parameters.forEach((one, i) => this.#variables.set(one, args[i]!));
    const [tokens, at] = [this.#tokens, this.#at];
    this.#tokens = defined.body;
    this.#at = 0;
    let result = ZERO;
    try {
      while (this.#at < this.#tokens.length) yield* this.#statement();
    } catch (error) {
      if (!(error instanceof Jump) || error.to !== 'return') throw error;
      result = error.value;
    } finally {
      this.#depth--;
      this.#tokens = tokens;
      this.#at = at;
      for (const [one, value] of saved) this.#variables.set(one, value ?? ZERO);
    }
    return result;
  }

  *#expression(): Process<Decimal> {
    return yield* this.#logical(0);
  }

  *#logical(level: number): Process<Decimal> {
    if (level === 2) return yield* this.#not();
    const operator = level === 0 ? '||' : '&&';
    let left = yield* this.#logical(level + 1);
    while (this.#accept(operator)) {
      const right = yield* this.#logical(level + 1);
      const holds = operator === '||' ? left.digits !== 0n || right.digits !== 0n : left.digits !== 0n && right.digits !== 0n;
      left = whole(holds ? 1n : 0n);
    }
    return left;
  }

  *#not(): Process<Decimal> {
    if (!this.#accept('!')) return yield* this.#relation();
    return whole((yield* this.#not()).digits === 0n ? 1n : 0n);
  }

  *#relation(): Process<Decimal> {
    let left = yield* this.#sum();
    for (;;) {
      const { text, kind } = this.#token;
      if (kind !== 'operator' || !['<', '>', '<=', '>=', '==', '!='].includes(text)) return left;
      this.#at++;
      this.#hasAssigned = false;
      const order = compare(left, yield* this.#sum());
      left = whole({ '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0, '==': order === 0, '!=': order !== 0 }[text as '<'] ? 1n : 0n);
    }
  }

  *#sum(): Process<Decimal> {
    let left = yield* this.#product();
    for (;;) {
      if (this.#accept('+')) left = add(left, yield* this.#product());
      else if (this.#accept('-')) left = subtract(left, yield* this.#product());
      else return left;
      this.#hasAssigned = false;
    }
  }

  *#product(): Process<Decimal> {
    let left = yield* this.#power();
    for (;;) {
      const { text } = this.#token;
      if (!this.#is('*') && !this.#is('/') && !this.#is('%')) return left;
      this.#at++;
      const right = yield* this.#power();
      left = text === '*' ? multiply(left, right, this.#scale) : text === '/' ? divide(left, right, this.#scale) : remainder(left, right, this.#scale);
      this.#hasAssigned = false;
    }
  }

  *#negation(): Process<Decimal> {
    if (!this.#accept('-')) return yield* this.#primary();
    const value = yield* this.#negation();
    this.#hasAssigned = false;
    return { digits: -value.digits, scale: value.scale };
  }

  *#power(): Process<Decimal> {
    const base = yield* this.#negation();
    if (!this.#accept('^')) return base;
    const exponent = yield* this.#power();
    this.#hasAssigned = false;
    return raise(base, exponent, this.#scale);
  }

  #number(text: string): Decimal {
    const base = Number(this.#variables.get('ibase')!.digits);
    if (base === 10) return decimal(text.replace(/[A-F]/g, '9'));
    const [integer = '', fraction = ''] = text.split('.');
    let value = 0n;
    for (const digit of integer) value = value * BigInt(base) + BigInt(Math.min(Number.parseInt(digit, 16), integer.length === 1 ? 16 : base - 1));
    if (fraction === '') return whole(value);
    let numerator = 0n;
    for (const digit of fraction) numerator = numerator * BigInt(base) + BigInt(Number.parseInt(digit, 16));
    return add(whole(value), divide(whole(numerator), whole(BigInt(base) ** BigInt(fraction.length)), fraction.length));
  }

  *#primary(): Process<Decimal> {
    const { kind, text } = this.#token;
    this.#at++;
    if (kind === 'number') return this.#number(text);
    if (kind === 'operator' && text === '(') {
      const value = yield* this.#expression();
      this.#expect(')');
      this.#hasAssigned = false;
      return value;
    }
    if (kind === 'operator' && (text === '++' || text === '--')) {
      const name = this.#token.text;
      this.#at++;
      const value = add(this.#variables.get(name) ?? ZERO, whole(text === '++' ? 1n : -1n));
      this.#store(name, value);
      this.#hasAssigned = false;
      return value;
    }
    if (kind !== 'name') throw new BcError('syntax error');
    if (this.#is('(')) return yield* this.#function(text);
    return yield* this.#variable(text);
  }

  #store(name: string, value: Decimal): void {
    this.#variables.set(name, name === 'scale' || name === 'ibase' || name === 'obase' ? truncated(value, 0) : value);
  }

  *#variable(name: string): Process<Decimal> {
    let array: Map<string, Decimal> | undefined;
    let key = '';
    if (this.#accept('[')) {
      key = String(truncated(yield* this.#expression(), 0).digits);
      this.#expect(']');
      array = this.#arrays.get(name) ?? new Map();
      this.#arrays.set(name, array);
    }
    const old = (array ? array.get(key) : this.#variables.get(name)) ?? ZERO;
    const put = (value: Decimal) => (array ? void array.set(key, value) : this.#store(name, value));
    const operator = this.#token.text;
    if (this.#token.kind !== 'operator' || !['=', '+=', '-=', '*=', '/=', '%=', '^=', '++', '--'].includes(operator)) return old;
    this.#at++;
    if (operator === '++' || operator === '--') {
      put(add(old, whole(operator === '++' ? 1n : -1n)));
      this.#hasAssigned = false;
      return old;
    }
    const given = yield* this.#expression();
    const scale = this.#scale;
    const value = { '=': () => given, '+=': () => add(old, given), '-=': () => subtract(old, given), '*=': () => multiply(old, given, scale), '/=': () => divide(old, given, scale), '%=': () => remainder(old, given, scale), '^=': () => raise(old, given, scale) }[operator as '=']();
    put(value);
    this.#hasAssigned = true;
    return value;
  }

  *#function(name: string): Process<Decimal> {
    this.#expect('(');
    const args: Decimal[] = [];
    while (!this.#accept(')')) {
      args.push(yield* this.#expression());
      if (!this.#is(')')) this.#expect(',');
    }
    this.#hasAssigned = false;
    if (name === 'sqrt' && args.length === 1) return squareRoot(args[0]!, this.#scale);
    if (name === 'length' && args.length === 1) return whole(BigInt(String(args[0]!.digits).replace('-', '').length));
    if (name === 'scale' && args.length === 1) return whole(BigInt(args[0]!.scale));
    if (!this.#functions.has(name) && ['s', 'c', 'a', 'l', 'e', 'j', 'read'].includes(name)) throw new NotSimulated(`bc's function ${name}`);
    return yield* this.#call(name, args);
  }
}

/** Lines longer than 70 digits go on after a backslash. */
function broken(text: string): string {
  if (text.length < 70) return text;
  return text.match(/.{1,68}/g)!.join('\\\n');
}
