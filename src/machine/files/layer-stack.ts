import { SystemError } from '../errno.ts';
import type { DirectoryEntry } from './files.ts';
import { WHITEOUT, layerFromEntries } from './layer.ts';
import type { Layer, LayerNode } from './layer.ts';
import { byName } from './node.ts';
import type { Node } from './node.ts';

/** A read-only file below the writable layer: of one layer, or a folder merged from several. */
export type LowerNode = LayerNode | MergedFolder;

/** A folder that more than one layer has: the entries of all, the highest layer's first where names meet. */
export class MergedFolder implements Node {
  readonly type = 'directory';
  /** As overlayfs has it for merged folders. */
  readonly links = 1;
  readonly size = 4096;
  /** What was looked up, kept for all containers of the image. */
  readonly #found = new Map<string, LowerNode | undefined>();
  #list: readonly DirectoryEntry[] | undefined;

  /** The highest first. */
  constructor(private readonly parts: readonly LayerNode[]) {}

  /** Whose owner, mode and times count: the highest that does not merely stand above something. */
  get #face(): LayerNode {
    return this.parts.find((part) => !part.isImplied) ?? this.parts[0]!;
  }

  get mode() {
    return this.#face.mode;
  }
  get uid() {
    return this.#face.uid;
  }
  get gid() {
    return this.#face.gid;
  }
  get modified() {
    return this.#face.modified;
  }
  get accessed() {
    return this.#face.modified;
  }
  get changed() {
    return this.#face.modified;
  }
  get inode() {
    return this.parts[0]!.inode;
  }

  lookup(name: string): LowerNode | undefined {
    if (this.#found.has(name)) return this.#found.get(name);
    const node = merge(name, this.parts);
    this.#found.set(name, node);
    return node;
  }

  list(): readonly DirectoryEntry[] {
    if (this.#list) return this.#list;
    const seen = new Map<string, DirectoryEntry | undefined>();
    for (const part of this.parts) {
      for (const [name, node] of part.children!) {
        if (!seen.has(name)) seen.set(name, node === WHITEOUT ? undefined : { name, type: node.type });
      }
    }
    return (this.#list = [...seen.values()].filter((entry) => entry !== undefined).sort(byName));
  }

  readlink(): never {
    throw new SystemError('EINVAL');
  }

  content(): never {
    throw new SystemError('EISDIR');
  }
}

function merge(name: string, parts: readonly LayerNode[]): LowerNode | undefined {
  const folders: LayerNode[] = [];
  for (const part of parts) {
    const node = part.children!.get(name);
    if (node === undefined) continue;
    if (node === WHITEOUT) break;
    if (node.type !== 'directory') {
      if (folders.length === 0) return node;
      break;
    }
    folders.push(node);
    if (node.isOpaque) break;
  }
  return folders.length > 1 ? new MergedFolder(folders) : folders[0];
}

const EMPTY = layerFromEntries([]);

/** Merged roots, by the layers that they are of: the tree hangs on the lowest layer and lives as long as it. */
interface Stack {
  readonly root: LowerNode;
  readonly layers: readonly Layer[];
  readonly above: WeakMap<Layer, Stack>;
}
const BOTTOM: Stack = { root: EMPTY.root, layers: [], above: new WeakMap() };

/** The root of a stack of layers, the lowest first. What it learns is shared by all who ask for the same stack. */
export function mergedRoot(layers: readonly Layer[]): LowerNode {
  let stack = BOTTOM;
  for (const layer of layers) {
    let higher = stack.above.get(layer);
    if (!higher) {
      const all = [...stack.layers, layer];
      const root = all.length === 1 ? layer.root : new MergedFolder(all.map(({ root }) => root).reverse());
      stack.above.set(layer, (higher = { root, layers: all, above: new WeakMap() }));
    }
    stack = higher;
  }
  return stack.root;
}
