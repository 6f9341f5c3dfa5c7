import { FEATURES } from '../dialect.ts';
import { ShellError } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { elementOf, setElement } from '../execute/elements.ts';
import { ArithmeticError, parseArithmetic } from './arithmetic-parse.ts';
import type { ArithmeticProblem, Expression } from './arithmetic-parse.ts';
import type { Dialect } from '../dialect.ts';

/** A variable's value is an expression again; a chain of them past this is refused. */
const DEEPEST = 60;
const CACHED = 1000;

/** The value of an expression whose `$…` have been expanded. Throws ShellError with the dialect's words. */
export function evaluateArithmetic(shell: Shell, source: string, command = ''): bigint {
  const simple = /^\s*(\d{1,15})\s*$/.exec(source);
  if (simple && (simple[1] === '0' || !simple[1]!.startsWith('0'))) return BigInt(simple[1]!);
  try {
    return new Evaluation(shell).text(source);
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error;
    throw new ShellError(command + describe(error, shell.dialect), shell.dialect === 'bash' ? 'discard' : 'exit', shell.dialect === 'bash' ? 1 : 2);
  }
}

class Evaluation {
  #depth = 0;
  #source = '';

  constructor(private readonly shell: Shell) {}

  text(source: string): bigint {
    if (++this.#depth > DEEPEST) throw new ArithmeticError('too-deep', source, 0);
    const outer = this.#source;
    this.#source = source;
    const value = this.value(parsed(this.shell, source));
    this.#source = outer;
    this.#depth--;
    return value;
  }

  value(expression: Expression): bigint {
    switch (expression.kind) {
      case 'number':
        return expression.value;
      case 'variable':
        return this.#variable(expression);
      case 'unary':
        return unary(expression.operator, this.value(expression.operand));
      case 'binary':
        return this.#binary(expression);
      case 'assign': {
        const { operator, target, valueAt } = expression;
        // bash takes the old value before it works out the right side, dash after.
        const early = operator !== '' && this.shell.isBash ? this.#variable(target) : 0n;
        const right = this.value(expression.value);
        const before = operator !== '' && !this.shell.isBash ? this.#variable(target) : early;
        const value = operator === '' ? right : this.#operate(operator, before, right, valueAt);
        this.#assign(expression.target, value);
        return value;
      }
      case 'step': {
        const before = this.#variable(expression.target);
        const after = BigInt.asIntN(64, expression.operator === '++' ? before + 1n : before - 1n);
        this.#assign(expression.target, after);
        return expression.isPrefix ? after : before;
      }
      case 'choice':
        return this.value(this.value(expression.condition) !== 0n ? expression.yes : expression.no);
    }
  }

  #variable({ name, index }: Extract<Expression, { kind: 'variable' }>): bigint {
    const value = index === undefined ? this.shell.parameter(name) : elementOf(this.shell, name, index);
    if (value === undefined) {
      if (this.shell.isBash && this.shell.options.has('nounset')) this.shell.failUnset(name);
      return 0n;
    }
    const text = value.trim();
    if (text === '') return 0n;
    if (/^(?:0|-?[1-9]\d{0,17})$/.test(text)) return BigInt(text);
    if (this.shell.dialect === 'dash') return this.#number(value);
    return this.text(text);
  }

  /** dash takes a value for a number, and for nothing else. */
  #number(value: string): bigint {
    if (!/^\s*[-+]?(?:0[xX][0-9a-fA-F]+|\d+)\s*$/.test(value)) throw new ShellError(`Illegal number: ${value}`, 'exit', 2);
    const text = value.trim();
    const digits = text.replace(/^[-+]/, '');
    const size = /^0\d/.test(digits) ? BigInt(`0o${digits.replace(/[89][^]*/, '') || '0'}`) : BigInt(digits);
    return BigInt.asIntN(64, text.startsWith('-') ? -size : size);
  }

  #assign({ name, index }: Extract<Expression, { kind: 'variable' }>, value: bigint): void {
    if (index === undefined) this.shell.assign(name, value.toString());
    else setElement(this.shell, name, index, value.toString(), false);
  }

  #binary({ operator, left, right, rightAt }: Extract<Expression, { kind: 'binary' }>): bigint {
    const first = this.value(left);
    if (operator === '&&') return first !== 0n && this.value(right) !== 0n ? 1n : 0n;
    if (operator === '||') return first !== 0n || this.value(right) !== 0n ? 1n : 0n;
    return this.#operate(operator, first, this.value(right), rightAt);
  }

  #operate(operator: string, left: bigint, right: bigint, rightAt: number): bigint {
    switch (operator) {
      case '/':
      case '%':
        if (right === 0n) throw new ArithmeticError('division-by-zero', this.#source, rightAt);
        return BigInt.asIntN(64, operator === '/' ? left / right : left % right);
      case '**':
        if (right < 0n) throw new ArithmeticError('negative-exponent', this.#source, rightAt);
        return power(left, right);
      default:
        return operate(operator, left, right);
    }
  }
}

const truth = (condition: boolean) => (condition ? 1n : 0n);

function operate(operator: string, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+': return BigInt.asIntN(64, left + right);
    case '-': return BigInt.asIntN(64, left - right);
    case '*': return BigInt.asIntN(64, left * right);
    case '<<': return BigInt.asIntN(64, left << (right & 63n));
    case '>>': return left >> (right & 63n);
    case '<': return truth(left < right);
    case '<=': return truth(left <= right);
    case '>': return truth(left > right);
    case '>=': return truth(left >= right);
    case '==': return truth(left === right);
    case '!=': return truth(left !== right);
    case '&': return left & right;
    case '^': return left ^ right;
    case '|': return left | right;
    default: return right; // The comma.
  }
}

function unary(operator: string, operand: bigint): bigint {
  switch (operator) {
    case '-': return BigInt.asIntN(64, -operand);
    case '!': return truth(operand === 0n);
    case '~': return ~operand;
    default: return operand;
  }
}

/** By squaring, in 64 bits all the way. */
function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = BigInt.asIntN(64, result * square);
    square = BigInt.asIntN(64, square * square);
  }
  return result;
}

function parsed(shell: Shell, source: string): Expression {
  const cache = shell.shared.arithmetic;
  let expression = cache.get(source);
  if (!expression) {
    const features = FEATURES[shell.dialect];
    expression = parseArithmetic(source, { isRich: features.richArithmetic, hasArrays: features.arrays });
    if (cache.size >= CACHED) cache.clear();
    cache.set(source, expression);
  }
  return expression;
}

const BASH: Readonly<Record<ArithmeticProblem, string>> = {
  'operand-expected': 'syntax error: operand expected',
  'invalid-operator': 'syntax error: invalid arithmetic operator',
  'missing-parenthesis': "missing `)'",
  'expression-expected': 'syntax error in expression',
  'colon-expected': "`:' expected for conditional expression",
  'bad-number': 'invalid number',
  'base-too-great': 'value too great for base',
  'invalid-base': 'invalid arithmetic base',
  'not-a-variable': 'attempted assignment to non-variable',
  'too-deep': 'expression recursion level exceeded',
  'division-by-zero': 'division by 0',
  'negative-exponent': 'exponent less than 0',
};

function describe({ problem, expression, at }: ArithmeticError, dialect: Dialect): string {
  if (dialect === 'bash') {
    const shown = expression.replace(/^\s+/, '');
    const rest = expression.slice(at);
    return `${shown}: ${BASH[problem]} (error token is "${rest}")`;
  }
  if (dialect === 'ash') return problem === 'division-by-zero' ? 'divide by zero' : 'arithmetic syntax error';
  const words = problem === 'division-by-zero'
    ? 'division by zero'
    : problem === 'operand-expected' || problem === 'expression-expected'
      ? 'expecting primary'
      : problem === 'missing-parenthesis' ? "expecting ')'" : problem === 'colon-expected' ? "expecting ':'" : 'expecting EOF';
  return `arithmetic expression: ${words}: "${expression}"`;
}
