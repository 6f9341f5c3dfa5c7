import { familiarName, familiarRepository } from './reference.ts';
import type { Reference } from './reference.ts';

/** Go's path.Match of a name with or without its tag, as FamiliarMatch does: `w*`, `*:v1`, `team/*`. */
export function matchesReference(pattern: string, reference: Reference): boolean {
  const expression = globExpression(pattern);
  return expression.test(familiarName(reference)) || expression.test(familiarRepository(reference));
}

/** `*` and `?` stop at a slash. */
function globExpression(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '[') {
      const end = pattern.indexOf(']', i + 1);
      if (end < 0) return /$^/;
      source += pattern.slice(i, end + 1);
      i = end;
    } else source += (character === '\\' ? (pattern[++i] ?? '') : character).replace(/[.+^${}()|\\/]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}
