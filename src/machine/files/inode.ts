import type { Micros } from '../../core/clock.ts';
import { toBytes } from '../../core/bytes.ts';
import { SystemError } from '../errno.ts';
import { Body } from './body.ts';
import type { Content } from './content.ts';
import type { Fifo } from './fifo.ts';
import type { DirectoryEntry, FileType } from './files.ts';
import { WHITEOUT } from './layer.ts';
import type { LowerNode } from './layer-stack.ts';
import { byName, notADirectory } from './node.ts';
import type { Node } from './node.ts';

export type Attributes = Pick<Node, 'mode' | 'uid' | 'gid' | 'modified' | 'accessed' | 'changed'>;

/** Most folders of a container are empty places to mount on. */
const NO_CHILDREN: ReadonlyMap<string, Inode | typeof WHITEOUT> = new Map();

/** A file that can be changed: of a disk, a tmpfs, or of an overlay's writable layer. */
export class Inode implements Node {
  mode: number;
  uid: number;
  gid: number;
  modified: Micros;
  accessed: Micros;
  changed: Micros;
  /** Names that it has; of a folder without a lower one also its folders. */
  links: number;
  rdev?: readonly [number, number];
  target?: string;
  /** Of regular files. */
  readonly body: Body | undefined;
  /** Of folders. `NO_CHILDREN`, which all share, until something is put into it. */
  children: ReadonlyMap<string, Inode | typeof WHITEOUT> | undefined;
  /** The folder below it that shows through; absent when it is opaque. */
  lower?: LowerNode;
  fifo?: Fifo;
  /** Who answers on a socket. */
  service?: object;
  /** Open file descriptions: it keeps its room until the last is closed. */
  openings = 0;
  /** Bytes that it is charged for. */
  charged = 0;
  held = 0;

  constructor(
    readonly type: FileType,
    readonly inode: number,
    attributes: Attributes,
    content?: Content,
  ) {
    this.mode = attributes.mode;
    this.uid = attributes.uid;
    this.gid = attributes.gid;
    this.modified = attributes.modified;
    this.accessed = attributes.accessed;
    this.changed = attributes.changed;
    this.links = type === 'directory' ? 2 : 1;
    this.children = type === 'directory' ? NO_CHILDREN : undefined;
    this.body = type === 'file' ? new Body(content) : undefined;
  }

  get size(): number {
    if (this.body) return this.body.size;
    if (this.target !== undefined) return toBytes(this.target).length;
    return this.children ? 4096 : 0;
  }

  lookup(name: string): Inode | LowerNode | undefined {
    const child = (this.children ?? notADirectory()).get(name);
    if (child === WHITEOUT) return undefined;
    return child ?? this.#below(name);
  }

  list(): readonly DirectoryEntry[] {
    const own: DirectoryEntry[] = [];
    for (const [name, node] of this.children ?? notADirectory()) if (node !== WHITEOUT) own.push({ name, type: node.type });
    if (this.lower) for (const entry of this.lower.list()) if (!this.children!.has(entry.name)) own.push(entry);
    return own.sort(byName);
  }

  get isEmpty(): boolean {
    if (!this.lower) return this.children!.size === 0;
    return this.list().length === 0;
  }

  readlink(): string {
    if (this.target === undefined) throw new SystemError('EINVAL');
    return this.target;
  }

  content(): Content {
    if (!this.body) throw new SystemError(this.children ? 'EISDIR' : 'EINVAL');
    return this.body.content();
  }

  /** Puts a name into this folder. */
  attach(name: string, node: Inode): void {
    this.#own().set(name, node);
    if (node.type === 'directory' && !this.lower) this.links++;
  }

  /** Takes a name out of this folder, and hides what lies below it. */
  detach(name: string): void {
    const node = this.children!.get(name);
    if (this.#below(name)) this.#own().set(name, WHITEOUT);
    else this.#own().delete(name);
    if (node && node.type === 'directory' && !this.lower) this.links--;
  }

  /** Forgets that a name is hidden. */
  uncover(name: string): void {
    this.#own().delete(name);
  }

  #own(): Map<string, Inode | typeof WHITEOUT> {
    if (this.children === NO_CHILDREN) this.children = new Map();
    return this.children as Map<string, Inode | typeof WHITEOUT>;
  }

  #below(name: string): LowerNode | undefined {
    return this.lower?.lookup(name);
  }
}
