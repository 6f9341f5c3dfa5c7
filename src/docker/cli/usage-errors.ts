import type { Arguments } from './command.ts';
import { CommandError } from './errors.ts';
import { usageLine } from './help.ts';
import type { CommandNode, GroupNode, Node } from './tree.ts';

/** A flag that makes no sense: exit status 125. */
export function usageError(node: Node, message: string): CommandError {
  const isRoot = node.kind === 'group' && node.group === undefined;
  const usage = isRoot ? 'docker [OPTIONS] COMMAND [ARG...]' : usageLine(node);
  return new CommandError(`${message}\n\nUsage:  ${usage}\n\nRun '${node.path} --help' for more information`, 125);
}

export function unknownCommand(node: GroupNode, word: string): CommandError {
  const usage = node.group === undefined ? '' : `Usage:  ${node.path}\n\n`;
  return new CommandError(`docker: unknown command: ${node.path} ${word}\n\n${usage}Run '${node.path} --help' for more information`);
}

/** What is wrong with the number of arguments; undefined when nothing is. */
export function argumentsError(node: CommandNode, count: number): CommandError | undefined {
  const { arguments: rule } = node.command;
  if (count >= rule.least && count <= rule.most) return undefined;
  if (rule.isTerse) return new CommandError(`accepts ${rule.most} arg(s), received ${count}`);
  const hint = hintFor(rule);
  return new CommandError(`docker: '${node.path}' ${wordsFor(rule)}\n\nUsage:  ${usageLine(node)}\n\n${hint} '${node.path} --help' for more information`);
}

/** Docker 28.2 has a slip of the pen in one of them. */
function hintFor({ least, most }: Arguments): string {
  if (most === Infinity) return 'See';
  return least === 0 && most > 0 ? 'SRun' : 'Run';
}

function wordsFor({ least, most }: Arguments): string {
  const argument = (count: number) => (count === 1 ? 'argument' : 'arguments');
  if (most === 0) return 'accepts no arguments';
  if (least === most) return `requires ${least} ${argument(least)}`;
  if (most === Infinity) return `requires at least ${least} ${argument(least)}`;
  if (least === 0) return `requires at most ${most} ${argument(most)}`;
  return `requires at least ${least} and at most ${most} ${argument(most)}`;
}
