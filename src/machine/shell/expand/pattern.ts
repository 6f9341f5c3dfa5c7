import { charactersOf } from '../text.ts';

type Node =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'set'; readonly has: (character: string) => boolean }
  | { readonly kind: 'group'; readonly operator: string; readonly alternatives: readonly (readonly Node[])[] };

type Text = string | readonly string[];

export interface PatternOptions {
  readonly isExtended?: boolean;
  readonly ignoresCase?: boolean;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alpha: /\p{L}/u, digit: /[0-9]/, alnum: /[\p{L}0-9]/u, upper: /\p{Lu}/u, lower: /\p{Ll}/u, space: /[ \t\n\r\f\v]/,
  blank: /[ \t]/, punct: /[!-/:-@[-`{-~]/, cntrl: /[\0-\x1f\x7f]/, xdigit: /[0-9A-Fa-f]/, print: /[^\0-\x1f\x7f]/, graph: /[^\0-\x20\x7f]/,
  word: /[\p{L}0-9_]/u,
};

/** Characters that a backslash has to stand before to be themselves in a pattern. */
export function escapePattern(text: string): string {
  return /[*?[\]\\(|)!+@-]/.test(text) ? text.replace(/[*?[\]\\(|)!+@-]/g, '\\$&') : text;
}

export function unescapePattern(pattern: string): string {
  return pattern.includes('\\') ? pattern.replace(/\\([^])/g, '$1') : pattern;
}

/** A compiled pattern (fnmatch(3), with bash's extended forms). It finds all the places where a match can end at once, so no pattern is slow. */
export class Pattern {
  /** Set when only this very text matches. */
  readonly literal: string | undefined;
  readonly #nodes: readonly Node[];
  readonly #ignoresCase: boolean;
  /** Every match has the same length: a character for each node. */
  readonly #isFixed: boolean;
  #reversed: Pattern | undefined;

  private constructor(nodes: readonly Node[], ignoresCase: boolean) {
    this.#nodes = nodes;
    this.#ignoresCase = ignoresCase;
    this.#isFixed = nodes.every((node) => node.kind !== 'star' && node.kind !== 'group');
    this.literal = !ignoresCase && nodes.every((node) => node.kind === 'character') ? nodes.map((node) => (node as { text: string }).text).join('') : undefined;
  }

  static compile(source: string, options: PatternOptions = {}): Pattern {
    const ignoresCase = options.ignoresCase ?? false;
    const nodes = new PatternReader(ignoresCase ? source.toLowerCase() : source, options.isExtended ?? false).read();
    return new Pattern(nodes, ignoresCase);
  }

  matches(text: string): boolean {
    if (this.literal !== undefined) return text === this.literal;
    const all = this.#text(text);
    return ends(this.#nodes, all, 0)[all.length] === 1;
  }

  /** How long a beginning of the text matches: the shortest or the longest one, in code units. */
  prefix(text: string, longest: boolean): number | undefined {
    if (this.literal !== undefined) return text.startsWith(this.literal) ? this.literal.length : undefined;
    const all = this.#text(text);
    const found = ends(this.#nodes, all, 0);
    const end = longest ? found.lastIndexOf(1) : found.indexOf(1);
    return end < 0 ? undefined : unitsOf(all, 0, end);
  }

  /** How long an end of the text matches. */
  suffix(text: string, longest: boolean): number | undefined {
    if (this.literal !== undefined) return text.endsWith(this.literal) ? this.literal.length : undefined;
    this.#reversed ??= new Pattern(reversed(this.#nodes), this.#ignoresCase);
    const all = Array.from(this.#text(text)).reverse();
    const found = ends(this.#reversed.#nodes, all, 0);
    const end = longest ? found.lastIndexOf(1) : found.indexOf(1);
    return end < 0 ? undefined : unitsOf(all, 0, end);
  }

  /** Replaces the first match, or all of them, each the longest at its place. */
  replace(text: string, everywhere: boolean, replacement: (match: string) => string): string {
    if (this.literal === '') return text;
    if (this.literal !== undefined) return replaceLiteral(text, this.literal, everywhere, replacement(this.literal));
    const all = this.#text(text);
    const original = charactersOf(text);
    let result = '';
    let at = 0;
    while (at < all.length) {
      const end = this.#longestFrom(all, at);
      if (end === undefined || end === at) {
        result += original[at];
        at++;
        continue;
      }
      result += replacement(sliceOf(original, at, end));
      at = end;
      if (!everywhere) break;
    }
    return result + sliceOf(original, at, all.length);
  }

  #longestFrom(all: Text, at: number): number | undefined {
    const first = this.#nodes[0];
    if (first?.kind === 'character' && first.text !== all[at]) return undefined;
    if (first?.kind === 'set' && !first.has(all[at]!)) return undefined;
    if (this.#isFixed) return this.#fixedFrom(all, at);
    const found = ends(this.#nodes, all, at);
    const end = found.lastIndexOf(1);
    return end < 0 ? undefined : end;
  }

  #fixedFrom(all: Text, at: number): number | undefined {
    const nodes = this.#nodes;
    if (at + nodes.length > all.length) return undefined;
    for (let i = 0; i < nodes.length; i++) if (!isOne(nodes[i]!, all[at + i]!)) return undefined;
    return at + nodes.length;
  }

  #text(text: string): Text {
    return charactersOf(this.#ignoresCase ? text.toLowerCase() : text);
  }
}

function replaceLiteral(text: string, literal: string, everywhere: boolean, replacement: string): string {
  return everywhere ? text.replaceAll(literal, () => replacement) : text.replace(literal, () => replacement);
}

function sliceOf(text: Text, from: number, to: number): string {
  return typeof text === 'string' ? text.slice(from, to) : text.slice(from, to).join('');
}

function unitsOf(text: Text, from: number, to: number): number {
  return typeof text === 'string' ? to - from : sliceOf(text, from, to).length;
}

function reversed(nodes: readonly Node[]): readonly Node[] {
  return nodes
    .map((node) => (node.kind === 'group' ? { ...node, alternatives: node.alternatives.map(reversed) } : node))
    .reverse();
}

/** All places where `nodes` can have matched up to, when they begin to match at `from`: 1 at each. */
function ends(nodes: readonly Node[], text: Text, from: number): Uint8Array {
  let places = new Uint8Array(text.length + 1);
  places[from] = 1;
  for (const node of nodes) {
    places = step(node, text, places);
    if (!places.includes(1)) break;
  }
  return places;
}

function step(node: Node, text: Text, places: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(places.length);
  if (node.kind === 'star') {
    const first = places.indexOf(1);
    if (first >= 0) next.fill(1, first);
    return next;
  }
  if (node.kind === 'group') {
    for (let at = 0; at < places.length; at++) if (places[at]) merge(next, groupEnds(node, text, at));
    return next;
  }
  for (let at = 0; at < text.length; at++) {
    if (places[at] && isOne(node, text[at]!)) next[at + 1] = 1;
  }
  return next;
}

function isOne(node: Node, character: string): boolean {
  if (node.kind === 'character') return node.text === character;
  return node.kind === 'any' || (node.kind === 'set' && node.has(character));
}

function groupEnds(group: Extract<Node, { kind: 'group' }>, text: Text, at: number): Uint8Array {
  const once = () => {
    const result = new Uint8Array(text.length + 1);
    for (const alternative of group.alternatives) merge(result, ends(alternative, text, at));
    return result;
  };
  switch (group.operator) {
    case '@':
      return once();
    case '?': {
      const result = once();
      result[at] = 1;
      return result;
    }
    case '!':
      return once().map((found, place) => (place >= at && !found ? 1 : 0));
    default: {
      const result = repeatedEnds(group, text, at);
      if (group.operator === '*') result[at] = 1;
      return result;
    }
  }
}

function repeatedEnds(group: Extract<Node, { kind: 'group' }>, text: Text, at: number): Uint8Array {
  const result = new Uint8Array(text.length + 1);
  const todo = [at];
  const seen = new Set<number>();
  for (let place = todo.pop(); place !== undefined; place = todo.pop()) {
    if (seen.has(place)) continue;
    seen.add(place);
    for (const alternative of group.alternatives) {
      ends(alternative, text, place).forEach((found, end) => {
        if (!found) return;
        result[end] = 1;
        todo.push(end);
      });
    }
  }
  return result;
}

function merge(into: Uint8Array, more: Uint8Array): void {
  for (let i = 0; i < into.length; i++) if (more[i]) into[i] = 1;
}

class PatternReader {
  #at = 0;

  constructor(
    private readonly source: string,
    private readonly isExtended: boolean,
  ) {}

  read(ends = ''): Node[] {
    const nodes: Node[] = [];
    while (this.#at < this.source.length) {
      const c = this.source[this.#at]!;
      if (ends.includes(c)) break;
      const group = this.isExtended && '?*+@!'.includes(c) && this.source[this.#at + 1] === '(' ? this.#group(c) : undefined;
      if (group) nodes.push(group);
      else if (c === '*') {
        this.#at++;
        if (nodes.at(-1)?.kind !== 'star') nodes.push({ kind: 'star' });
      } else if (c === '?') {
        this.#at++;
        nodes.push({ kind: 'any' });
      } else nodes.push((c === '[' ? this.#set() : undefined) ?? this.#character());
    }
    return nodes;
  }

  #character(): Node {
    if (this.source[this.#at] === '\\' && this.#at + 1 < this.source.length) this.#at++;
    const text = String.fromCodePoint(this.source.codePointAt(this.#at)!);
    this.#at += text.length;
    return { kind: 'character', text };
  }

  #group(operator: string): Node | undefined {
    const start = this.#at;
    this.#at += 2;
    const alternatives = [this.read('|)')];
    while (this.source[this.#at] === '|') {
      this.#at++;
      alternatives.push(this.read('|)'));
    }
    if (this.source[this.#at] !== ')') {
      this.#at = start;
      return undefined;
    }
    this.#at++;
    return { kind: 'group', operator, alternatives };
  }

  /** `[…]`; undefined, and nothing read, when the bracket stands for itself. */
  #set(): Node | undefined {
    const source = this.source;
    let at = this.#at + 1;
    const isNegated = source[at] === '!' || source[at] === '^';
    if (isNegated) at++;
    const tests: ((character: string) => boolean)[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const c = source[at];
      if (c === undefined || c === '/') return undefined;
      if (c === ']' && !isFirst) break;
      const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 12));
      if (named) {
        const test = CLASSES[named[1]!];
        tests.push((character) => test?.test(character) ?? false);
        at += named[0].length;
        continue;
      }
      const [low, next] = memberAt(source, at);
      at = next;
      if (source[at] === '-' && source[at + 1] !== undefined && source[at + 1] !== ']') {
        const [high, after] = memberAt(source, at + 1);
        at = after;
        tests.push((character) => character >= low && character <= high);
      } else tests.push((character) => character === low);
    }
    this.#at = at + 1;
    return { kind: 'set', has: (character) => tests.some((test) => test(character)) !== isNegated };
  }
}

function memberAt(source: string, at: number): [member: string, next: number] {
  const collating = /^\[[.=](.+?)[.=]\]/.exec(source.slice(at, at + 12));
  if (collating) return [collating[1]!, at + collating[0].length];
  const start = source[at] === '\\' && at + 1 < source.length ? at + 1 : at;
  const member = String.fromCodePoint(source.codePointAt(start)!);
  return [member, start + member.length];
}
