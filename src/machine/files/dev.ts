import type { Micros } from '../../core/clock.ts';
import type { Entropy } from '../../core/entropy.ts';
import { SystemError } from '../errno.ts';
import { Inode } from './inode.ts';
import type { FileSystem } from './mounts.ts';
import type { OpenFile } from './open-file.ts';
import { Space } from './space.ts';
import { TreeFileSystem } from './tree.ts';
import type { DeviceOpener } from './tree.ts';

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

/** Devices and links by name, in the order in which runc makes them: their inodes are numbered so. */
const READY_MADE: ReadonlyMap<string, { readonly index: number; readonly rdev?: readonly [number, number]; readonly target?: string }> = new Map(
  [...DEVICES.map(([name, major, minor]) => [name, { rdev: [major, minor] }] as const), ...LINKS.map(([name, target]) => [name, { target }] as const)].map(([name, made], index) => [name, { ...made, index }]),
);

/**
 * The root of a container's /dev. Its devices and links are there from the start, but each is made when it is first
 * looked for: of ten thousand containers hardly one looks for more than `null`.
 */
class DevRoot extends Inode {
  /** A bit for each that was made. */
  #made = 0;
  /** The number of the first. */
  first = 0;

  override lookup(name: string) {
    return super.lookup(name) ?? this.#make(name);
  }

  override list() {
    for (const name of READY_MADE.keys()) this.#make(name);
    return super.list();
  }

  #make(name: string): Inode | undefined {
    const ready = READY_MADE.get(name);
    if (!ready || this.#made & (1 << ready.index)) return undefined;
    this.#made |= 1 << ready.index;
    // It is as old as the folder's own inode, which changes when files come and go.
    const { born } = this;
    const inode = new Inode(ready.rdev ? 'character' : 'symlink', this.first + ready.index, { mode: ready.rdev ? 0o666 : 0o777, uid: 0, gid: 0, modified: born, accessed: born, changed: born });
    if (ready.rdev) inode.rdev = ready.rdev;
    else inode.target = ready.target!;
    this.attach(name, inode);
    return inode;
  }

  constructor(private readonly born: Micros) {
    super('directory', ROOT_INODE, { mode: 0o755, uid: 0, gid: 0, modified: born, accessed: born, changed: born });
  }
}

const ROOT_INODE = 2;

/** What opens /dev/console of a container with a terminal. */
function consoleOf(console: OpenFile): DeviceOpener {
  return ([major, minor]) => (major === 5 && minor === 1 ? console : undefined);
}

/** A container's /dev: the devices that runc makes, the links, and the folders to mount on. */
export function createDevFileSystem(options: DevOptions): FileSystem {
  const { now, entropy, console } = options;
  const size = options.size ?? 65_536 * 1024;
  const time = now();
  const space = new Space(size);
  space.now = now;
  const root = new DevRoot(time);
  const tree = new TreeFileSystem(root, { type: 'tmpfs', source: 'tmpfs', space, mountOptions: `size=${Math.ceil(size / 1024)}k,mode=755`, entropy, ...(console ? { devices: consoleOf(console) } : {}) });
  tree.reserve(1);
  space.giveInode();
  root.first = tree.reserve(READY_MADE.size);
  for (const [name, mode] of FOLDERS) tree.create(root, name, 'directory', { mode, uid: 0, gid: 0 }, time);
  if (console) tree.create(root, 'console', 'character', { mode: 0o620, uid: 0, gid: 0 }, time).rdev = [5, 1];
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
