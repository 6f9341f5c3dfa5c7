import type { Part, Word } from '../ast.ts';
import { ShellError } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';
import { makeWord } from '../parse/make-word.ts';

type Parts = readonly Part[];
/** A character of a word (literal text only) or one of its other parts. */
type Item = string | Exclude<Part, { kind: 'literal' }>;

/** As many words as a brace expansion may make, and the bytes charged for each. */
const MOST_WORDS = 5_000_000;
const WORD_SIZE = 48;

/** `a{b,c}d` and `{1..9}`, as bash expands them before all else. Throws ShellError when there would be too many. */
export function* expandBraces(shell: Shell, word: Word): Generator<Word> {
  const items = word.parts.flatMap((part): Item[] => (part.kind === 'literal' ? [...part.text] : [part]));
  let count = 0;
  for (const alternative of alternatives(items)) {
    if (++count > MOST_WORDS) throw new ShellError('brace expansion: cannot allocate memory', 'line');
    if (count % 10_000 === 0) shell.system.allocate(10_000 * WORD_SIZE);
    yield makeWord(toParts(alternative), '');
  }
}

function toParts(items: readonly Item[]): Parts {
  const parts: Part[] = [];
  let text = '';
  for (const item of items) {
    if (typeof item === 'string') text += item;
    else {
      if (text !== '') parts.push({ kind: 'literal', text });
      text = '';
      parts.push(item);
    }
  }
  if (text !== '') parts.push({ kind: 'literal', text });
  return parts;
}

function* alternatives(items: readonly Item[]): Generator<readonly Item[]> {
  const brace = firstBrace(items);
  if (!brace) {
    yield items;
    return;
  }
  const { before, choices, after } = brace;
  for (const choice of choices()) {
    for (const middle of alternatives(choice)) {
      for (const end of alternatives(after)) yield [...before, ...middle, ...end];
    }
  }
}

interface Brace {
  readonly before: readonly Item[];
  readonly choices: () => Iterable<readonly Item[]>;
  readonly after: readonly Item[];
}

/** The first `{` that has a `}` and a comma or a sequence between them. */
function firstBrace(items: readonly Item[]): Brace | undefined {
  for (let start = 0; start < items.length; start++) {
    if (items[start] !== '{') continue;
    const commas: number[] = [];
    let depth = 0;
    for (let at = start + 1; at < items.length; at++) {
      const item = items[at];
      if (item === '{') depth++;
      else if (item === ',' && depth === 0) commas.push(at);
      else if (item === '}' && depth-- === 0) {
        const choices = commas.length > 0 ? () => pieces(items, start, at, commas) : sequence(items.slice(start + 1, at));
        if (choices) return { before: items.slice(0, start), choices, after: items.slice(at + 1) };
        break;
      }
    }
  }
  return undefined;
}

function pieces(items: readonly Item[], start: number, end: number, commas: readonly number[]): (readonly Item[])[] {
  const edges = [start, ...commas, end];
  return edges.slice(1).map((edge, i) => items.slice(edges[i]! + 1, edge));
}

/** `1..9`, `a..z`, `01..10..3`. */
function sequence(items: readonly Item[]): (() => Iterable<readonly Item[]>) | undefined {
  if (!items.every((item) => typeof item === 'string')) return undefined;
  const text = items.join('');
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  if (numbers) return () => numeric(numbers[1]!, numbers[2]!, Number(numbers[3] ?? 0));
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (!letters) return undefined;
  return () => steps(letters[1]!.charCodeAt(0), letters[2]!.charCodeAt(0), Number(letters[3] ?? 0), (code) => String.fromCharCode(code));
}

function numeric(first: string, last: string, step: number): Iterable<readonly Item[]> {
  const isPadded = [first, last].some((text) => /^-?0\d/.test(text));
  const width = isPadded ? Math.max(first.length, last.length) : 0;
  return steps(Number(first), Number(last), step, (value) => {
    const digits = String(Math.abs(value));
    return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0');
  });
}

function* steps(first: number, last: number, step: number, show: (value: number) => string): Generator<readonly Item[]> {
  const by = Math.max(1, Math.abs(step));
  if (first <= last) for (let value = first; value <= last; value += by) yield [...show(value)];
  else for (let value = first; value >= last; value -= by) yield [...show(value)];
}
