import { parseDockerfile } from '../parse/parser.ts';
import { DockerfileError } from '../parse/node.ts';
import type { Node } from '../parse/node.ts';

/** A change that mends a problem: lines, counted from 1 and both included, and what stands there instead (nothing: they go). */
export interface Fix {
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

export interface Problem {
  /** The build check's name; absent for an error. */
  readonly rule?: string;
  readonly message: string;
  readonly line: number;
}

type Mend = (problem: Problem, lines: readonly string[], node: Node | undefined) => Fix | undefined;

const MEND: Readonly<Record<string, Mend>> = {
  StageNameCasing: ({ message, line }, lines) => {
    const name = quoted(message);
    return name === undefined ? undefined : replaced('Write the stage name in lower case', line, lines, (text) => text.replace(new RegExp(`(\\sas\\s+)${escaped(name)}\\s*$`, 'i'), `$1${name.toLowerCase()}`));
  },
  FromAsCasing: ({ line }, lines) =>
    replaced('Write AS in the case of FROM', line, lines, (text) => text.replace(/(\s)as(\s+\S+\s*)$/i, `$1${/^\s*FROM/.test(text) ? 'AS' : 'as'}$2`)),
  NoEmptyContinuation: (_problem, lines, node) => {
    if (!node) return undefined;
    const { start, end } = node.lines;
    return { title: 'Remove the empty lines', start, end, lines: lines.slice(start - 1, end).filter((text) => text.trim() !== '') };
  },
  ConsistentInstructionCasing: ({ message, line }, lines) => {
    const isLower = message.includes('(lowercase)');
    return replaced(`Write the instruction in ${isLower ? 'lower' : 'upper'} case`, line, lines, (text) => text.replace(/^(\s*)(\S+)/, (_all, indent: string, word: string) => indent + (isLower ? word.toLowerCase() : word.toUpperCase())));
  },
  JSONArgsRecommended: (_problem, lines, node) => {
    if (!node || node.isJson || node.args.length !== 1) return undefined;
    const command = node.args[0]!.trim();
    const isPlain = /^[\w./:=@%+, -]+$/.test(command);
    const words = isPlain ? command.split(/ +/) : ['/bin/sh', '-c', command];
    return instead(isPlain ? 'Write it as a JSON list' : 'Write it as a JSON list, with the shell that it needs', node, [`${indentOf(node, lines)}${node.keyword} [${words.map((word) => JSON.stringify(word)).join(', ')}]`]);
  },
  MaintainerDeprecated: (_problem, lines, node) => node && instead('Write it as a label', node, [`${indentOf(node, lines)}LABEL org.opencontainers.image.authors=${JSON.stringify(node.args.join(' '))}`]),
  LegacyKeyValueFormat: (_problem, lines, node) => {
    const [, keyword, name, value] = /^\s*(\S+)\s+(\S+)\s+([\s\S]+)$/.exec(node?.original ?? '') ?? [];
    if (!node || node.lines.start !== node.lines.end || value === undefined || value.includes('"')) return undefined;
    return instead('Write it with =', node, [`${indentOf(node, lines)}${keyword} ${name}=${/^[\w./:@%+,-]+$/.test(value.trim()) ? value.trim() : `"${value.trim()}"`}`]);
  },
  RedundantTargetPlatform: ({ line }, lines) => replaced('Remove --platform', line, lines, (text) => text.replace(/--platform=\S+\s+/i, '')),
  FromPlatformFlagConstDisallowed: ({ line }, lines) => replaced('Remove --platform', line, lines, (text) => text.replace(/--platform=\S+\s+/i, '')),
  WorkdirRelativePath: ({ line }, lines) => replaced('Write an absolute path', line, lines, (text) => text.replace(/^(\s*\S+\s+["']?)(?:\.\/)?/, '$1/')),
  ExposeProtoCasing: ({ line }, lines) => replaced('Write the protocol in lower case', line, lines, (text) => text.replace(/\/(tcp|udp|sctp)\b/gi, (all) => all.toLowerCase())),
  UndefinedVar: ({ message, line }, lines) => meant(message, line, lines),
  UndefinedArgInFrom: ({ message, line }, lines) => meant(message, line, lines),
};

/** What would mend a problem that `checkDockerfile` found in a text: none, or one change. */
export function fixesFor(text: string, problem: Problem): readonly Fix[] {
  const lines = text.split(/\r?\n/);
  const found = problem.rule === undefined ? meant(problem.message, problem.line, lines) : MEND[problem.rule]?.(problem, lines, nodeAt(text, problem.line));
  return found ? [found] : [];
}

/** `unknown instruction: RUNN (did you mean RUN?)`, `'$FOO' (did you mean $FOOD?)`: the word that was meant instead of the one that stands there. */
function meant(message: string, line: number, lines: readonly string[]): Fix | undefined {
  const [, wrong, right] = /(?:instruction:|target stage|variable|argument|flag:)\s+["']?\$?([\w.-]+)["']?[^(]*\(did you mean \$?([\w.-]+)\?\)/.exec(message) ?? [];
  if (wrong === undefined || right === undefined) return undefined;
  return replaced(`Change ${wrong} to ${right}`, line, lines, (text) => text.replace(new RegExp(`(?<![\\w-])${escaped(wrong)}(?![\\w-])`, 'gi'), right));
}

function nodeAt(text: string, line: number): Node | undefined {
  try {
    return parseDockerfile(text).nodes.find(({ lines }) => lines.start <= line && line <= lines.end);
  } catch (error) {
    if (error instanceof DockerfileError) return undefined;
    throw error;
  }
}

function replaced(title: string, line: number, lines: readonly string[], change: (text: string) => string): Fix | undefined {
  const before = lines[line - 1];
  const after = before === undefined ? undefined : change(before);
  return after === undefined || after === before ? undefined : { title, start: line, end: line, lines: [after] };
}

function instead(title: string, { lines: { start, end } }: Node, lines: readonly string[]): Fix {
  return { title, start, end, lines };
}

function indentOf({ lines: { start } }: Node, lines: readonly string[]): string {
  return /^\s*/.exec(lines[start - 1] ?? '')![0];
}

function quoted(message: string): string | undefined {
  return /'([^']+)'/.exec(message)?.[1];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
