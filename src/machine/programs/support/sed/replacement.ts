import type { Match } from '../regex/regex.ts';
import type { ReplacementPart } from './script.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' };

/** The right side of `s`: `&`, `\1`, `\n`, `\U…\E` (GNU's alone) and the like. */
export function parseReplacement(source: string, isBusybox = false): ReplacementPart[] {
  const parts: ReplacementPart[] = [];
  let text = '';
  const flush = (part: ReplacementPart) => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
    parts.push(part);
  };
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!;
    if (character === '&') flush({ kind: 'group', index: 0 });
    else if (character !== '\\' || i === source.length - 1) text += character;
    else {
      const next = source[++i]!;
      if (next >= '0' && next <= '9') flush({ kind: 'group', index: Number(next) });
      else if ('ULulE'.includes(next) && !isBusybox) flush({ kind: 'case', to: next as 'U' });
      else text += ESCAPES[next] ?? next;
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}

/** What takes a match's place. */
export function replaced(parts: readonly ReplacementPart[], match: Match, line: string): string {
  let text = '';
  let mode: 'U' | 'L' | undefined;
  let once: 'u' | 'l' | undefined;
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.to === 'u' || part.to === 'l') once = part.to;
      else mode = part.to === 'E' ? undefined : part.to;
      continue;
    }
    let piece = part.kind === 'text' ? part.text : part.index === 0 ? line.slice(match.start, match.end) : (match.group(part.index) ?? '');
    if (mode) piece = mode === 'U' ? piece.toUpperCase() : piece.toLowerCase();
    if (once && piece !== '') {
      piece = (once === 'u' ? piece[0]!.toUpperCase() : piece[0]!.toLowerCase()) + piece.slice(1);
      once = undefined;
    }
    text += piece;
  }
  return text;
}
