import { lineText } from '../ast.ts';
import type { Source } from '../ast.ts';

/** Where a bracket opens that nothing closes. */
export function unclosedBracket(text: string): number | undefined {
  const open: number[] = [];
  const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '#') i = text.indexOf('\n', i) < 0 ? text.length : text.indexOf('\n', i);
    else if (character === '"' || character === "'") {
      const quote = text.startsWith(character.repeat(3), i) ? character.repeat(3) : character;
      let end = i + quote.length;
      while (end < text.length && !text.startsWith(quote, end)) {
        if (quote.length === 1 && text[end] === '\n') break;
        end += text[end] === '\\' ? 2 : 1;
      }
      i = end + quote.length - 1;
    } else if ('([{'.includes(character)) open.push(i);
    else if (pairs[character]) {
      if (open.length === 0 || text[open.at(-1)!] !== pairs[character]) return undefined;
      open.pop();
    }
  }
  return open[0];
}

/** Where in a line a string begins that its end cuts off. */
export function unterminatedString(line: string): number | undefined {
  for (let i = 0; i < line.length; i++) {
    const character = line[i]!;
    if (character === '#') return undefined;
    if (character !== '"' && character !== "'") continue;
    if (line.startsWith(character.repeat(3), i)) return undefined;
    let end = i + 1;
    while (end < line.length && line[end] !== character) end += line[end] === '\\' ? 2 : 1;
    if (end >= line.length) return i;
    i = end;
  }
  return undefined;
}

/** The line before that has code on it. */
export function previousLine(source: Source, line: number): { text: string; line: number } | undefined {
  for (let at = line - 1; at > 0; at--) {
    const text = lineText(source, at);
    if (text.trim() !== '' && !text.trim().startsWith('#')) return { text, line: at };
  }
  return undefined;
}

export function indentOf(line: string): number {
  return /^\s*/.exec(line)![0].length;
}
