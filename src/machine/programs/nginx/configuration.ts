import type { Files } from '../../files/files.ts';
import { isSystemError } from '../../errno.ts';

/** `listen 80 default_server;` or `location / { … }`, with where it stands. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block?: readonly Directive[];
  readonly file: string;
  readonly line: number;
}

/** What is wrong with a configuration; `message` is nginx's, without `nginx: [emerg] `. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

type Token = { readonly text: string; readonly isQuoted: boolean; readonly line: number };

/** Reads a file and what it includes. */
export function readConfiguration(files: Files, path: string): readonly Directive[] {
  let text: string;
  try {
    text = files.readText(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new ConfigurationError(`open() "${path}" failed (${ERROR_NUMBERS[error.code] ?? 5}: ${error.message})`);
  }
  return new Parser(files, path, tokens(text)).parse();
}

export const ERROR_NUMBERS: Readonly<Record<string, number>> = { EPERM: 1, ENOENT: 2, EACCES: 13, ENOTDIR: 20, EISDIR: 21, EADDRINUSE: 98, EADDRNOTAVAIL: 99, ENETUNREACH: 101, ECONNRESET: 104, ETIMEDOUT: 110, ECONNREFUSED: 111, EHOSTUNREACH: 113 };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' };

function tokens(text: string): readonly Token[] {
  const list: Token[] = [];
  let line = 1;
  for (let i = 0; i < text.length; ) {
    const character = text[i]!;
    if (character === '\n') line++;
    if (/\s/.test(character)) {
      i++;
    } else if (character === '#') {
      while (i < text.length && text[i] !== '\n') i++;
    } else if (character === ';' || character === '{' || character === '}') {
      list.push({ text: character, isQuoted: false, line });
      i++;
    } else if (character === '"' || character === "'") {
      let word = '';
      const started = line;
      for (i++; i < text.length && text[i] !== character; i++) {
        if (text[i] === '\\' && i + 1 < text.length) {
          word += ESCAPES[text[++i]!] ?? `\\${text[i]}`;
          continue;
        }
        if (text[i] === '\n') line++;
        word += text[i];
      }
      i++;
      list.push({ text: word, isQuoted: true, line: started });
    } else {
      let word = '';
      while (i < text.length && !/[\s;{]/.test(text[i]!)) {
        if (text[i] === '$' && text[i + 1] === '{') {
          const end = text.indexOf('}', i);
          word += text.slice(i, end + 1);
          i = end + 1;
        } else if (text[i] === '\\' && i + 1 < text.length) {
          word += text.slice(i, i + 2);
          i += 2;
        } else word += text[i++];
      }
      list.push({ text: word, isQuoted: false, line });
    }
  }
  return list;
}

class Parser {
  #at = 0;

  constructor(
    private readonly files: Files,
    private readonly file: string,
    private readonly list: readonly Token[],
  ) {}

  parse(): readonly Directive[] {
    const directives = this.#block(false);
    return directives;
  }

  #block(isInner: boolean): readonly Directive[] {
    const directives: Directive[] = [];
    for (;;) {
      const token = this.list[this.#at];
      if (!token) {
        if (isInner) throw this.#error('unexpected end of file, expecting "}"', this.list.at(-1)?.line ?? 1);
        return directives;
      }
      if (!token.isQuoted && token.text === '}') {
        if (!isInner) throw this.#error('unexpected "}"', token.line);
        this.#at++;
        return directives;
      }
      directives.push(...this.#directive(token));
    }
  }

  #directive(first: Token): readonly Directive[] {
    if (!first.isQuoted && (first.text === ';' || first.text === '{')) throw this.#error(`unexpected "${first.text}"`, first.line);
    const words: string[] = [];
    for (;;) {
      const token = this.list[this.#at++];
      if (!token) throw this.#error('unexpected end of file, expecting ";" or "}"', this.list.at(-1)?.line ?? 1);
      if (!token.isQuoted && token.text === '}') throw this.#error('unexpected "}"', token.line);
      if (!token.isQuoted && token.text === ';') break;
      if (!token.isQuoted && token.text === '{') {
        const [name = '', ...args] = words;
        return [{ name, args, block: this.#block(true), file: this.file, line: first.line }];
      }
      words.push(token.text);
    }
    const [name = '', ...args] = words;
    return name === 'include' ? this.#include(args[0] ?? '', first.line) : [{ name, args, file: this.file, line: first.line }];
  }

  #include(pattern: string, line: number): readonly Directive[] {
    const path = pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`;
    if (!path.includes('*')) {
      if (!this.files.exists(path)) throw this.#error(`open() "${path}" failed (2: No such file or directory)`, line);
      return readConfiguration(this.files, path);
    }
    const slash = path.lastIndexOf('/');
    const [before = '', after = ''] = path.slice(slash + 1).split('*');
    const folder = path.slice(0, slash);
    if (!this.files.exists(folder)) return [];
    return this.files.list(folder).filter(({ name }) => name.startsWith(before) && name.endsWith(after) && !name.startsWith('.')).flatMap(({ name }) => readConfiguration(this.files, `${folder}/${name}`));
  }

  #error(message: string, line: number): ConfigurationError {
    return new ConfigurationError(`${message} in ${this.file}:${line}`);
  }
}
