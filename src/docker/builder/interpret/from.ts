import type { Linter } from '../check/linter.ts';
import { quote, trimSpace } from '../parse/go-strings.ts';
import { DockerfileError, allArguments } from '../parse/node.ts';
import type { Node } from '../parse/node.ts';
import { Flags } from './flags.ts';
import type { Stage } from './instruction.ts';
import { commentOn } from './metadata.ts';

const STAGE_NAME = /^[a-z][a-z0-9\-_.]*$/;

export function from(node: Node, linter: Linter): Stage {
  const args = allArguments(node);
  const name = stageName(args);
  const flags = Flags.read(node.flags, { platform: 'text' });
  if (args.length === 3) checkNaming(node, args[1]!, args[2]!, linter);
  return {
    kind: 'from',
    keyword: node.keyword,
    code: trimSpace(node.original),
    lines: node.lines,
    name,
    base: args[0]!,
    platform: flags.text('platform'),
    comment: commentOn(node.comments, name),
    instructions: [],
  };
}

function stageName(args: readonly string[]): string {
  if (args.length === 1) return '';
  if (args.length !== 3 || args[1]!.toLowerCase() !== 'as') throw new DockerfileError('FROM requires either one or three arguments');
  const name = args[2]!.toLowerCase();
  if (!STAGE_NAME.test(name)) {
    throw new DockerfileError(`invalid name for build stage: ${quote(args[2]!)}, name can't start with a number or contain symbols`);
  }
  return name;
}

function checkNaming(node: Node, as: string, name: string, linter: Linter): void {
  if (name !== name.toLowerCase()) linter.report('StageNameCasing', [name], node.lines);
  const isLower = node.keyword === node.keyword.toLowerCase();
  const isUpper = node.keyword === node.keyword.toUpperCase();
  // Where FROM itself is written both ways, that is what is wrong, and another check says so.
  if ((isLower && as !== as.toLowerCase()) || (isUpper && as !== as.toUpperCase())) linter.report('FromAsCasing', [node.keyword, as], node.lines);
}
