import { InvalidReference } from './references.ts';
import { familiarName, familiarReference } from './references.ts';
import type { Reference } from './references.ts';

/** Whether a pattern of `docker images --filter reference=…` fits a name. Throws `syntax error in pattern`. */
export function familiarMatch(pattern: string, reference: Reference): boolean {
  return pathMatch(pattern, familiarReference(reference)) || pathMatch(pattern, familiarName(reference));
}

/** Go's path.Match: `*` and `?` don't match a slash; `[a-z]`, `[^a]` and `\x` as in a shell. */
export function pathMatch(pattern: string, name: string): boolean {
  const tokens = parse(pattern);
  // Which positions of the pattern can be reached after each character: no backtracking, so no input is slow.
  let reached = skipStars(new Set([0]), tokens);
  for (const character of name) {
    const next = new Set<number>();
    for (const at of reached) {
      const token = tokens[at];
      if (token === '*') {
        if (character !== '/') next.add(at);
      } else if (token?.(character)) next.add(at + 1);
    }
    reached = skipStars(next, tokens);
  }
  return reached.has(tokens.length);
}

type Token = '*' | ((character: string) => boolean);

function skipStars(reached: Set<number>, tokens: readonly Token[]): Set<number> {
  for (const at of reached) if (tokens[at] === '*') reached.add(at + 1);
  return reached;
}

function parse(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; ) {
    const character = characters[i++]!;
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push((it) => it !== '/');
    else if (character === '[') {
      const [token, end] = parseClass(characters, i);
      tokens.push(token);
      i = end;
    } else {
      const literal = character === '\\' ? (characters[i++] ?? badPattern()) : character;
      tokens.push((it) => it === literal);
    }
  }
  return tokens;
}

function parseClass(characters: readonly string[], from: number): [token: Token, end: number] {
  let i = from;
  const isNegated = characters[i] === '^';
  if (isNegated) i++;
  const ranges: [string, string][] = [];
  const one = (): string => {
    const character = characters[i++];
    if (character === undefined || character === '-' || character === ']') return badPattern();
    return character === '\\' ? (characters[i++] ?? badPattern()) : character;
  };
  while (characters[i] !== ']' || ranges.length === 0) {
    const low = one();
    if (characters[i] !== '-') ranges.push([low, low]);
    else {
      i++;
      ranges.push([low, one()]);
    }
  }
  return [(it) => ranges.some(([low, high]) => low <= it && it <= high) !== isNegated, i + 1];
}

function badPattern(): never {
  throw new InvalidReference('syntax error in pattern');
}
