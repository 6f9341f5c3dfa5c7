import type { Micros } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import { BLOCK, inBlocks } from './space.ts';
import type { Space } from './space.ts';
import { sizeOf } from './content.ts';
import type { Content } from './content.ts';
import type { Entropy } from '../../core/entropy.ts';
import type { FileType } from './files.ts';
import { Inode } from './inode.ts';
import type { Attributes } from './inode.ts';
import { WHITEOUT } from './layer.ts';
import type { LowerNode } from './layer-stack.ts';
import type { Driver, Node } from './node.ts';
import type { OpenFile } from './open-file.ts';
import type { Place } from './place.ts';

/** 16 TiB, as ext4 has it. */
export const LARGEST_FILE = 2 ** 44;

/** Opens a device file; undefined when there is no such device. */
export type DeviceOpener = (rdev: readonly [number, number]) => OpenFile | undefined;

export interface TreeOptions {
  readonly type: string;
  readonly source: string;
  readonly space: Space;
  readonly isReadOnly?: boolean;
  readonly mountOptions?: string;
  /** Devices of its own, before the kernel's table. */
  readonly devices?: DeviceOpener;
  readonly entropy?: Entropy;
}

/** A tree of inodes that can be changed, on top of an immutable one (an overlay) or of nothing (a disk, a tmpfs). */
export class TreeFileSystem implements Driver {
  readonly type: string;
  readonly source: string;
  readonly space: Space;
  readonly isReadOnly: boolean;
  readonly mountOptions: string | undefined;
  readonly devices: DeviceOpener | undefined;
  readonly entropy: Entropy | undefined;
  device = 0;
  #root: Inode | LowerNode;
  /** Numbers of new files; those of layers lie above 2^17. */
  #nextInode = 2;

  constructor(root: Inode | LowerNode | Attributes, options: TreeOptions) {
    this.type = options.type;
    this.source = options.source;
    this.space = options.space;
    this.isReadOnly = options.isReadOnly ?? false;
    this.mountOptions = options.mountOptions;
    this.devices = options.devices;
    this.entropy = options.entropy;
    this.#root = 'lookup' in root ? root : new Inode('directory', this.#nextInode++, root);
  }

  get root(): Inode | LowerNode {
    return this.#root;
  }

  /** The file at a place, made ready to be changed: what lies in a lower layer is copied up, with the folders above it. Throws ENOSPC. */
  promote(place: Place): Inode {
    const { node } = place;
    if (node instanceof Inode) return node;
    if (place.isMountRoot) return (place.node = this.promoteRoot());
    const parent = this.promote(place.parent!);
    const present = parent.children!.get(place.name);
    const inode = present instanceof Inode ? present : this.#copyUp(parent, place.name, node as LowerNode);
    return (place.node = inode);
  }

  promoteRoot(): Inode {
    if (this.#root instanceof Inode) return this.#root;
    const inode = new Inode('directory', this.#root.inode, this.#root);
    inode.lower = this.#root;
    return (this.#root = inode);
  }

  /** Copies a whole folder up, so that nothing below shows through it: it can be moved then. */
  settle(folder: Inode): void {
    const { lower } = folder;
    for (const { name } of folder.list()) {
      const present = folder.children!.get(name);
      const child = present instanceof Inode ? present : this.#copyUp(folder, name, lower!.lookup(name)!);
      if (child.type === 'directory') this.settle(child);
    }
    if (!lower) return;
    delete folder.lower;
    let folders = 0;
    for (const [name, child] of folder.children!) {
      if (child === WHITEOUT) folder.uncover(name);
      else if (child.type === 'directory') folders++;
    }
    folder.links = 2 + folders;
  }

  #copyUp(parent: Inode, name: string, node: LowerNode): Inode {
    const inode = new Inode(node.type, node.inode, node, node.type === 'file' ? node.content() : undefined);
    if (node.type === 'symlink') inode.target = node.readlink();
    if (node.type === 'directory') inode.lower = node;
    if ('rdev' in node && node.rdev) inode.rdev = node.rdev;
    this.space.takeInode();
    this.account(inode);
    parent.attach(name, inode);
    return inode;
  }

  /** Makes a file in a folder. Throws ENOSPC. */
  create(folder: Inode, name: string, type: FileType, { mode, uid, gid }: Pick<Attributes, 'mode' | 'uid' | 'gid'>, now: Micros): Inode {
    this.space.takeInode();
    const inode = new Inode(type, this.#nextInode++, { mode, uid, gid, modified: now, accessed: now, changed: now });
    if (type === 'directory') this.account(inode);
    folder.attach(name, inode);
    touch(folder, now);
    return inode;
  }

  /** Counts inodes that are made later, and gives the number of the first. Throws ENOSPC. */
  reserve(count: number): number {
    for (let i = 0; i < count; i++) this.space.takeInode();
    this.#nextInode += count;
    return this.#nextInode - count;
  }

  /** Takes a name away, and with its last name and last opening the file. */
  forget(folder: Inode, name: string, node: Node, now: Micros): void {
    folder.detach(name);
    touch(folder, now);
    if (!(node instanceof Inode)) return;
    node.changed = now;
    if (node.type === 'directory') node.links = 0;
    else node.links--;
    this.releaseIfGone(node);
  }

  releaseIfGone(inode: Inode): void {
    if (inode.links > 0 || inode.openings > 0) return;
    this.space.take(-inode.charged);
    this.space.hold(-inode.held);
    this.space.giveInode();
    inode.charged = inode.held = 0;
  }

  /** Replaces what a file holds. Throws ENOSPC and changes nothing. */
  replace(inode: Inode, content: Content, now: Micros): void {
    const needed = inBlocks(sizeOf(content)) - inode.charged;
    if (needed > 0 && needed > this.space.available) throw new SystemError('ENOSPC');
    inode.body!.replace(content);
    this.account(inode);
    inode.modified = inode.changed = now;
  }

  /** Writes as much as there is room for. Throws ENOSPC when that is not all. */
  write(inode: Inode, offset: number, bytes: Uint8Array, now: Micros): void {
    const body = inode.body!;
    if (offset + bytes.length > LARGEST_FILE) throw new SystemError('EFBIG');
    let part = bytes;
    if (body.growth(offset, bytes.length) > this.space.available) {
      const room = Math.floor(this.space.available / BLOCK) * BLOCK + Math.max(0, inode.charged - offset);
      part = bytes.subarray(0, Math.min(room, bytes.length));
      while (part.length > 0 && body.growth(offset, part.length) > this.space.available) part = part.subarray(0, part.length - Math.min(BLOCK, part.length));
    }
    body.write(offset, part);
    this.account(inode);
    inode.modified = inode.changed = now;
    if (part.length < bytes.length) throw new SystemError('ENOSPC');
  }

  truncate(inode: Inode, size: number, now: Micros): void {
    if (size > LARGEST_FILE) throw new SystemError('EFBIG');
    inode.body!.truncate(size);
    this.account(inode);
    inode.modified = inode.changed = now;
  }

  /** Charges what a file takes by now. Throws ENOSPC. */
  account(inode: Inode): void {
    const held = inode.body?.held ?? 0;
    const more = held - inode.held;
    inode.held = held;
    if (more !== 0) this.space.hold(more);
    const takes = inode.body ? inode.body.allocated : inode.type === 'directory' ? BLOCK : 0;
    if (takes === inode.charged) return;
    this.space.take(takes - inode.charged);
    inode.charged = takes;
  }

  /** Gives back all room: the file system is gone. */
  dispose(): void {
    if (!(this.#root instanceof Inode)) return;
    const seen = new Set<Inode>();
    const give = (inode: Inode) => {
      if (seen.has(inode)) return;
      seen.add(inode);
      this.space.take(-inode.charged);
      this.space.hold(-inode.held);
      if (inode !== this.#root) this.space.giveInode();
      inode.charged = inode.held = 0;
      for (const child of inode.children?.values() ?? []) if (child !== WHITEOUT) give(child);
    };
    give(this.#root);
  }
}

export function touch(folder: Inode, now: Micros): void {
  folder.modified = folder.changed = now;
}
