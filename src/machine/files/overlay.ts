import { SECOND } from '../../core/clock.ts';
import { NO_BYTES } from '../../core/bytes.ts';
import { Inode } from './inode.ts';
import { OPAQUE_NAME, WHITEOUT, WHITEOUT_PREFIX, toEntry } from './layer.ts';
import type { Layer, LayerEntry } from './layer.ts';
import { mergedRoot } from './layer-stack.ts';
import type { LowerNode } from './layer-stack.ts';
import type { Change, OverlayFileSystem } from './mounts.ts';
import type { Node } from './node.ts';
import { Space } from './space.ts';
import { TreeFileSystem } from './tree.ts';

export interface OverlayOptions {
  /** The room that the writable layer takes its own from, and the clock: the host disk's. */
  readonly space?: Space;
  /** Bytes of room for the writable layer, where it has a limit of its own. */
  readonly size?: number;
  /** Words for /proc/mounts: `lowerdir=…,upperdir=…,workdir=…`. */
  readonly mountOptions?: string;
  readonly isReadOnly?: boolean;
}

/** A container's root: layers, the lowest first, and an empty writable one on top. */
export function createOverlay(layers: readonly Layer[], options: OverlayOptions = {}): OverlayFileSystem {
  return new Overlay(layers, options);
}

class Overlay extends TreeFileSystem implements OverlayFileSystem {
  declare readonly type: 'overlay';
  readonly #below: LowerNode;

  constructor(layers: readonly Layer[], options: OverlayOptions) {
    const below = mergedRoot(layers);
    const space = options.space ?? new Space(options.size ?? 2 ** 50);
    super(below, Object.assign({}, options, { type: 'overlay', source: 'overlay', space }));
    this.#below = below;
  }

  changes(): readonly Change[] {
    const changes: Change[] = [];
    if (this.root instanceof Inode) collectChanges(this.root, this.#below, '', changes);
    return changes;
  }

  upperEntries(): LayerEntry[] {
    const entries: LayerEntry[] = [];
    if (this.root instanceof Inode) collectUpper(this.root, this.#below, '', entries, new Map());
    return entries;
  }

  mergedEntries(): LayerEntry[] {
    const entries: LayerEntry[] = [];
    collectMerged(this.root, '', entries, new Map());
    return entries;
  }

  get upperSize(): number {
    return this.root instanceof Inode ? sizeOfTree(this.root, new Set()) : 0;
  }
}

/**
 * After moby's archive.ChangesDirs: a folder shows when it is new, its owner or mode changed, or something in it did;
 * a file when its owner, mode, time or size changed. What lay in a folder that is gone does not show.
 */
function collectChanges(folder: Inode, below: Node | undefined, path: string, into: Change[]): void {
  const lower = below?.type === 'directory' ? (below as LowerNode) : undefined;
  const names = new Set(folder.children!.keys());
  // Nothing of an opaque folder's lower one is there any more, but what was made anew.
  if (lower && !folder.lower) for (const { name } of lower.list()) names.add(name);
  for (const name of [...names].sort()) collectChange(folder.children!.get(name), lower?.lookup(name), `${path}/${name}`, into);
}

function collectChange(node: Inode | typeof WHITEOUT | undefined, old: LowerNode | undefined, path: string, into: Change[]): void {
  if (!node) {
    if (old) into.push({ kind: 'deleted', path });
    return;
  }
  const at = into.length;
  if (node.type === 'directory') collectChanges(node, old, path, into);
  else if (old?.type === 'directory') for (const { name } of old.list()) into.push({ kind: 'deleted', path: `${path}/${name}` });
  if (!old) into.splice(at, 0, { kind: 'added', path });
  else if (into.length > at || isChanged(node, old)) into.splice(at, 0, { kind: 'changed', path });
}

function isChanged(a: Node, b: Node): boolean {
  if (a.type !== b.type || a.mode !== b.mode || a.uid !== b.uid || a.gid !== b.gid) return true;
  return a.type !== 'directory' && (a.modified !== b.modified || a.size !== b.size);
}

function collectUpper(folder: Inode, below: Node | undefined, path: string, into: LayerEntry[], seen: Map<Inode, string>): void {
  const prefix = path === '' ? '' : `${path}/`;
  const lowerFolder = below?.type === 'directory' ? (below as LowerNode) : undefined;
  if (lowerFolder && !folder.lower) into.push(whiteout(prefix + OPAQUE_NAME, folder));
  for (const name of [...folder.children!.keys()].sort()) {
    const node = folder.children!.get(name)!;
    if (node === WHITEOUT) into.push(whiteout(prefix + WHITEOUT_PREFIX + name, folder));
    else if (node.type !== 'socket') {
      into.push(linkedEntry(prefix + name, node, seen));
      if (node.type === 'directory') collectUpper(node, lowerFolder?.lookup(name), prefix + name, into, seen);
    }
  }
}

function whiteout(path: string, folder: Node): LayerEntry {
  return { path, type: 'file', mode: 0, uid: 0, gid: 0, modified: Math.floor(folder.modified / SECOND), content: NO_BYTES };
}

function linkedEntry<N extends Node>(path: string, node: N, seen: Map<N, string>): LayerEntry {
  if (node.type !== 'directory' && node.links > 1) {
    const first = seen.get(node);
    if (first !== undefined) {
      const { mode, uid, gid } = node;
      return { path, type: 'hardlink', mode, uid, gid, modified: Math.floor(node.modified / SECOND), target: first };
    }
    seen.set(node, path);
  }
  return toEntry(path, node);
}

function collectMerged(folder: Inode | LowerNode, path: string, into: LayerEntry[], seen: Map<Node, string>): void {
  for (const { name, type } of folder.list()) {
    if (type === 'socket') continue;
    const node = folder.lookup(name)!;
    const full = path === '' ? name : `${path}/${name}`;
    into.push(linkedEntry<Node>(full, node, seen));
    if (type === 'directory') collectMerged(node, full, into, seen);
  }
}

function sizeOfTree(folder: Inode, seen: Set<Inode>): number {
  let size = 0;
  for (const node of folder.children!.values()) {
    if (node === WHITEOUT || seen.has(node)) continue;
    seen.add(node);
    size += node.type === 'directory' ? sizeOfTree(node, seen) : node.size;
  }
  return size;
}
