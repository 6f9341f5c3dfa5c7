/**
 * The patterns of `${x#p}`, `${x%p}` and `${x/p/r}`: `*` is anything, `?` one character, and no brackets. Matching takes
 * time linear in the value for each literal part, whatever the pattern.
 */
export interface Pattern {
  /** The literal parts between stars; undefined stands for one character of any kind. */
  readonly chunks: readonly (readonly (string | undefined)[])[];
}

/** Throws what BuildKit says of a broken escape. */
export function parsePattern(text: string): Pattern {
  const chunks: (string | undefined)[][] = [[]];
  const characters = [...text];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!;
    const chunk = chunks.at(-1)!;
    if (character === '*') chunks.push([]);
    else if (character === '?') chunk.push(undefined);
    else if (character !== '\\') chunk.push(character);
    else {
      const next = characters[i + 1];
      // In ${…} a closing brace and a slash are escaped for the sake of ${…} alone.
      if (next === '}' || next === '/') continue;
      if (next !== '*' && next !== '?' && next !== '\\') throw new Error(`invalid escape '\\${next ?? '\ufffd'}'`);
      chunk.push(next);
      i++;
    }
  }
  return { chunks };
}

/** The same pattern for the value read backwards. */
export function reversed(pattern: Pattern): Pattern {
  return { chunks: pattern.chunks.map((chunk) => [...chunk].reverse()).reverse() };
}

/** How many characters from `start` the pattern takes, as few or as many as it can; undefined where it doesn't match. */
export function matchAt(pattern: Pattern, value: readonly string[], start: number, takes: 'least' | 'most'): number | undefined {
  const [first, ...rest] = pattern.chunks;
  if (!fits(first!, value, start)) return undefined;
  let end = start + first!.length;
  rest.forEach((chunk, i) => {
    if (end < 0) return;
    const isLast = i === rest.length - 1;
    end = isLast && takes === 'most' ? findLast(chunk, value, end) : findNext(chunk, value, end);
    if (end >= 0) end += chunk.length;
  });
  return end < 0 ? undefined : end - start;
}

/** The first place where the pattern matches, and how many characters it takes there at most. */
export function find(pattern: Pattern, value: readonly string[], from: number): { readonly start: number; readonly length: number } | undefined {
  const first = pattern.chunks[0]!;
  const start = findNext(first, value, from);
  if (start < 0) return undefined;
  // What follows the first star is not found from here: then not from further on either.
  const length = matchAt(pattern, value, start, 'most');
  return length === undefined ? undefined : { start, length };
}

function fits(chunk: readonly (string | undefined)[], value: readonly string[], at: number): boolean {
  if (at + chunk.length > value.length) return false;
  return chunk.every((character, i) => character === undefined || value[at + i] === character);
}

function findNext(chunk: readonly (string | undefined)[], value: readonly string[], from: number): number {
  for (let at = from; at + chunk.length <= value.length; at++) if (fits(chunk, value, at)) return at;
  return -1;
}

function findLast(chunk: readonly (string | undefined)[], value: readonly string[], from: number): number {
  for (let at = value.length - chunk.length; at >= from; at--) if (fits(chunk, value, at)) return at;
  return -1;
}
