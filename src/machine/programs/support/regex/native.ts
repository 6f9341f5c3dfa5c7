import type { Assertion, CharacterSet, Node } from './syntax.ts';
import { LAST_CODE_POINT } from './syntax.ts';

/**
 * The same pattern for the engine's own regular expressions, which are many times faster but try one way after the
 * other. `loops` says how the worst case grows: texts of length n may take n^(loops+1) steps. Undefined for patterns whose
 * answer could differ, or that nest loops.
 */
export interface Native {
  readonly source: string;
  readonly loops: number;
  /** The ends of a match may differ (the first alternative wins there, the longest here): good for yes or no alone. */
  readonly isForTestOnly: boolean;
}

export function toNative(node: Node): Native | undefined {
  const state = { loops: 0, isForTestOnly: false, isSafe: true };
  const source = write(node, state, false);
  return state.isSafe ? { source, loops: state.loops, isForTestOnly: state.isForTestOnly } : undefined;
}

interface State {
  loops: number;
  isForTestOnly: boolean;
  isSafe: boolean;
}

const ASSERTION_SOURCE: Readonly<Record<Assertion, string>> = {
  lineStart: '^', lineEnd: '$', textStart: '(?<![^])', textEnd: '(?![^])', wordEdge: '\\b', notWordEdge: '\\B',
  wordStart: '\\b(?=\\w)', wordEnd: '\\b(?<=\\w)',
};

function write(node: Node, state: State, isInLoop: boolean): string {
  switch (node.kind) {
    case 'empty': return '(?:)';
    case 'set': return setSource(node.set);
    case 'assertion': return ASSERTION_SOURCE[node.assertion];
    case 'sequence': return node.items.map((item) => write(item, state, isInLoop)).join('');
    case 'group': return `(${write(node.body, state, isInLoop)})`;
    case 'reference':
      state.isSafe = false;
      return '';
    case 'choice': {
      if (isInLoop) state.isSafe = false;
      const lengths = new Set(node.options.map(fixedLength));
      if (lengths.size > 1 || lengths.has(undefined)) state.isForTestOnly = true;
      return `(?:${node.options.map((option) => write(option, state, isInLoop)).join('|')})`;
    }
    case 'repeat': {
      if (isInLoop || node.body.kind === 'repeat' || node.body.kind === 'assertion') state.isSafe = false;
      if (node.most > 3 && node.most !== node.least) state.loops++;
      if (node.most > 1000 && node.most !== Infinity) state.isSafe = false;
      const bounds = node.most === Infinity ? (node.least === 0 ? '*' : node.least === 1 ? '+' : `{${node.least},}`) : `{${node.least},${node.most}}`;
      const body = write(node.body, state, true);
      return `${node.body.kind === 'sequence' ? `(?:${body})` : body}${bounds}`;
    }
  }
}

function fixedLength(node: Node): number | undefined {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return 0;
    case 'set': return 1;
    case 'group': return fixedLength(node.body);
    case 'sequence': return node.items.reduce<number | undefined>((sum, item) => add(sum, fixedLength(item)), 0);
    default: return undefined;
  }
}

function add(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function setSource({ ranges }: CharacterSet): string {
  if (ranges.length === 0) return '[]';
  if (ranges.length === 1 && ranges[0]![0] === 0 && ranges[0]![1] === LAST_CODE_POINT) return '[^]';
  if (ranges.length === 1 && ranges[0]![0] === ranges[0]![1]) return escaped(ranges[0]![0]);
  return `[${ranges.map(([low, high]) => (low === high ? escaped(low) : `${escaped(low)}-${escaped(high)}`)).join('')}]`;
}

function escaped(code: number): string {
  const isPlain = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isPlain ? String.fromCharCode(code) : `\\u{${code.toString(16)}}`;
}
