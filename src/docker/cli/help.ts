import { lastWordOf } from './command.ts';
import type { Command } from './command.ts';
import type { Flag } from './flags/flag.ts';
import { isHidden, listed } from './tree.ts';
import type { CommandNode, GroupNode, Node } from './tree.ts';
import { wrapText } from './wrap.ts';

/** What `--help` prints, laid out as Docker lays it out. */

const COMMON = ['run', 'exec', 'ps', 'build', 'pull', 'push', 'images', 'login', 'logout', 'search', 'version', 'info'];

export function usageLine(node: Node): string {
  if (node.kind === 'group') return `${node.path} COMMAND`;
  const { usage, otherUsage } = node.command;
  return node.path + (usage && ` ${usage}`) + (otherUsage === undefined ? '' : `\n\t${otherUsage}`);
}

export interface HelpOptions {
  readonly rootFlags: readonly Flag[];
  /** Columns of the terminal on standard input, 80 without one. */
  readonly columns: number;
}

export function helpText(node: Node, options: HelpOptions): string {
  return node.kind === 'group' ? groupHelp(node, options) : commandHelp(node, options.columns);
}

function commandHelp(node: CommandNode, columns: number): string {
  const { command } = node;
  const sections = [`Usage:  ${usageLine(node)}`, command.details ?? command.about];
  if (command.isExperimental) sections.push(experimental(node.path));
  if ((command.names?.length ?? 0) > 1) sections.push(`Aliases:\n  ${command.names!.join(', ')}`);
  const flags = (command.flags ?? []).filter((flag) => !flag.isHidden);
  if (flags.length > 0) sections.push(`Options:\n${flagUsages(flags, columns)}`);
  return `${sections.join('\n\n')}\n`;
}

function groupHelp(node: GroupNode, options: HelpOptions): string {
  const isRoot = node.group === undefined;
  const about = isRoot ? 'Runs programs in containers' : (node.group.details ?? node.group.about);
  const sections = [`Usage:  ${isRoot ? 'docker [OPTIONS] COMMAND' : `${node.path} COMMAND`}`, about];
  if (node.group?.isExperimental) sections.push(experimental(node.path));
  sections.push(...(isRoot ? rootLists(node) : [...lists(node)]));
  if (isRoot) sections.push(`Global Options:\n${flagUsages(options.rootFlags, options.columns)}`);
  sections.push(`Run '${node.path} COMMAND --help' for more information on a command.`);
  if (isRoot) sections.push('For more help on how to use Docker, head to https://docs.docker.com/go/guides/');
  return `${sections.join('\n\n')}\n`;
}

function rootLists(root: GroupNode): string[] {
  const nodes = listed(root).filter((node) => !isHidden(node));
  const groups = nodes.filter((node) => node.kind === 'group');
  const commands = nodes.filter((node) => node.kind === 'command');
  const common = COMMON.map((name) => commands.find((node) => lastWordOf(node.path) === name)!);
  return [
    list('Common Commands', common),
    list('Management Commands', groups.filter((node) => node.group!.heading === 'Management Commands')),
    list('Swarm Commands', groups.filter((node) => node.group!.heading === 'Swarm Commands')),
    list('Commands', commands.filter((node) => !common.includes(node))),
  ];
}

function* lists(node: GroupNode): Generator<string> {
  const nodes = listed(node).filter((child) => !isHidden(child));
  const groups = nodes.filter((child) => child.kind === 'group');
  const commands = nodes.filter((child) => child.kind === 'command');
  if (groups.length > 0) yield list('Management Commands', groups);
  if (commands.length > 0) yield list('Commands', commands);
}

function list(heading: string, nodes: readonly Node[]): string {
  const lines = nodes.map((node) => `  ${lastWordOf(node.path).padEnd(12)}${aboutOf(node)}`);
  return `${heading}:\n${lines.join('\n')}`;
}

export function aboutOf(node: Node): string {
  return node.kind === 'group' ? node.group!.about : node.command.about;
}

function experimental(path: string): string {
  return `EXPERIMENTAL:\n  ${path} is an experimental feature: it may change from one release to the next.\n  https://docs.docker.com/go/experimental/`;
}

function flagUsages(flags: readonly Flag[], columns: number): string {
  const sorted = [...flags].sort((a, b) => (a.name < b.name ? -1 : 1));
  const heads = sorted.map((flag) => `${flag.short === undefined ? '      ' : `  -${flag.short}, `}--${flag.name}${flag.kind.word && ` ${flag.kind.word}`}`);
  const width = Math.max(...heads.map((head) => head.length)) + 3;
  return sorted
    .map((flag, i) => {
      const about = flag.about + (flag.shownDefault === undefined ? '' : ` (default ${flag.shownDefault})`);
      return (heads[i]!.padEnd(width) + wrapText(about, width, columns - 1)).trimEnd();
    })
    .join('\n');
}

export function hasFlags(command: Command): boolean {
  return (command.flags ?? []).some((flag) => !flag.isHidden);
}
