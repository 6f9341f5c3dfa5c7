import type { SyntaxNode } from '@lezer/common';
import { NotSimulated } from '../../../../core/errors.ts';
import type { Expr, FunctionNode, Handler, Pattern, Stmt } from '../ast.ts';
import { hasYield, localsOf } from '../scope.ts';
import { Patterns } from './patterns.ts';

/** Statements that hold others. */
export abstract class Compounds extends Patterns {
  protected abstract statements(parent: SyntaxNode): Stmt[];

  protected ifStatement(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const branches: { test: Expr; body: Stmt[] }[] = [];
    let orElse: Stmt[] = [];
    for (let i = 0; i < parts.length; i++) {
      const { name } = parts[i]!;
      if (name === 'if' || name === 'elif') branches.push({ test: this.expression(parts[i + 1]!), body: this.#body(parts[i + 2]) });
      if (name === 'else') orElse = this.#body(parts[i + 1]);
    }
    return { k: 'if', branches, orElse, from: node.from, to: node.to };
  }

  protected forStatement(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    if (parts[0]!.name === 'async') throw new NotSimulated('async for in Python');
    const at = parts.findIndex(({ name }) => name === 'in');
    const body = parts.findIndex(({ name }) => name === 'Body');
    return { k: 'for', target: this.tupleOf(parts.slice(1, at), node), iterable: this.tupleOf(parts.slice(at + 1, body), node), ...this.bodies(parts), from: node.from, to: node.to };
  }

  protected tryStatement(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const handlers: Handler[] = [];
    let orElse: Stmt[] = [];
    let last: Stmt[] = [];
    for (let i = 0; i < parts.length; i++) {
      const { name } = parts[i]!;
      if (name === 'except') {
        const end = parts.findIndex((part, j) => j > i && part.name === 'Body');
        const words = parts.slice(i + 1, end);
        const as = words.findIndex((word) => word.name === 'as');
        handlers.push({ type: words[0] && this.expression(words[0]), name: as < 0 ? undefined : this.text(words[as + 1]!), body: this.#body(parts[end]) });
      }
      if (name === 'else') orElse = this.#body(parts[i + 1]);
      if (name === 'finally') last = this.#body(parts[i + 1]);
    }
    return { k: 'try', body: this.#body(parts[1]), handlers, orElse, last, from: node.from, to: node.to };
  }

  protected withStatement(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    if (parts[0]!.name === 'async') throw new NotSimulated('async with in Python');
    let words = parts.slice(1).filter(({ name }) => name !== 'Body');
    // `with (a as x, b as y):` reads as a parenthesised list.
    if (words.length === 1 && words[0]!.name === 'ParenthesizedExpression' && this.text(words[0]!).includes(' as ')) words = this.children(words[0]!).slice(1, -1);
    const items: { context: Expr; as: Expr | undefined }[] = [];
    for (let i = 0; i < words.length; i++) {
      if (words[i]!.name === ',') continue;
      if (words[i]!.name === 'as') items.at(-1)!.as = this.expression(words[++i]!);
      else items.push({ context: this.expression(words[i]!), as: undefined });
    }
    return { k: 'with', items, body: this.#body(parts.find(({ name }) => name === 'Body')), from: node.from, to: node.to };
  }

  protected functionNode(parts: readonly SyntaxNode[], node: SyntaxNode): FunctionNode {
    const name = this.text(parts.find((part) => part.name === 'VariableName')!);
    const params = this.params(parts.find((part) => part.name === 'ParamList')!);
    const body = this.#body(parts.find((part) => part.name === 'Body'));
    const first = body[0];
    const doc = first?.k === 'expr' && first.value.k === 'const' && typeof first.value.value === 'string' ? first.value.value : undefined;
    return { name, params, body, isGenerator: hasYield(body), locals: localsOf(body, params.map((param) => param.name)), doc, isAsync: parts[0]!.name === 'async', from: node.from, to: node.to };
  }

  protected decorator(node: SyntaxNode): Expr {
    const parts = this.children(node).slice(1);
    const list = parts.find(({ name }) => name === 'ArgList');
    const value = this.dotted(parts);
    return list ? { k: 'call', func: value, args: this.arguments(list), from: value.from, to: list.to } : value;
  }

  protected classStatement(parts: readonly SyntaxNode[], node: SyntaxNode, decorators: readonly Expr[]): Stmt {
    const list = parts.find(({ name }) => name === 'ArgList');
    return { k: 'class', name: this.text(parts.find(({ name }) => name === 'VariableName')!), args: list ? this.arguments(list) : [], body: this.#body(parts.find(({ name }) => name === 'Body')), decorators, from: node.from, to: node.to };
  }

  protected matchStatement(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const body = parts.find(({ name }) => name === 'MatchBody')!;
    const cases = this.children(body).filter(({ name }) => name === 'MatchClause').map((clause) => {
      const words = this.children(clause).filter(({ name }) => name !== 'case');
      const guard = words.find(({ name }) => name === 'Guard');
      const patterns = words.filter(({ name }) => name !== 'Guard' && name !== 'Body' && name !== ',');
      const test = guard && this.children(guard).find(({ name }) => name !== 'if');
      const pattern: Pattern = patterns.length === 1 ? this.pattern(patterns[0]!) : { k: 'sequence', items: patterns.map((each) => this.pattern(each)) };
      return { pattern, guard: test && this.expression(test), body: this.#body(words.find(({ name }) => name === 'Body')) };
    });
    return { k: 'match', subject: this.expression(parts[1]!), cases, from: node.from, to: node.to };
  }

  #body(node: SyntaxNode | undefined): Stmt[] {
    return node ? this.statements(node) : [];
  }

  protected bodies(parts: readonly SyntaxNode[]): { body: Stmt[]; orElse: Stmt[] } {
    const at = parts.findIndex(({ name }) => name === 'else');
    return { body: this.#body(parts.find(({ name }) => name === 'Body')), orElse: at < 0 ? [] : this.#body(parts[at + 1]) };
  }
}
