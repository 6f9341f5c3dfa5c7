/** Patterns of a .dockerignore file, after moby's patternmatcher. A later pattern wins; `!` takes back. */
export class IgnoreMatcher {
  readonly #patterns: readonly Pattern[];
  /** Some pattern starts with `!`. */
  readonly hasExceptions: boolean;

  /** Throws for `!` alone and for broken brackets. */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.flatMap((text) => {
      const trimmed = text.trim();
      return trimmed === '' ? [] : [new Pattern(trimmed)];
    });
    this.hasExceptions = this.#patterns.some(({ isException }) => isException);
  }

  /** As the context is filtered: what lies in an ignored folder is ignored too. */
  matchesOrParentMatches(path: string): boolean {
    const parents = path.split('/').slice(0, -1);
    let isMatched = false;
    for (const pattern of this.#patterns) {
      if (pattern.isException !== isMatched) continue;
      if (pattern.matches(path) || pattern.matchesParent(parents)) isMatched = !pattern.isException;
    }
    return isMatched;
  }

  /** The path itself, or what it looks to lie in: where exceptions are among the patterns this and the above can differ. */
  matches(path: string): boolean {
    const slash = path.lastIndexOf('/');
    const parent = slash < 0 ? '.' : path.slice(0, slash);
    const parents = parent.split('/');
    let isMatched = false;
    for (const pattern of this.#patterns) {
      let matches = pattern.matches(path);
      if (!matches && parent !== '.' && pattern.depth <= parents.length) matches = pattern.matches(parents.slice(0, pattern.depth).join('/'));
      if (matches) isMatched = !pattern.isException;
    }
    return isMatched;
  }

  /** Walking down a tree: the folder's own answer goes down with it, which saves looking at the folders again. */
  matchesUsingParent(path: string, isParentMatched: boolean): boolean {
    let isMatched = isParentMatched;
    for (const pattern of this.#patterns) {
      if (pattern.isException === isMatched && pattern.matches(path)) isMatched = !pattern.isException;
    }
    return isMatched;
  }

  /** Cleaned, `!` first. */
  get patterns(): readonly { readonly text: string; readonly isException: boolean }[] {
    return this.#patterns.map(({ text, isException }) => ({ text: isException ? `!${text}` : text, isException }));
  }
}

class Pattern {
  readonly text: string;
  readonly isException: boolean;
  /** How many segments it has. */
  readonly depth: number;
  readonly #tokens: readonly Token[];

  constructor(pattern: string) {
    this.isException = pattern.startsWith('!');
    if (pattern === '!') throw new Error('illegal exclusion pattern: "!"');
    this.text = clean(this.isException ? pattern.slice(1) : pattern);
    this.depth = this.text.split('/').length;
    checkSyntax(this.text);
    this.#tokens = tokens(this.text);
  }

  /** Throws for a set like `[z-a]`, which is found out only here. */
  matches(path: string): boolean {
    if (this.#tokens.some((token) => token.kind === 'set' && token.ranges.some(([from, to]) => from > to))) throw new Error('syntax error in pattern');
    return matchTokens(this.#tokens, path);
  }

  /** Some folder above. */
  matchesParent(parents: readonly string[]): boolean {
    return parents.some((_, i) => this.matches(parents.slice(0, i + 1).join('/')));
  }
}

/** filepath.Clean, on Linux. */
export function clean(path: string): string {
  if (path === '') return '.';
  const isRooted = path.startsWith('/');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else if (!isRooted) segments.push('..');
  }
  return (isRooted ? '/' : '') + segments.join('/') || (isRooted ? '/' : '.');
}

type Token =
  | { readonly kind: 'character'; readonly character: string }
  /** `?`: any character but a slash. */
  | { readonly kind: 'one' }
  /** `*`: any characters but slashes. */
  | { readonly kind: 'segment' }
  /** `**` at the end: anything, slashes too. */
  | { readonly kind: 'rest' }
  /** `**\/`: nothing, or anything up to a slash. */
  | { readonly kind: 'folders' }
  /** `[a-z]`. */
  | { readonly kind: 'set'; readonly isNegated: boolean; readonly ranges: readonly (readonly [from: string, to: string])[] };

function tokens(pattern: string): readonly Token[] {
  const result: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if (character === '*' && pattern[i + 1] === '*') {
      i++;
      if (pattern[i + 1] === '/') i++;
      result.push(i + 1 >= pattern.length ? { kind: 'rest' } : { kind: 'folders' });
    } else if (character === '*') result.push({ kind: 'segment' });
    else if (character === '?') result.push({ kind: 'one' });
    else if (character === '\\') result.push({ kind: 'character', character: pattern[++i] ?? '\\' });
    else if (character === '[') {
      const set = readSet(pattern, i);
      result.push(set.token);
      i = set.end;
    } else result.push({ kind: 'character', character });
  }
  return result;
}

function readSet(pattern: string, start: number): { readonly token: Token; readonly end: number } {
  let i = start + 1;
  const isNegated = pattern[i] === '^';
  if (isNegated) i++;
  const ranges: [string, string][] = [];
  const next = () => (pattern[i] === '\\' ? pattern[(i += 2) - 1]! : pattern[i++]!);
  while (i < pattern.length && pattern[i] !== ']') {
    const from = next();
    if (pattern[i] === '-' && pattern[i + 1] !== undefined && pattern[i + 1] !== ']') {
      i++;
      ranges.push([from, next()]);
    } else ranges.push([from, from]);
  }
  return { token: { kind: 'set', isNegated, ranges }, end: i };
}

/** Steps through the path with all the places in the pattern at once, so that no pattern takes more than their product. */
function matchTokens(pattern: readonly Token[], path: string): boolean {
  let places = new Set<number>();
  addPlace(places, pattern, 0);
  for (let i = 0; i < path.length && places.size > 0; i++) {
    const character = path[i]!;
    const next = new Set<number>();
    for (const place of places) step(pattern, place, character, next);
    places = next;
  }
  return places.has(pattern.length);
}

/** `segment` and `rest` may take nothing; `folders` too, but once begun it goes on to a slash: its second place is negative. */
function addPlace(places: Set<number>, pattern: readonly Token[], place: number): void {
  if (places.has(place)) return;
  places.add(place);
  const kind = pattern[place]?.kind;
  if (kind === 'segment' || kind === 'rest' || kind === 'folders') addPlace(places, pattern, place + 1);
}

function step(pattern: readonly Token[], place: number, character: string, next: Set<number>): void {
  const isInside = place < 0;
  const token = pattern[isInside ? -place - 1 : place];
  if (!token) return;
  switch (token.kind) {
    case 'character':
      if (token.character === character) addPlace(next, pattern, place + 1);
      return;
    case 'one':
      if (character !== '/') addPlace(next, pattern, place + 1);
      return;
    case 'segment':
      if (character !== '/') addPlace(next, pattern, place);
      return;
    case 'rest':
      addPlace(next, pattern, place);
      return;
    case 'folders': {
      const index = isInside ? -place - 1 : place;
      next.add(-index - 1);
      if (character === '/') addPlace(next, pattern, index + 1);
      return;
    }
    case 'set':
      if (token.ranges.some(([from, to]) => from <= character && character <= to) !== token.isNegated) addPlace(next, pattern, place + 1);
  }
}

/** What filepath.Match finds wrong with a pattern. */
function checkSyntax(pattern: string): void {
  const bad = () => new Error('syntax error in pattern');
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '\\' && ++i >= pattern.length) throw bad();
    if (pattern[i] !== '[') continue;
    i++;
    if (pattern[i] === '^') i++;
    for (let count = 0; ; count++) {
      if (pattern[i] === ']' && count > 0) break;
      i = afterCharacter(pattern, i, bad);
      if (pattern[i] === '-') i = afterCharacter(pattern, i + 1, bad);
    }
  }
}

function afterCharacter(pattern: string, i: number, bad: () => Error): number {
  if (i >= pattern.length || pattern[i] === '-' || pattern[i] === ']') throw bad();
  const next = pattern[i] === '\\' ? i + 2 : i + 1;
  if (next >= pattern.length) throw bad();
  return next;
}
