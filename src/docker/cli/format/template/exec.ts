import { toBytes } from '../../../../core/bytes.ts';
import { quote } from '../../golang/quote.ts';
import { sprint } from '../../golang/printf.ts';
import { TemplateError } from './errors.ts';
import { call } from './functions.ts';
import type { CommandNode, ListNode, Located, Node, NumberNode, Operand, PipeNode, Statement, TemplateNode } from './nodes.ts';
import type { BranchNode } from './nodes.ts';
import { show } from './nodes.ts';
import type { Tree } from './parse.ts';
import { CallableValue, Float, GoError, Integer, Nil, Struct, asInteger, entriesOf, isTrue, kindOf, typeOf } from './values.ts';
import type { MapValue, TemplateFunction, Value } from './values.ts';

/** The value before the first stage of a pipeline: none, which is not nil. */
const MISSING: unique symbol = Symbol('missing');
type Final = Value | typeof MISSING;

/** Thrown by {{break}} and {{continue}}, caught by their range. */
const BREAK: unique symbol = Symbol('break');
const CONTINUE: unique symbol = Symbol('continue');

/** How deep {{template}} may nest. */
const DEEPEST = 100_000 / 100;

export interface ExecuteOptions {
  /** `missingkey=error`: a map without the key is an error. */
  readonly isMissingKeyError?: boolean;
}

/** Executes a template on a value and gives what it prints. Throws TemplateError in the words of Go. */
export function execute(name: string, trees: ReadonlyMap<string, Tree>, functions: ReadonlyMap<string, TemplateFunction>, data: Value, options: ExecuteOptions = {}): string {
  const tree = trees.get(name);
  if (!tree) throw new TemplateError(`template: ${name}: ${quote(name)} is an incomplete or empty template`);
  const output: string[] = [];
  new Executor(name, tree, trees, functions, options, output, 0, [{ name: '$', value: data }]).walkList(data, tree.root);
  return output.join('');
}

interface Variable {
  readonly name: string;
  value: Value;
}

class Executor {
  #node: Node | undefined;

  constructor(
    private readonly name: string,
    private readonly tree: Tree,
    private readonly trees: ReadonlyMap<string, Tree>,
    private readonly functions: ReadonlyMap<string, TemplateFunction>,
    private readonly options: ExecuteOptions,
    private readonly output: string[],
    private readonly depth: number,
    private variables: Variable[],
  ) {}

  walkList(dot: Value, list: ListNode): void {
    for (const node of list.nodes) this.#walk(dot, node);
  }

  #fail(message: string): never {
    const node = this.#node;
    if (!node) throw new TemplateError(`template: ${this.name}: ${message}`);
    const before = this.tree.text.slice(0, node.at);
    const line = before.split('\n').length;
    const column = toBytes(before.slice(before.lastIndexOf('\n') + 1)).length;
    throw new TemplateError(`template: ${this.tree.name}:${line}:${column}: executing ${quote(this.name)} at <${show(node)}>: ${message}`);
  }

  #at(node: Node): void {
    this.#node = node;
  }

  #walk(dot: Value, node: Statement): void {
    this.#at(node);
    switch (node.kind) {
      case 'text':
        this.output.push(node.text);
        return;
      case 'action': {
        const value = this.#pipeline(dot, node.pipe);
        if (node.pipe.variables.length === 0) this.#print(node, value);
        return;
      }
      case 'break':
        throw BREAK;
      case 'continue':
        throw CONTINUE;
      case 'if':
      case 'with':
        return this.#branch(dot, node);
      case 'range':
        return this.#range(dot, node);
      case 'template':
        return this.#template(dot, node);
    }
  }

  #print(node: Node, value: Value): void {
    this.#at(node);
    if (kindOf(value) === 'func') this.#fail(`can't print ${show(node)} of type ${typeOf(value)}`);
    this.output.push(printable(value));
  }

  #scoped(body: () => void): void {
    const mark = this.variables.length;
    try {
      body();
    } finally {
      this.variables.length = mark;
    }
  }

  #branch(dot: Value, node: BranchNode): void {
    this.#scoped(() => {
      const value = this.#pipeline(dot, node.pipe);
      if (isTrue(value)) this.walkList(node.kind === 'with' ? value : dot, node.list);
      else if (node.otherwise) this.walkList(dot, node.otherwise);
    });
  }

  #range(dot: Value, node: BranchNode): void {
    this.#scoped(() => {
      const value = this.#pipeline(dot, node.pipe);
      const items = this.#items(value, node);
      if (items.length === 0) {
        if (node.otherwise) this.walkList(dot, node.otherwise);
        return;
      }
      try {
        for (const [index, item] of items) this.#iterate(node, index, item);
      } catch (error) {
        if (error !== BREAK) throw error;
      }
    });
  }

  #iterate(node: BranchNode, index: Value, item: Value): void {
    const { variables, isAssignment } = node.pipe;
    const mark = this.variables.length;
    if (isAssignment) {
      this.#assign(variables[0]!.names[0]!, variables.length > 1 ? index : item);
      if (variables.length > 1) this.#assign(variables[1]!.names[0]!, item);
    } else {
      if (variables.length > 0) this.variables[mark - 1]!.value = item;
      if (variables.length > 1) this.variables[mark - 2]!.value = index;
    }
    try {
      this.walkList(item, node.list);
    } catch (error) {
      if (error !== CONTINUE) throw error;
    } finally {
      this.variables.length = mark;
    }
  }

  #items(value: Value, node: BranchNode): readonly (readonly [Value, Value])[] {
    switch (kindOf(value)) {
      case 'slice':
        return (value as readonly Value[]).map((item, i) => [i, item] as const);
      case 'map':
        return entriesOf(value as MapValue);
      case 'int':
      case 'uint': {
        if (node.pipe.variables.length > 1) this.#fail(`can't use ${sprint([value])} to iterate over more than one variable`);
        const count = Number(asInteger(value));
        return Array.from({ length: Math.max(count, 0) }, (_, i) => [null, value instanceof Integer ? new Integer(value.type, BigInt(i)) : i] as const);
      }
      case 'invalid':
      case 'nil':
        return [];
      default:
        return this.#fail(`range can't iterate over ${sprint([value])}`);
    }
  }

  #template(dot: Value, node: TemplateNode): void {
    const tree = this.trees.get(node.name);
    if (!tree) return this.#fail(`template ${quote(node.name)} not defined`);
    if (this.depth >= DEEPEST) this.#fail(`exceeded maximum template depth (${DEEPEST})`);
    const data = node.pipe ? this.#pipeline(dot, node.pipe) : null;
    new Executor(node.name, tree, this.trees, this.functions, this.options, this.output, this.depth + 1, [{ name: '$', value: data }]).walkList(data, tree.root);
  }

  #assign(name: string, value: Value): void {
    const variable = this.variables.findLast((candidate) => candidate.name === name);
    if (!variable) return this.#fail(`undefined variable: ${name}`);
    variable.value = value;
  }

  #pipeline(dot: Value, pipe: PipeNode): Value {
    this.#at(pipe);
    let value: Final = MISSING;
    for (const command of pipe.commands) value = this.#command(dot, command, value);
    const result = value === MISSING ? null : value;
    for (const variable of pipe.variables) {
      if (pipe.isAssignment) this.#assign(variable.names[0]!, result);
      else this.variables.push({ name: variable.names[0]!, value: result });
    }
    return result;
  }

  #command(dot: Value, command: CommandNode, final: Final): Value {
    const first = command.operands[0]!;
    switch (first.kind) {
      case 'field':
        this.#at(first);
        return this.#fields(dot, dot, first, first.names, command.operands, final);
      case 'chain':
        return this.#chain(dot, first, command.operands, final);
      case 'identifier':
        return this.#function(dot, first, command, command.operands, final);
      case 'pipe':
        this.#refuseArguments(command.operands, final);
        return this.#pipeline(dot, first);
      case 'variable':
        return this.#variable(dot, first, command.operands, final);
      default:
    }
    this.#at(first);
    this.#refuseArguments(command.operands, final);
    if (first.kind === 'nil') return this.#fail('nil is not a command');
    return this.#constant(dot, first);
  }

  #refuseArguments(operands: readonly Operand[], final: Final): void {
    if (operands.length > 1 || final !== MISSING) this.#fail(`can't give argument to non-function ${show(operands[0]!)}`);
  }

  #constant(dot: Value, node: Operand): Value {
    switch (node.kind) {
      case 'bool':
      case 'string':
        return node.value;
      case 'dot':
        return dot;
      case 'number':
        return this.#number(node);
      default:
        return this.#fail(`can't evaluate command ${quote(show(node))}`);
    }
  }

  #number(node: NumberNode): Value {
    const { integer, float, complex, text } = node;
    if (complex && complex.imaginary !== 0) return complex;
    if (complex) return complex;
    const isHex = /^[+-]?0[xX]/.test(text) && !/[pP]/.test(text);
    if (float && !isHex && !node.isCharacter && /[.eEpP]/.test(text)) return float;
    if (integer === undefined) return float;
    if (integer >= 1n << 63n) return this.#fail(`${text} overflows int`);
    return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
  }

  #variable(dot: Value, node: Operand & { readonly kind: 'variable' }, operands: readonly Operand[], final: Final): Value {
    this.#at(node);
    const value = this.variables.findLast((variable) => variable.name === node.names[0])?.value;
    if (node.names.length === 1) {
      this.#refuseArguments(operands, final);
      return value;
    }
    return this.#fields(dot, value, node, node.names.slice(1), operands, final);
  }

  #chain(dot: Value, node: Operand & { readonly kind: 'chain' }, operands: readonly Operand[], final: Final): Value {
    this.#at(node);
    if (node.node.kind === 'nil') this.#fail(`indirection through explicit nil in ${show(node)}`);
    const value = this.#argument(dot, node.node, 'any');
    return this.#fields(dot, value, node, node.names, operands, final);
  }

  #fields(dot: Value, start: Value, node: Node, names: readonly string[], operands: readonly Operand[], final: Final): Value {
    let receiver = start;
    for (const name of names.slice(0, -1)) receiver = this.#field(dot, name, node, [], MISSING, receiver);
    return this.#field(dot, names.at(-1)!, node, operands, final, receiver);
  }

  #field(dot: Value, name: string, node: Node, operands: readonly Operand[], final: Final, receiver: Value): Value {
    const hasArguments = operands.length > 1 || final !== MISSING;
    switch (kindOf(receiver)) {
      case 'invalid':
        if (this.options.isMissingKeyError) this.#fail(`nil data; no entry for key ${quote(name)}`);
        return null;
      case 'nil': {
        const { kind, type } = receiver as Nil;
        if (kind === 'map') return this.#missingKey(name, hasArguments);
        return this.#fail(`nil pointer evaluating ${type}.${name}`);
      }
      case 'struct': {
        const struct = receiver as Struct;
        const method = struct.methods.get(name);
        if (method) return this.#call(dot, method, node, name, operands, final);
        if (struct.fields.has(name)) {
          if (hasArguments) this.#fail(`${name} has arguments but cannot be invoked as function`);
          return struct.fields.get(name);
        }
        break;
      }
      case 'map': {
        const map = receiver as MapValue;
        const isThere = map instanceof Map ? map.has(name) : Object.hasOwn(map, name);
        if (!isThere) return this.#missingKey(name, hasArguments);
        if (hasArguments) this.#fail(`${name} is not a method but has arguments`);
        return map instanceof Map ? (map.get(name) as Value) : (map as { readonly [key: string]: Value })[name];
      }
      default:
    }
    return this.#fail(`can't evaluate field ${name} in type ${typeOf(receiver)}`);
  }

  #missingKey(name: string, hasArguments: boolean): Value {
    if (hasArguments) this.#fail(`${name} is not a method but has arguments`);
    if (this.options.isMissingKeyError) this.#fail(`map has no entry for key ${quote(name)}`);
    return null;
  }

  #function(dot: Value, node: Operand & { readonly kind: 'identifier' }, command: Node, operands: readonly Operand[], final: Final): Value {
    this.#at(node);
    const found = this.functions.get(node.name);
    if (!found) return this.#fail(`${quote(node.name)} is not a defined function`);
    return this.#call(dot, found, command, node.name, operands, final);
  }

  #call(dot: Value, fn: TemplateFunction, node: Node, name: string, operands: readonly Operand[], final: Final): Value {
    const given = operands.slice(1);
    const count = given.length + (final === MISSING ? 0 : 1);
    if (fn.most === Infinity ? count < fn.least : count !== fn.least) {
      const want = fn.most === Infinity ? `at least ${fn.least}` : `${fn.least}`;
      this.#fail(`wrong number of args for ${name}: want ${want} got ${fn.most === Infinity ? given.length : count}`);
    }
    const typeAt = (i: number) => fn.takes?.[Math.min(i, fn.takes.length - 1)] ?? 'any';
    if (name === 'and' || name === 'or') return this.#shortCircuit(dot, name === 'or', given, final);
    const args = given.map((operand, i) => this.#argument(dot, operand, typeAt(i)));
    if (final !== MISSING) args.push(this.#checked(final, typeAt(given.length)));
    try {
      return name === 'call' && fn.takes === undefined ? call(args, operands[1] ? show(operands[1]) : '') : fn.call(args);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      this.#at(node);
      return this.#fail(`error calling ${name}: ${error.message}`);
    }
  }

  /** `and` stops at the first that is false, `or` at the first that is true. */
  #shortCircuit(dot: Value, stopsAt: boolean, operands: readonly Operand[], final: Final): Value {
    let value: Value = null;
    for (const operand of operands) {
      value = this.#argument(dot, operand, 'any');
      if (isTrue(value) === stopsAt) return value;
    }
    return final === MISSING ? value : final;
  }

  #argument(dot: Value, node: Operand, type: string): Value {
    this.#at(node);
    switch (node.kind) {
      case 'dot':
        return this.#checked(dot, type);
      case 'nil':
        if (type !== 'any' && !type.startsWith('[]')) this.#fail(`cannot assign nil to ${type}`);
        return null;
      case 'field':
        return this.#checked(this.#fields(dot, dot, node, node.names, [node], MISSING), type);
      case 'variable':
        return this.#checked(this.#variable(dot, node, [node], MISSING), type);
      case 'pipe':
        return this.#checked(this.#pipeline(dot, node), type);
      case 'identifier':
        return this.#checked(this.#function(dot, node, node, [node], MISSING), type);
      case 'chain':
        return this.#checked(this.#chain(dot, node, [node], MISSING), type);
      default:
    }
    if (type === 'string' && node.kind !== 'string') this.#fail(`expected string; found ${show(node)}`);
    if (type === 'int' && (node.kind !== 'number' || node.integer === undefined)) this.#fail(`expected integer; found ${show(node)}`);
    if (type.startsWith('[]')) this.#fail(`can't handle ${show(node)} for arg of type ${type}`);
    return this.#constant(dot, node);
  }

  #checked(value: Value, type: string): Value {
    if (type === 'any') return value;
    const kind = kindOf(value);
    if (kind === 'invalid') return type === 'string' || type === 'int' ? this.#fail(`invalid value; expected ${type}`) : value;
    const isRight = type === 'string' ? kind === 'string' : type === 'int' ? kind === 'int' : kind === 'slice' || kind === 'nil';
    if (!isRight) this.#fail(`wrong type for value; expected ${type}; got ${typeOf(value)}`);
    return value;
  }
}

/** As an action prints it. */
export function printable(value: Value): string {
  if (value === null || value === undefined) return '<no value>';
  if (typeof value === 'string') return value;
  if (value instanceof Struct && value.isPointer && value.text === undefined) return sprint([value]).replace(/^&/, '');
  return sprint([value]);
}

export type { Located };
export { CallableValue, Float };
