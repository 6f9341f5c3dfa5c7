/** What a POSIX regular expression is made of once it is parsed (regex(7), with GNU's additions). */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: Node }
  | { readonly kind: 'repeat'; readonly body: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'reference'; readonly index: number };

export type Assertion = 'lineStart' | 'lineEnd' | 'textStart' | 'textEnd' | 'wordEdge' | 'notWordEdge' | 'wordStart' | 'wordEnd';

/** Ranges of code points, in order, none touching another. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [low: number, high: number])[];
}

export const LAST_CODE_POINT = 0x10ffff;

/** Thrown for a pattern that is none; the message is what regcomp(3) says. */
export class RegexError extends Error {
  override readonly name = 'RegexError';
}

/** Thrown when a pattern with back references would take unreasonably long on a text. */
export class RegexTooCostly extends Error {
  override readonly name = 'RegexTooCostly';

  constructor() {
    super('regular expression takes too long on this text');
  }
}

export const CLASSES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  alnum: [[48, 57], [65, 90], [97, 122]],
  alpha: [[65, 90], [97, 122]],
  blank: [[9, 9], [32, 32]],
  cntrl: [[0, 31], [127, 127]],
  digit: [[48, 57]],
  graph: [[33, 126]],
  lower: [[97, 122]],
  print: [[32, 126]],
  punct: [[33, 47], [58, 64], [91, 96], [123, 126]],
  space: [[9, 13], [32, 32]],
  upper: [[65, 90]],
  xdigit: [[48, 57], [65, 70], [97, 102]],
};

export const WORD: readonly (readonly [number, number])[] = [[48, 57], [65, 90], [95, 95], [97, 122]];

export function setOf(ranges: readonly (readonly [number, number])[], isNegated = false, ignoresCase = false): CharacterSet {
  const all = ignoresCase ? ranges.flatMap((range) => [range, ...otherCases(range)]) : ranges;
  const sorted = [...all].sort((a, b) => a[0] - b[0]);
  const merged: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = merged.at(-1);
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else merged.push([low, high]);
  }
  return { ranges: isNegated ? inverted(merged) : merged };
}

function inverted(ranges: readonly (readonly [number, number])[]): [number, number][] {
  const result: [number, number][] = [];
  let next = 0;
  for (const [low, high] of ranges) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= LAST_CODE_POINT) result.push([next, LAST_CODE_POINT]);
  return result;
}

function otherCases([low, high]: readonly [number, number]): [number, number][] {
  if (low === high) {
    const text = String.fromCodePoint(low);
    const others = [text.toLowerCase(), text.toUpperCase()].filter((other) => other !== text && [...other].length === 1);
    return others.map((other) => [other.codePointAt(0)!, other.codePointAt(0)!]);
  }
  const shifted: [number, number][] = [];
  for (const [from, to, by] of [[65, 90, 32], [97, 122, -32]] as const) {
    const start = Math.max(low, from);
    const end = Math.min(high, to);
    if (start <= end) shifted.push([start + by, end + by]);
  }
  return shifted;
}

export function holds(set: CharacterSet, code: number): boolean {
  const { ranges } = set;
  for (let i = 0; i < ranges.length; i++) {
    const range = ranges[i]!;
    if (code <= range[1]) return code >= range[0];
  }
  return false;
}
