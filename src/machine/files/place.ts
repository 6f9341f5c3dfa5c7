import type { MountInfo } from './files.ts';
import type { Driver, Node } from './node.ts';

/** A file system where it is mounted. */
export class Mount {
  constructor(
    readonly id: number,
    readonly fileSystem: Driver,
    /** What appears at the target when it is not the file system's root (a bind mount). */
    readonly bound: { readonly node: Node; readonly path: string } | undefined,
    /** Absolute, without links. */
    readonly target: string,
    /** What mounts show as the device. */
    private readonly device: string,
    readonly isReadOnly: boolean,
    /** Words for /proc/mounts, beside the file system's own. */
    private readonly words: string,
    /** The mount that its target lies in. Undefined for `/`. */
    readonly on: Mount | undefined,
  ) {}

  /** Made when it is asked for: every container has a dozen mounts that nobody ever lists. */
  get info(): MountInfo {
    const { fileSystem, target, isReadOnly } = this;
    const words = [isReadOnly ? 'ro' : 'rw', ...this.words.split(','), ...(fileSystem.mountOptions ?? '').split(',')];
    return { source: this.device, target, type: fileSystem.type, isReadOnly, options: [...new Set(words)].filter(Boolean).join(','), root: this.bound?.path ?? '/' };
  }

  get root(): Node {
    return this.bound?.node ?? this.fileSystem.root;
  }
}

/** Where the walk of a path has come: a file, under the name by which it was reached. */
export class Place {
  constructor(
    /** Undefined for `/`. */
    readonly parent: Place | undefined,
    readonly name: string,
    readonly mount: Mount,
    /** Changes when an overlay copies it up. */
    public node: Node,
  ) {}

  /** Absolute. */
  get path(): string {
    if (!this.parent) return '/';
    return this.parent.parent ? `${this.parent.path}/${this.name}` : `/${this.name}`;
  }

  get isMountRoot(): boolean {
    return !this.parent || this.parent.mount !== this.mount;
  }

  /** The path within its file system. */
  get pathInside(): string {
    if (this.isMountRoot) return this.mount.bound?.path ?? '/';
    const above = this.parent!.pathInside;
    return above === '/' ? `/${this.name}` : `${above}/${this.name}`;
  }
}
