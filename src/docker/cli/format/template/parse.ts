import { parseFloating } from '../../golang/numbers.ts';
import { quote, unescape, unquote } from '../../golang/quote.ts';
import { TemplateError } from './errors.ts';
import { lex } from './lex.ts';
import type { Token, TokenKind } from './lex.ts';
import { show } from './nodes.ts';
import type { BranchNode, CommandNode, ListNode, NumberNode, Operand, PipeNode, Statement, VariableNode } from './nodes.ts';
import { Complex, Float } from './values.ts';

export interface Tree {
  readonly name: string;
  readonly text: string;
  readonly root: ListNode;
}

/** Reads a template; gives it and those that it defines by name. Throws TemplateError. */
export function parse(name: string, text: string, functions: ReadonlySet<string>): ReadonlyMap<string, Tree> {
  const trees = new Map<string, Tree>();
  new Parser(name, text, functions, trees).parse();
  return trees;
}

interface Ending {
  readonly list: ListNode;
  readonly ending: 'end' | 'else';
}

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;
  #variables: string[] = ['$'];
  #rangeDepth = 0;
  #actionLine = 0;
  #line = 1;

  constructor(
    private readonly name: string,
    private readonly text: string,
    private readonly functions: ReadonlySet<string>,
    private readonly trees: Map<string, Tree>,
  ) {
    this.#tokens = lex(text);
  }

  parse(): void {
    const nodes: Statement[] = [];
    while (this.#peek().kind !== 'eof') {
      if (this.#peek().kind === 'left') {
        const next = this.#tokens.slice(this.#position + 1).find((token) => token.kind !== 'space');
        if (next?.kind === 'keyword' && next.text === 'define') {
          this.#position = this.#tokens.indexOf(next) + 1;
          this.#parseDefinition();
          continue;
        }
      }
      const node = this.#statement();
      if (node === 'end' || node === 'else') this.#fail(`unexpected {{${node}}}`);
      else if (node) nodes.push(node);
    }
    this.#add(this.name, { kind: 'list', at: 0, nodes });
  }

  #add(name: string, root: ListNode): void {
    const before = this.trees.get(name);
    if (before && isEmpty(root)) return;
    if (before && !isEmpty(before.root)) this.#fail(`template: multiple definition of template ${quote(name)}`);
    this.trees.set(name, { name: this.name, text: this.text, root });
  }

  #fail(message: string): never {
    throw new TemplateError(`template: ${this.name}:${this.#line}: ${message}`);
  }

  #next(): Token {
    const token = this.#tokens[this.#position]!;
    if (token.kind !== 'eof' && token.kind !== 'error') this.#position++;
    this.#line = token.line;
    return token;
  }

  #peek(): Token {
    return this.#tokens[this.#position]!;
  }

  #skipSpace(): void {
    while (this.#peek().kind === 'space') this.#position++;
  }

  #nextWord(): Token {
    this.#skipSpace();
    return this.#next();
  }

  #unexpected(token: Token, context: string): never {
    if (token.kind === 'error') {
      let extra = '';
      if (this.#actionLine !== 0 && this.#actionLine !== token.line) {
        extra = ` in action started at ${this.name}:${this.#actionLine}`;
        if (token.text.endsWith(' action')) extra = extra.slice(' in action'.length);
      }
      this.#fail(token.text + extra);
    }
    this.#fail(`unexpected ${describe(token)} in ${context}`);
  }

  #expect(kind: TokenKind, context: string): Token {
    const token = this.#nextWord();
    if (token.kind !== kind) this.#unexpected(token, context);
    return token;
  }

  #parseDefinition(): void {
    const context = 'define clause';
    const token = this.#nextWord();
    if (token.kind !== 'string' && token.kind !== 'raw') this.#unexpected(token, context);
    const name = unquote(token.text);
    if (name === undefined) return this.#fail('invalid syntax');
    this.#expect('right', context);
    const outer = this.#variables;
    this.#variables = ['$'];
    const { list, ending } = this.#list();
    if (ending !== 'end') this.#fail(`unexpected {{${ending}}} in ${context}`);
    this.#variables = outer;
    this.#add(name, list);
  }

  #list(): Ending {
    const at = this.#peek().at;
    const nodes: Statement[] = [];
    while (this.#peek().kind !== 'eof') {
      const node = this.#statement();
      if (node === 'end' || node === 'else') return { list: { kind: 'list', at, nodes }, ending: node };
      if (node) nodes.push(node);
    }
    this.#line = this.#peek().line;
    return this.#fail('unexpected EOF');
  }

  #statement(): Statement | 'end' | 'else' | undefined {
    const token = this.#nextTopLevel();
    if (token.kind === 'text') return { kind: 'text', at: token.at, text: token.text };
    if (token.kind !== 'left') this.#unexpected(token, 'input');
    this.#actionLine = token.line;
    try {
      return this.#action();
    } finally {
      this.#actionLine = 0;
    }
  }

  #nextTopLevel(): Token {
    return this.#nextWord();
  }

  #action(): Statement | 'end' | 'else' | undefined {
    const token = this.#nextWord();
    if (token.kind === 'keyword') {
      switch (token.text) {
        case 'block':
          return this.#block(token);
        case 'break':
        case 'continue':
          return this.#loopControl(token, token.text);
        case 'else':
          // The rest of `{{else if …}}` is read by whoever asked for the list.
          this.#skipSpace();
          if (this.#peek().kind === 'keyword' && ['if', 'with'].includes(this.#peek().text)) return 'else';
          this.#expect('right', 'else');
          return 'else';
        case 'end':
          this.#expect('right', 'end');
          return 'end';
        case 'if':
        case 'range':
        case 'with':
          return this.#control(token.text);
        case 'template':
          return this.#template(token);
        default:
      }
    }
    this.#position = this.#tokens.indexOf(token);
    const pipe = this.#pipeline('command', 'right');
    return { kind: 'action', at: token.at, pipe };
  }

  #loopControl(token: Token, kind: 'break' | 'continue'): Statement {
    const after = this.#nextWord();
    if (after.kind !== 'right') this.#unexpected(after, `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.#fail(`{{${kind}}} outside {{range}}`);
    return { kind, at: token.at };
  }

  #control(kind: BranchNode['kind']): BranchNode {
    const variables = this.#variables.length;
    const pipe = this.#pipeline(kind, 'right');
    if (kind === 'range') this.#rangeDepth++;
    const { list, ending } = this.#list();
    if (kind === 'range') this.#rangeDepth--;
    let otherwise: ListNode | undefined;
    if (ending === 'else') otherwise = this.#otherwise(kind);
    this.#variables = this.#variables.slice(0, variables);
    return { kind, at: pipe.at, pipe, list, ...(otherwise ? { otherwise } : {}) };
  }

  #otherwise(kind: BranchNode['kind']): ListNode {
    const next = this.#peek();
    const isChained = next.kind === 'keyword' && next.text === kind && kind !== 'range';
    if (isChained) {
      this.#next();
      return { kind: 'list', at: next.at, nodes: [this.#control(kind)] };
    }
    if (next.kind === 'keyword' && (next.text === 'if' || next.text === 'with') && this.#tokens[this.#position - 1]?.kind === 'space') {
      this.#next();
      this.#unexpected(next, 'else');
    }
    const { list, ending } = this.#list();
    if (ending !== 'end') this.#fail(`expected end; found {{${ending}}}`);
    return list;
  }

  #template(token: Token): Statement {
    const name = this.#templateName(this.#nextWord(), 'template clause');
    this.#skipSpace();
    if (this.#peek().kind === 'right') {
      this.#next();
      return { kind: 'template', at: token.at, name };
    }
    return { kind: 'template', at: token.at, name, pipe: this.#pipeline('template clause', 'right') };
  }

  #templateName(token: Token, context: string): string {
    if (token.kind !== 'string' && token.kind !== 'raw') this.#unexpected(token, context);
    return unquote(token.text) ?? this.#fail('invalid syntax');
  }

  #block(token: Token): Statement {
    const name = this.#templateName(this.#nextWord(), 'block clause');
    const pipe = this.#pipeline('block clause', 'right');
    const outer = this.#variables;
    const depth = this.#rangeDepth;
    this.#variables = ['$'];
    this.#rangeDepth = 0;
    const { list, ending } = this.#list();
    if (ending !== 'end') this.#fail(`unexpected {{${ending}}} in block clause`);
    this.#variables = outer;
    this.#rangeDepth = depth;
    this.#add(name, list);
    return { kind: 'template', at: token.at, name, pipe };
  }

  #pipeline(context: string, closing: 'right' | ')'): PipeNode {
    this.#skipSpace();
    const at = this.#peek().at;
    this.#line = this.#peek().line;
    const declared = this.#declarations(context);
    const commands: CommandNode[] = [];
    for (;;) {
      const token = this.#nextWord();
      if (token.kind === closing) {
        this.#checkPipeline(commands, context);
        return { kind: 'pipe', at, commands, ...declared };
      }
      if (!STARTS_OPERAND.has(token.kind)) this.#unexpected(token, context);
      this.#position--;
      commands.push(this.#command());
    }
  }

  /** `$x :=`, `$x =` and, in range, `$i, $x :=`. */
  #declarations(context: string): Pick<PipeNode, 'variables' | 'isAssignment'> {
    const variables: VariableNode[] = [];
    for (;;) {
      this.#skipSpace();
      const token = this.#peek();
      if (token.kind !== 'variable') return { variables: [], isAssignment: false };
      let ahead = this.#position + 1;
      if (this.#tokens[ahead]?.kind === 'space') ahead++;
      const next = this.#tokens[ahead]!;
      const node: VariableNode = { kind: 'variable', at: token.at, names: [token.text] };
      if (next.kind === 'assign' || next.kind === 'declare') {
        this.#position = ahead + 1;
        variables.push(node);
        this.#line = next.line;
        this.#variables.push(token.text);
        return { variables, isAssignment: next.kind === 'assign' };
      }
      if (next.kind === 'char' && next.text === ',') {
        this.#position = ahead + 1;
        variables.push(node);
        this.#variables.push(token.text);
        this.#skipSpace();
        if (context === 'range' && variables.length < 2) {
          const after = this.#peek();
          this.#line = after.line;
          if (after.kind === 'variable') continue;
          if (after.kind !== 'right' && after.kind !== ')') this.#fail(`range can only initialize variables`);
          return { variables: [], isAssignment: false };
        }
        this.#line = next.line;
        this.#fail(`too many declarations in ${context}`);
      }
      if (variables.length > 0 && !this.#variables.includes(token.text)) this.#fail(`undefined variable ${quote(token.text)}`);
      return { variables: [], isAssignment: false };
    }
  }

  #checkPipeline(commands: readonly CommandNode[], context: string): void {
    if (commands.length === 0) this.#fail(`missing value for ${context}`);
    for (const [i, command] of commands.entries()) {
      if (i > 0 && ['bool', 'dot', 'nil', 'number', 'string'].includes(command.operands[0]!.kind)) {
        this.#fail(`non executable command in pipeline stage ${i + 1}`);
      }
    }
  }

  #command(): CommandNode {
    const at = this.#peek().at;
    const operands: Operand[] = [];
    for (;;) {
      this.#skipSpace();
      const operand = this.#operand();
      if (operand) operands.push(operand);
      const token = this.#next();
      if (token.kind === 'space') continue;
      if (token.kind === 'right' || token.kind === ')') this.#position--;
      else if (token.kind !== '|') this.#unexpected(token, 'operand');
      break;
    }
    if (operands.length === 0) this.#fail('empty command');
    return { kind: 'command', at, operands };
  }

  #operand(): Operand | undefined {
    const node = this.#term();
    if (!node || this.#peek().kind !== 'field') return node;
    const { at } = this.#peek();
    const names: string[] = [];
    while (this.#peek().kind === 'field') names.push(this.#next().text.slice(1));
    switch (node.kind) {
      case 'field':
      case 'variable':
        return { ...node, at, names: [...node.names, ...names] };
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.#fail(`unexpected . after term ${quote(show(node))}`);
      default:
        return { kind: 'chain', at, node, names };
    }
  }

  #term(): Operand | undefined {
    const token = this.#nextWord();
    const { at, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.functions.has(text)) this.#fail(`function ${quote(text)} not defined`);
        return { kind: 'identifier', at, name: text };
      case 'dot':
        return { kind: 'dot', at };
      case 'nil':
        return { kind: 'nil', at };
      case 'variable':
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${quote(text)}`);
        return { kind: 'variable', at, names: [text] };
      case 'field':
        return { kind: 'field', at, names: [text.slice(1)] };
      case 'bool':
        return { kind: 'bool', at, value: text === 'true' };
      case 'character':
      case 'complex':
      case 'number':
        return this.#number(token);
      case '(':
        return this.#pipeline('parenthesized pipeline', ')');
      case 'string':
      case 'raw': {
        const value = unquote(text);
        if (value === undefined) this.#fail('invalid syntax');
        return { kind: 'string', at, text, value: value! };
      }
      default:
        if (token.kind !== 'eof' && token.kind !== 'error') this.#position--;
        return undefined;
    }
  }

  #number(token: Token): NumberNode {
    const number = readNumber(token);
    if (typeof number === 'string') return this.#fail(number);
    return { kind: 'number', at: token.at, text: token.text, isCharacter: token.kind === 'character', ...number };
  }
}

const STARTS_OPERAND: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool', 'character', 'complex', 'dot', 'field', 'identifier', 'number', 'nil', 'raw', 'string', 'variable', '(',
]);

function describe(token: Token): string {
  switch (token.kind) {
    case 'eof':
      return 'EOF';
    case 'keyword':
      return `<${token.text}>`;
    default:
      return token.text.length > 10 ? `${quote([...token.text].slice(0, 10).join(''))}...` : quote(token.text);
  }
}

function isEmpty(list: ListNode): boolean {
  return list.nodes.every((node) => node.kind === 'text' && node.text.trim() === '');
}

/** What a number may stand for; or the error. */
function readNumber({ kind, text }: Token): Pick<NumberNode, 'integer' | 'float' | 'complex'> | string {
  if (kind === 'character') {
    const inner = text.slice(1, -1);
    const value = unescape(inner, "'");
    if (value === undefined || [...value].length !== 1) return `malformed character constant: ${text}`;
    const code = value.codePointAt(0)!;
    return { integer: BigInt(code), float: new Float(code) };
  }
  if (kind === 'complex') {
    const match = /^(.*[^eEpP+-])([+-].*)i$/.exec(text);
    const parts = match ? [floatOf(match[1]!), floatOf(match[2]!)] : [];
    if (parts.length < 2 || parts.includes(undefined)) return `illegal number syntax: ${quote(text)}`;
    return simplify(new Complex(parts[0]!, parts[1]!));
  }
  if (text.endsWith('i')) {
    const value = floatOf(text.slice(0, -1));
    return value === undefined ? `illegal number syntax: ${quote(text)}` : simplify(new Complex(0, value));
  }
  const integer = integerOf(text);
  if (integer === 'overflow') return `integer overflow: ${quote(text)}`;
  if (integer !== undefined) return { integer, float: new Float(Number(integer)) };
  const float = floatOf(text);
  if (float === undefined) return `illegal number syntax: ${quote(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quote(text)}`;
  return { float: new Float(float), ...(Number.isInteger(float) && Math.abs(float) < 2 ** 63 ? { integer: BigInt(float) } : {}) };
}

function simplify(complex: Complex): Pick<NumberNode, 'integer' | 'float' | 'complex'> {
  if (complex.imaginary !== 0) return { complex };
  return { complex, float: new Float(complex.real), ...(Number.isInteger(complex.real) ? { integer: BigInt(complex.real) } : {}) };
}

function integerOf(text: string): bigint | 'overflow' | undefined {
  const sign = text.startsWith('-') ? -1n : 1n;
  const body = text.replace(/^[+-]/, '');
  if (!/^(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO]?(_?[0-7])+|0|[1-9](_?[0-9])*)$/.test(body)) return undefined;
  const plain = body.replaceAll('_', '');
  const value = sign * BigInt(/^0[0-7]+$/.test(plain) ? `0o${plain.slice(1)}` : plain);
  return value >= 1n << 64n || value < -(1n << 63n) ? 'overflow' : value;
}

function floatOf(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)$/.exec(plain);
  if (hex) {
    const mantissa = Number.parseInt(hex[2]! + hex[3]! || '0', 16);
    return (hex[1] === '-' ? -1 : 1) * mantissa * 2 ** (Number(hex[4]) - 4 * hex[3]!.length);
  }
  const integer = integerOf(text);
  if (integer !== undefined && integer !== 'overflow') return Number(integer);
  try {
    return parseFloating(plain);
  } catch {
    return undefined;
  }
}
