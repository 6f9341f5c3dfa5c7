import type { SyntaxNode } from '@lezer/common';
import type { Expr, Pattern } from '../ast.ts';
import { Expressions } from './expressions.ts';

/** What stands behind `case`. */
export abstract class Patterns extends Expressions {
  protected pattern(node: SyntaxNode): Pattern {
    const parts = this.children(node);
    const items = () => parts.filter(({ name }) => !['(', ')', '[', ']', '{', '}', ',', '|', 'LogicOp'].includes(name));
    switch (node.name) {
      case 'CapturePattern': return { k: 'capture', name: this.text(node) === '_' ? undefined : this.text(node) };
      case 'LiteralPattern': return { k: 'value', value: parts.length === 1 ? this.expression(parts[0]!) : { k: 'unary', op: '-', operand: this.expression(parts[1]!), from: node.from, to: node.to } };
      case 'AttributePattern': return { k: 'value', value: this.dotted(parts) };
      case 'OrPattern': return { k: 'or', options: items().map((each) => this.pattern(each)) };
      case 'AsPattern': return { k: 'as', pattern: this.pattern(parts[0]!), name: this.text(parts.at(-1)!) };
      case 'SequencePattern': {
        const inner = items();
        if (inner.length === 1 && this.text(node).startsWith('(') && !this.text(node).includes(',')) return this.pattern(inner[0]!);
        return { k: 'sequence', items: inner.map((each) => this.pattern(each)) };
      }
      case 'StarPattern': {
        const inner = this.pattern(parts[1]!);
        return { k: 'star', name: inner.k === 'capture' ? inner.name : undefined };
      }
      case 'MappingPattern': {
        const words = items().filter(({ name }) => name !== ':');
        const entries: [Expr, Pattern][] = [];
        for (let i = 0; i + 1 < words.length; i += 2) {
          const key = words[i]!;
          const literal = key.name === 'LiteralPattern' ? this.pattern(key) : undefined;
          entries.push([literal?.k === 'value' ? literal.value : this.expression(key), this.pattern(words[i + 1]!)]);
        }
        return { k: 'mapping', entries };
      }
      case 'ClassPattern': {
        const list = this.children(parts.at(-1)!).filter((each) => !['(', ')', ','].includes(each.name) && each.to > each.from);
        const type = parts[0]!.name === 'AttributePattern' ? this.dotted(this.children(parts[0]!)) : this.expression(parts[0]!);
        const named = list.filter(({ name }) => name === 'KeywordPattern').map((each): [string, Pattern] => [this.text(this.children(each)[0]!), this.pattern(this.children(each).at(-1)!)]);
        return { k: 'class', type, items: list.filter(({ name }) => name !== 'KeywordPattern').map((each) => this.pattern(each)), named };
      }
      default: return this.fail('invalid syntax', node.from, node.to);
    }
  }
}
