import { INSTRUCTIONS } from '../../../docker/builder/interpret/interpreter.ts';

/** Where in a Dockerfile something is being typed. */
export interface Place {
  /** In capitals; undefined where an instruction's name is still to come. */
  readonly instruction: string | undefined;
  /** What stands between the instruction's name and the cursor, continued lines joined by a space. */
  readonly before: string;
  /** The piece of a word right before the cursor. */
  readonly word: string;
}

/** Lines are counted from 1; `column` is how many characters of the line are before the cursor. */
export function placeAt(lines: readonly string[], line: number, column: number): Place {
  const first = firstLineOf(lines, line);
  const parts = lines.slice(first - 1, line - 1).map((text) => (isComment(text) ? '' : text.replace(/[\\`]\s*$/, ' ')));
  const logical = [...parts, (lines[line - 1] ?? '').slice(0, column)].join('');
  const [, keyword = '', gap = '', rest = ''] = /^\s*(\S*)(\s*)([\s\S]*)$/.exec(logical) ?? [];
  if (gap === '') return { instruction: undefined, before: '', word: keyword };
  const name = keyword.toUpperCase();
  const [, inner, inside] = name === 'ONBUILD' ? (/^(\S+)\s+([\s\S]*)$/.exec(rest) ?? []) : [];
  const before = inside ?? rest;
  return { instruction: (inner ?? name).toUpperCase(), before, word: /\S*$/.exec(before)![0] };
}

/** The instruction whose name is under the cursor, or at the start of the line's instruction. */
export function instructionAt(lines: readonly string[], line: number, column: number): string | undefined {
  const text = lines[line - 1] ?? '';
  for (const match of text.matchAll(/[A-Za-z]+/g)) {
    const isUnder = match.index <= column && column <= match.index + match[0].length;
    const name = match[0].toUpperCase();
    if (isUnder && INSTRUCTIONS.includes(name) && (text.slice(0, match.index).trim() === '' || /^\s*ONBUILD\s+$/i.test(text.slice(0, match.index)))) return name;
  }
  return undefined;
}

/** Where the instruction of a line begins: lines before it that end with a continuation belong to it, and comments between. */
function firstLineOf(lines: readonly string[], line: number): number {
  let first = line;
  for (let above = line - 1; above >= 1; above--) {
    const text = lines[above - 1]!;
    if (isComment(text)) continue;
    if (!/[\\`]\s*$/.test(text)) break;
    first = above;
  }
  return first;
}

function isComment(line: string): boolean {
  return /^\s*#/.test(line);
}
