import { parser } from '@lezer/python';
import type { SyntaxNode } from '@lezer/common';
import { NotSimulated } from '../../../core/errors.ts';
import { toBytes } from '../../../core/bytes.ts';
import { lineOf, lineText } from './ast.ts';
import type { Argument, Clause, Expr, FunctionNode, Handler, Module, Param, Pattern, Replacement, Source, Stmt } from './ast.ts';
import { localsOf, hasYield, namesIn } from './scope.ts';

/** What Python refuses to read. */
export class PythonSyntaxError extends Error {
  override readonly name = 'PythonSyntaxError';

  constructor(
    message: string,
    readonly source: Source,
    readonly from: number,
    readonly to: number,
    readonly kind: 'SyntaxError' | 'IndentationError' | 'TabError' = 'SyntaxError',
  ) {
    super(message);
  }
}

/** Reads a file. Throws PythonSyntaxError. */
export function parseModule(source: Source): Module {
  const tree = parser.parse(source.text);
  const reader = new Reader(source);
  reader.refuseErrors(tree.topNode);
  return { source, body: reader.statements(tree.topNode) };
}

const UPDATE = /=$/;

function isEmptyPattern({ parent }: SyntaxNode, text: string): boolean {
  const list = parent?.name === 'LiteralPattern' ? parent.parent : parent;
  return list?.name === 'PatternArgList' && /^\(\s*\)$/.test(text.slice(list.from, list.to));
}

class Reader {
  constructor(private readonly source: Source) {}

  text(node: SyntaxNode): string {
    return this.source.text.slice(node.from, node.to);
  }

  refuseErrors(top: SyntaxNode): void {
    const cursor = top.cursor();
    do {
      if (cursor.name === 'PrintStatement') this.fail("Missing parentheses in call to 'print'. Did you mean print(...)?", cursor.from, cursor.to);
      if (!cursor.type.isError) continue;
      // The grammar has no `yield` without a value.
      if (cursor.from === cursor.to && /\byield\s*$/.test(this.source.text.slice(0, cursor.from))) continue;
      // Nor a class pattern without arguments.
      if (isEmptyPattern(cursor.node, this.source.text)) continue;
      this.#explain(cursor.from, cursor.to);
    } while (cursor.next());
  }

  fail(message: string, from: number, to: number, kind: PythonSyntaxError['kind'] = 'SyntaxError'): never {
    throw new PythonSyntaxError(message, this.source, from, to, kind);
  }

  /** Python's words for the usual mistakes. */
  #explain(from: number, to: number): never {
    const { text } = this.source;
    const line = lineOf(this.source, from);
    const unclosed = unclosedBracket(text);
    if (unclosed !== undefined) this.fail(`'${text[unclosed]}' was never closed`, unclosed, unclosed + 1);
    const quote = unterminatedString(lineText(this.source, line));
    if (quote !== undefined) {
      const start = this.source.lineStarts[line - 1]! + quote;
      this.fail(`unterminated string literal (detected at line ${line})`, start, start + 1);
    }
    const own = lineText(this.source, line);
    const previous = previousLine(this.source, line);
    const opener = previous === undefined ? null : /^\s*(?:async\s+)?(if|elif|else|for|while|def|class|try|except|finally|with)\b.*:\s*(?:#.*)?$/.exec(previous.text);
    if (opener && indentOf(own) <= indentOf(previous!.text) && from <= this.source.lineStarts[line - 1]! + own.length) {
      const what = opener[1] === 'def' ? 'function definition' : opener[1] === 'class' ? 'class definition' : `'${opener[1]}' statement`;
      this.fail(`expected an indented block after ${what} on line ${previous!.line}`, from, to, 'IndentationError');
    }
    if (previous && indentOf(own) > indentOf(previous.text) && !opener && own.trim() !== '') this.fail('unexpected indent', from, to, 'IndentationError');
    if (/^\s*(?:if|elif|else|for|while|def|class|try|except|finally|with)\b[^:]*$/.test(own.replace(/#.*/, ''))) {
      const end = this.source.lineStarts[line - 1]! + own.length;
      this.fail("expected ':'", end, end + 1);
    }
    const start = from === to ? from : from;
    this.fail('invalid syntax', start, Math.max(to, start + 1));
  }

  #children(node: SyntaxNode): SyntaxNode[] {
    const list: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== 'Comment' && !child.type.isError) list.push(child);
    return list;
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

  statements(parent: SyntaxNode): Stmt[] {
    this.#checkIndentation(this.#children(parent).filter(({ name }) => name !== ':'), parent.name === 'Script');
    return this.#children(parent).filter(({ name }) => name !== ':').flatMap((node) => (node.name === 'StatementGroup' ? this.#children(node).filter(({ name }) => name !== ';').map((each) => this.statement(each)) : [this.statement(node)]));
  }

  statement(node: SyntaxNode): Stmt {
    const { from, to } = node;
    const parts = this.#children(node);
    switch (node.name) {
      case 'ExpressionStatement': return { k: 'expr', value: this.#tupleOf(parts, node), from, to };
      case 'AssignStatement': return this.#assignment(parts, node);
      case 'UpdateStatement': {
        const at = parts.findIndex(({ name }) => name === 'UpdateOp');
        return { k: 'update', target: this.expression(parts[0]!), op: this.text(parts[at]!).replace(UPDATE, ''), value: this.#tupleOf(parts.slice(at + 1), node), from, to };
      }
      case 'DeleteStatement': return { k: 'delete', targets: this.#items(parts.slice(1)), from, to };
      case 'PassStatement': return { k: 'pass', from, to };
      case 'BreakStatement': return { k: 'break', from, to };
      case 'ContinueStatement': return { k: 'continue', from, to };
      case 'ReturnStatement': return { k: 'return', value: parts.length > 1 ? this.#tupleOf(parts.slice(1), node) : undefined, from, to };
      case 'YieldStatement': return { k: 'expr', value: this.#yield(parts, node), from, to };
      case 'RaiseStatement': {
        const exprs = parts.filter(({ name }) => name !== 'raise' && name !== 'from');
        return { k: 'raise', value: exprs[0] && this.expression(exprs[0]), cause: exprs[1] && this.expression(exprs[1]), from, to };
      }
      case 'ImportStatement': return this.#import(parts, node);
      case 'ScopeStatement': return { k: 'scope', kind: parts[0]!.name as 'global' | 'nonlocal', names: parts.slice(1).filter(({ name }) => name === 'VariableName').map((each) => this.text(each)), from, to };
      case 'AssertStatement': {
        const items = this.#items(parts.slice(1));
        return { k: 'assert', test: items[0]!, message: items[1], from, to };
      }
      case 'IfStatement': return this.#if(parts, node);
      case 'WhileStatement': return { k: 'while', test: this.expression(parts[1]!), ...this.#bodies(parts), from, to };
      case 'ForStatement': return this.#for(parts, node);
      case 'TryStatement': return this.#try(parts, node);
      case 'WithStatement': return this.#with(parts, node);
      case 'FunctionDefinition': return { k: 'def', function: this.#function(parts, node), decorators: [], from, to };
      case 'ClassDefinition': return this.#class(parts, node, []);
      case 'DecoratedStatement': {
        const decorators = parts.filter(({ name }) => name === 'Decorator').map((each) => this.#decorator(each));
        const inner = parts.at(-1)!;
        if (inner.name === 'ClassDefinition') return this.#class(this.#children(inner), inner, decorators);
        return { k: 'def', function: this.#function(this.#children(inner), inner), decorators, from, to };
      }
      case 'MatchStatement': return this.#match(parts, node);
      default: return this.fail('invalid syntax', from, to);
    }
  }

  #assignment(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const { from, to } = node;
    const typed = parts.find(({ name }) => name === 'TypeDef');
    const groups: SyntaxNode[][] = [[]];
    for (const part of parts) {
      if (part.name === 'AssignOp') groups.push([]);
      else if (part.name !== 'TypeDef') groups.at(-1)!.push(part);
    }
    if (typed) {
      const value = groups[1] ? this.#tupleOf(groups[1], node) : undefined;
      return { k: 'annotate', target: this.#tupleOf(groups[0]!, node), annotation: this.expression(this.#children(typed)[1]!), value, from, to };
    }
    const all = groups.map((group) => this.#tupleOf(group, node));
    const targets = all.slice(0, -1);
    for (const target of targets) this.#checkTarget(target);
    return { k: 'assign', targets, value: all.at(-1)!, from, to };
  }

  #checkTarget(target: Expr): void {
    if (target.k === 'const') this.fail(`cannot assign to ${typeof target.value === 'boolean' ? (target.value ? 'True' : 'False') : target.value === null ? 'None' : "literal here. Maybe you meant '==' instead of '='?"}`, target.from, target.to);
    if (target.k === 'call') this.fail("cannot assign to function call here. Maybe you meant '==' instead of '='?", target.from, target.to);
    if (target.k === 'binary' || target.k === 'unary' || target.k === 'compare') this.fail(`cannot assign to ${target.k === 'compare' ? 'comparison' : "expression here. Maybe you meant '==' instead of '='?"}`, target.from, target.to);
  }

  #import(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
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

  #body(node: SyntaxNode | undefined): Stmt[] {
    return node ? this.statements(node) : [];
  }

  #bodies(parts: readonly SyntaxNode[]): { body: Stmt[]; orElse: Stmt[] } {
    const at = parts.findIndex(({ name }) => name === 'else');
    return { body: this.#body(parts.find(({ name }) => name === 'Body')), orElse: at < 0 ? [] : this.#body(parts[at + 1]) };
  }

  #if(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const branches: { test: Expr; body: Stmt[] }[] = [];
    let orElse: Stmt[] = [];
    for (let i = 0; i < parts.length; i++) {
      const { name } = parts[i]!;
      if (name === 'if' || name === 'elif') branches.push({ test: this.expression(parts[i + 1]!), body: this.#body(parts[i + 2]) });
      if (name === 'else') orElse = this.#body(parts[i + 1]);
    }
    return { k: 'if', branches, orElse, from: node.from, to: node.to };
  }

  #for(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    if (parts[0]!.name === 'async') throw new NotSimulated('async for in Python');
    const at = parts.findIndex(({ name }) => name === 'in');
    const body = parts.findIndex(({ name }) => name === 'Body');
    return { k: 'for', target: this.#tupleOf(parts.slice(1, at), node), iterable: this.#tupleOf(parts.slice(at + 1, body), node), ...this.#bodies(parts), from: node.from, to: node.to };
  }

  #try(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
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

  #with(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    if (parts[0]!.name === 'async') throw new NotSimulated('async with in Python');
    let words = parts.slice(1).filter(({ name }) => name !== 'Body');
    // `with (a as x, b as y):` reads as a parenthesised list.
    if (words.length === 1 && words[0]!.name === 'ParenthesizedExpression' && this.text(words[0]!).includes(' as ')) words = this.#children(words[0]!).slice(1, -1);
    const items: { context: Expr; as: Expr | undefined }[] = [];
    for (let i = 0; i < words.length; i++) {
      if (words[i]!.name === ',') continue;
      if (words[i]!.name === 'as') items.at(-1)!.as = this.expression(words[++i]!);
      else items.push({ context: this.expression(words[i]!), as: undefined });
    }
    return { k: 'with', items, body: this.#body(parts.find(({ name }) => name === 'Body')), from: node.from, to: node.to };
  }

  #function(parts: readonly SyntaxNode[], node: SyntaxNode): FunctionNode {
    const name = this.text(parts.find((part) => part.name === 'VariableName')!);
    const params = this.#params(parts.find((part) => part.name === 'ParamList')!);
    const body = this.#body(parts.find((part) => part.name === 'Body'));
    const first = body[0];
    const doc = first?.k === 'expr' && first.value.k === 'const' && typeof first.value.value === 'string' ? first.value.value : undefined;
    return { name, params, body, isGenerator: hasYield(body), locals: localsOf(body, params.map((param) => param.name)), doc, isAsync: parts[0]!.name === 'async', from: node.from, to: node.to };
  }

  #params(node: SyntaxNode): Param[] {
    const params: Param[] = [];
    let kind: Param['kind'] = 'plain';
    const parts = this.#children(node).filter(({ name }) => name !== '(' && name !== ')');
    for (let i = 0; i < parts.length; ) {
      const group: SyntaxNode[] = [];
      while (i < parts.length && parts[i]!.name !== ',') group.push(parts[i++]!);
      i++;
      const first = group[0];
      if (!first) continue;
      if (first.name === '/') {
        params.forEach((param, j) => (params[j] = { ...param, kind: 'positionalOnly' }));
        continue;
      }
      const named = group.find(({ name }) => name === 'VariableName');
      const typed = group.find(({ name }) => name === 'TypeDef');
      const equals = group.findIndex(({ name }) => name === 'AssignOp');
      const param = { name: named ? this.text(named) : '', default: equals < 0 ? undefined : this.expression(group[equals + 1]!), annotation: typed ? this.expression(this.#children(typed)[1]!) : undefined };
      if (first.name === '*') {
        if (named) params.push({ ...param, kind: 'star' });
        kind = 'keywordOnly';
      } else params.push({ ...param, kind: first.name === '**' ? 'doubleStar' : kind });
    }
    return params;
  }

  #decorator(node: SyntaxNode): Expr {
    const parts = this.#children(node).slice(1);
    const list = parts.find(({ name }) => name === 'ArgList');
    const words = parts.filter(({ name }) => name === 'VariableName' || name === 'PropertyName');
    let value: Expr = { k: 'name', id: this.text(words[0]!), from: words[0]!.from, to: words[0]!.to };
    for (const word of words.slice(1)) value = { k: 'attr', object: value, name: this.text(word), from: value.from, to: word.to };
    return list ? { k: 'call', func: value, args: this.#arguments(list), from: value.from, to: list.to } : value;
  }

  #class(parts: readonly SyntaxNode[], node: SyntaxNode, decorators: readonly Expr[]): Stmt {
    const list = parts.find(({ name }) => name === 'ArgList');
    return { k: 'class', name: this.text(parts.find(({ name }) => name === 'VariableName')!), args: list ? this.#arguments(list) : [], body: this.#body(parts.find(({ name }) => name === 'Body')), decorators, from: node.from, to: node.to };
  }

  #match(parts: readonly SyntaxNode[], node: SyntaxNode): Stmt {
    const body = parts.find(({ name }) => name === 'MatchBody')!;
    const cases = this.#children(body).filter(({ name }) => name === 'MatchClause').map((clause) => {
      const words = this.#children(clause).filter(({ name }) => name !== 'case');
      const guard = words.find(({ name }) => name === 'Guard');
      const patterns = words.filter(({ name }) => name !== 'Guard' && name !== 'Body' && name !== ',');
      const test = guard && this.#children(guard).find(({ name }) => name !== 'if');
      const pattern: Pattern = patterns.length === 1 ? this.#pattern(patterns[0]!) : { k: 'sequence', items: patterns.map((each) => this.#pattern(each)) };
      return { pattern, guard: test && this.expression(test), body: this.#body(words.find(({ name }) => name === 'Body')) };
    });
    return { k: 'match', subject: this.expression(parts[1]!), cases, from: node.from, to: node.to };
  }

  #pattern(node: SyntaxNode): Pattern {
    const parts = this.#children(node);
    const items = () => parts.filter(({ name }) => !['(', ')', '[', ']', '{', '}', ',', '|', 'LogicOp'].includes(name));
    switch (node.name) {
      case 'CapturePattern': return { k: 'capture', name: this.text(node) === '_' ? undefined : this.text(node) };
      case 'LiteralPattern': return { k: 'value', value: parts.length === 1 ? this.expression(parts[0]!) : { k: 'unary', op: '-', operand: this.expression(parts[1]!), from: node.from, to: node.to } };
      case 'AttributePattern': return { k: 'value', value: this.#dotted(parts) };
      case 'OrPattern': return { k: 'or', options: items().map((each) => this.#pattern(each)) };
      case 'AsPattern': return { k: 'as', pattern: this.#pattern(parts[0]!), name: this.text(parts.at(-1)!) };
      case 'SequencePattern': {
        const inner = items();
        if (inner.length === 1 && this.text(node).startsWith('(') && !this.text(node).includes(',')) return this.#pattern(inner[0]!);
        return { k: 'sequence', items: inner.map((each) => this.#pattern(each)) };
      }
      case 'StarPattern': {
        const inner = this.#pattern(parts[1]!);
        return { k: 'star', name: inner.k === 'capture' ? inner.name : undefined };
      }
      case 'MappingPattern': {
        const words = items().filter(({ name }) => name !== ':');
        const entries: [Expr, Pattern][] = [];
        for (let i = 0; i + 1 < words.length; i += 2) {
          const key = words[i]!;
          const literal = key.name === 'LiteralPattern' ? this.#pattern(key) : undefined;
          entries.push([literal?.k === 'value' ? literal.value : this.expression(key), this.#pattern(words[i + 1]!)]);
        }
        return { k: 'mapping', entries };
      }
      case 'ClassPattern': {
        const list = this.#children(parts.at(-1)!).filter((each) => !['(', ')', ','].includes(each.name) && each.to > each.from);
        const type = parts[0]!.name === 'AttributePattern' ? this.#dotted(this.#children(parts[0]!)) : this.expression(parts[0]!);
        const named = list.filter(({ name }) => name === 'KeywordPattern').map((each): [string, Pattern] => [this.text(this.#children(each)[0]!), this.#pattern(this.#children(each).at(-1)!)]);
        return { k: 'class', type, items: list.filter(({ name }) => name !== 'KeywordPattern').map((each) => this.#pattern(each)), named };
      }
      default: return this.fail('invalid syntax', node.from, node.to);
    }
  }

  #dotted(parts: readonly SyntaxNode[]): Expr {
    const words = parts.filter(({ name }) => name === 'VariableName' || name === 'PropertyName');
    let value: Expr = { k: 'name', id: this.text(words[0]!), from: words[0]!.from, to: words[0]!.to };
    for (const word of words.slice(1)) value = { k: 'attr', object: value, name: this.text(word), from: value.from, to: word.to };
    return value;
  }

  /** Comma-separated expressions, with stars. */
  #items(parts: readonly SyntaxNode[]): Expr[] {
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
  #tupleOf(parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    if (parts.length === 0) this.fail('invalid syntax', node.from, node.to);
    const items = this.#items(parts);
    if (items.length === 1 && !parts.some(({ name }) => name === ',')) return items[0]!;
    return { k: 'tuple', items, from: parts[0]!.from, to: parts.at(-1)!.to };
  }

  #yield(parts: readonly SyntaxNode[], node: SyntaxNode): Expr {
    const { from, to } = node;
    if (parts[1]?.name === 'from') return { k: 'yieldFrom', value: this.expression(parts[2]!), from, to };
    return { k: 'yield', value: parts.length > 1 ? this.#tupleOf(parts.slice(1), node) : undefined, from, to };
  }

  expression(node: SyntaxNode): Expr {
    const { from, to } = node;
    const parts = this.#children(node);
    switch (node.name) {
      case 'VariableName': return { k: 'name', id: this.text(node), from, to };
      case 'Number': return { k: 'const', value: this.#number(node), from, to };
      case 'Boolean': return { k: 'const', value: this.text(node) === 'True', from, to };
      case 'None': return { k: 'const', value: null, from, to };
      case 'Ellipsis': case '...': return { k: 'const', value: null, isEllipsis: true, from, to };
      case 'String': case 'FormatString': case 'ContinuedString': return this.#string(node);
      case 'ParenthesizedExpression': {
        const inner = parts.slice(1, -1);
        if (inner[0]?.name === 'YieldExpression') return this.#yield(this.#children(inner[0]), inner[0]);
        const value = this.#items(inner)[0];
        if (!value) return this.fail('invalid syntax', from, to);
        return value;
      }
      case 'YieldExpression': return this.#yield(parts, node);
      case 'TupleExpression': return { k: 'tuple', items: this.#items(parts.slice(1, -1)), from, to };
      case 'ArrayExpression': return { k: 'list', items: this.#items(parts.slice(1, -1)), from, to };
      case 'SetExpression': return { k: 'set', items: this.#items(parts.slice(1, -1)), from, to };
      case 'DictionaryExpression': return { k: 'dict', entries: this.#entries(parts.slice(1, -1)), from, to };
      case 'ComprehensionExpression': return this.#comprehension('generator', parts.slice(1, -1), node);
      case 'ArrayComprehensionExpression': return this.#comprehension('list', parts.slice(1, -1), node);
      case 'SetComprehensionExpression': return this.#comprehension('set', parts.slice(1, -1), node);
      case 'DictionaryComprehensionExpression': return this.#comprehension('dict', parts.slice(1, -1), node);
      case 'ConditionalExpression': return { k: 'if', body: this.expression(parts[0]!), test: this.expression(parts[2]!), orElse: this.expression(parts[4]!), from, to };
      case 'LambdaExpression': {
        const list = parts.find(({ name }) => name === 'ParamList');
        return { k: 'lambda', params: list ? this.#params(list) : [], body: this.expression(parts.at(-1)!), from, to };
      }
      case 'NamedExpression': return { k: 'named', target: this.expression(parts[0]!), value: this.expression(parts[2]!), from, to };
      case 'UnaryExpression': return this.#unary(parts, node);
      case 'BinaryExpression': return this.#binary(parts, node);
      case 'CallExpression': return { k: 'call', func: this.expression(parts[0]!), args: this.#arguments(parts[1]!), from, to };
      case 'MemberExpression': return this.#member(parts, node);
      case 'AwaitExpression': throw new NotSimulated('await in Python');
      default: return this.fail('invalid syntax', from, to);
    }
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
    const parts = this.#children(operand);
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
    if (!group.some(({ name }) => name === ':')) return this.#items(group)[0]!;
    const bounds: (Expr | undefined)[] = [undefined];
    for (const part of group) {
      if (part.name === ':') bounds.push(undefined);
      else bounds[bounds.length - 1] = this.expression(part);
    }
    return { k: 'slice', low: bounds[0], high: bounds[1], step: bounds[2], from: node.from, to: node.to };
  }

  #arguments(list: SyntaxNode): Argument[] {
    const parts = this.#children(list).slice(1, -1);
    // A generator is the only argument: its commas belong to its targets.
    if (parts.some(({ name }) => name === 'for')) return [{ kind: 'positional', value: this.#comprehension('generator', parts, list) }];
    const args: Argument[] = [];
    for (let i = 0; i < parts.length; ) {
      const group: SyntaxNode[] = [];
      while (i < parts.length && parts[i]!.name !== ',') group.push(parts[i++]!);
      i++;
      const first = group[0];
      if (!first) continue;
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
        clauses.push({ kind: 'for', target: this.#tupleOf(words.slice(0, at), node), iterable: this.#tupleOf(words.slice(at + 1), node) });
      }
      i = end;
    }
    const locals = new Set(clauses.flatMap((clause) => (clause.kind === 'for' ? namesIn(clause.target) : [])));
    const element = this.expression(head.at(-1)!);
    return { k: 'comp', kind, key: kind === 'dict' ? this.expression(head[0]!) : undefined, element, clauses, locals, from: node.from, to: node.to };
  }

  #number(node: SyntaxNode): bigint | number {
    const text = this.text(node).replaceAll('_', '').toLowerCase();
    if (text.endsWith('j')) throw new NotSimulated('complex numbers in Python');
    if (/^0[xob]/.test(text)) return BigInt(text);
    if (/[.e]/.test(text)) return Number(text);
    if (/^0\d/.test(text) && Number(text) !== 0) this.fail('leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers', node.from, node.to);
    return BigInt(text);
  }

  #string(node: SyntaxNode): Expr {
    const pieces = node.name === 'ContinuedString' ? this.#children(node) : [node];
    const { from, to } = node;
    const parts: (string | Replacement)[] = [];
    let bytes: Uint8Array | undefined;
    for (const piece of pieces) {
      const text = this.text(piece);
      const prefix = /^[a-zA-Z]*/.exec(text)![0].toLowerCase();
      const quote = text.slice(prefix.length).startsWith('"""') || text.slice(prefix.length).startsWith("'''") ? 3 : 1;
      const isRaw = prefix.includes('r');
      if (piece.name === 'FormatString') {
        this.#formatString(piece, prefix.length + quote, quote, isRaw, parts);
        continue;
      }
      const content = text.slice(prefix.length + quote, text.length - quote);
      const value = isRaw ? content : unescape(content, prefix.includes('b'));
      if (prefix.includes('b')) {
        const added = Uint8Array.from(value, (character) => character.charCodeAt(0));
        bytes = bytes ? Uint8Array.from([...bytes, ...added]) : added;
      } else parts.push(value);
    }
    if (bytes) return { k: 'const', value: bytes, from, to };
    if (parts.every((part) => typeof part === 'string')) return { k: 'const', value: parts.join(''), from, to };
    return { k: 'fstring', parts, from, to };
  }

  #formatString(node: SyntaxNode, start: number, quote: number, isRaw: boolean, parts: (string | Replacement)[]): void {
    const { text } = this.source;
    const plain = (from: number, to: number) => {
      const content = text.slice(from, to);
      if (content !== '') parts.push((isRaw ? content : unescape(content, false)).replaceAll('{{', '{').replaceAll('}}', '}'));
    };
    let at = node.from + start;
    for (const child of this.#children(node)) {
      if (child.name !== 'FormatReplacement') continue;
      plain(at, child.from);
      parts.push(this.#replacement(child));
      at = child.to;
    }
    plain(at, node.to - quote);
  }

  #replacement(node: SyntaxNode): Replacement {
    const parts = this.#children(node);
    const inner = parts.filter(({ name }) => !['{', '}', 'FormatSelfDoc', 'FormatConversion', 'FormatSpec'].includes(name));
    const doc = parts.find(({ name }) => name === 'FormatSelfDoc');
    const conversion = parts.find(({ name }) => name === 'FormatConversion');
    const spec = parts.find(({ name }) => name === 'FormatSpec');
    const value = inner.length === 0 ? this.fail('f-string: valid expression required before \'}\'', node.from, node.to) : this.#tupleOf(inner, node);
    return {
      value,
      conversion: conversion && this.text(conversion).slice(1),
      spec: spec && this.#spec(spec),
      label: doc && doc.to > doc.from ? this.source.text.slice(node.from + 1, doc.to) + /^\s*/.exec(this.source.text.slice(doc.to))![0] : undefined,
    };
  }

  #spec(node: SyntaxNode): (string | Replacement)[] {
    const parts: (string | Replacement)[] = [];
    let at = node.from + 1;
    for (const child of this.#children(node)) {
      if (child.name !== 'FormatReplacement') continue;
      if (child.from > at) parts.push(this.source.text.slice(at, child.from));
      parts.push(this.#replacement(child));
      at = child.to;
    }
    if (node.to > at) parts.push(this.source.text.slice(at, node.to));
    return parts;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '', '0': '\0' };

function unescape(text: string, isBytes: boolean): string {
  const plain = isBytes ? [...toBytes(text)].map((byte) => String.fromCharCode(byte)).join('') : text;
  if (!plain.includes('\\')) return plain;
  return plain.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g, (all, hex: string | undefined, short: string | undefined, long: string | undefined, octal: string | undefined, simple: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (!isBytes && (short ?? long) !== undefined) return String.fromCodePoint(Number.parseInt((short ?? long)!, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    return simple === undefined ? all : (ESCAPES[simple] ?? all);
  });
}

/** Where a bracket opens that nothing closes. */
function unclosedBracket(text: string): number | undefined {
  const open: number[] = [];
  const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '#') i = text.indexOf('\n', i) < 0 ? text.length : text.indexOf('\n', i);
    else if (character === '"' || character === "'") {
      const quote = text.startsWith(character.repeat(3), i) ? character.repeat(3) : character;
      let end = i + quote.length;
      while (end < text.length && !text.startsWith(quote, end)) {
        if (quote.length === 1 && text[end] === '\n') break;
        end += text[end] === '\\' ? 2 : 1;
      }
      i = end + quote.length - 1;
    } else if ('([{'.includes(character)) open.push(i);
    else if (pairs[character]) {
      if (open.length === 0 || text[open.at(-1)!] !== pairs[character]) return undefined;
      open.pop();
    }
  }
  return open[0];
}

function unterminatedString(line: string): number | undefined {
  for (let i = 0; i < line.length; i++) {
    const character = line[i]!;
    if (character === '#') return undefined;
    if (character !== '"' && character !== "'") continue;
    if (line.startsWith(character.repeat(3), i)) return undefined;
    let end = i + 1;
    while (end < line.length && line[end] !== character) end += line[end] === '\\' ? 2 : 1;
    if (end >= line.length) return i;
    i = end;
  }
  return undefined;
}

function previousLine(source: Source, line: number): { text: string; line: number } | undefined {
  for (let at = line - 1; at > 0; at--) {
    const text = lineText(source, at);
    if (text.trim() !== '' && !text.trim().startsWith('#')) return { text, line: at };
  }
  return undefined;
}

function indentOf(line: string): number {
  return /^\s*/.exec(line)![0].length;
}
