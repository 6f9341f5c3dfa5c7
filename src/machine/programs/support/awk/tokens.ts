import { AwkError } from './ast.ts';

export interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'function' | 'builtin' | 'keyword' | 'operator' | 'newline' | 'end';
  /** Text of names and operators, the value of strings. */
  readonly text: string;
  readonly line: number;
}

const KEYWORDS = new Set(['BEGIN', 'END', 'function', 'func', 'if', 'else', 'while', 'for', 'do', 'break', 'continue', 'next', 'nextfile', 'exit', 'return', 'delete', 'in', 'getline', 'print', 'printf']);

export const BUILTINS = new Set(['atan2', 'cos', 'sin', 'exp', 'log', 'sqrt', 'int', 'rand', 'srand', 'gsub', 'sub', 'index', 'length', 'match', 'split', 'sprintf', 'substr', 'tolower', 'toupper', 'close', 'system', 'fflush', 'strftime', 'systime', 'mktime', 'and', 'or', 'xor', 'compl', 'lshift', 'rshift']);

const OPERATORS = ['**=', '&&', '||', '++', '--', '+=', '-=', '*=', '/=', '%=', '^=', '==', '<=', '>=', '!=', '!~', '>>', '**', '{', '}', '(', ')', '[', ']', ';', ',', '+', '-', '*', '/', '%', '^', '!', '>', '<', '|', '?', ':', '~', '$', '='];

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '"': '"', '/': '/', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** What stands before a slash that divides; before any other a pattern begins. */
function endsOperand(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'operator') return token.text === ')' || token.text === ']' || token.text === '$' || token.text === '++' || token.text === '--';
  return token.kind === 'number' || token.kind === 'string' || token.kind === 'regex' || token.kind === 'name' || token.kind === 'builtin';
}

export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  const match = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  for (let at = 0; at < source.length; ) {
    const blank = match(/(?:[ \t\r]|\\\r?\n|#[^\n]*)+/y, at);
    if (blank !== undefined) {
      line += blank.split('\n').length - 1;
      at += blank.length;
      continue;
    }
    const character = source[at]!;
    const add = (kind: Token['kind'], text: string, length: number) => {
      tokens.push({ kind, text, line });
      at += length;
    };
    if (character === '\n') {
      add('newline', '\n', 1);
      line++;
      continue;
    }
    const number = match(/0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y, at);
    if (number !== undefined) {
      add('number', number, number.length);
      continue;
    }
    const name = match(/[A-Za-z_]\w*/y, at);
    if (name !== undefined) {
      const isCall = source[at + name.length] === '(';
      add(KEYWORDS.has(name) ? 'keyword' : BUILTINS.has(name) ? 'builtin' : isCall ? 'function' : 'name', name === 'func' ? 'function' : name, name.length);
      continue;
    }
    if (character === '"') {
      const [text, length] = stringAt(source, at, line);
      add('string', text, length);
      continue;
    }
    if (character === '/' && !endsOperand(tokens.at(-1))) {
      const [text, length] = regexAt(source, at, line);
      add('regex', text, length);
      continue;
    }
    const operator = OPERATORS.find((one) => source.startsWith(one, at));
    if (!operator) throw new AwkError(`unexpected character '${character}'`, line);
    add('operator', operator === '**' ? '^' : operator === '**=' ? '^=' : operator, operator.length);
  }
  tokens.push({ kind: 'newline', text: '\n', line }, { kind: 'end', text: 'end of file', line });
  return tokens;
}

function stringAt(source: string, start: number, line: number): [string, number] {
  let text = '';
  for (let i = start + 1; i < source.length; i++) {
    const character = source[i]!;
    if (character === '"') return [text, i + 1 - start];
    if (character === '\n') break;
    if (character !== '\\') text += character;
    else {
      const [value, length] = escapeAt(source.slice(i + 1, i + 4));
      text += value;
      i += length;
    }
  }
  throw new AwkError(`runaway string constant "${source.slice(start + 1, start + 11)} ...`, line);
}

function escapeAt(rest: string): [string, number] {
  const octal = /^[0-7]{1,3}/.exec(rest);
  if (octal) return [byteText(Number.parseInt(octal[0], 8)), octal[0].length];
  if (rest[0] === '\n') return ['', 1];
  return [ESCAPES[rest[0]!] ?? `\\${rest[0] ?? ''}`, 1];
}

function byteText(code: number): string {
  return code < 128 ? String.fromCharCode(code) : String.fromCharCode(0xdc00 + (code & 255));
}

/** Escapes that are not regular expressions' own, resolved: for strings given on the command line (`-v x='a\tb'`). */
export function unescapeString(text: string): string {
  return stringAt(`"${text.replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`, 0, 0)[0];
}

function regexAt(source: string, start: number, line: number): [string, number] {
  let text = '';
  let isInBracket = false;
  for (let i = start + 1; i < source.length; i++) {
    const character = source[i]!;
    if (character === '\n') break;
    if (character === '\\' && i + 1 < source.length) {
      i++;
      text += source[i] === '/' ? '/' : `\\${source[i]}`;
      continue;
    }
    if (character === '[' && !isInBracket) {
      isInBracket = true;
      const head = /^\[\^?\]?/.exec(source.slice(i))![0];
      text += head;
      i += head.length - 1;
      continue;
    }
    if (character === ']') isInBracket = false;
    if (character === '/' && !isInBracket) return [text, i + 1 - start];
    text += character;
  }
  throw new AwkError(`runaway regular expression /${source.slice(start + 1, start + 11)} ...`, line);
}
