import { quote, quoteList } from './go-strings.ts';
import type { Node, ParsedDockerfile } from './node.ts';

/** The tree as BuildKit's own tests write it: `(run "echo hello")` for each instruction. */
export function dump(dockerfile: ParsedDockerfile): string {
  return dockerfile.nodes.map((node) => `(${dumpNode(node)})`).join('\n');
}

function dumpNode(node: Node): string {
  const head = node.keyword.toLowerCase() + (node.flags.length > 0 ? ` ${quoteList(node.flags)}` : '');
  if (node.trigger) return `${head} (${dumpNode(node.trigger)})`;
  return [head, ...node.args.map(quote)].join(' ').trim();
}
