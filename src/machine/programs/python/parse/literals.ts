import type { SyntaxNode } from '@lezer/common';
import { NotSimulated } from '../../../../core/errors.ts';
import type { Expr, Replacement } from '../ast.ts';
import { unescape } from './escapes.ts';
import { NodeReader } from './reader.ts';

/** Numbers and strings, with the expressions in f-strings. */
export abstract class Literals extends NodeReader {
  protected abstract tupleOf(parts: readonly SyntaxNode[], node: SyntaxNode): Expr;

  protected number(node: SyntaxNode): bigint | number {
    const text = this.text(node).replaceAll('_', '').toLowerCase();
    if (text.endsWith('j')) throw new NotSimulated('complex numbers in Python');
    if (/^0[xob]/.test(text)) return BigInt(text);
    if (/[.e]/.test(text)) return Number(text);
    if (/^0\d/.test(text) && Number(text) !== 0) this.fail('leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers', node.from, node.to);
    return BigInt(text);
  }

  protected string(node: SyntaxNode): Expr {
    const pieces = node.name === 'ContinuedString' ? this.children(node) : [node];
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
    for (const child of this.children(node)) {
      if (child.name !== 'FormatReplacement') continue;
      plain(at, child.from);
      parts.push(this.#replacement(child));
      at = child.to;
    }
    plain(at, node.to - quote);
  }

  #replacement(node: SyntaxNode): Replacement {
    const parts = this.children(node);
    const inner = parts.filter(({ name }) => !['{', '}', 'FormatSelfDoc', 'FormatConversion', 'FormatSpec'].includes(name));
    const doc = parts.find(({ name }) => name === 'FormatSelfDoc');
    const conversion = parts.find(({ name }) => name === 'FormatConversion');
    const spec = parts.find(({ name }) => name === 'FormatSpec');
    const value = inner.length === 0 ? this.fail('f-string: valid expression required before \'}\'', node.from, node.to) : this.tupleOf(inner, node);
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
    for (const child of this.children(node)) {
      if (child.name !== 'FormatReplacement') continue;
      if (child.from > at) parts.push(this.source.text.slice(at, child.from));
      parts.push(this.#replacement(child));
      at = child.to;
    }
    if (node.to > at) parts.push(this.source.text.slice(at, node.to));
    return parts;
  }
}
