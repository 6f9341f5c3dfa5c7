import type { Part, Word } from '../ast.ts';

const ACTIVE = /[*?]|\[[^]*\]/;
const BRACES = /\{/;
const TILDE = /^~|[:=]~/;

/** A word of parts, with what can be known about it ahead of its expansion. */
export function makeWord(parts: readonly Part[], source: string): Word {
  let plain: string | undefined = '';
  let hasBraces = false;
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'quoted') {
      if (plain !== undefined) plain += part.text;
    } else if (part.kind === 'literal') {
      if (BRACES.test(part.text)) hasBraces = true;
      // An extended pattern's parentheses can stand in a part of their own.
      if (ACTIVE.test(part.text) || (parts.length > 1 && part.text.includes('[')) || part.text.includes('(') || (TILDE.test(part.text) && (i === 0 || /[:=]~/.test(part.text)))) plain = undefined;
      else if (plain !== undefined) plain += part.text;
    } else if (part.kind === 'double' && part.parts.every((inner) => inner.kind === 'quoted' || inner.kind === 'literal')) {
      if (plain !== undefined) plain += part.parts.map((inner) => (inner as { text: string }).text).join('');
    } else plain = undefined;
  }
  const only = parts.length === 1 && parts[0]!.kind === 'literal' ? parts[0]!.text : undefined;
  // A lone brace is no expansion.
  if (hasBraces && (only === '{' || only === '{}')) hasBraces = false;
  if (hasBraces) plain = undefined;
  return {
    parts,
    source,
    ...(plain !== undefined && { plain }),
    ...(only !== undefined && { bare: only }),
    ...(hasBraces && { hasBraces }),
  };
}
