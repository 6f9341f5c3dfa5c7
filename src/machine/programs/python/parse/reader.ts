import type { SyntaxNode } from '@lezer/common';
import type { Source } from '../ast.ts';
import { refuse } from './errors.ts';
import type { PythonSyntaxError } from './errors.ts';

/** Looks at the nodes of a file's syntax tree. */
export abstract class NodeReader {
  constructor(protected readonly source: Source) {}

  protected text(node: SyntaxNode): string {
    return this.source.text.slice(node.from, node.to);
  }

  /** Without comments and what the grammar made up. */
  protected children(node: SyntaxNode): SyntaxNode[] {
    const list: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== 'Comment' && !child.type.isError) list.push(child);
    return list;
  }

  protected fail(message: string, from: number, to: number, kind?: PythonSyntaxError['kind']): never {
    refuse(this.source, message, from, to, kind);
  }
}
