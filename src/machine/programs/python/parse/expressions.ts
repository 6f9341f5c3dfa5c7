import type { SyntaxNode } from '@lezer/common';
import { NotSimulated } from '../../../../core/errors.ts';
import type { Argument, Clause, Expr, Param } from '../ast.ts';
import { namesIn } from '../scope.ts';
import { Literals } from './literals.ts';

/** Expressions, arguments and parameters. */
export abstract class Expressions extends Literals {
  protected expression(node: SyntaxNode): Expr {
    const { from, to } = node;
    const parts = this.children(node);
    switch (node.name) {
      case 'VariableName': return { k: 'name', id: this.text(node), from, to };
      case 'Number': return { k: 'const', value: this.number(node), from, to };
      case 'Boolean': return { k: 'const', value: this.text(node) === 'True', from, to };
      case 'None': return { k: 'const', value: null, from, to };
      case 'Ellipsis': case '...': return { k: 'const', value: null, isEllipsis: true, from, to };
      case 'String': case 'FormatString': case 'ContinuedString': return this.string(node);
      case 'ParenthesizedExpression': {
        const inner = parts.slice(1, -1);
        if (inner[0]?.name === 'YieldExpression') return this.yieldExpression(this.children(inner[0]), inner[0]);
        const value = this.items(inner)[0];
        if (!value) return this.fail('invalid syntax', from, to);
        return value;
      }
      case 'YieldExpression': return this.yieldExpression(parts, node);
      case 'TupleExpression': return { k: 'tuple', items: this.items(parts.slice(1, -1)), from, to };
      case 'ArrayExpression': return { k: 'list', items: this.items(parts.slice(1, -1)), from, to };
      case 'SetExpression': return { k: 'set', items: this.items(parts.slice(1, -1)), from, to };
      case 'DictionaryExpression': return { k: 'dict', entries: this.#entries(parts.slice(1, -1)), from, to };
      case 'ComprehensionExpression': return this.#comprehension('generator', parts.slice(1, -1), node);
      case 'ArrayComprehensionExpression': return this.#comprehension('list', parts.slice(1, -1), node);
      case 'SetComprehensionExpression': return this.#comprehension('set', parts.slice(1, -1), node);
      case 'DictionaryComprehensionExpression': return this.#comprehension('dict', parts.slice(1, -1), node);
      case 'ConditionalExpression': return { k: 'if', body: this.expression(parts[0]!), test: this.expression(parts[2]!), orElse: this.expression(parts[4]!), from, to };
      case 'LambdaExpression': {
        const list = parts.find(({ name }) => name === 'ParamList');
        return { k: 'lambda', params: list ? this.params(list) : [], body: this.expression(parts.at(-1)!), from, to };
      }
      case 'NamedExpression': return { k: 'named', target: this.expression(parts[0]!), value: this.expression(parts[2]!), from, to };
      case 'UnaryExpression': return this.#unary(parts, node);
      case 'BinaryExpression': return this.#binary(parts, node);
      case 'CallExpression': return { k: 'call', func: this.expression(parts[0]!), args: this.arguments(parts[1]!), from, to };
      case 'MemberExpression': return this.#member(parts, node);
      case 'AwaitExpression': throw new NotSimulated('await in Python');
      default: return this.fail('invalid syntax', from, to);
    }
  }

  /** Comma-separated expressions, with stars. */
  protected items(parts: readonly SyntaxNode[]): Expr[] {
    const items: Expr[] = [];
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      if (part.name === ',') continue;
      if (part.name === '*' || (part.name === 'ArithOp' && this.text(part) === '*')) items.push({ k: 'star', value: this.expression(parts[++i]!), from: part.from, to: parts[i]!.to });
      else items.push(this.expression(part));
    }
    return items;
  }

  /** One expression, or a tuple where there are commas. */
  protected tupleOf(parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    if (parts.length === 0) this.fail('invalid syntax', node.from, node.to);
    const items = this.items(parts);
    if (items.length === 1 && !parts.some(({ name }) => name === ',')) return items[0]!;
    return { k: 'tuple', items, from: parts[0]!.from, to: parts.at(-1)!.to };
  }

  protected yieldExpression(parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    const { from, to } = node;
    if (parts[1]?.name === 'from') return { k: 'yieldFrom', value: this.expression(parts[2]!), from, to };
    return { k: 'yield', value: parts.length > 1 ? this.tupleOf(parts.slice(1), node) : undefined, from, to };
  }

  #unary(parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    const op = this.text(parts[0]!);
    if (op === 'not') return this.#not(parts[1]!, node);
    const operand = this.expression(parts[1]!);
    if (op === '-' && operand.k === 'const' && (typeof operand.value === 'bigint' || typeof operand.value === 'number')) return { k: 'const', value: -operand.value as bigint | number, from: node.from, to: node.to };
    return { k: 'unary', op, operand, from: node.from, to: node.to };
  }

  /** The grammar reads `not a and b` as `not (a and b)`; Python means `(not a) and b`. */
  #not(operand: SyntaxNode, node: SyntaxNode): Expr {
    const parts = this.children(operand);
    const op = operand.name === 'BinaryExpression' && parts.length === 3 ? this.text(parts[1]!) : '';
    if (op === 'and' || op === 'or') return { k: 'bool', op, left: this.#not(parts[0]!, node), right: this.expression(parts[2]!), from: node.from, to: node.to };
    return { k: 'unary', op: 'not', operand: this.expression(operand), from: node.from, to: operand.to };
  }

  #binary(parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    const { from, to } = node;
    const left = this.expression(parts[0]!);
    const right = this.expression(parts.at(-1)!);
    const middle = parts.slice(1, -1);
    const op = middle.map((each) => this.text(each)).join(' ');
    if (op === 'and' || op === 'or') return { k: 'bool', op, left, right, from, to };
    if (['ArithOp', 'BitOp'].includes(middle[0]!.name)) return { k: 'binary', op, left, right, opFrom: middle[0]!.from, opTo: middle[0]!.to, from, to };
    if (parts[0]!.name === 'BinaryExpression' && left.k === 'compare') return { ...left, ops: [...left.ops, op], rights: [...left.rights, right], to };
    return { k: 'compare', left, ops: [op], rights: [right], from, to };
  }

  #member(parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    const { from, to } = node;
    const object = this.expression(parts[0]!);
    if (parts.at(-1)!.name === 'PropertyName') return { k: 'attr', object, name: this.text(parts.at(-1)!), from, to };
    const groups: SyntaxNode[][] = [[]];
    let hasComma = false;
    for (const part of parts.slice(2, -1)) {
      if (part.name === ',') {
        groups.push([]);
        hasComma = true;
      } else groups.at(-1)!.push(part);
    }
    const items = groups.filter((group) => group.length > 0).map((group) => this.#subscript(group, node));
    return { k: 'sub', object, index: hasComma ? { k: 'tuple', items, from: parts[1]!.to, to: parts.at(-1)!.from } : items[0]!, from, to };
  }

  #subscript(group: readonly SyntaxNode[], node: SyntaxNode): Expr {
    if (!group.some(({ name }) => name === ':')) return this.items(group)[0]!;
    const bounds: (Expr | undefined)[] = [undefined];
    for (const part of group) {
      if (part.name === ':') bounds.push(undefined);
      else bounds[bounds.length - 1] = this.expression(part);
    }
    return { k: 'slice', low: bounds[0], high: bounds[1], step: bounds[2], from: node.from, to: node.to };
  }

  protected arguments(list: SyntaxNode): Argument[] {
    const parts = this.children(list).slice(1, -1);
    // A generator is the only argument: its commas belong to its targets.
    if (parts.some(({ name }) => name === 'for')) return [{ kind: 'positional', value: this.#comprehension('generator', parts, list) }];
    const args: Argument[] = [];
    for (const group of betweenCommas(parts)) {
      const first = group[0]!;
      if (first.name === '*' || this.text(first) === '*') args.push({ kind: 'star', value: this.expression(group[1]!) });
      else if (first.name === '**' || this.text(first) === '**') args.push({ kind: 'doubleStar', value: this.expression(group[1]!) });
      else if (group[1]?.name === 'AssignOp' && this.text(group[1]) === '=') args.push({ kind: 'keyword', name: this.text(first), value: this.expression(group[2]!) });
      else if (group[1]?.name === 'AssignOp') args.push({ kind: 'positional', value: { k: 'named', target: this.expression(first), value: this.expression(group[2]!), from: first.from, to: group[2]!.to } });
      else args.push({ kind: 'positional', value: this.expression(first) });
    }
    return args;
  }

  #entries(parts: readonly SyntaxNode[]): [Expr | undefined, Expr][] {
    const entries: [Expr | undefined, Expr][] = [];
    const words = parts.filter(({ name }) => name !== ',' && name !== ':');
    for (let i = 0; i < words.length; ) {
      if (this.text(words[i]!) === '**') {
        entries.push([undefined, this.expression(words[i + 1]!)]);
      } else entries.push([this.expression(words[i]!), this.expression(words[i + 1]!)]);
      i += 2;
    }
    return entries;
  }

  #comprehension(kind: 'list' | 'set' | 'dict' | 'generator', parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    const start = parts.findIndex(({ name }) => name === 'for' || name === 'async');
    const head = parts.slice(0, start).filter(({ name }) => name !== ':');
    if (parts[start]!.name === 'async') throw new NotSimulated('async comprehensions in Python');
    const clauses: Clause[] = [];
    for (let i = start; i < parts.length; ) {
      const keyword = parts[i]!.name;
      let end = i + 1;
      while (end < parts.length && !['for', 'if', 'async'].includes(parts[end]!.name)) end++;
      const words = parts.slice(i + 1, end);
      if (keyword === 'if') clauses.push({ kind: 'if', test: this.expression(words[0]!) });
      else {
        const at = words.findIndex(({ name }) => name === 'in');
        clauses.push({ kind: 'for', target: this.tupleOf(words.slice(0, at), node), iterable: this.tupleOf(words.slice(at + 1), node) });
      }
      i = end;
    }
    const locals = new Set(clauses.flatMap((clause) => (clause.kind === 'for' ? namesIn(clause.target) : [])));
    const element = this.expression(head.at(-1)!);
    return { k: 'comp', kind, key: kind === 'dict' ? this.expression(head[0]!) : undefined, element, clauses, locals, from: node.from, to: node.to };
  }

  protected params(node: SyntaxNode): Param[] {
    const params: Param[] = [];
    let kind: Param['kind'] = 'plain';
    const parts = this.children(node).filter(({ name }) => name !== '(' && name !== ')');
    for (const group of betweenCommas(parts)) {
      const first = group[0]!;
      if (first.name === '/') {
        params.forEach((param, j) => (params[j] = { ...param, kind: 'positionalOnly' }));
        continue;
      }
      const named = group.find(({ name }) => name === 'VariableName');
      const typed = group.find(({ name }) => name === 'TypeDef');
      const equals = group.findIndex(({ name }) => name === 'AssignOp');
      const param = { name: named ? this.text(named) : '', default: equals < 0 ? undefined : this.expression(group[equals + 1]!), annotation: typed ? this.expression(this.children(typed)[1]!) : undefined };
      if (first.name === '*') {
        if (named) params.push({ ...param, kind: 'star' });
        kind = 'keywordOnly';
      } else params.push({ ...param, kind: first.name === '**' ? 'doubleStar' : kind });
    }
    return params;
  }

  /** A name with attributes: `a.b.c`. */
  protected dotted(parts: readonly SyntaxNode[]): Expr {
    const words = parts.filter(({ name }) => name === 'VariableName' || name === 'PropertyName');
    let value: Expr = { k: 'name', id: this.text(words[0]!), from: words[0]!.from, to: words[0]!.to };
    for (const word of words.slice(1)) value = { k: 'attr', object: value, name: this.text(word), from: value.from, to: word.to };
    return value;
  }
}

/** The parts between commas; a comma at the end adds none. */
function betweenCommas(parts: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const part of parts) {
    if (part.name === ',') groups.push([]);
    else groups.at(-1)!.push(part);
  }
  return groups.filter((group) => group.length > 0);
}
