/** What an arithmetic expression means. */
export type Expression =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'variable'; readonly name: string; readonly index?: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly rightAt: number }
  | { readonly kind: 'assign'; readonly operator: string; readonly target: Extract<Expression, { kind: 'variable' }>; readonly value: Expression; readonly valueAt: number }
  | { readonly kind: 'step'; readonly operator: '++' | '--'; readonly isPrefix: boolean; readonly target: Extract<Expression, { kind: 'variable' }> }
  | { readonly kind: 'choice'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression };

export type ArithmeticProblem =
  | 'operand-expected' | 'invalid-operator' | 'missing-parenthesis' | 'expression-expected' | 'colon-expected'
  | 'bad-number' | 'base-too-great' | 'invalid-base' | 'not-a-variable' | 'too-deep' | 'division-by-zero' | 'negative-exponent';

/** `at` is where in the expression it was noticed; bash shows what stands from there on. */
export class ArithmeticError extends Error {
  override readonly name = 'ArithmeticError';

  constructor(
    readonly problem: ArithmeticProblem,
    readonly expression: string,
    readonly at: number,
  ) {
    super(problem);
  }
}

const TOKEN = /\s*(?:(0[xX][0-9a-fA-F]*|\d+#[0-9a-zA-Z@_]*|\d[0-9a-zA-Z_]*)|([A-Za-z_]\w*)|(<<=|>>=|\*\*|\+\+|--|&&|\|\||<<|>>|<=|>=|==|!=|[-+*/%&^|]=|[-+*/%&^|<>=!~?:(),]))/y;

const BINARY: Readonly<Record<string, number>> = {
  ',': 1, '||': 4, '&&': 5, '|': 6, '^': 7, '&': 8, '==': 9, '!=': 9, '<': 10, '<=': 10, '>': 10, '>=': 10, '<<': 11, '>>': 11,
  '+': 12, '-': 12, '*': 13, '/': 13, '%': 13, '**': 14,
};
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|=']);
const DEEPEST = 120;

interface Token {
  readonly kind: 'number' | 'name' | 'operator' | 'end' | 'bad';
  readonly text: string;
  readonly at: number;
}

export interface ArithmeticSyntax {
  /** `++ -- ** ,` and `[index]`; dash has none of them. */
  readonly isRich: boolean;
  /** `08` is an error for bash; others take what digits there are. */
  readonly hasArrays: boolean;
}

/** Throws ArithmeticError. */
export function parseArithmetic(source: string, syntax: ArithmeticSyntax): Expression {
  return new ArithmeticParser(source, syntax).parse();
}

class ArithmeticParser {
  #pos = 0;
  #token: Token;
  #depth = 0;
  #lastAt = 0;

  constructor(
    private readonly source: string,
    private readonly syntax: ArithmeticSyntax,
  ) {
    this.#token = this.#read();
  }

  parse(): Expression {
    if (this.#isAtEnd) return { kind: 'number', value: 0n };
    const expression = this.#expression(0);
    if (!this.#isAtEnd) this.#fail(this.#leftover());
    return expression;
  }

  /** What is wrong with a token that nothing takes. */
  #leftover(): ArithmeticProblem {
    const { kind, text } = this.#token;
    if (kind === 'operator' && ASSIGNMENTS.has(text)) return 'not-a-variable';
    return kind === 'bad' || [')', '!', '~', ':'].includes(text) ? 'invalid-operator' : 'expression-expected';
  }

  #read(): Token {
    const blanks = /\s*/y;
    blanks.lastIndex = this.#pos;
    const at = this.#pos + blanks.exec(this.source)![0].length;
    if (at >= this.source.length) return { kind: 'end', text: '', at };
    TOKEN.lastIndex = this.#pos;
    const match = TOKEN.exec(this.source);
    if (!match) return { kind: 'bad', text: this.source[at]!, at };
    let text = match[1] ?? match[2] ?? match[3]!;
    if (!this.syntax.isRich && text === '**') text = '*';
    else if ((text === '++' || text === '--') && !this.#isStep(at)) text = text[0]!;
    this.#pos = at + text.length;
    return { kind: match[1] !== undefined ? 'number' : match[2] !== undefined ? 'name' : 'operator', text, at };
  }

  /** Whether `++` or `--` is a step of a variable; otherwise they are two signs. */
  #isStep(at: number): boolean {
    if (!this.syntax.isRich) return false;
    const before = this.source.slice(0, at).trimEnd();
    const isAfterVariable = /(?:^|[^\w#])[A-Za-z_]\w*$|\]$/.test(before);
    return isAfterVariable || /^\s*[A-Za-z_]/.test(this.source.slice(at + 2));
  }

  #next(): Token {
    const token = this.#token;
    this.#lastAt = token.at;
    this.#token = this.#read();
    return token;
  }

  get #isAtEnd(): boolean {
    return this.#token.kind === 'end';
  }

  #is(text: string): boolean {
    return this.#token.kind === 'operator' && this.#token.text === text;
  }

  #fail(problem: ArithmeticProblem, at = this.#token.at): never {
    throw new ArithmeticError(problem, this.source, at);
  }

  #expression(minimum: number): Expression {
    if (++this.#depth > DEEPEST) this.#fail('too-deep');
    let left = this.#unary();
    for (;;) {
      const { kind, text } = this.#token;
      if (kind !== 'operator') break;
      if (ASSIGNMENTS.has(text) && minimum <= 2 && left.kind === 'variable') {
        this.#next();
        const valueAt = this.#token.at;
        left = { kind: 'assign', operator: text.slice(0, -1), target: left, value: this.#expression(2), valueAt };
        continue;
      }
      if (text === '?' && minimum <= 3) {
        left = this.#choice(left);
        continue;
      }
      const power = BINARY[text];
      if (power === undefined || power < minimum || (text === ',' && !this.syntax.isRich)) break;
      this.#next();
      const rightAt = this.#token.at;
      left = { kind: 'binary', operator: text, left, right: this.#expression(text === '**' ? power : power + 1), rightAt };
    }
    this.#depth--;
    return left;
  }

  #choice(condition: Expression): Expression {
    this.#next();
    if (this.#is(':') || this.#isAtEnd) this.#fail('expression-expected');
    const yes = this.#expression(1);
    if (!this.#is(':')) this.#fail('colon-expected');
    this.#next();
    if (this.#isAtEnd) this.#fail('expression-expected');
    return { kind: 'choice', condition, yes, no: this.#expression(3) };
  }

  #unary(): Expression {
    const token = this.#token;
    if (token.kind === 'operator') {
      if (token.text === '++' || token.text === '--') return this.#prefixStep(token);
      if ('+-!~'.includes(token.text)) {
        this.#next();
        if (++this.#depth > DEEPEST) this.#fail('too-deep');
        const operand = this.#unary();
        this.#depth--;
        return { kind: 'unary', operator: token.text, operand };
      }
    }
    return this.#postfix(this.#primary());
  }

  #prefixStep(token: Token): Expression {
    this.#next();
    const target = this.#primary() as Extract<Expression, { kind: 'variable' }>;
    return { kind: 'step', operator: token.text as '++' | '--', isPrefix: true, target };
  }

  #postfix(operand: Expression): Expression {
    if (operand.kind !== 'variable' || !(this.#is('++') || this.#is('--'))) return operand;
    const { text } = this.#next();
    return { kind: 'step', operator: text as '++' | '--', isPrefix: false, target: operand };
  }

  #primary(): Expression {
    const token = this.#token;
    if (token.kind === 'number') {
      this.#next();
      return { kind: 'number', value: this.#number(token) };
    }
    if (token.kind === 'name') return this.#variable();
    if (this.#is('(')) {
      this.#next();
      const inner = this.#expression(0);
      if (!this.#is(')')) this.#fail('missing-parenthesis');
      this.#next();
      return inner;
    }
    return this.#fail('operand-expected', this.#isAtEnd ? this.#lastAt : this.#token.at);
  }

  #variable(): Expression {
    const name = this.#token.text;
    if (!this.syntax.hasArrays || this.source[this.#pos] !== '[') {
      this.#next();
      return { kind: 'variable', name };
    }
    let depth = 0;
    let end = this.#pos;
    for (; end < this.source.length; end++) {
      if (this.source[end] === '[') depth++;
      else if (this.source[end] === ']' && --depth === 0) break;
    }
    const index = this.source.slice(this.#pos + 1, end);
    this.#pos = end + 1;
    this.#next();
    return { kind: 'variable', name, index };
  }

  #number({ text, at }: Token): bigint {
    if (/^0[xX]/.test(text)) {
      if (text.length === 2) return 0n;
      return BigInt.asIntN(64, BigInt(text));
    }
    const based = /^(\d+)#(.*)$/.exec(text);
    if (based && this.syntax.hasArrays) return this.#based(Number(based[1]), based[2]!, at);
    if (!/^\d+$/.test(text)) this.#fail(this.syntax.hasArrays ? 'base-too-great' : 'invalid-operator', at);
    if (text.length > 1 && text.startsWith('0')) {
      if (/[89]/.test(text)) this.#fail('base-too-great', at);
      return BigInt.asIntN(64, BigInt(`0o${text}`));
    }
    return BigInt.asIntN(64, BigInt(text));
  }

  #based(base: number, digits: string, at: number): bigint {
    if (base < 2 || base > 64) this.#fail('invalid-base', at);
    let value = 0n;
    for (const digit of digits) {
      const worth = digitValue(digit, base);
      if (worth >= base) this.#fail('base-too-great', at);
      value = value * BigInt(base) + BigInt(worth);
    }
    return BigInt.asIntN(64, value);
  }
}

function digitValue(digit: string, base: number): number {
  if (/\d/.test(digit)) return Number(digit);
  if (/[a-z]/.test(digit)) return digit.charCodeAt(0) - 87;
  if (/[A-Z]/.test(digit)) return digit.charCodeAt(0) - (base <= 36 ? 55 : 29);
  return digit === '@' ? 62 : 63;
}
