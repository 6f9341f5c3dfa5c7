import { isSpace } from './go-strings.ts';
import type { Escape } from './node.ts';

/** Splits at spaces outside of quotes. Quotes and escapes stay where they are: they are dealt with when variables are filled in. */
export function parseWords(text: string, escape: Escape | '\0'): string[] {
  const words: string[] = [];
  let word = '';
  let isQuoted = false;
  let quote = '';
  const finish = () => {
    if (isQuoted || word !== '') words.push(word);
    word = '';
    isQuoted = false;
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (quote === '' && isSpace(character)) {
      finish();
      continue;
    }
    if (character === escape && quote !== "'") {
      // One at the very end escapes nothing and is dropped.
      if (i + 1 === text.length) break;
      word += character + text[++i]!;
      continue;
    }
    if (quote === '' && (character === "'" || character === '"')) {
      quote = character;
      isQuoted = true;
    } else if (character === quote) quote = '';
    word += character;
  }
  finish();
  return words;
}
