import { withoutMark } from '../parse/directives.ts';
import { dump } from '../parse/dump.ts';
import { DockerfileError } from '../parse/node.ts';
import { isSpace, trimLeft, trimSpace } from '../parse/go-strings.ts';
import type { Escape, Node, ParsedDockerfile } from '../parse/node.ts';
import { parseDockerfile } from '../parse/parser.ts';

const INDENT = '    ';
/** Instructions whose blanks mean nothing but "next word". */
const WORDS: ReadonlySet<string> = new Set(['FROM', 'COPY', 'ADD', 'ARG', 'EXPOSE', 'USER', 'WORKDIR', 'STOPSIGNAL', 'VOLUME', 'ONBUILD']);

/**
 * A Dockerfile in one style: keywords in capitals, one blank between words and at most one empty line, continued lines indented by
 * four, nothing at the ends of lines. What the shell gets of RUN stays as it is, and so do here-documents: the tree is the same, but for
 * the case of AS. A text that can't be parsed is given back.
 */
export function formatDockerfile(text: string): string {
  const parsed = tryParse(text);
  if (!parsed) return text;
  const formatted = new Formatter(withoutMark(text).split('\n'), parsed).format();
  // A mark that stood behind empty lines was part of a word; at the very start it would be dropped.
  const losesMark = withoutMark(formatted) !== formatted;
  return isSame(tryParse(formatted), parsed) && !losesMark ? formatted : text;
}

class Formatter {
  readonly #out: string[] = [];
  readonly #lines: readonly string[];
  readonly #parsed: ParsedDockerfile;

  constructor(lines: readonly string[], parsed: ParsedDockerfile) {
    this.#lines = lines;
    this.#parsed = parsed;
  }

  format(): string {
    let next = 0;
    for (const node of this.#parsed.nodes) {
      this.#between(this.#lines.slice(next, node.lines.start - 1));
      this.#out.push(...formatNode(this.#lines.slice(node.lines.start - 1, node.lines.end), node, this.#parsed.escape));
      next = node.lines.end;
    }
    this.#between(this.#lines.slice(next));
    while (this.#out.at(-1) === '') this.#out.pop();
    return `${this.#out.join('\n')}\n`;
  }

  /** Comments, directives and empty lines. */
  #between(lines: readonly string[]): void {
    for (const line of lines) {
      const trimmed = trimSpace(line);
      if (trimmed !== '' || (this.#out.length > 0 && this.#out.at(-1) !== '')) this.#out.push(trimmed);
    }
  }
}

function formatNode(lines: readonly string[], node: Node, escape: Escape): readonly string[] {
  const body = lines.slice(lines.length - node.heredocs.reduce((total, { content }) => total + content.split('\n').length, 0));
  const head = lines.slice(0, lines.length - body.length);
  const candidates = [formatHead(head, node, true), formatHead(head, node, false)];
  return [...(candidates.find((candidate) => isSame(tryParse(withDirective([...candidate, ...body], escape)), { nodes: [node] })) ?? head), ...body];
}

function formatHead(lines: readonly string[], node: Node, isIndenting: boolean): readonly string[] {
  const kept = lines.map(trimRight).filter((line, i) => i === 0 || line !== '');
  return kept.map((line, i) => {
    if (i === 0) return formatStart(trimLeft(line), node);
    return isIndenting || trimLeft(line).startsWith('#') ? INDENT + trimLeft(line) : line;
  });
}

function formatStart(line: string, node: Node): string {
  const keyword = node.keyword.toUpperCase();
  const rest = trimLeft(line.slice(node.keyword.length));
  if (node.trigger && rest.startsWith(node.trigger.keyword)) return `${keyword} ${formatStart(rest, node.trigger)}`;
  const words = WORDS.has(keyword) && !/["'\\`<[]/.test(rest.replace(/[\\`]$/, '')) ? rest.replace(/[ \t]+/g, ' ') : rest;
  return trimRight(`${keyword} ${keyword === 'FROM' ? words.replace(/ as (\S+)$/i, ' AS $1') : words}`);
}

function trimRight(line: string): string {
  let end = line.length;
  while (end > 0 && isSpace(line[end - 1]!)) end--;
  return line.slice(0, end);
}

function withDirective(lines: readonly string[], escape: Escape): string {
  return `${escape === '`' ? '# escape=`\n' : ''}${lines.join('\n')}\n`;
}

function tryParse(text: string): ParsedDockerfile | undefined {
  try {
    return parseDockerfile(text);
  } catch (error) {
    if (error instanceof DockerfileError) return undefined;
    throw error;
  }
}

function isSame(a: Pick<ParsedDockerfile, 'nodes'> | undefined, b: Pick<ParsedDockerfile, 'nodes'>): boolean {
  return a !== undefined && treeOf(a) === treeOf(b);
}

/** What instructions hold, wherever they stand. */
function treeOf({ nodes }: Pick<ParsedDockerfile, 'nodes'>): string {
  return nodes.map((node) => dump({ nodes: [withCapitals(node)], escape: '\\', warnings: [] }) + JSON.stringify(node.heredocs)).join('\n');
}

function withCapitals(node: Node): Node {
  if (node.keyword.toUpperCase() !== 'FROM') return node;
  return { ...node, args: node.args.map((word, i) => (i === 1 ? word.toUpperCase() : word)) };
}
