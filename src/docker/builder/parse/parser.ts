import { ARGUMENT_SYNTAX, UNKNOWN_ARGUMENTS } from './arguments.ts';
import { DirectiveReader, withoutMark } from './directives.ts';
import { byteLength, trimLeft, trimSpace } from './go-strings.ts';
import { heredocsOf } from './heredoc.ts';
import type { Heredoc } from './heredoc.ts';
import { DockerfileError } from './node.ts';
import type { Escape, Lines, Node, ParsedDockerfile, ParseWarning } from './node.ts';
import { splitLine } from './split.ts';

/** Bytes of a line with its newline, from which on the scanner that BuildKit uses gives up. */
const LONGEST_LINE = 65_536;
/** ONBUILD of ONBUILD of … is refused in the end; this deep it is refused at once. */
const DEEPEST_TRIGGER = 8;
const EMPTY_CONTINUATION = 'https://docs.docker.com/go/dockerfile/rule/no-empty-continuation/';

/** Reads a Dockerfile into instructions. Throws a `DockerfileError` at the first line that can't be one. */
export function parseDockerfile(text: string): ParsedDockerfile {
  return new Parser(text).parse();
}

class Parser {
  #position = 0;
  /** Of the line read last, from 1. */
  #line = 0;
  #escape: Escape = '\\';
  #comments: string[] = [];
  readonly #directives = new DirectiveReader();
  readonly #nodes: Node[] = [];
  readonly #warnings: ParseWarning[] = [];
  readonly #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = withoutMark(text);
  }

  parse(): ParsedDockerfile {
    for (let line = this.#nextLine(); line !== undefined; line = this.#nextLine()) this.#startAt(line);
    if (this.#nodes.length === 0) throw new DockerfileError('file with no instructions', [{ start: this.#line, end: this.#line }]);
    return { nodes: this.#nodes, escape: this.#escape, warnings: this.#warnings };
  }

  /** A line with its newline. */
  #nextLine(): string | undefined {
    if (this.#position >= this.#text.length) return undefined;
    const newline = this.#text.indexOf('\n', this.#position);
    const end = newline < 0 ? this.#text.length : newline + 1;
    const line = this.#text.slice(this.#position, end);
    if (line.length >= LONGEST_LINE / 3 && byteLength(line) > LONGEST_LINE - (newline < 0 ? 1 : 0)) {
      throw new DockerfileError(`dockerfile line greater than max allowed size of ${LONGEST_LINE - 1}`, this.#at(this.#line, this.#line));
    }
    this.#position = end;
    this.#line++;
    return line;
  }

  #startAt(raw: string): void {
    const start = this.#line;
    const line = withoutNewline(raw);
    const trimmed = trimLeft(line);
    if (this.#takeDirective(trimmed)) return;
    if (trimmed.startsWith('#')) {
      const comment = trimSpace(line.slice(1));
      // An empty comment parts those before it from the instruction.
      if (comment === '') this.#comments = [];
      else this.#comments.push(comment);
      return;
    }
    if (trimmed === '') return;
    const first = this.#withoutContinuation(trimmed);
    const logical = first === undefined ? trimmed : this.#continue(first);
    try {
      const { keyword, flags, args, trigger, isJson } = this.#node(logical);
      const heredocs = canHoldHeredoc(keyword, isJson, trigger) ? heredocsOf(logical).map((heredoc) => this.#fill(heredoc)) : NONE;
      const lines = { start, end: this.#line };
      this.#nodes.push({ keyword, flags, args, ...(trigger && { trigger }), isJson, heredocs, original: logical, lines, comments: this.#comments.length > 0 ? this.#comments : NONE });
      if (this.#comments.length > 0) this.#comments = [];
    } catch (error) {
      throw new DockerfileError((error as Error).message, this.#at(start, this.#line));
    }
  }

  #takeDirective(line: string): boolean {
    try {
      const directive = this.#directives.read(line);
      if (directive?.name !== 'escape') return directive !== undefined;
      if (directive.value !== '`' && directive.value !== '\\') {
        throw new DockerfileError(`invalid escape token '${directive.value}' does not match \` or \\`);
      }
      this.#escape = directive.value;
      return true;
    } catch (error) {
      throw new DockerfileError((error as Error).message, this.#at(this.#line - 1, this.#line - 1));
    }
  }

  /** Joins lines until one is not continued. Comments and empty lines between them are skipped. */
  #continue(first: string): string {
    const parts = [first];
    let hasEmptyLine = false;
    for (let raw = this.#nextLine(); raw !== undefined; raw = this.#nextLine()) {
      const line = withoutNewline(raw);
      const trimmed = trimLeft(line);
      if (trimmed.startsWith('#')) continue;
      if (trimmed === '') {
        hasEmptyLine = true;
        continue;
      }
      const continued = this.#withoutContinuation(line);
      parts.push(continued ?? line);
      if (continued === undefined) break;
    }
    const logical = parts.join('');
    if (hasEmptyLine) {
      this.#warnings.push({
        short: `Empty continuation line found in: ${logical}`,
        detail: 'Empty continuation lines will become errors in a future release',
        url: EMPTY_CONTINUATION,
        line: this.#line,
      });
    }
    return logical;
  }

  /** The line before its continuation character; undefined where it has none. */
  #withoutContinuation(line: string): string | undefined {
    let end = line.length;
    while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
    if (end === 0 || line[end - 1] !== this.#escape) return undefined;
    // An escape character before it takes its meaning away.
    if (end > 1 && line[end - 2] === this.#escape) return undefined;
    return line.slice(0, end - 1);
  }

  #node(line: string): ParsedLine {
    const { keyword, flags, rest } = splitLine(line);
    const name = keyword.toLowerCase();
    if (name === 'onbuild') return { keyword, flags, args: NONE, isJson: false, trigger: rest === '' ? undefined : this.#trigger(rest) };
    const { args, isJson } = ARGUMENT_SYNTAX.get(name)?.(rest, this.#escape) ?? UNKNOWN_ARGUMENTS;
    return { keyword, flags, args, isJson, trigger: undefined };
  }

  #trigger(line: string): Node {
    if (this.#depth > DEEPEST_TRIGGER) throw new DockerfileError("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
    this.#depth++;
    const { trigger, ...parsed } = this.#node(line);
    this.#depth--;
    return { ...parsed, ...(trigger && { trigger }), heredocs: NONE, original: line, lines: NOWHERE, comments: NONE };
  }

  /** Reads a here-document's lines up to the one that is its name. */
  #fill(heredoc: Heredoc): Heredoc {
    const content: string[] = [];
    for (let raw = this.#nextLine(); raw !== undefined; raw = this.#nextLine()) {
      const line = withoutNewline(raw);
      if ((heredoc.isChomped ? line.replace(/^\t+/, '') : line) === heredoc.name) return { ...heredoc, content: content.join('') };
      content.push(raw);
    }
    throw new DockerfileError('unterminated heredoc');
  }

  #at(start: number, end: number): readonly Lines[] {
    return [{ start, end }];
  }
}

/** One logical line. */
interface ParsedLine extends Pick<Node, 'keyword' | 'flags' | 'args' | 'isJson'> {
  readonly trigger: Node | undefined;
}

const NOWHERE: Lines = { start: 0, end: 0 };
const NONE: readonly never[] = [];

function withoutNewline(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r')) end--;
  return end === line.length ? line : line.slice(0, end);
}

const HOLDS_HEREDOC: ReadonlySet<string> = new Set(['add', 'copy', 'run']);

function canHoldHeredoc(keyword: string, isJson: boolean, trigger: Node | undefined): boolean {
  if (trigger) return canHoldHeredoc(trigger.keyword, trigger.isJson, undefined);
  return !isJson && HOLDS_HEREDOC.has(keyword.toLowerCase());
}
