import { ShellLexer } from '../expand/lexer.ts';

/** A here-document of RUN, COPY or ADD. */
export interface Heredoc {
  /** The word that ends it, without its quotes. */
  readonly name: string;
  /** `3<<EOF` is 3. */
  readonly fileDescriptor: number;
  /** Variables are filled in: the word was not quoted. */
  readonly isExpanded: boolean;
  /** `<<-`: tabs at the start of lines go. */
  readonly isChomped: boolean;
  readonly content: string;
}

const OPENING = /^(\d*)<<(-?)([^<]*)$/;
const plain = new ShellLexer('\\', { keepsUnset: true });
const raw = new ShellLexer('\\', { keepsUnset: true, keepsQuotes: true });
const splitter = new ShellLexer('\\', { keepsUnset: true, keepsQuotes: true, keepsEscapes: true });

/** `<<EOF`, `<<-'EOF'`, `3<<EOF` as a here-document without content; undefined for any other word. Throws for unmatched quotes. */
export function parseHeredoc(word: string): Heredoc | undefined {
  const match = OPENING.exec(word);
  if (!match || match[3] === '') return undefined;
  const rest = match[3]!;
  const names = plain.words(rest, NO_VARIABLES);
  if (names.length !== 1) return undefined;
  const quoted = raw.words(rest, NO_VARIABLES);
  if (quoted.length !== 1) throw new Error(`internal lexing of heredoc produced inconsistent results: ${rest}`);
  return {
    name: names[0]!,
    fileDescriptor: Number(match[1] || 0),
    isExpanded: countQuotes(names[0]!) === countQuotes(quoted[0]!),
    isChomped: match[2] === '-',
    content: '',
  };
}

/** As `parseHeredoc`, where a word that breaks its rules is just a word. */
export function heredocOrWord(word: string): Heredoc | undefined {
  if (!word.includes('<<')) return undefined;
  try {
    return parseHeredoc(word);
  } catch {
    return undefined;
  }
}

/** The here-documents that a line opens, in order. */
export function heredocsOf(line: string): Heredoc[] {
  if (!line.includes('<<')) return [];
  let words: readonly string[];
  try {
    words = splitter.words(line, NO_VARIABLES);
  } catch {
    return [];
  }
  return words.flatMap((word) => parseHeredoc(word) ?? []);
}

/** Without the tabs at the start of each line. */
export function chomp(content: string): string {
  return content.replace(/^\t+/gm, '');
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map();

function countQuotes(word: string): number {
  let count = 0;
  for (const character of word) if (character === "'" || character === '"') count++;
  return count;
}
