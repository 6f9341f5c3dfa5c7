import { quote } from '../../golang/quote.ts';
import { Complex, Float } from './values.ts';

/** The tree of a template. `at` is where a node begins, for errors. */

export interface Located {
  readonly at: number;
}

export interface FieldNode extends Located { readonly kind: 'field'; readonly names: readonly string[] }
export interface VariableNode extends Located { readonly kind: 'variable'; readonly names: readonly string[] }
export interface ChainNode extends Located { readonly kind: 'chain'; readonly node: Operand; readonly names: readonly string[] }
export interface IdentifierNode extends Located { readonly kind: 'identifier'; readonly name: string }
export interface DotNode extends Located { readonly kind: 'dot' }
export interface NilNode extends Located { readonly kind: 'nil' }
export interface BoolNode extends Located { readonly kind: 'bool'; readonly value: boolean }
export interface StringNode extends Located { readonly kind: 'string'; readonly value: string; readonly text: string }
export interface NumberNode extends Located {
  readonly kind: 'number';
  readonly text: string;
  /** What it may be: an integer, a float, a complex number; the first that is set is what it is by itself. */
  readonly integer?: bigint;
  readonly float?: Float;
  readonly complex?: Complex;
  readonly isCharacter: boolean;
}
export interface PipeNode extends Located {
  readonly kind: 'pipe';
  readonly commands: readonly CommandNode[];
  readonly variables: readonly VariableNode[];
  readonly isAssignment: boolean;
}
export interface CommandNode extends Located { readonly kind: 'command'; readonly operands: readonly Operand[] }

export type Operand = FieldNode | VariableNode | ChainNode | IdentifierNode | DotNode | NilNode | BoolNode | StringNode | NumberNode | PipeNode;

export interface TextNode extends Located { readonly kind: 'text'; readonly text: string }
export interface ActionNode extends Located { readonly kind: 'action'; readonly pipe: PipeNode }
export interface BranchNode extends Located {
  readonly kind: 'if' | 'with' | 'range';
  readonly pipe: PipeNode;
  readonly list: ListNode;
  readonly otherwise?: ListNode;
}
export interface TemplateNode extends Located { readonly kind: 'template'; readonly name: string; readonly pipe?: PipeNode }
export interface BreakNode extends Located { readonly kind: 'break' | 'continue' }
export interface ListNode extends Located { readonly kind: 'list'; readonly nodes: readonly Statement[] }

export type Statement = TextNode | ActionNode | BranchNode | TemplateNode | BreakNode;
export type Node = Operand | CommandNode | Statement | ListNode;

/** The node as Go prints it, which is what errors quote. */
export function show(node: Node): string {
  switch (node.kind) {
    case 'field':
      return node.names.map((name) => `.${name}`).join('');
    case 'variable':
      return node.names.join('.');
    case 'chain':
      return (node.node.kind === 'pipe' ? `(${show(node.node)})` : show(node.node)) + node.names.map((name) => `.${name}`).join('');
    case 'identifier':
      return node.name;
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'bool':
      return String(node.value);
    case 'string':
    case 'number':
      return node.text;
    case 'pipe':
      return (node.variables.length > 0 ? `${node.variables.map(show).join(', ')} ${node.isAssignment ? '=' : ':='} ` : '') + node.commands.map(show).join(' | ');
    case 'command':
      return node.operands.map((operand) => (operand.kind === 'pipe' ? `(${show(operand)})` : show(operand))).join(' ');
    case 'text':
      return quote(node.text);
    case 'action':
      return `{{${show(node.pipe)}}}`;
    case 'if':
    case 'with':
    case 'range':
      return `{{${node.kind} ${show(node.pipe)}}}${show(node.list)}${node.otherwise ? `{{else}}${show(node.otherwise)}` : ''}{{end}}`;
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe ? ` ${show(node.pipe)}` : ''}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'list':
      return node.nodes.map(show).join('');
  }
}
