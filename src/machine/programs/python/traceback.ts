import { EXCEPTIONS, isInstance } from './classes.ts';
import { lineOf, lineText } from './ast.ts';
import type { Expr, Source } from './ast.ts';
import { PyList, PyRaise } from './values.ts';
import type { PyInstance, Run, TraceEntry } from './values.ts';
import type { Interpreter } from './interpreter.ts';
import { PythonSyntaxError } from './parse/index.ts';

/** What Python prints of an exception that nobody caught. */
export function* tracebackOf(it: Interpreter, value: PyInstance): Run<string> {
  let text = '';
  if (value.cause) text += `${yield* tracebackOf(it, value.cause)}\nThe above exception was the direct cause of the following exception:\n\n`;
  else if (value.context && value.cause !== null) text += `${yield* tracebackOf(it, value.context)}\nDuring handling of the above exception, another exception occurred:\n\n`;
  const entries = (value.trace ?? []).filter(({ source }) => !source.isInternal).toReversed();
  if (entries.length > 0) text += 'Traceback (most recent call last):\n';
  text += withRepeats(entries.map((entry) => entryText(it, entry)));
  return text + (yield* lastLine(it, value));
}

/** Recursion: the same entry again and again is told once. */
function withRepeats(entries: readonly string[]): string {
  let text = '';
  for (let i = 0; i < entries.length; ) {
    let end = i;
    while (end < entries.length && entries[end] === entries[i]) end++;
    text += entries.slice(i, Math.min(end, i + 3)).join('');
    if (end - i > 3) text += `  [Previous line repeated ${end - i - 3} more time${end - i - 3 > 1 ? 's' : ''}]\n`;
    i = end;
  }
  return text;
}

export function entryText(it: Interpreter, entry: TraceEntry): string {
  const head = `  File "${entry.source.file}", line ${entry.line}, in ${entry.name}\n`;
  if (entry.source.file === '<stdin>' || (entry.source.file === '<string>' && !atLeast(it.version, 13))) return head;
  const line = lineText(entry.source, entry.line);
  if (line.trim() === '') return head;
  return `${head}    ${line.trim()}\n${atLeast(it.version, 11) ? markers(it, entry, line) : ''}`;
}

function atLeast(version: string, minor: number): boolean {
  return Number(version.split('.')[1]) >= minor;
}

/** `~~^~~` under the part of the line that failed, unless that is the whole line. */
function markers(it: Interpreter, entry: TraceEntry, line: string): string {
  const start = entry.source.lineStarts[entry.line - 1]!;
  const indent = line.length - line.trimStart().length;
  const from = Math.max(entry.from - start, indent);
  const to = Math.min(entry.to - start, line.trimEnd().length);
  const isWhole = from <= indent && to >= line.trimEnd().length;
  const node = entry.node as (Expr & { readonly opFrom?: number; readonly opTo?: number }) | undefined;
  const hasAnchors = node && (node.k === 'binary' || node.k === 'sub' || (node.k === 'call' && atLeast(it.version, 13))) && lineOf(entry.source, node.to) === entry.line;
  if (to <= from || (isWhole && !hasAnchors) || !node || !('k' in node) || STATEMENTS.has(node.k as string)) return '';
  let marks = '^'.repeat(to - from);
  if (hasAnchors) {
    const [a, b] = node.k === 'binary' ? [node.opFrom! - start, node.opTo! - start] : node.k === 'sub' ? [node.object.to - start, to] : node.k === 'call' ? [node.func.to - start, to] : [from, to];
    marks = '~'.repeat(Math.max(0, a - from)) + '^'.repeat(Math.max(1, b - a)) + '~'.repeat(Math.max(0, to - b));
  }
  return `    ${' '.repeat(from - indent)}${marks}\n`;
}

const STATEMENTS = new Set(['expr', 'assign', 'assert', 'import', 'from', 'return', 'for', 'with', 'pass', 'if', 'while', 'update', 'delete', 'annotate', 'def', 'class', 'try', 'match']);

export function* lastLine(it: Interpreter, value: PyInstance): Run<string> {
  const { cls } = value;
  const name = cls.module === 'builtins' || cls.module === '__main__' ? cls.qualname : `${cls.module}.${cls.qualname}`;
  if (isInstance(value, EXCEPTIONS.get('SyntaxError')!) && value.payload instanceof PythonSyntaxError) return syntaxText(value.payload, it.version);
  let message = '';
  try {
    message = yield* it.str(value);
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    message = '<exception str() failed>';
  }
  const hint = value.attrs.get('hint');
  const notes = value.attrs.get('__notes__');
  const more = notes instanceof PyList ? notes.items.map((note) => `${String(note)}\n`).join('') : '';
  return `${name}${message === '' ? '' : `: ${message}`}${typeof hint === 'string' && atLeast(it.version, 10) ? hint : ''}\n${more}`;
}

/** The file, the line and a mark for what Python could not read. */
export function syntaxText(error: PythonSyntaxError, _version: string): string {
  const { source } = error;
  const line = lineOf(source, Math.min(error.from, Math.max(0, source.text.length - 1)));
  const text = lineText(source, line);
  const start = source.lineStarts[line - 1]!;
  const indent = text.length - text.trimStart().length;
  const from = Math.max(0, error.from - start - indent);
  const width = Math.max(1, Math.min(error.to - error.from, text.length - (error.from - start)));
  return `  File "${source.file}", line ${line}\n    ${text.trim()}\n    ${' '.repeat(from)}${'^'.repeat(width)}\n${error.kind}: ${error.message}\n`;
}

export type { Source };
