import { toBytes } from '../../core/bytes.ts';
import type { Micros } from '../../core/clock.ts';
import { SystemError } from '../errno.ts';
import { sizeOf } from './content.ts';
import type { Content } from './content.ts';
import type { DirectoryEntry, FileType } from './files.ts';
import type { Viewer } from './mounts.ts';
import { byName, notADirectory } from './node.ts';
import type { Driver, Node } from './node.ts';
import type { OpenFile } from './open-file.ts';
import { Space } from './space.ts';

/** What a made-up file is: its content and entries are made when somebody looks. */
export type Made =
  | { readonly text: (viewer: Viewer) => string | Uint8Array; readonly write?: (text: string, viewer: Viewer) => void; readonly mode?: number }
  | { readonly link: (viewer: Viewer) => string; readonly opens?: (viewer: Viewer) => OpenFile | undefined }
  | { readonly folder: Folder; readonly mode?: number; readonly owner?: readonly [uid: number, gid: number] };

export interface Folder {
  entry(name: string, viewer: Viewer): Made | undefined;
  names(viewer: Viewer): Iterable<string>;
}

/** A file whose text is made when it is read. */
export function text(make: (viewer: Viewer) => string, mode?: number): Made {
  return mode === undefined ? { text: make } : { text: make, mode };
}

/** A file that can be written too. */
export function setting(make: (viewer: Viewer) => string, write: (text: string, viewer: Viewer) => void): Made {
  return { text: make, write };
}

/** A folder whose entries are always the same. */
export function fixed(entries: { readonly [name: string]: Made }): Folder {
  const byKey = new Map(Object.entries(entries));
  return { entry: (name) => byKey.get(name), names: () => byKey.keys() };
}

/** A folder that is made when somebody looks into it: few containers ever have that done to their /proc. */
export function lazily(make: () => Folder): Folder {
  return new LazyFolder(make);
}

class LazyFolder implements Folder {
  #made: Folder | undefined;

  constructor(private readonly make: () => Folder) {}

  entry(name: string, viewer: Viewer): Made | undefined {
    return (this.#made ??= this.make()).entry(name, viewer);
  }

  names(viewer: Viewer): Iterable<string> {
    return (this.#made ??= this.make()).names(viewer);
  }
}

/** A file of /proc, /sys or /sys/fs/cgroup. */
export class MadeUp implements Node {
  readonly accessed: Micros;
  readonly changed: Micros;
  readonly links = 1;

  constructor(
    private readonly made: Made,
    readonly inode: number,
    readonly modified: Micros,
    readonly uid = 0,
    readonly gid = 0,
  ) {
    this.accessed = this.changed = modified;
  }

  get type(): FileType {
    return 'text' in this.made ? 'file' : 'link' in this.made ? 'symlink' : 'directory';
  }

  get mode(): number {
    const { made } = this;
    if ('link' in made) return 0o777;
    return made.mode ?? ('folder' in made ? 0o555 : made.write ? 0o644 : 0o444);
  }

  /** As /proc has it: nothing, however much can be read. */
  get size(): number {
    return 0;
  }

  lookup(name: string, viewer: Viewer): MadeUp | undefined {
    if (!('folder' in this.made)) return notADirectory();
    const made = this.made.folder.entry(name, viewer);
    if (!made) return undefined;
    const [uid, gid] = ('folder' in made && made.owner) || [this.uid, this.gid];
    return new MadeUp(made, numberOf(this.inode, name), this.modified, uid, gid);
  }

  list(viewer: Viewer): readonly DirectoryEntry[] {
    if (!('folder' in this.made)) return notADirectory();
    const entries: DirectoryEntry[] = [];
    for (const name of this.made.folder.names(viewer)) {
      const node = this.lookup(name, viewer);
      if (node) entries.push({ name, type: node.type });
    }
    return entries.sort(byName);
  }

  readlink(viewer: Viewer): string {
    if (!('link' in this.made)) throw new SystemError('EINVAL');
    return this.made.link(viewer);
  }

  opens(viewer: Viewer): OpenFile | undefined {
    return 'link' in this.made ? this.made.opens?.(viewer) : undefined;
  }

  content(viewer: Viewer): Content {
    if (!('text' in this.made)) throw new SystemError('folder' in this.made ? 'EISDIR' : 'EINVAL');
    const made = this.made.text(viewer);
    return typeof made === 'string' ? toBytes(made) : made;
  }

  write(bytes: Uint8Array, viewer: Viewer): void {
    if (!('text' in this.made) || !this.made.write) throw new SystemError('EACCES');
    if (sizeOf(bytes) > 0) this.made.write(String.fromCharCode(...bytes.subarray(0, 4096)), viewer);
  }
}

export function isMadeUp(node: Node): node is MadeUp {
  return node instanceof MadeUp;
}

function numberOf(parent: number, name: string): number {
  let number = parent;
  for (let i = 0; i < name.length; i++) number = (Math.imul(number, 31) + name.charCodeAt(i)) >>> 0;
  return number || 1;
}

/** Nothing takes room here, so that one stands for all; what differs is the number of the device, which is the mount's. */
const NO_ROOM = new Space(0);

/** A file system of made-up files. */
export class VirtualFileSystem implements Driver {
  readonly isReadOnly = false;
  readonly space = NO_ROOM;
  readonly root: Node;
  device = 0;

  constructor(
    readonly type: string,
    readonly source: string,
    root: Folder,
    now: Micros,
    readonly mountOptions?: string,
  ) {
    this.root = new MadeUp({ folder: root }, 1, now);
  }
}
