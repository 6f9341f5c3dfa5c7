import { SqlError } from '../values.ts';

export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN = /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|(?<word>[A-Za-z_][\w$]*)|"(?<quoted>(?:[^"]|"")*)"|'(?<string>(?:[^']|'')*)'|\$(?<tag>\w*)\$(?<dollar>[\s\S]*?)\$\k<tag>\$|(?<number>\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)|(?<symbol>::|<>|!=|<=|>=|\|\||[-+*/%=<>(),.;[\]])/iy;

/** Cuts text into tokens, the last of which is `end`. Throws the server's syntax errors. */
export function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) {
      const rest = text.slice(at);
      throw new SqlError('42601', rest.startsWith("'") ? `unterminated quoted string at or near "${rest}"` : rest.startsWith('"') ? `unterminated quoted identifier at or near "${rest}"` : `syntax error at or near "${rest[0]}"`, at);
    }
    if (groups.word !== undefined) tokens.push({ kind: 'word', text: groups.word.toLowerCase(), at });
    else if (groups.quoted !== undefined) tokens.push({ kind: 'quoted', text: groups.quoted.replaceAll('""', '"'), at });
    else if (groups.string !== undefined) tokens.push({ kind: 'string', text: groups.string.replaceAll("''", "'"), at });
    else if (groups.dollar !== undefined) tokens.push({ kind: 'string', text: groups.dollar, at });
    else if (groups.number !== undefined) tokens.push({ kind: 'number', text: groups.number, at });
    else if (groups.symbol !== undefined) tokens.push({ kind: 'symbol', text: groups.symbol, at });
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

/** Words that end an expression or a name, so that they are no alias. */
export const RESERVED = new Set('select from where group having order limit offset union on using join inner left right full cross and or not as set values returning when then else end in is like ilike between asc desc nulls with into primary references unique check default constraint case null true false table'.split(' '));
