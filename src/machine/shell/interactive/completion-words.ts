/** The word before the cursor. */
export interface TypedWord {
  /** Without its quotes. */
  readonly text: string;
  readonly raw: string;
  /** The quote that it is in, still open. */
  readonly quote: "'" | '"' | undefined;
}

export interface CursorWord {
  /** Of the command that the cursor is in, without quotes; those of assignments and of `sudo`-like commands before it left out. */
  readonly words: readonly string[];
  /** Which of them the cursor is in; it may be one past the last. */
  readonly index: number;
  readonly word: TypedWord;
  /** Where it begins in the line. */
  readonly from: number;
  readonly isRedirect: boolean;
}

/** Commands whose arguments are a command again. */
const WRAPPERS = new Set(['sudo', 'time', 'exec', 'command', 'builtin', 'nohup', 'env', 'xargs', 'nice', 'watch', '!', 'then', 'do', 'else', 'if', 'while', 'until', 'elif', '{']);

/** Cuts a line that ends at the cursor into the words of its last command. */
export function wordsAt(line: string, aliases: ReadonlyMap<string, string>): CursorWord {
  let words: TypedWord[] = [];
  let starts: number[] = [];
  let isRedirect = false;
  let text = '';
  let start = -1;
  let quote: TypedWord['quote'];
  const end = (at: number) => {
    if (start < 0) return;
    if (!isRedirect) {
      words.push({ text, raw: line.slice(start, at), quote });
      starts.push(start);
    }
    isRedirect = false;
    text = '';
    start = -1;
  };
  const begin = (at: number) => {
    if (start < 0) start = at;
  };
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (quote) {
      if (c === quote) quote = undefined;
      else if (c === '\\' && quote === '"' && '"$`\\'.includes(line[i + 1] ?? 'x')) text += line[++i] ?? '';
      else text += c;
      continue;
    }
    if (c === "'" || c === '"') {
      begin(i);
      quote = c;
    } else if (c === '\\') {
      begin(i);
      text += line[++i] ?? '';
    } else if (c === ' ' || c === '\t') end(i);
    else if (';&|\n()`'.includes(c) || (c === '$' && line[i + 1] === '(')) {
      if (c === '&' && line[i - 1] === '>') continue;
      end(i);
      words = [];
      starts = [];
      isRedirect = false;
      if (c === '$') i++;
    } else if (c === '<' || c === '>') {
      // A number before it is its descriptor.
      if (start >= 0 && /^\d+$/.test(text)) {
        text = '';
        start = -1;
      } else end(i);
      isRedirect = true;
    } else {
      begin(i);
      text += c;
    }
  }
  const word: TypedWord = { text, raw: start < 0 ? '' : line.slice(start), quote };
  const from = start < 0 ? line.length : start;
  const before = words.map((one) => one.text);
  let first = 0;
  while (first < before.length && (/^[A-Za-z_]\w*\+?=/.test(before[first]!) || WRAPPERS.has(before[first]!) || (first > 0 && WRAPPERS.has(before[first - 1]!) && before[first]!.startsWith('-')))) first++;
  const own = before.slice(first);
  const alias = own[0] !== undefined ? aliases.get(own[0]) : undefined;
  const expanded = alias !== undefined && /^[\w./ -]+$/.test(alias) ? [...alias.trim().split(/\s+/), ...own.slice(1)] : own;
  return { words: expanded, index: expanded.length, word, from, isRedirect };
}
