import type { SyntaxNode } from '@lezer/common';
import { lineOf, lineText } from '../ast.ts';
import type { Source } from '../ast.ts';
import { indentOf, previousLine, unclosedBracket, unterminatedString } from './broken-text.ts';

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

export function refuse(source: Source, message: string, from: number, to: number, kind?: PythonSyntaxError['kind']): never {
  throw new PythonSyntaxError(message, source, from, to, kind);
}

/** Throws PythonSyntaxError for the first thing that the grammar could not read, or reads as Python 2. */
export function refuseErrors(source: Source, top: SyntaxNode): void {
  const cursor = top.cursor();
  do {
    if (cursor.name === 'PrintStatement') refuse(source, "Missing parentheses in call to 'print'. Did you mean print(...)?", cursor.from, cursor.to);
    if (!cursor.type.isError) continue;
    // The grammar has no `yield` without a value.
    if (cursor.from === cursor.to && /\byield\s*$/.test(source.text.slice(0, cursor.from))) continue;
    // Nor a class pattern without arguments.
    if (isEmptyPattern(cursor.node, source.text)) continue;
    explain(source, cursor.from, cursor.to);
  } while (cursor.next());
}

/** Python's words for the usual mistakes. */
function explain(source: Source, from: number, to: number): never {
  const { text } = source;
  const line = lineOf(source, from);
  const unclosed = unclosedBracket(text);
  if (unclosed !== undefined) refuse(source, `'${text[unclosed]}' was never closed`, unclosed, unclosed + 1);
  const quote = unterminatedString(lineText(source, line));
  if (quote !== undefined) {
    const start = source.lineStarts[line - 1]! + quote;
    refuse(source, `unterminated string literal (detected at line ${line})`, start, start + 1);
  }
  const own = lineText(source, line);
  const previous = previousLine(source, line);
  const opener = previous === undefined ? null : /^\s*(?:async\s+)?(if|elif|else|for|while|def|class|try|except|finally|with)\b.*:\s*(?:#.*)?$/.exec(previous.text);
  if (opener && indentOf(own) <= indentOf(previous!.text) && from <= source.lineStarts[line - 1]! + own.length) {
    const what = opener[1] === 'def' ? 'function definition' : opener[1] === 'class' ? 'class definition' : `'${opener[1]}' statement`;
    refuse(source, `expected an indented block after ${what} on line ${previous!.line}`, from, to, 'IndentationError');
  }
  if (previous && indentOf(own) > indentOf(previous.text) && !opener && own.trim() !== '') refuse(source, 'unexpected indent', from, to, 'IndentationError');
  if (/^\s*(?:if|elif|else|for|while|def|class|try|except|finally|with)\b[^:]*$/.test(own.replace(/#.*/, ''))) {
    const end = source.lineStarts[line - 1]! + own.length;
    refuse(source, "expected ':'", end, end + 1);
  }
  return refuse(source, 'invalid syntax', from, Math.max(to, from + 1));
}

function isEmptyPattern({ parent }: SyntaxNode, text: string): boolean {
  const list = parent?.name === 'LiteralPattern' ? parent.parent : parent;
  return list?.name === 'PatternArgList' && /^\(\s*\)$/.test(text.slice(list.from, list.to));
}
