import type { Process } from '../../../core/process.ts';
import type { Word } from '../ast.ts';
import type { Shell } from '../execute/shell.ts';
import { expandParts } from './expand.ts';
import { Fields } from './fields.ts';

/** What `${x/pattern/word}` puts in the place of a match: in bash an unquoted `&` is the match itself. */
export function* expandReplacement(shell: Shell, word: Word): Process<(match: string) => string> {
  const pieces: (string | undefined)[] = [];
  let hasMatch = false;
  for (const part of word.parts) {
    const fields = new Fields('');
    yield* expandParts(shell, [part], fields, { purpose: 'text', isQuoted: false, isSplit: false });
    const { text } = fields.whole();
    const isActive = shell.isBash && shell.shellOptions.has('patsub_replacement') && part.kind !== 'quoted' && part.kind !== 'double';
    if (!isActive || !text.includes('&')) {
      pieces.push(text);
      continue;
    }
    for (const token of text.match(/\\[&\\]|&|[^&\\]+|\\/g) ?? []) {
      if (token === '&') hasMatch = true;
      pieces.push(token === '&' ? undefined : /^\\[&\\]$/.test(token) ? token[1]! : token);
    }
  }
  if (!hasMatch) {
    const text = pieces.join('');
    return () => text;
  }
  return (match) => pieces.map((piece) => piece ?? match).join('');
}
