import { isSpace, trimLeft } from './go-strings.ts';
import { DockerfileError } from './node.ts';

/** A parser directive: `# syntax=docker/dockerfile:1`. They stand at the top, before any other line, each once. */
export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: string;
  readonly line: number;
}

const NAMES: readonly string[] = ['syntax', 'escape', 'check'];
const NAME = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=/;

/** Reads directives line by line until a line is none. */
export class DirectiveReader {
  #line: number;
  #isDone = false;
  readonly #seen = new Set<string>();

  constructor(
    private readonly comment = '#',
    firstLine = 1,
  ) {
    this.#line = firstLine - 1;
  }

  /** The directive on this line, if it is one. Throws for one that comes twice. */
  read(line: string): Directive | undefined {
    this.#line++;
    if (this.#isDone) return undefined;
    const found = this.#match(line);
    if (!found) {
      this.#isDone = true;
      return undefined;
    }
    if (this.#seen.has(found.name)) throw new DockerfileError(`only one ${found.name} parser directive can be used`);
    this.#seen.add(found.name);
    return { ...found, line: this.#line };
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  #match(line: string): Pick<Directive, 'name' | 'value'> | undefined {
    if (!line.startsWith(this.comment)) return undefined;
    const text = trimLeft(line.slice(this.comment.length));
    const match = NAME.exec(text);
    if (!match) return undefined;
    const value = trimAscii(text.slice(match[0].length));
    const name = match[1]!.toLowerCase();
    if (value === '' || !NAMES.includes(name)) return undefined;
    return { name: name as Directive['name'], value };
  }
}

/** What `\s` trims in Go's regular expressions. */
function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  const isBlank = (i: number) => ' \t\n\f\r'.includes(text[i]!);
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return text.slice(start, end);
}

export interface FoundDirective {
  /** Up to the first space. */
  readonly value: string;
  /** The whole value. */
  readonly commandLine: string;
  readonly line: number;
}

/** Looks for a directive at the top of a Dockerfile; a line `#!…` before them is skipped. */
export function findDirective(name: Directive['name'], text: string): FoundDirective | undefined {
  return search(name, text, '#');
}

/** The frontend that a file asks for: `# syntax=`, or in other languages `// syntax=` and `{"syntax": …}`. */
export function detectSyntax(text: string): FoundDirective | undefined {
  const found = search('syntax', text, '#') ?? search('syntax', text, '//');
  if (found) return found;
  const { rest, line } = withoutShebang(text);
  const start = trimLeft(rest);
  if (!start.startsWith('{')) return undefined;
  try {
    const value: unknown = (JSON.parse(rest) as Record<string, unknown>)['syntax'];
    return typeof value === 'string' ? { value, commandLine: value, line: line - 1 } : undefined;
  } catch {
    return undefined;
  }
}

function search(name: string, text: string, comment: string): FoundDirective | undefined {
  const { rest, line } = withoutShebang(text);
  const reader = new DirectiveReader(comment, line);
  for (let start = 0; start < rest.length && !reader.isDone; ) {
    const newline = rest.indexOf('\n', start);
    const end = newline < 0 ? rest.length : newline;
    let directive: Directive | undefined;
    try {
      directive = reader.read(rest.slice(start, end).replace(/\r$/, ''));
    } catch {
      return undefined;
    }
    if (directive?.name === name) return { value: firstWord(directive.value), commandLine: directive.value, line: directive.line };
    start = end + 1;
  }
  return undefined;
}

function firstWord(text: string): string {
  const space = text.indexOf(' ');
  return space < 0 ? text : text.slice(0, space);
}

function withoutShebang(text: string): { readonly rest: string; readonly line: number } {
  const plain = withoutMark(text);
  if (!plain.startsWith('#!')) return { rest: plain, line: 1 };
  const newline = plain.indexOf('\n');
  return { rest: newline < 0 ? '' : plain.slice(newline + 1), line: 2 };
}

/** Without the byte order mark that some editors put first. */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** For what stands before `#` in a comment line. */
export function isBlank(text: string): boolean {
  for (const character of text) if (!isSpace(character)) return false;
  return true;
}
