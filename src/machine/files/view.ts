import { toBytes } from '../../core/bytes.ts';
import type { Micros } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import { materialise, sizeOf } from './content.ts';
import type { Content } from './content.ts';
import type { Files, FileType, OpenFlags } from './files.ts';
import { Inode } from './inode.ts';
import type { Found } from './namespace.ts';
import type { Node } from './node.ts';
import type { OpenFile } from './open-file.ts';
import { openNode } from './open.ts';
import { Place } from './place.ts';
import { ReadingView, existing, isSpecial, named } from './reading.ts';
import { READ, SEARCH, SET_GID, SET_UID, WRITE, demand, demandOwner, demandRemoval, isAllowed, isCapable } from './rights.ts';
import { TreeFileSystem, touch } from './tree.ts';
import { isMadeUp } from './virtual.ts';

const CREATE: OpenFlags = { create: true };

/** Files as one process sees them. */
export class FilesView extends ReadingView implements Files {
  write(path: string, content: Content | string, mode?: number): void {
    const bytes = typeof content === 'string' ? toBytes(content) : content;
    const { place, isNew } = this.#prepare(path, mode === undefined ? CREATE : { create: true, mode });
    const { node, mount } = place;
    if (isMadeUp(node)) return node.write(materialise(bytes), this.viewer);
    if (isSpecial(node)) throw new SystemError('EINVAL', path);
    if (isNew && sizeOf(bytes) === 0) return;
    this.#named(path, () => {
      const tree = mount.fileSystem as TreeFileSystem;
      tree.replace(tree.promote(place), bytes, this.viewer.now());
    });
  }

  append(path: string, content: Uint8Array | string): void {
    const bytes = typeof content === 'string' ? toBytes(content) : content;
    const { place } = this.#prepare(path, CREATE);
    const { node, mount } = place;
    if (isMadeUp(node)) return node.write(bytes, this.viewer);
    if (isSpecial(node)) throw new SystemError('EINVAL', path);
    this.#named(path, () => {
      const tree = mount.fileSystem as TreeFileSystem;
      const inode = tree.promote(place);
      tree.write(inode, inode.size, bytes, this.viewer.now());
    });
  }

  open(path: string, flags: OpenFlags): OpenFile {
    const isWriter = Boolean(flags.write || flags.append);
    const isReader = flags.read ?? !isWriter;
    const { place, isNew, open } = this.#prepare(path, flags, isWriter);
    if (open) return reopened(open);
    if (isReader && !isNew) demand(this.viewer, place.node, READ, path);
    return this.#named(path, () => {
      const tree = place.mount.fileSystem;
      if (isWriter && place.node.type === 'file' && tree instanceof TreeFileSystem) {
        const inode = tree.promote(place);
        if (flags.truncate) tree.truncate(inode, 0, this.viewer.now());
      }
      return openNode(place, { isReader, isWriter, isAppending: Boolean(flags.append) }, this.viewer);
    });
  }

  mkdir(path: string, mode = 0o777): void {
    const { parent, name, place } = this.find(path, false);
    if (place) throw new SystemError('EEXIST', path);
    this.#create(parent!, name, 'directory', mode & ~this.viewer.umask(), path);
  }

  mkdirAll(path: string, mode?: number): void {
    const { place } = this.tryFind(path);
    if (place) {
      if (place.node.type !== 'directory') throw new SystemError('EEXIST', path);
      return;
    }
    const trimmed = path.replace(/\/+$/, '');
    const above = trimmed.slice(0, Math.max(0, trimmed.lastIndexOf('/'))).replace(/\/+$/, '');
    if (above !== '') this.mkdirAll(above);
    this.mkdir(trimmed, mode);
  }

  rmdir(path: string): void {
    const { parent, place } = this.find(path, false);
    const { node } = existing(place, path);
    if (/(?:^|\/)\.$/.test(path)) throw new SystemError('EINVAL', path);
    if (node.type !== 'directory') throw new SystemError('ENOTDIR', path);
    if (/(?:^|\/)\.\.$/.test(path)) throw new SystemError('ENOTEMPTY', path);
    if (!parent || this.namespace.isBusy(place!.path)) throw new SystemError('EBUSY', path);
    demandRemoval(this.viewer, parent.node, node, path);
    this.#demandWritable(parent, path);
    if (node.list(this.viewer).length > 0) throw new SystemError('ENOTEMPTY', path);
    this.#remove(parent, place!, path);
  }

  unlink(path: string): void {
    const { parent, place, isFolderMeant } = this.find(path, false);
    const { node } = existing(place, path);
    if (node.type === 'directory') throw new SystemError('EISDIR', path);
    if (isFolderMeant) throw new SystemError('ENOTDIR', path);
    if (this.namespace.isBusy(place!.path)) throw new SystemError('EBUSY', path);
    demandRemoval(this.viewer, parent!.node, node, path);
    this.#demandWritable(parent!, path);
    this.#remove(parent!, place!, path);
  }

  removeAll(path: string): void {
    const { place } = this.tryFind(path, false);
    if (!place) return;
    if (place.node.type !== 'directory') return this.unlink(path);
    const base = path.replace(/\/+$/, '');
    for (const { name } of this.list(path)) this.removeAll(`${base}/${name}`);
    this.rmdir(path);
  }

  rename(from: string, to: string): void {
    const source = this.find(from, false);
    const { node, mount } = existing(source.place, from);
    const target = this.find(to, false);
    if (!source.parent || !target.parent || isDots(from) || isDots(to)) throw new SystemError('EBUSY', to);
    if (mount !== target.parent.mount || source.place!.isMountRoot) {
      throw new SystemError(source.place!.isMountRoot ? 'EBUSY' : 'EXDEV', to);
    }
    if (target.isFolderMeant && node.type !== 'directory') throw new SystemError('ENOTDIR', to);
    const over = target.place?.node;
    if (over === node || (over && sameFile(over, node))) return;
    if (node.type === 'directory' && isWithin(target.parent, source.place!)) throw new SystemError('EINVAL', to);
    demandRemoval(this.viewer, source.parent.node, node, from);
    if (over) this.#demandReplaceable(node, over, target, to);
    else demand(this.viewer, target.parent.node, WRITE | SEARCH, to);
    this.#demandWritable(source.parent, from);
    if (this.namespace.isBusy(source.place!.path) || (target.place && this.namespace.isBusy(target.place.path))) throw new SystemError('EBUSY', to);
    this.#named(to, () => this.#move(source as Found & { parent: Place; place: Place }, target as Found & { parent: Place }));
  }

  #demandReplaceable(node: Node, over: Node, target: Found, to: string): void {
    demandRemoval(this.viewer, target.parent!.node, over, to);
    if (over.type === 'directory' && node.type !== 'directory') throw new SystemError('EISDIR', to);
    if (over.type !== 'directory' && node.type === 'directory') throw new SystemError('ENOTDIR', to);
    if (over.type === 'directory' && over.list(this.viewer).length > 0) throw new SystemError('ENOTEMPTY', to);
  }

  #move(source: { parent: Place; place: Place; name: string }, target: Found & { parent: Place }): void {
    const tree = source.place.mount.fileSystem as TreeFileSystem;
    const { node } = source.place;
    // overlayfs without redirect_dir: a folder that a lower layer has can't be renamed; mv copies it.
    const isLower = node.type === 'directory' && !(node instanceof Inode && !node.lower);
    if (isLower && tree.type === 'overlay') throw new SystemError('EXDEV');
    const now = this.viewer.now();
    const inode = tree.promote(source.place);
    if (isLower) tree.settle(inode);
    const from = tree.promote(source.parent);
    const to = tree.promote(target.parent);
    if (target.place) tree.forget(to, target.name, target.place.node, now);
    from.detach(source.name);
    to.attach(target.name, inode);
    touch(from, now);
    touch(to, now);
    inode.changed = now;
  }

  symlink(target: string, path: string): void {
    if (target === '') throw new SystemError('ENOENT', path);
    const { parent, name, place } = this.find(path, false);
    if (place) throw new SystemError('EEXIST', path);
    this.#create(parent!, name, 'symlink', 0o777, path).target = target;
  }

  link(existingPath: string, path: string): void {
    const source = this.walk(existingPath, false);
    const { parent, name, place } = this.find(path, false);
    if (place) throw new SystemError('EEXIST', path);
    if (source.node.type === 'directory') throw new SystemError('EPERM', existingPath);
    if (source.mount !== parent!.mount) throw new SystemError('EXDEV', path);
    demand(this.viewer, parent!.node, WRITE | SEARCH, path);
    this.#demandWritable(parent!, path);
    this.#named(path, () => {
      const tree = parent!.mount.fileSystem as TreeFileSystem;
      const inode = tree.promote(source);
      const folder = tree.promote(parent!);
      folder.attach(name, inode);
      inode.links++;
      inode.changed = this.viewer.now();
      touch(folder, this.viewer.now());
    });
  }

  mknod(path: string, type: 'fifo' | 'character' | 'block', mode: number, rdev?: readonly [number, number]): void {
    const { parent, name, place } = this.find(path, false);
    if (place) throw new SystemError('EEXIST', path);
    if (type !== 'fifo' && !isCapable(this.viewer, 'CAP_MKNOD')) throw new SystemError('EPERM', path);
    const inode = this.#create(parent!, name, type, mode & ~this.viewer.umask(), path);
    if (rdev && type !== 'fifo') inode.rdev = rdev;
  }

  bindSocket(path: string, service: object, mode = 0o777): void {
    const { parent, name, place } = this.find(path, false);
    if (place) throw new SystemError('EADDRINUSE', path);
    this.#create(parent!, name, 'socket', mode & ~this.viewer.umask(), path).service = service;
  }

  connectSocket(path: string): object {
    const { node } = this.walk(path);
    demand(this.viewer, node, WRITE, path);
    const service = node instanceof Inode ? node.service : undefined;
    if (!service) throw new SystemError('ECONNREFUSED', path);
    return service;
  }

  chmod(path: string, mode: number): void {
    const place = this.walk(path);
    this.#demandWritable(place, path);
    demandOwner(this.viewer, place.node, path);
    const { gid, groups } = this.viewer.credentials();
    const inode = this.#change(place, path);
    const isForeignGroup = !isCapable(this.viewer, 'CAP_FSETID') && gid !== inode.gid && !groups.includes(inode.gid);
    inode.mode = mode & (isForeignGroup && inode.type === 'file' ? 0o7777 & ~SET_GID : 0o7777);
  }

  chown(path: string, uid: number, gid: number, options: { readonly followLinks?: boolean } = {}): void {
    const place = this.walk(path, options.followLinks ?? true);
    this.#demandWritable(place, path);
    const { node } = place;
    // -1 leaves one as it is, as in chown(2).
    const newUid = uid < 0 ? node.uid : uid;
    const newGid = gid < 0 ? node.gid : gid;
    if (!isCapable(this.viewer, 'CAP_CHOWN')) {
      const mine = this.viewer.credentials();
      const isMyGroup = newGid === node.gid || newGid === mine.gid || mine.groups.includes(newGid);
      if (mine.uid !== node.uid || newUid !== node.uid || !isMyGroup) throw new SystemError('EPERM', path);
    }
    const inode = this.#change(place, path);
    inode.uid = newUid;
    inode.gid = newGid;
    if (inode.type === 'file') inode.mode &= inode.mode & 0o010 ? ~(SET_UID | SET_GID) : ~SET_UID;
  }

  utimes(path: string, accessed: Micros, modified: Micros, options: { readonly followLinks?: boolean } = {}): void {
    const place = this.walk(path, options.followLinks ?? true);
    this.#demandWritable(place, path);
    if (!isAllowed(this.viewer, place.node, WRITE)) demandOwner(this.viewer, place.node, path);
    const inode = this.#change(place, path);
    inode.accessed = accessed;
    inode.modified = modified;
  }

  truncate(path: string, size: number): void {
    if (size < 0) throw new SystemError('EINVAL', path);
    const { place } = this.#prepare(path, {});
    if (place.node.type !== 'file' || isMadeUp(place.node)) throw new SystemError('EINVAL', path);
    const tree = place.mount.fileSystem as TreeFileSystem;
    this.#named(path, () => tree.truncate(tree.promote(place), size, this.viewer.now()));
  }

  /** What is at a path, made when it is not there and `create` says so; checked for writing. */
  #prepare(path: string, flags: OpenFlags, isWriter = true): { place: Place; isNew: boolean; open?: OpenFile } {
    const { parent, name, place, isFolderMeant, open } = this.find(path, !flags.exclusive);
    if (!place) {
      if (!flags.create) throw new SystemError('ENOENT', path);
      if (isFolderMeant) throw new SystemError('EISDIR', path);
      const inode = this.#create(parent!, name, 'file', (flags.mode ?? 0o666) & ~this.viewer.umask(), path);
      return { place: new Place(parent, name, parent!.mount, inode), isNew: true };
    }
    if (open) return { place, isNew: false, open };
    if (flags.exclusive && flags.create) throw new SystemError('EEXIST', path);
    const { node, mount } = place;
    if (node.type === 'socket') throw new SystemError('ENXIO', path);
    if (isWriter) {
      if (node.type === 'directory') throw new SystemError('EISDIR', path);
      demand(this.viewer, node, WRITE, path);
      if (mount.isReadOnly && !isSpecial(node)) throw new SystemError('EROFS', path);
    }
    return { place, isNew: false };
  }

  /** Makes a file with the rights and the group that a new one gets. */
  #create(parent: Place, name: string, type: FileType, mode: number, path: string): Inode {
    demand(this.viewer, parent.node, WRITE | SEARCH, path);
    this.#demandWritable(parent, path);
    const { uid, gid } = this.viewer.credentials();
    const isInherited = (parent.node.mode & SET_GID) !== 0;
    const attributes = { mode: mode & 0o7777, uid, gid: isInherited ? parent.node.gid : gid };
    if (isInherited && type === 'directory') attributes.mode |= SET_GID;
    return this.#named(path, () => {
      const tree = parent.mount.fileSystem as TreeFileSystem;
      return tree.create(tree.promote(parent), name, type, attributes, this.viewer.now());
    });
  }

  #remove(parent: Place, place: Place, path: string): void {
    this.#named(path, () => {
      const tree = parent.mount.fileSystem as TreeFileSystem;
      tree.forget(tree.promote(parent), place.name, place.node, this.viewer.now());
    });
  }

  /** The inode whose attributes are about to change. */
  #change(place: Place, path: string): Inode {
    return this.#named(path, () => {
      const inode = (place.mount.fileSystem as TreeFileSystem).promote(place);
      inode.changed = this.viewer.now();
      return inode;
    });
  }

  #demandWritable(place: Place, path: string): void {
    if (place.mount.isReadOnly) throw new SystemError('EROFS', path);
    if (!(place.mount.fileSystem instanceof TreeFileSystem)) throw new SystemError('EPERM', path);
  }

  /** Errors from within get the path that was asked for. */
  #named<T>(path: string, action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw named(error, path);
    }
  }
}

/** Opening /proc/self/fd/N of a pipe or terminal gives the same thing again. */
function reopened(file: OpenFile): OpenFile {
  file.retain();
  return file;
}

function isDots(path: string): boolean {
  return /(?:^|\/)\.{1,2}\/*$/.test(path);
}

function sameFile(a: Node, b: Node): boolean {
  return a.type !== 'directory' && a.inode === b.inode && a instanceof Inode && a === b;
}

function isWithin(place: Place, folder: Place): boolean {
  for (let at: Place | undefined = place; at; at = at.parent) if (at.node === folder.node) return true;
  return false;
}
