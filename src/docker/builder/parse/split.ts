import { isSpace, trimLeft, trimSpace } from './go-strings.ts';

/** A logical line in its parts. */
export interface SplitLine {
  readonly keyword: string;
  /** `--name=value`, without quotes and escapes. `--name value` is written the same way. */
  readonly flags: readonly string[];
  readonly rest: string;
}

const GAP = /[\t\v\f\r ]+/;

export function splitLine(line: string): SplitLine {
  const text = trimSpace(line);
  const gap = GAP.exec(text);
  if (!gap) return { keyword: text, flags: [], rest: '' };
  const { flags, rest } = takeFlags(text.slice(gap.index + gap[0].length));
  return { keyword: text.slice(0, gap.index), flags, rest: trimSpace(rest) };
}

/** Takes words that start with `--` off the front. `--` alone ends them. A flag's value stands in the same word. */
function takeFlags(text: string): { readonly flags: readonly string[]; readonly rest: string } {
  const flags: string[] = [];
  let rest = trimLeft(text);
  while (rest.startsWith('--')) {
    const { word, length } = takeWord(rest);
    rest = rest.slice(length);
    if (word === '--') return { flags, rest };
    flags.push(word);
    rest = trimLeft(rest);
  }
  return { flags, rest };
}

interface Word {
  readonly word: string;
  /** Characters that it took. */
  readonly length: number;
}

function takeWord(text: string): Word {
  let word = '';
  let quote = '';
  let i = 0;
  for (; i < text.length; i++) {
    const character = text[i]!;
    if (quote === '' && isSpace(character)) break;
    if (character === '\\') {
      if (i + 1 < text.length) word += text[++i]!;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else word += character;
  }
  return { word, length: i };
}
