import type { Micros } from '../../core/clock.ts';
import type { Entropy } from '../../core/entropy.ts';
import { SystemError } from '../errno.ts';
import type { Inode } from './inode.ts';
import { createMemoryFileSystem } from './memory.ts';
import type { FileSystem } from './mounts.ts';
import type { OpenFile } from './open-file.ts';
import { Space } from './space.ts';
import { TreeFileSystem } from './tree.ts';

export interface DevOptions {
  readonly now: () => Micros;
  /** For /dev/random and /dev/urandom: a fork of the world's. */
  readonly entropy: Entropy;
  /** Makes /dev/console, as `docker run -t` does. */
  readonly console?: OpenFile;
  /** Bytes of room: 64 MiB unless told. */
  readonly size?: number;
}

const DEVICES: readonly (readonly [name: string, major: number, minor: number])[] = [
  ['null', 1, 3], ['zero', 1, 5], ['full', 1, 7], ['random', 1, 8], ['urandom', 1, 9], ['tty', 5, 0],
];

const LINKS: readonly (readonly [name: string, target: string])[] = [
  ['fd', '/proc/self/fd'], ['stdin', '/proc/self/fd/0'], ['stdout', '/proc/self/fd/1'], ['stderr', '/proc/self/fd/2'], ['ptmx', 'pts/ptmx'],
];

/** Where devpts, the shared memory and the message queues are mounted; the latter two are writable for all. */
const FOLDERS: readonly (readonly [name: string, mode: number])[] = [['pts', 0o755], ['shm', 0o1777], ['mqueue', 0o1777]];

/** A container's /dev: the devices that runc makes, the links, and the folders to mount on. */
export function createDevFileSystem(options: DevOptions): FileSystem {
  const { now, entropy, console } = options;
  const size = options.size ?? 65_536 * 1024;
  const devices = ([major, minor]: readonly [number, number]) => (major === 5 && minor === 1 ? console : undefined);
  const mountOptions = `size=${Math.ceil(size / 1024)}k,mode=755`;
  const tree = createMemoryFileSystem({ type: 'tmpfs', size, mode: 0o755, now, entropy, devices, mountOptions }) as TreeFileSystem;
  const root = tree.root as Inode;
  const add = (name: string, type: 'character' | 'symlink' | 'directory', mode: number) => tree.create(root, name, type, { mode, uid: 0, gid: 0 }, now());
  for (const [name, major, minor] of DEVICES) add(name, 'character', 0o666).rdev = [major, minor];
  for (const [name, target] of LINKS) add(name, 'symlink', 0o777).target = target;
  for (const [name, mode] of FOLDERS) add(name, 'directory', mode);
  if (console) add('console', 'character', 0o620).rdev = [5, 1];
  return tree;
}

/** The terminals of a container, or of the host. */
export interface DevptsFileSystem extends FileSystem {
  /** Makes /dev/pts/NUMBER, at which the inner side of a terminal opens. */
  add(number: number, inner: OpenFile, uid?: number): void;
  /** Throws ENOENT. */
  remove(number: number): void;
}

const UNIX98_MAJOR = 136;
const TTY_GROUP = 5;

export function createDevptsFileSystem(now: () => Micros): DevptsFileSystem {
  return new Devpts(now);
}

class Devpts extends TreeFileSystem implements DevptsFileSystem {
  readonly #open: Map<number, OpenFile>;
  readonly #now: () => Micros;

  constructor(now: () => Micros) {
    const time = now();
    const open = new Map<number, OpenFile>();
    const root = { mode: 0o755, uid: 0, gid: 0, modified: time, accessed: time, changed: time };
    super(root, {
      type: 'devpts',
      source: 'devpts',
      space: new Space(2 ** 30),
      mountOptions: 'gid=5,mode=620,ptmxmode=666',
      devices: ([major, minor]) => (major === UNIX98_MAJOR ? open.get(minor) : undefined),
    });
    this.#open = open;
    this.#now = now;
    this.create(this.root as Inode, 'ptmx', 'character', { mode: 0o666, uid: 0, gid: 0 }, time).rdev = [5, 2];
  }

  add(number: number, inner: OpenFile, uid = 0): void {
    this.#open.set(number, inner);
    const node = this.create(this.root as Inode, String(number), 'character', { mode: 0o620, uid, gid: TTY_GROUP }, this.#now());
    node.rdev = [UNIX98_MAJOR, number];
  }

  remove(number: number): void {
    const root = this.root as Inode;
    const node = root.lookup(String(number));
    if (!node || !this.#open.delete(number)) throw new SystemError('ENOENT');
    this.forget(root, String(number), node, this.#now());
  }
}
