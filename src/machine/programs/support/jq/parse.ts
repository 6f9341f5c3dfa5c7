import { NotSimulated } from '../../../../core/errors.ts';
import { JqSyntaxError } from './ast.ts';
import type { Filter } from './ast.ts';

interface Token {
  readonly kind: 'name' | 'field' | 'variable' | 'number' | 'text' | 'format' | 'operator' | 'end';
  readonly text: string;
  readonly parts?: readonly (string | Filter)[];
}

const OPERATORS = ['?//', '|=', '+=', '-=', '*=', '/=', '%=', '//=', '==', '!=', '<=', '>=', '//', '..', '|', ',', '+', '-', '*', '/', '%', '=', '<', '>', '(', ')', '[', ']', '{', '}', ':', ';', '.', '?'].sort((a, b) => b.length - a.length);

/** Parses a jq program. Throws `JqSyntaxError`. */
export function parseJq(source: string): Filter {
  const parser = new Parser(tokenize(source));
  return parser.program();
}

function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  for (let at = 0; at < source.length; ) {
    const blank = match(/(?:\s|#[^\n]*)+/y, at);
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const add = (kind: Token['kind'], text: string, length: number, parts?: Token['parts']) => {
      tokens.push(parts ? { kind, text, parts } : { kind, text });
      at += length;
    };
    const field = match(/\.[A-Za-z_]\w*/y, at);
    const number = match(/(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y, at);
    const name = match(/[A-Za-z_]\w*(?:::\w+)*/y, at);
    const variable = match(/\$[A-Za-z_]\w*/y, at);
    const format = match(/@\w+/y, at);
    if (field !== undefined) add('field', field.slice(1), field.length);
    else if (number !== undefined) add('number', number, number.length);
    else if (variable !== undefined) add('variable', variable.slice(1), variable.length);
    else if (name !== undefined) add('name', name, name.length);
    else if (format !== undefined) add('format', format, format.length);
    else if (source[at] === '"') {
      const [parts, length] = textAt(source, at);
      add('text', '', length, parts);
    } else {
      const operator = OPERATORS.find((one) => source.startsWith(one, at));
      if (!operator) throw new JqSyntaxError(`syntax error, unexpected INVALID_CHARACTER`);
      add('operator', operator, operator.length);
    }
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

/** A text with `\(filter)` in it. */
function textAt(source: string, start: number): [(string | Filter)[], number] {
  const parts: (string | Filter)[] = [];
  let text = '';
  for (let i = start + 1; i < source.length; i++) {
    const character = source[i]!;
    if (character === '"') {
      parts.push(text);
      return [parts, i + 1 - start];
    }
    if (character !== '\\') {
      text += character;
      continue;
    }
    const next = source[++i];
    if (next === '(') {
      const end = closing(source, i);
      parts.push(text, parseJq(source.slice(i + 1, end)));
      text = '';
      i = end;
    } else if (next === 'u') {
      text += String.fromCharCode(Number.parseInt(source.slice(i + 1, i + 5), 16));
      i += 4;
    } else text += { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[next as 'n'] ?? next ?? '';
  }
  throw new JqSyntaxError('syntax error, unexpected end of file');
}

/** The bracket that closes the one at `start`, texts skipped. */
function closing(source: string, start: number): number {
  let depth = 0;
  for (let i = start; i < source.length; i++) {
    if (source[i] === '"') i += textAt(source, i)[1] - 1;
    else if (source[i] === '(') depth++;
    else if (source[i] === ')' && --depth === 0) return i;
  }
  throw new JqSyntaxError('syntax error, unexpected end of file');
}

const NAMES: Readonly<Record<string, string>> = { end: '$end' };

class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  program(): Filter {
    if (this.#isAtEnd()) return { kind: 'identity' };
    const filter = this.#pipe();
    if (!this.#isAtEnd()) throw this.#unexpected();
    return filter;
  }

  #isAtEnd(): boolean {
    return this.#token.kind === 'end';
  }

  get #token(): Token {
    return this.tokens[this.#at]!;
  }

  #is(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text;
  }

  #isName(text: string): boolean {
    return this.#token.kind === 'name' && this.#token.text === text;
  }

  #accept(text: string): boolean {
    const token = this.#token;
    if ((token.kind !== 'operator' && token.kind !== 'name') || token.text !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw this.#unexpected();
  }

  #unexpected(): JqSyntaxError {
    const { kind, text } = this.#token;
    const shown = kind === 'end' ? NAMES['end']! : kind === 'operator' ? `'${text}'` : kind === 'name' ? (text === 'end' || text === 'then' ? text : 'IDENT') : kind === 'number' ? 'LITERAL' : kind === 'text' ? 'QQSTRING_START' : kind.toUpperCase();
    return new JqSyntaxError(`syntax error, unexpected ${shown}`);
  }

  #name(): string {
    const { kind, text } = this.#token;
    if (kind !== 'name') throw this.#unexpected();
    this.#at++;
    return text;
  }

  #variable(): string {
    const { kind, text } = this.#token;
    if (kind !== 'variable') {
      if (this.#is('[') || this.#is('{')) throw new NotSimulated('jq destructuring');
      throw this.#unexpected();
    }
    this.#at++;
    return text;
  }

  #pipe(): Filter {
    if (this.#accept('def')) {
      const name = this.#name();
      const parameters: string[] = [];
      if (this.#accept('(')) {
        do parameters.push(this.#token.kind === 'variable' ? `$${this.#variable()}` : this.#name());
        while (this.#accept(';'));
        this.#expect(')');
      }
      this.#expect(':');
      const body = this.#pipe();
      this.#expect(';');
      return { kind: 'define', name, parameters, body, rest: this.#token.kind === 'end' ? { kind: 'identity' } : this.#pipe() };
    }
    const left = this.#comma();
    if (this.#isName('as')) {
      this.#at++;
      const name = this.#variable();
      this.#expect('|');
      return { kind: 'bind', source: left, name, body: this.#pipe() };
    }
    return this.#accept('|') ? { kind: 'pipe', left, right: this.#pipe() } : left;
  }

  #comma(): Filter {
    let left = this.#alternative();
    while (this.#accept(',')) left = { kind: 'comma', left, right: this.#alternative() };
    return left;
  }

  #alternative(): Filter {
    const left = this.#update();
    return this.#accept('//') ? { kind: 'alternative', left, right: this.#alternative() } : left;
  }

  #update(): Filter {
    const target = this.#or();
    const { kind, text } = this.#token;
    if (kind !== 'operator' || !['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='].includes(text)) return target;
    this.#at++;
    return { kind: 'update', operator: text, target, value: this.#alternative() };
  }

  #or(): Filter {
    let left = this.#and();
    while (this.#accept('or')) left = { kind: 'binary', operator: 'or', left, right: this.#and() };
    return left;
  }

  #and(): Filter {
    let left = this.#comparison();
    while (this.#accept('and')) left = { kind: 'binary', operator: 'and', left, right: this.#comparison() };
    return left;
  }

  #comparison(): Filter {
    const left = this.#sum();
    const { kind, text } = this.#token;
    if (kind !== 'operator' || !['==', '!=', '<', '<=', '>', '>='].includes(text)) return left;
    this.#at++;
    return { kind: 'binary', operator: text, left, right: this.#sum() };
  }

  #sum(): Filter {
    let left = this.#product();
    for (;;) {
      const { text } = this.#token;
      if (!this.#is('+') && !this.#is('-')) return left;
      this.#at++;
      left = { kind: 'binary', operator: text, left, right: this.#product() };
    }
  }

  #product(): Filter {
    let left = this.#postfix();
    for (;;) {
      const { text } = this.#token;
      if (!this.#is('*') && !this.#is('/') && !this.#is('%')) return left;
      this.#at++;
      left = { kind: 'binary', operator: text, left, right: this.#postfix() };
    }
  }

  #postfix(): Filter {
    let filter = this.#term();
    for (;;) {
      if (this.#accept('?')) filter = { kind: 'try', body: filter, handler: undefined };
      else if (this.#token.kind === 'field') filter = this.#index(filter, { kind: 'literal', value: this.tokens[this.#at++]!.text });
      else if (this.#is('.') && this.tokens[this.#at + 1]?.kind === 'text') {
        this.#at++;
        filter = this.#index(filter, this.#text(undefined));
      } else if (this.#is('.') && this.tokens[this.#at + 1]?.text === '[') this.#at++;
      else if (this.#is('[')) filter = this.#bracket(filter);
      else return filter;
    }
  }

  #index(of: Filter, key: Filter): Filter {
    return { kind: 'index', of, key, isOptional: false };
  }

  #bracket(of: Filter): Filter {
    this.#expect('[');
    if (this.#accept(']')) return { kind: 'iterate', of, isOptional: false };
    if (this.#accept(':')) {
      const to = this.#pipe();
      this.#expect(']');
      return { kind: 'slice', of, from: undefined, to, isOptional: false };
    }
    const key = this.#pipe();
    if (this.#accept(':')) {
      const to = this.#is(']') ? undefined : this.#pipe();
      this.#expect(']');
      return { kind: 'slice', of, from: key, to, isOptional: false };
    }
    this.#expect(']');
    return this.#index(of, key);
  }

  #text(format: string | undefined): Filter {
    const { parts } = this.#token;
    if (!parts) throw this.#unexpected();
    this.#at++;
    return parts.length === 1 ? { kind: 'literal', value: parts[0] as string } : { kind: 'text', parts, format };
  }

  #term(): Filter {
    const { kind, text } = this.#token;
    switch (kind) {
      case 'number':
        this.#at++;
        return { kind: 'literal', value: Number(text) };
      case 'text': return this.#text(undefined);
      case 'format':
        this.#at++;
        return this.#token.kind === 'text' ? this.#text(text) : { kind: 'call', name: text, args: [] };
      case 'variable':
        this.#at++;
        return text === '__loc__' ? { kind: 'literal', value: null } : { kind: 'variable', name: text };
      case 'field':
        this.#at++;
        return this.#index({ kind: 'identity' }, { kind: 'literal', value: text });
      case 'name': return this.#word();
      default: return this.#symbol();
    }
  }

  #symbol(): Filter {
    if (this.#accept('..')) return { kind: 'descend' };
    if (this.#accept('-')) return { kind: 'negate', body: this.#postfix() };
    if (this.#accept('.')) {
      if (this.#token.kind === 'text') return this.#index({ kind: 'identity' }, this.#text(undefined));
      return this.#is('[') ? this.#bracket({ kind: 'identity' }) : { kind: 'identity' };
    }
    if (this.#accept('(')) {
      const body = this.#pipe();
      this.#expect(')');
      return body;
    }
    if (this.#accept('[')) {
      if (this.#accept(']')) return { kind: 'array', body: undefined };
      const body = this.#pipe();
      this.#expect(']');
      return { kind: 'array', body };
    }
    if (this.#accept('{')) return this.#object();
    throw this.#unexpected();
  }

  #object(): Filter {
    const entries: { key: Filter; value: Filter }[] = [];
    while (!this.#accept('}')) {
      entries.push(this.#entry());
      if (!this.#is('}')) this.#expect(',');
    }
    return { kind: 'object', entries };
  }

  #entry(): { key: Filter; value: Filter } {
    const { kind, text } = this.#token;
    let key: Filter;
    if (kind === 'variable') {
      this.#at++;
      return { key: { kind: 'literal', value: text }, value: { kind: 'variable', name: text } };
    }
    if (kind === 'name' || kind === 'number') {
      this.#at++;
      key = { kind: 'literal', value: text };
    } else if (kind === 'text') key = this.#text(undefined);
    else if (kind === 'format') {
      this.#at++;
      key = this.#token.kind === 'text' ? this.#text(text) : { kind: 'call', name: text, args: [] };
    } else {
      this.#expect('(');
      key = this.#pipe();
      this.#expect(')');
    }
    if (!this.#accept(':')) return { key, value: this.#index({ kind: 'identity' }, key) };
    let value = this.#alternativeInObject();
    while (this.#accept('|')) value = { kind: 'pipe', left: value, right: this.#alternativeInObject() };
    return { key, value };
  }

  #alternativeInObject(): Filter {
    const left = this.#or();
    return this.#accept('//') ? { kind: 'alternative', left, right: this.#alternativeInObject() } : left;
  }

  #word(): Filter {
    const name = this.#name();
    switch (name) {
      case 'null': return { kind: 'literal', value: null };
      case 'true': return { kind: 'literal', value: true };
      case 'false': return { kind: 'literal', value: false };
      case 'if': return this.#if();
      case 'try': {
        const body = this.#postfix();
        return { kind: 'try', body, handler: this.#accept('catch') ? this.#postfix() : undefined };
      }
      case 'reduce': {
        const source = this.#postfix();
        this.#expect('as');
        const variable = this.#variable();
        this.#expect('(');
        const start = this.#pipe();
        this.#expect(';');
        const step = this.#pipe();
        this.#expect(')');
        return { kind: 'reduce', source, name: variable, start, step };
      }
      case 'foreach':
      case 'label':
      case 'import':
      case 'include':
        throw new NotSimulated(`jq ${name}`);
      case 'then':
      case 'else':
      case 'elif':
      case 'end':
      case 'as':
      case 'and':
      case 'or':
      case 'def':
      case 'catch':
        this.#at--;
        throw this.#unexpected();
      default: {
        const args: Filter[] = [];
        if (this.#accept('(')) {
          do args.push(this.#pipe());
          while (this.#accept(';'));
          this.#expect(')');
        }
        return { kind: 'call', name, args };
      }
    }
  }

  #if(): Filter {
    const test = this.#pipe();
    this.#expect('then');
    const yes = this.#pipe();
    if (this.#accept('elif')) return { kind: 'if', test, yes, no: this.#if() };
    const no = this.#accept('else') ? this.#pipe() : undefined;
    this.#expect('end');
    return { kind: 'if', test, yes, no };
  }
}
