import { sha256 } from '@noble/hashes/sha2.js';
import { NO_BYTES, toBytes } from '../../core/bytes.ts';
import { SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';
import { toHex } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import { SystemError } from '../errno.ts';
import { isDescribed, sizeOf } from './content.ts';
import type { Content } from './content.ts';
import type { DirectoryEntry } from './files.ts';
import type { Viewer } from './mounts.ts';
import { byName, notADirectory } from './node.ts';
import type { Node } from './node.ts';

/** One entry of a layer, as a tar header has it. Paths are relative, without a leading `/` or `./`: `etc/passwd`. */
export interface LayerEntry {
  readonly path: string;
  readonly type: 'file' | 'directory' | 'symlink' | 'hardlink' | 'fifo' | 'character' | 'block';
  /** 0 to 0o7777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Whole seconds since 1970. */
  readonly modified: number;
  /** Of files. */
  readonly content?: Content;
  /** Where a symbolic link points, or which path (of the layer) a hard link is another name of. */
  readonly target?: string;
  readonly device?: readonly [major: number, minor: number];
}
// Whiteouts are entries as in OCI layers: an empty file `.wh.NAME`, and `.wh..wh..opq` for an opaque directory.

export const WHITEOUT_PREFIX = '.wh.';
export const OPAQUE_NAME = '.wh..wh..opq';

/** An immutable tree that any number of overlays share, made with `layerFromEntries`. */
export interface Layer {
  /** Parents before children, else in the order of names; the same whatever order they came in. */
  entries(): LayerEntry[];
  /** Bytes of the contents of files. */
  readonly size: number;
  /** Of what it holds: the same for the same files. Described content counts by its description. */
  readonly digest: Digest;
  /** The folder that is the root of the layer. */
  readonly root: LayerNode;
}

/**
 * Builds a layer. Folders that are missing above an entry are made (0755, root's). Of two entries with one path the
 * later counts. Throws EINVAL for a path that leaves the layer, or a hard link to what is not there.
 */
export function layerFromEntries(entries: Iterable<LayerEntry>): Layer {
  return new BuiltLayer(entries);
}

class BuiltLayer implements Layer {
  readonly root: LayerNode;
  readonly size: number;
  #digest: Digest | undefined;

  constructor(entries: Iterable<LayerEntry>) {
    const builder = new LayerBuilder();
    for (const entry of entries) builder.add(entry);
    this.root = builder.root;
    this.size = builder.size;
    builder.finish();
  }

  entries(): LayerEntry[] {
    const entries: LayerEntry[] = [];
    if (!this.root.isImplied) entries.push(toEntry('', this.root));
    collect(this.root, '', entries, new Map());
    return entries;
  }

  get digest(): Digest {
    return (this.#digest ??= digestOfEntries(this.entries()));
  }
}

function digestOfEntries(entries: readonly LayerEntry[]): Digest {
  const hash = sha256.create();
  let headers = '';
  for (const { path, type, mode, uid, gid, modified, target, device, content } of entries) {
    const about = content === undefined ? null : isDescribed(content) ? content : content.length;
    headers += `${JSON.stringify([path, type, mode, uid, gid, modified, target ?? null, device ?? null, about])}\n`;
    if (!(content instanceof Uint8Array)) continue;
    hash.update(toBytes(headers)).update(content);
    headers = '';
  }
  hash.update(toBytes(headers));
  return `sha256:${toHex(hash.digest())}`;
}

class LayerBuilder {
  readonly root = new LayerNode('directory', 0o755, 0, 0, 0);
  size = 0;
  #count = 1;
  #mark = 0x811c9dc5;
  #nodes: LayerNode[] = [this.root];

  constructor() {
    this.root.isImplied = true;
  }

  add(entry: LayerEntry): void {
    const segments = entry.path.split('/').filter((segment) => segment !== '' && segment !== '.');
    if (segments.includes('..')) throw new SystemError('EINVAL', entry.path);
    const name = segments.pop();
    if (name === undefined) return this.#setRoot(entry);
    let folder = this.root;
    for (const segment of segments) folder = this.#folder(folder, segment);
    if (name === OPAQUE_NAME) folder.isOpaque = true;
    else if (name.startsWith(WHITEOUT_PREFIX)) folder.children!.set(name.slice(WHITEOUT_PREFIX.length), WHITEOUT);
    else this.#put(folder, name, entry);
  }

  /** Numbers the files: a number of the layer's own and a counter, the same in every world. */
  finish(): void {
    const base = ((this.#mark >>> 0) % 0x40000) * 0x4000;
    this.#nodes.forEach((node, index) => (node.inode = base + index + 2));
  }

  #setRoot(entry: LayerEntry): void {
    this.root.mode = entry.mode;
    this.root.uid = entry.uid;
    this.root.gid = entry.gid;
    this.root.modified = entry.modified * SECOND;
    this.root.isImplied = false;
  }

  #folder(parent: LayerNode, name: string): LayerNode {
    const found = parent.children!.get(name);
    if (found && found !== WHITEOUT && found.type === 'directory') return found;
    const folder = new LayerNode('directory', 0o755, 0, 0, 0);
    folder.isImplied = true;
    // What stood in the way goes, as when a tar is unpacked over a file.
    if (found) folder.isOpaque = true;
    this.#keep(parent, name, folder);
    return folder;
  }

  #put(folder: LayerNode, name: string, entry: LayerEntry): void {
    const old = folder.children!.get(name);
    if (entry.type === 'hardlink') return this.#link(folder, name, entry);
    if (old && old !== WHITEOUT && old.type === 'directory' && entry.type === 'directory') {
      old.mode = entry.mode;
      old.uid = entry.uid;
      old.gid = entry.gid;
      old.modified = entry.modified * SECOND;
      old.isImplied = false;
      return;
    }
    const node = new LayerNode(entry.type, entry.mode, entry.uid, entry.gid, entry.modified * SECOND);
    if (entry.type === 'file') {
      node.stored = entry.content ?? NO_BYTES;
      this.size += sizeOf(node.stored);
      this.#mark = Math.imul(this.#mark ^ sizeOf(node.stored), 0x01000193);
    }
    if (entry.type === 'symlink') node.target = entry.target ?? '';
    if (entry.device) node.rdev = entry.device;
    if (old === WHITEOUT && entry.type === 'directory') node.isOpaque = true;
    this.#keep(folder, name, node);
  }

  #link(folder: LayerNode, name: string, entry: LayerEntry): void {
    let node: LayerNode | typeof WHITEOUT | undefined = this.root;
    for (const segment of (entry.target ?? '').split('/')) {
      if (segment === '' || segment === '.') continue;
      node = node?.type === 'directory' && node !== WHITEOUT ? node.children!.get(segment) : undefined;
      if (node === WHITEOUT) node = undefined;
    }
    if (!node || node === WHITEOUT || node.type === 'directory') throw new SystemError('EINVAL', entry.path);
    node.links++;
    this.#forget(folder.children!.get(name));
    folder.children!.set(name, node);
  }

  #keep(folder: LayerNode, name: string, node: LayerNode): void {
    this.#forget(folder.children!.get(name));
    folder.children!.set(name, node);
    if (node.type === 'directory') folder.links++;
    this.#nodes.push(node);
    this.#mark = Math.imul(this.#mark ^ (++this.#count + name.length * 31 + name.charCodeAt(0)), 0x01000193);
  }

  #forget(node: LayerNode | typeof WHITEOUT | undefined): void {
    if (!node || node === WHITEOUT) return;
    node.links--;
    if (node.stored && node.links === 0) this.size -= sizeOf(node.stored);
  }
}

/** Says in a folder of a layer that a file of the layers below is gone. */
export const WHITEOUT = null;

/** A file of a layer. Changed by nobody once the layer is built. */
export class LayerNode implements Node {
  inode = 0;
  links: number;
  rdev?: readonly [number, number];
  target?: string;
  stored?: Content;
  readonly children: Map<string, LayerNode | typeof WHITEOUT> | undefined;
  /** Hides what layers below have in this folder. */
  isOpaque = false;
  /** Stands only because something lies in it: what a layer below says of it counts. */
  isImplied = false;
  #list: readonly DirectoryEntry[] | undefined;

  constructor(
    readonly type: Exclude<LayerEntry['type'], 'hardlink'>,
    public mode: number,
    public uid: number,
    public gid: number,
    public modified: Micros,
  ) {
    this.links = type === 'directory' ? 2 : 1;
    this.children = type === 'directory' ? new Map() : undefined;
  }

  get accessed(): Micros {
    return this.modified;
  }

  get changed(): Micros {
    return this.modified;
  }

  get size(): number {
    if (this.stored) return sizeOf(this.stored);
    if (this.target !== undefined) return toBytes(this.target).length;
    return this.children ? 4096 : 0;
  }

  lookup(name: string): LayerNode | undefined {
    const child = (this.children ?? notADirectory()).get(name);
    return child === WHITEOUT ? undefined : child;
  }

  list(): readonly DirectoryEntry[] {
    return (this.#list ??= [...(this.children ?? notADirectory())]
      .flatMap(([name, node]) => (node === WHITEOUT ? [] : [{ name, type: node.type }]))
      .sort(byName));
  }

  readlink(): string {
    if (this.target === undefined) throw new SystemError('EINVAL');
    return this.target;
  }

  content(): Content {
    if (!this.stored) throw new SystemError(this.children ? 'EISDIR' : 'EINVAL');
    return this.stored;
  }
}

function collect(folder: LayerNode, path: string, into: LayerEntry[], seen: Map<LayerNode, string>): void {
  const below = path === '' ? '' : `${path}/`;
  const whiteout = (name: string): LayerEntry => ({ path: below + name, type: 'file', mode: 0, uid: 0, gid: 0, modified: 0, content: NO_BYTES });
  if (folder.isOpaque) into.push(whiteout(OPAQUE_NAME));
  for (const name of [...folder.children!.keys()].sort()) {
    const node = folder.children!.get(name)!;
    if (node === WHITEOUT) {
      into.push(whiteout(WHITEOUT_PREFIX + name));
      continue;
    }
    const first = node.links > 1 && node.type !== 'directory' ? seen.get(node) : undefined;
    if (first !== undefined) {
      const { mode, uid, gid } = node;
      into.push({ path: below + name, mode, uid, gid, modified: Math.floor(node.modified / SECOND), type: 'hardlink', target: first });
      continue;
    }
    seen.set(node, below + name);
    if (!node.isImplied) into.push(toEntry(below + name, node));
    if (node.type === 'directory') collect(node, below + name, into, seen);
  }
}

/** What a layer would say of a file. Sockets have no place in layers. */
export function toEntry(path: string, node: Node, viewer?: Viewer): LayerEntry {
  // Written out: there are many, and to spread an object and add to it is a hundred times slower.
  const { mode, uid, gid, rdev } = node;
  const type = node.type as LayerEntry['type'];
  const modified = Math.floor(node.modified / SECOND);
  if (type === 'file') return { path, mode, uid, gid, modified, type, content: node.content(viewer!) };
  if (type === 'symlink') return { path, mode, uid, gid, modified, type, target: node.readlink(viewer!) };
  return rdev ? { path, mode, uid, gid, modified, type, device: rdev } : { path, mode, uid, gid, modified, type };
}
