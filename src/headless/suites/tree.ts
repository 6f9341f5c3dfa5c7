import type { Node, ParsedDockerfile } from '../../docker/builder/parse/node.ts';

/** BuildKit's tree in the form in which the suites hold it: arguments as a chain of `next`. */
export interface Tree {
  readonly value: string;
  readonly original?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly next?: Tree;
  readonly children?: readonly Tree[];
  readonly flags?: readonly string[];
  readonly attributes?: { readonly json?: boolean };
  readonly heredocs?: readonly GoHeredoc[];
  readonly prevComment?: readonly string[];
}

export interface GoHeredoc {
  readonly Name: string;
  readonly FileDescriptor: number;
  readonly Expand: boolean;
  readonly Chomp: boolean;
  readonly Content: string;
}

export function treeOf(parsed: ParsedDockerfile): Tree {
  const children = parsed.nodes.map(nodeTree);
  return { children, startLine: children[0]!.startLine!, endLine: children.at(-1)!.endLine!, value: '' };
}

export function chainOf(args: readonly string[]): Tree | undefined {
  return args.reduceRight<Tree | undefined>((next, value) => (next ? { value, next } : { value }), undefined);
}

function nodeTree(node: Node): Tree {
  const next = node.trigger ? { value: '', children: [nodeTree(node.trigger)] } : chainOf(node.args);
  return {
    value: node.keyword,
    original: node.original,
    ...(node.lines.start > 0 && { startLine: node.lines.start, endLine: node.lines.end }),
    ...(next && { next }),
    ...(node.flags.length > 0 && { flags: node.flags }),
    ...(node.isJson && { attributes: { json: true } }),
    ...(node.comments.length > 0 && { prevComment: node.comments }),
    ...(node.heredocs.length > 0 && {
      heredocs: node.heredocs.map((heredoc) => ({
        Name: heredoc.name, FileDescriptor: heredoc.fileDescriptor, Expand: heredoc.isExpanded, Chomp: heredoc.isChomped, Content: heredoc.content,
      })),
    }),
  };
}

/** Back from a recorded tree, for cases that start from one. */
export function nodeFrom(tree: Tree): Node {
  const isTrigger = (tree.next?.children?.length ?? 0) > 0;
  const args: string[] = [];
  for (let next = tree.next; next && !isTrigger; next = next.next) args.push(next.value);
  return {
    keyword: tree.value,
    flags: tree.flags ?? [],
    args,
    ...(isTrigger && { trigger: nodeFrom(tree.next!.children![0]!) }),
    isJson: tree.attributes?.json ?? false,
    heredocs: (tree.heredocs ?? []).map((heredoc) => ({
      name: heredoc.Name, fileDescriptor: heredoc.FileDescriptor, isExpanded: heredoc.Expand, isChomped: heredoc.Chomp, content: heredoc.Content,
    })),
    original: tree.original ?? '',
    lines: { start: tree.startLine ?? 0, end: tree.endLine ?? 0 },
    comments: tree.prevComment ?? [],
  };
}
