import type { Process } from '../../../../core/process.ts';
import type { Call } from '../call.ts';
import { RegexCache } from '../regex/cache.ts';
import { RegexError } from '../regex/regex.ts';
import { AwkError } from './ast.ts';
import type { AwkFunction, AwkProgram, Expression, Rule, Statement, Target } from './ast.ts';
import { builtin } from './builtins.ts';
import { MainInput } from './main-input.ts';
import { formatAwk, numberText } from './output.ts';
import { Record } from './record.ts';
import { Streams } from './streams.ts';
import { fromOutside, isNumeric, isTrue, newCell, toNumber } from './values.ts';
import type { Cell, Value } from './values.ts';
import { unescapeString } from './tokens.ts';

type Flow = undefined | 'next' | 'nextfile' | 'break' | 'continue' | { readonly kind: 'return'; readonly value: Value };

class Exit extends Error {}

const CALL_DEPTH = 200;

/** Runs an awk program. Throws `AwkError` for what goes wrong at run time. */
export class Interpreter {
  readonly regexes = new RegexCache({ syntax: 'extended', hasEscapes: true });
  readonly streams: Streams;
  readonly record: Record;
  readonly #globals = new Map<string, Cell>();
  #locals: ReadonlyMap<string, Cell> = new Map();
  #depth = 0;
  #status = 0;
  readonly #main: MainInput;

  constructor(readonly call: Call, private readonly program: AwkProgram, operands: readonly string[]) {
    this.streams = new Streams(call, this.regexes);
    this.record = new Record(this.regexes, () => ({ fs: this.#special('FS'), ofs: this.#special('OFS'), isParagraph: this.#special('RS') === '' }), (value) => this.text(value));
    const initial: readonly (readonly [string, Value])[] = [['FS', ' '], ['OFS', ' '], ['ORS', '\n'], ['RS', '\n'], ['NR', 0], ['FNR', 0], ['SUBSEP', '\x1c'], ['CONVFMT', '%.6g'], ['OFMT', '%.6g'], ['RSTART', 0], ['RLENGTH', -1], ['FILENAME', ''], ['ARGC', operands.length + 1]];
    for (const [name, value] of initial) this.#cell(name).value = value;
    this.#cell('ENVIRON').array = new Map([...call.system.env].map(([name, value]) => [name, fromOutside(value)]));
    this.#cell('ARGV').array = new Map(['awk', ...operands].map((operand, i) => [String(i), fromOutside(operand)]));
    this.#main = new MainInput(this);
  }

  /** The exit status. */
  *run(): Process<number> {
    const of = (kind: 'BEGIN' | 'END') => this.program.rules.filter(({ pattern }) => pattern === kind);
    const middle = this.program.rules.filter(({ pattern }) => pattern !== 'BEGIN' && pattern !== 'END');
    const hasExited = yield* this.#untilExit(this.#begin(of('BEGIN'), middle, of('END').length > 0));
    if (hasExited !== 'now' || of('END').length > 0) yield* this.#untilExit(this.#rules(of('END')));
    yield* this.streams.closeAll();
    return this.#status;
  }

  *#untilExit(process: Process<void>): Process<'now' | undefined> {
    try {
      yield* process;
      return undefined;
    } catch (error) {
      if (error instanceof Exit) return 'now';
      if (error instanceof RegexError) throw new AwkError(`regular expression compile failed (${error.message})`, undefined);
      throw error;
    }
  }

  *#begin(begin: readonly Rule[], middle: readonly Rule[], hasEnd: boolean): Process<void> {
    yield* this.#rules(begin);
    if (middle.length === 0 && !hasEnd) return;
    for (;;) {
      const text = yield* this.#main.next();
      if (text === undefined) return;
      this.record.set(text);
      const flow = yield* this.#records(middle);
      if (flow === 'nextfile') this.#main.skipFile();
    }
  }

  *#rules(rules: readonly Rule[]): Process<void> {
    for (const { action } of rules) if (action) yield* this.#execute(action);
  }

  *#records(rules: readonly Rule[]): Process<Flow> {
    for (const rule of rules) {
      if (!(yield* this.#selects(rule))) continue;
      if (!rule.action) {
        yield* this.call.print(this.text(this.record.get(0)) + this.#special('ORS'));
        continue;
      }
      const flow = yield* this.#execute(rule.action);
      if (flow === 'next' || flow === 'nextfile') return flow;
    }
    return undefined;
  }

  *#selects({ pattern }: Rule): Process<boolean> {
    if (pattern === 'always') return true;
    if (typeof pattern === 'string') return false;
    if ('kind' in pattern) return isTrue(yield* this.evaluate(pattern));
    if (!pattern.isInside && !isTrue(yield* this.evaluate(pattern.from))) return false;
    pattern.isInside = !isTrue(yield* this.evaluate(pattern.to));
    return true;
  }

  /** mawk says where it was. */
  runtimeError(message: string): AwkError {
    if (this.call.isBusybox) return new AwkError(message, 1);
    const place = ['FILENAME', 'FNR', 'NR'].map((name) => (name === 'FILENAME' ? `FILENAME="${this.text(this.variable(name))}"` : `${name}=${this.text(this.variable(name))}`));
    return new AwkError(`run time error: ${message}\n\t${place.join(' ')}`, undefined);
  }

  #special(name: string): string {
    return this.text(this.#globals.get(name)!.value);
  }

  variable(name: string): Value {
    if (name === 'NF') return this.record.count;
    const cell = this.#cell(name);
    if (cell.array) throw new AwkError(`illegal reference to array ${name}`, 1);
    return cell.value;
  }

  setVariable(name: string, value: Value): void {
    if (name === 'NF') this.record.count = Math.max(0, Math.trunc(toNumber(value)));
    else this.#cell(name).value = value;
  }

  /** `name=value` of the command line: escapes are resolved. */
  assign(name: string, text: string): void {
    this.setVariable(name, fromOutside(unescapeString(text)));
  }

  #cell(name: string): Cell {
    const local = this.#locals.get(name);
    if (local) return local;
    let cell = this.#globals.get(name);
    if (!cell) {
      cell = newCell();
      this.#globals.set(name, cell);
    }
    return cell;
  }

  isArray(name: string): boolean {
    let cell: Cell | undefined = name === 'NF' ? undefined : this.#cell(name);
    while (cell && !cell.array) cell = cell.origin;
    return cell !== undefined;
  }

  array(name: string): Map<string, Value> {
    let cell = this.#cell(name);
    while (cell.origin && !cell.array) cell = cell.origin;
    if (cell.value !== undefined) throw new AwkError(`illegal reference to variable ${name}`, undefined);
    cell.array ??= new Map();
    return cell.array;
  }

  text(value: Value): string {
    if (typeof value === 'string') return value;
    if (value === undefined) return '';
    if (typeof value !== 'number') return value.text;
    const format = this.#globals.get('CONVFMT')?.value;
    return numberText(value, typeof format === 'string' ? format : '%.6g', this.call.isBusybox);
  }

  #outputText(value: Value): string {
    return typeof value === 'number' ? numberText(value, this.#special('OFMT'), this.call.isBusybox) : this.text(value);
  }

  *#execute(statement: Statement): Process<Flow> {
    if (this.call.system.charge(2)) yield* this.call.system.pay();
    switch (statement.kind) {
      case 'block':
        for (const one of statement.body) {
          const flow = yield* this.#execute(one);
          if (flow) return flow;
        }
        return undefined;
      case 'expression':
        yield* this.evaluate(statement.value);
        return undefined;
      case 'print':
      case 'printf':
        yield* this.#print(statement);
        return undefined;
      case 'if': {
        const branch = isTrue(yield* this.evaluate(statement.test)) ? statement.yes : statement.no;
        return branch && (yield* this.#execute(branch));
      }
      case 'while':
      case 'do':
      case 'for':
      case 'forIn':
        return yield* this.#loop(statement);
      case 'next':
      case 'nextfile':
      case 'break':
      case 'continue':
        return statement.kind;
      case 'exit':
        if (statement.value) this.#status = Math.trunc(toNumber(yield* this.evaluate(statement.value))) & 255;
        throw new Exit();
      case 'return':
        return { kind: 'return', value: statement.value && (yield* this.evaluate(statement.value)) };
      case 'delete':
        if (statement.subscripts) this.array(statement.array).delete(yield* this.#subscript(statement.subscripts));
        else this.array(statement.array).clear();
        return undefined;
    }
  }

  *#loop(statement: Extract<Statement, { kind: 'while' | 'do' | 'for' | 'forIn' }>): Process<Flow> {
    if (statement.kind === 'forIn') {
      for (const key of [...this.array(statement.array).keys()]) {
        if (!this.array(statement.array).has(key)) continue;
        yield* this.#store(statement.variable, fromOutside(key));
        const flow = yield* this.#execute(statement.body);
        if (flow === 'break') return undefined;
        if (flow && flow !== 'continue') return flow;
      }
      return undefined;
    }
    if (statement.kind === 'for' && statement.start) yield* this.#execute(statement.start);
    for (let isFirst = true; ; isFirst = false) {
      const isTested = !(statement.kind === 'do' && isFirst) && statement.test;
      if (isTested && !isTrue(yield* this.evaluate(isTested))) return undefined;
      const flow = yield* this.#execute(statement.body);
      if (flow === 'break') return undefined;
      if (flow && flow !== 'continue') return flow;
      if (statement.kind === 'for' && statement.step) yield* this.#execute(statement.step);
    }
  }

  *#print(statement: Extract<Statement, { kind: 'print' | 'printf' }>): Process<void> {
    const values: Value[] = [];
    for (const arg of statement.args) values.push(yield* this.evaluate(arg));
    let text: string;
    if (statement.kind === 'printf') {
      if (values.length === 0) throw new AwkError('no arguments in call to printf', undefined);
      text = formatAwk(this, this.text(values[0]), values.slice(1));
    } else text = (values.length === 0 ? this.text(this.record.get(0)) : values.map((value) => this.#outputText(value)).join(this.#special('OFS'))) + this.#special('ORS');
    if (!statement.redirection) yield* this.call.print(text);
    else yield* this.streams.write(statement.redirection.to, this.text(yield* this.evaluate(statement.redirection.target)), text);
  }

  *#subscript(subscripts: readonly Expression[]): Process<string> {
    if (subscripts.length === 1) return this.#key(yield* this.evaluate(subscripts[0]!));
    const parts: string[] = [];
    for (const subscript of subscripts) parts.push(this.#key(yield* this.evaluate(subscript)));
    return parts.join(this.#special('SUBSEP'));
  }

  #key(value: Value): string {
    return typeof value === 'number' && Number.isInteger(value) ? String(value === 0 ? 0 : value) : this.text(value);
  }

  *#store(target: Target, value: Value): Process<void> {
    if (target.kind === 'variable') {
      const cell = this.#cell(target.name);
      if (cell.array) throw new AwkError(`illegal reference to array ${target.name}`, undefined);
      this.setVariable(target.name, value);
    } else if (target.kind === 'element') {
      const key = yield* this.#subscript(target.subscripts);
      this.array(target.array).set(key, value);
    } else this.record.setField(yield* this.#fieldIndex(target.index), value);
  }

  *#fieldIndex(index: Expression): Process<number> {
    const number = Math.trunc(toNumber(yield* this.evaluate(index)));
    if (number < 0) throw this.runtimeError(this.call.isBusybox ? 'Access to negative field' : `negative field index $${number}`);
    if (number > 1_000_000) throw new AwkError(`field index ${number} is too large`, undefined);
    return number;
  }

  /** Stores a getline's or sub's result. */
  *store(target: Target | undefined, value: Value): Process<void> {
    if (target) yield* this.#store(target, value);
    else this.record.set(this.text(value));
  }

  *evaluate(expression: Expression): Process<Value> {
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value;
      case 'regex':
        return this.regexes.get(expression.source).test(this.text(this.record.get(0))) ? 1 : 0;
      case 'group':
        return yield* this.evaluate(expression.body);
      case 'variable':
        return this.variable(expression.name);
      case 'field':
        return this.record.get(expression.index.kind === 'number' ? expression.index.value : yield* this.#fieldIndex(expression.index));
      case 'element': {
        const array = this.array(expression.array);
        const key = yield* this.#subscript(expression.subscripts);
        if (!array.has(key)) array.set(key, undefined);
        return array.get(key);
      }
      case 'assign': {
        const old = expression.operator === '' ? undefined : yield* this.evaluate(expression.target);
        const given = yield* this.evaluate(expression.value);
        const value = expression.operator === '' ? given : this.#arithmetic(expression.operator, toNumber(old), toNumber(given));
        yield* this.#store(expression.target, value);
        return value;
      }
      case 'step': {
        const old = toNumber(yield* this.evaluate(expression.target));
        yield* this.#store(expression.target, old + expression.by);
        return expression.isPrefix ? old + expression.by : old;
      }
      case 'unary': {
        const value = yield* this.evaluate(expression.operand);
        return expression.operator === '!' ? (isTrue(value) ? 0 : 1) : expression.operator === '-' ? -toNumber(value) : toNumber(value);
      }
      case 'binary':
        return this.#binary(expression.operator, yield* this.evaluate(expression.left), yield* this.evaluate(expression.right));
      case 'and':
        return isTrue(yield* this.evaluate(expression.left)) && isTrue(yield* this.evaluate(expression.right)) ? 1 : 0;
      case 'or':
        return isTrue(yield* this.evaluate(expression.left)) || isTrue(yield* this.evaluate(expression.right)) ? 1 : 0;
      case 'condition':
        return yield* this.evaluate(isTrue(yield* this.evaluate(expression.test)) ? expression.yes : expression.no);
      case 'match': {
        const text = this.text(yield* this.evaluate(expression.text));
        return this.regexes.get(yield* this.pattern(expression.pattern)).test(text) !== expression.isNegated ? 1 : 0;
      }
      case 'in':
        return this.array(expression.array).has(yield* this.#subscript(expression.subscripts)) ? 1 : 0;
      case 'builtin':
        return yield* builtin(this, expression.name, expression.args);
      case 'call':
        return yield* this.#callFunction(expression);
      case 'getline':
        return yield* this.#getline(expression);
    }
  }

  /** An operand that is a pattern: of `/…/` its source, of anything else its text. */
  *pattern(expression: Expression): Process<string> {
    return expression.kind === 'regex' ? expression.source : this.text(yield* this.evaluate(expression));
  }

  #binary(operator: string, left: Value, right: Value): Value {
    if (operator === ' ') return this.text(left) + this.text(right);
    if ('+-*/%^'.includes(operator)) return this.#arithmetic(operator, toNumber(left), toNumber(right));
    const order = isNumeric(left) && isNumeric(right) ? toNumber(left) - toNumber(right) : compareText(this.text(left), this.text(right));
    switch (operator) {
      case '<': return order < 0 ? 1 : 0;
      case '<=': return order <= 0 ? 1 : 0;
      case '>': return order > 0 ? 1 : 0;
      case '>=': return order >= 0 ? 1 : 0;
      case '==': return order === 0 ? 1 : 0;
      default: return order !== 0 ? 1 : 0;
    }
  }

  #arithmetic(operator: string, a: number, b: number): number {
    switch (operator) {
      case '+': return a + b;
      case '-': return a - b;
      case '*': return a * b;
      case '/':
        if (b === 0 && this.call.isBusybox) throw new AwkError('Division by zero', 1);
        return a / b;
      case '%':
        if (b === 0 && this.call.isBusybox) throw new AwkError('Division by zero', 1);
        return a % b;
      default: return power(a, b);
    }
  }

  *#callFunction(expression: Extract<Expression, { kind: 'call' }>): Process<Value> {
    const called: AwkFunction = this.program.functions.get(expression.name)!;
    if (expression.args.length > called.parameters.length) throw new AwkError(`too many arguments in call to ${called.name}`, expression.line);
    if (++this.#depth > CALL_DEPTH) throw new AwkError('function call nesting too deep', expression.line);
    const locals = new Map<string, Cell>();
    for (let i = 0; i < called.parameters.length; i++) {
      const arg = expression.args[i];
      const cell = arg?.kind === 'variable' && arg.name !== 'NF' ? this.#cell(arg.name) : undefined;
      let local: Cell;
      if (cell && cell.value === undefined) local = newCell(cell);
      else {
        local = newCell();
        if (arg) local.value = yield* this.evaluate(arg);
      }
      locals.set(called.parameters[i]!, local);
    }
    const outer = this.#locals;
    this.#locals = locals;
    const flow = yield* this.#execute(called.body);
    this.#locals = outer;
    this.#depth--;
    return typeof flow === 'object' ? flow.value : undefined;
  }

  *#getline({ from, source, target }: Extract<Expression, { kind: 'getline' }>): Process<Value> {
    if (from === 'main') {
      const text = yield* this.#main.next();
      if (text === undefined) return 0;
      yield* this.store(target, fromOutside(text));
      return 1;
    }
    const name = this.text(yield* this.evaluate(source!));
    const records = yield* this.streams.reader(from, name);
    if (!records) return -1;
    const text = yield* records.next(this.#special('RS'));
    if (text === undefined) return 0;
    if (from === 'command') this.setVariable('NR', toNumber(this.variable('NR')) + 1);
    yield* this.store(target, fromOutside(text));
    return 1;
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whole powers by multiplication, so that they are exact and the same everywhere; others as the engine has them. */
export function power(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1024) return base ** exponent;
  let result = 1;
  for (let i = 0; i < Math.abs(exponent); i++) result *= base;
  return exponent < 0 ? 1 / result : result;
}
