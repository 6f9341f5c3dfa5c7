import type { SyntaxNode } from '@lezer/common';
import type { Expr, Stmt } from '../ast.ts';
import { Compounds } from './compounds.ts';

const UPDATE = /=$/;

/** Statements, and blocks of them. */
export class Statements extends Compounds {
  override statements(parent: SyntaxNode): Stmt[] {
    this.#checkIndentation(this.children(parent).filter(({ name }) => name !== ':'), parent.name === 'Script');
    return this.children(parent).filter(({ name }) => name !== ':').flatMap((node) => (node.name === 'StatementGroup' ? this.children(node).filter(({ name }) => name !== ';').map((each) => this.#statement(each)) : [this.#statement(node)]));
  }

  /** All statements of a block stand in one column. */
  #checkIndentation(nodes: readonly SyntaxNode[], isTop: boolean): void {
    const first = nodes[0];
    for (const node of nodes) {
      const start = this.source.text.lastIndexOf('\n', node.from - 1) + 1;
      const before = this.source.text.slice(start, node.from);
      const expected = isTop ? 0 : first!.from - (this.source.text.lastIndexOf('\n', first!.from - 1) + 1);
      if (before.trim() === '' && before.length > expected) this.fail('unexpected indent', node.from, node.to, 'IndentationError');
    }
  }

  #statement(node: SyntaxNode): Stmt {
    const { from, to } = node;
    const parts = this.children(node);
    switch (node.name) {
      case 'ExpressionStatement': return { k: 'expr', value: this.tupleOf(parts, node), from, to };
      case 'AssignStatement': return this.#assignmentStatement(parts, node);
      case 'UpdateStatement': {
        const at = parts.findIndex(({ name }) => name === 'UpdateOp');
        return { k: 'update', target: this.expression(parts[0]!), op: this.text(parts[at]!).replace(UPDATE, ''), value: this.tupleOf(parts.slice(at + 1), node), from, to };
      }
      case 'DeleteStatement': return { k: 'delete', targets: this.items(parts.slice(1)), from, to };
      case 'PassStatement': return { k: 'pass', from, to };
      case 'BreakStatement': return { k: 'break', from, to };
      case 'ContinueStatement': return { k: 'continue', from, to };
      case 'ReturnStatement': return { k: 'return', value: parts.length > 1 ? this.tupleOf(parts.slice(1), node) : undefined, from, to };
      case 'YieldStatement': return { k: 'expr', value: this.yieldExpression(parts, node), from, to };
      case 'RaiseStatement': {
        const exprs = parts.filter(({ name }) => name !== 'raise' && name !== 'from');
        return { k: 'raise', value: exprs[0] && this.expression(exprs[0]), cause: exprs[1] && this.expression(exprs[1]), from, to };
      }
      case 'ImportStatement': return this.#importStatement(parts, node);
      case 'ScopeStatement': return { k: 'scope', kind: parts[0]!.name as 'global' | 'nonlocal', names: parts.slice(1).filter(({ name }) => name === 'VariableName').map((each) => this.text(each)), from, to };
      case 'AssertStatement': {
        const items = this.items(parts.slice(1));
        return { k: 'assert', test: items[0]!, message: items[1], from, to };
      }
      case 'IfStatement': return this.ifStatement(parts, node);
      case 'WhileStatement': return { k: 'while', test: this.expression(parts[1]!), ...this.bodies(parts), from, to };
      case 'ForStatement': return this.forStatement(parts, node);
      case 'TryStatement': return this.tryStatement(parts, node);
      case 'WithStatement': return this.withStatement(parts, node);
      case 'FunctionDefinition': return { k: 'def', function: this.functionNode(parts, node), decorators: [], from, to };
      case 'ClassDefinition': return this.classStatement(parts, node, []);
      case 'DecoratedStatement': {
        const decorators = parts.filter(({ name }) => name === 'Decorator').map((each) => this.decorator(each));
        const inner = parts.at(-1)!;
        if (inner.name === 'ClassDefinition') return this.classStatement(this.children(inner), inner, decorators);
        return { k: 'def', function: this.functionNode(this.children(inner), inner), decorators, from, to };
      }
      case 'MatchStatement': return this.matchStatement(parts, node);
      default: return this.fail('invalid syntax', from, to);
    }
  }

  #assignmentStatement(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const { from, to } = node;
    const typed = parts.find(({ name }) => name === 'TypeDef');
    const groups: SyntaxNode[][] = [[]];
    for (const part of parts) {
      if (part.name === 'AssignOp') groups.push([]);
      else if (part.name !== 'TypeDef') groups.at(-1)!.push(part);
    }
    if (typed) {
      const value = groups[1] ? this.tupleOf(groups[1], node) : undefined;
      return { k: 'annotate', target: this.tupleOf(groups[0]!, node), annotation: this.expression(this.children(typed)[1]!), value, from, to };
    }
    const all = groups.map((group) => this.tupleOf(group, node));
    const targets = all.slice(0, -1);
    for (const target of targets) this.#checkTarget(target);
    return { k: 'assign', targets, value: all.at(-1)!, from, to };
  }

  #checkTarget(target: Expr): void {
    if (target.k === 'const') this.fail(`cannot assign to ${typeof target.value === 'boolean' ? (target.value ? 'True' : 'False') : target.value === null ? 'None' : "literal here. Maybe you meant '==' instead of '='?"}`, target.from, target.to);
    if (target.k === 'call') this.fail("cannot assign to function call here. Maybe you meant '==' instead of '='?", target.from, target.to);
    if (target.k === 'binary' || target.k === 'unary' || target.k === 'compare') this.fail(`cannot assign to ${target.k === 'compare' ? 'comparison' : "expression here. Maybe you meant '==' instead of '='?"}`, target.from, target.to);
  }

  #importStatement(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const { from, to } = node;
    if (parts[0]!.name === 'import') return { k: 'import', names: this.#importNames(parts.slice(1)), from, to };
    const at = parts.findIndex(({ name }) => name === 'import');
    const before = this.source.text.slice(parts[0]!.to, parts[at]!.from).trim().replaceAll(/\s/g, '');
    const level = /^\.*/.exec(before)![0].length;
    const rest = parts.slice(at + 1);
    return { k: 'from', module: before.slice(level), level, names: rest.some(({ name }) => name === '*') ? '*' : this.#importNames(rest), from, to };
  }

  #importNames(parts: readonly SyntaxNode[]): { name: string; as: string | undefined }[] {
    const names: { name: string; as: string | undefined }[] = [];
    let isAlias = false;
    let isDotted = false;
    for (const part of parts) {
      if (part.name === 'as') isAlias = true;
      else if (part.name === '.') isDotted = true;
      else if (part.name === 'VariableName') {
        const text = this.text(part);
        const last = names.at(-1);
        if (isAlias && last) last.as = text;
        else if (isDotted && last) last.name += `.${text}`;
        else names.push({ name: text, as: undefined });
        isAlias = false;
        isDotted = false;
      }
    }
    return names;
  }
}
