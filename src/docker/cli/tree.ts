import { lastWordOf, parentOf } from './command.ts';
import type { Command, Group } from './command.ts';

/** A command under one of its paths: `docker ps` and `docker container ls` are two nodes of one declaration. */
export interface CommandNode {
  readonly kind: 'command';
  readonly path: string;
  readonly command: Command;
}

export interface GroupNode {
  readonly kind: 'group';
  readonly path: string;
  readonly group: Group | undefined;
  /** By name, aliases among them. */
  readonly children: Map<string, Node>;
}

export type Node = CommandNode | GroupNode;

/** The tree of commands that a list of declarations makes. */
export function plantTree(groups: readonly Group[], commands: readonly Command[]): GroupNode {
  const root: GroupNode = { kind: 'group', path: 'docker', group: undefined, children: new Map() };
  const byPath = new Map<string, GroupNode>([['docker', root]]);
  for (const group of groups) {
    const node: GroupNode = { kind: 'group', path: group.path, group, children: new Map() };
    byPath.set(group.path, node);
    byPath.get(parentOf(group.path))!.children.set(lastWordOf(group.path), node);
  }
  for (const command of commands) {
    const nodes = new Map<string, CommandNode>();
    for (const name of [command.path, ...(command.names ?? [])]) {
      const parent = parentOf(name);
      const isFirst = !nodes.has(parent);
      const node = nodes.get(parent) ?? { kind: 'command', path: name, command };
      nodes.set(parent, node);
      // The first name of a group is the command's name there; the rest are aliases, which only have it in common.
      if (isFirst || parent !== 'docker') byPath.get(parent)!.children.set(lastWordOf(name), node);
    }
  }
  return root;
}

/** The children as help lists them: each once, in the order of their names. */
export function listed(node: GroupNode): readonly Node[] {
  return [...new Set(node.children.values())].sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function isHidden(node: Node): boolean {
  return (node.kind === 'group' ? node.group?.isHidden : node.command.isHidden) ?? false;
}
