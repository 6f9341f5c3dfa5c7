import { SystemError } from '../errno.ts';
import { Defect } from '../../core/errors.ts';
import { toBytes } from '../../core/bytes.ts';
import type { Micros } from '../../core/clock.ts';
import type { Files, MountInfo } from './files.ts';
import type { FileSystem, MountNamespace, MountOptions, Viewer } from './mounts.ts';
import { isDriver } from './node.ts';
import type { Driver, Node } from './node.ts';
import type { OpenFile } from './open-file.ts';
import { Mount, Place } from './place.ts';
import { SEARCH, demand } from './rights.ts';
import { TreeFileSystem } from './tree.ts';
import { FilesView } from './view.ts';

const LINKS_FOLLOWED = 40;
const LONGEST_PATH = 4095;
const LONGEST_NAME = 255;

/** The engine's own look: root's rights from `/`. */
function rootViewer(now: () => Micros): Viewer {
  return { credentials: () => ({ uid: 0, gid: 0, groups: [] }), cwd: () => '/', umask: () => 0o022, now };
}
const ROOT = rootViewer(() => 0);

/** Mounts `root` at `/` of a new namespace. */
export function createMountNamespace(root: FileSystem, options: MountOptions = {}): MountNamespace {
  return new Namespace(root, options);
}

/** Where a path leads. */
export interface Found {
  /** The folder that holds it; undefined for `/`. */
  readonly parent: Place | undefined;
  /** Its name there. */
  readonly name: string;
  /** Undefined when there is nothing of that name. */
  readonly place: Place | undefined;
  /** The path ends with a slash. */
  readonly isFolderMeant: boolean;
  /** A link of /proc/PID/fd was followed to what is open there. */
  readonly open?: OpenFile;
}

/** A link that leads to something open rather than to a path. */
interface MagicLink extends Node {
  opens(viewer: Viewer): OpenFile | undefined;
}

export class Namespace implements MountNamespace {
  #list: Mount[];
  /** By target; those mounted over one another in order. */
  #byTarget = new Map<string, Mount | Mount[]>();
  /** Last names of the targets: most walks need to look no further. */
  #names = new Set<string>();
  #nextId: { value: number };

  constructor(root: FileSystem | Namespace, options: MountOptions = {}) {
    if (root instanceof Namespace) {
      this.#list = [...root.#list];
      this.#nextId = root.#nextId;
      this.#index();
      return;
    }
    this.#nextId = { value: 20 };
    this.#list = [];
    this.#list = [this.#makeMount(driverOf(root), '/', undefined, options)];
  }

  clone(): MountNamespace {
    return new Namespace(this);
  }

  get mounts(): readonly MountInfo[] {
    return this.#list.map((mount) => mount.info);
  }

  files(viewer: Viewer = rootViewer(this.#list[0]!.fileSystem.space.now)): Files {
    return new FilesView(this, viewer);
  }

  mount(fileSystem: FileSystem, target: string, options: MountOptions = {}): void {
    const place = this.walk(ROOT, target);
    const mount = this.#makeMount(driverOf(fileSystem), place.path, place.mount, options);
    if ((mount.root.type === 'directory') !== (place.node.type === 'directory')) throw new SystemError('ENOTDIR', target);
    this.#list.push(mount);
    this.#note(mount);
  }

  unmount(target: string): void {
    const { path, mount, isMountRoot } = this.walk(ROOT, target);
    if (!isMountRoot || path === '/') throw new SystemError('EINVAL', target);
    if (this.#list.some((other) => other.on === mount)) throw new SystemError('EBUSY', target);
    this.#list = this.#list.filter((other) => other !== mount);
    this.#index();
  }

  locate(path: string) {
    const place = this.walk(ROOT, path);
    return { fileSystem: place.mount.fileSystem, path: place.pathInside };
  }

  /** Something is mounted at that path or below it. */
  isBusy(path: string): boolean {
    return this.#list.some(({ target }) => target === path || target.startsWith(`${path}/`));
  }

  /** What is at a path. Throws ENOENT, ENOTDIR, EACCES, ELOOP, ENAMETOOLONG. */
  walk(viewer: Viewer, path: string, followLast = true): Place {
    const { place } = this.find(viewer, path, followLast);
    if (!place) throw new SystemError('ENOENT', path);
    return place;
  }

  /** As `walk`, for paths whose last name need not exist. */
  find(viewer: Viewer, path: string, followLast: boolean): Found {
    if (path === '') throw new SystemError('ENOENT', path);
    if (path.length > LONGEST_PATH) throw new SystemError('ENAMETOOLONG', path);
    const isFolderMeant = endsInFolder(path);
    const rest = namesOf(path);
    let place = this.#rootPlace();
    if (!path.startsWith('/')) place = this.#workingFolder(viewer, place);
    let links = 0;
    while (rest.length > 0) {
      const name = rest.pop()!;
      if (place.node.type !== 'directory') throw new SystemError('ENOTDIR', path);
      demand(viewer, place.node, SEARCH, path);
      if (name === '..') {
        place = place.parent ?? place;
        continue;
      }
      if (name.length > LONGEST_NAME / 3 && toBytes(name).length > LONGEST_NAME) throw new SystemError('ENAMETOOLONG', path);
      const node = place.node.lookup(name, viewer);
      const isLast = rest.length === 0;
      if (!node) {
        if (isLast) return { parent: place, name, place: undefined, isFolderMeant };
        throw new SystemError('ENOENT', path);
      }
      if (node.type === 'symlink' && (!isLast || followLast || isFolderMeant)) {
        if (++links > LINKS_FOLLOWED) throw new SystemError('ELOOP', path);
        const open = 'opens' in node ? (node as MagicLink).opens(viewer) : undefined;
        if (open && isLast) return { parent: place, name, place: new Place(place, name, place.mount, node), isFolderMeant, open };
        const target = node.readlink(viewer);
        if (target.startsWith('/')) place = this.#rootPlace();
        rest.push(...namesOf(target));
        continue;
      }
      place = this.#enter(place, name, node);
    }
    if (isFolderMeant && place.node.type !== 'directory') throw new SystemError('ENOTDIR', path);
    return { parent: place.parent, name: place.name, place, isFolderMeant };
  }

  #rootPlace(): Place {
    const mount = this.#list[0]!;
    return this.#cross(new Place(undefined, '', mount, mount.root), '/');
  }

  /** Its own folder was checked when the process went there, and so were those above. */
  #workingFolder(viewer: Viewer, root: Place): Place {
    let place = root;
    for (const name of namesOf(viewer.cwd()).reverse()) {
      const node = place.node.type === 'directory' ? place.node.lookup(name, viewer) : undefined;
      if (!node) throw new SystemError('ENOENT');
      place = this.#enter(place, name, node);
    }
    return place;
  }

  #enter(parent: Place, name: string, node: Node): Place {
    const place = new Place(parent, name, parent.mount, node);
    return this.#names.has(name) ? this.#cross(place, place.path) : place;
  }

  /** Steps onto what is mounted over a place. */
  #cross(place: Place, path: string): Place {
    const mounts = this.#byTarget.get(path);
    if (!mounts) return place;
    let top = place;
    if (mounts instanceof Mount) return mounts.on === top.mount ? new Place(place.parent, place.name, mounts, mounts.root) : place;
    for (const mount of mounts) if (mount.on === top.mount) top = new Place(place.parent, place.name, mount, mount.root);
    return top;
  }

  #makeMount(fileSystem: Driver, target: string, on: Mount | undefined, options: MountOptions): Mount {
    const { source = '/', device = fileSystem.source, options: words = 'relatime' } = options;
    const first = on ? this.#list[0]!.fileSystem : fileSystem;
    fileSystem.device ||= first.space.nextDevice();
    const bound = source === '/' ? undefined : { node: boundNode(fileSystem, source), path: source };
    const isReadOnly = (options.isReadOnly ?? false) || fileSystem.isReadOnly;
    return new Mount(this.#nextId.value++, fileSystem, bound, target, device, isReadOnly, words, on);
  }

  #index(): void {
    this.#byTarget.clear();
    this.#names.clear();
    for (const mount of this.#list) this.#note(mount);
  }

  #note(mount: Mount): void {
    if (!mount.on) return;
    const there = this.#byTarget.get(mount.target);
    if (!there) this.#byTarget.set(mount.target, mount);
    else if (there instanceof Mount) this.#byTarget.set(mount.target, [there, mount]);
    else there.push(mount);
    this.#names.add(mount.target.slice(mount.target.lastIndexOf('/') + 1));
  }
}

/** The last name first, without empty ones and `.`. */
function namesOf(path: string): string[] {
  const names: string[] = [];
  for (let end = path.length; end > 0; ) {
    const start = path.lastIndexOf('/', end - 1);
    if (start + 1 < end && !(end - start === 2 && path[start + 1] === '.')) names.push(path.slice(start + 1, end));
    end = start;
  }
  return names;
}

/** Ends with a slash, `.` or `..`. */
function endsInFolder(path: string): boolean {
  return path.endsWith('/') || path === '.' || path === '..' || path.endsWith('/.') || path.endsWith('/..');
}

function driverOf(fileSystem: FileSystem): Driver {
  if (!isDriver(fileSystem)) throw new Defect(`a file system that cannot be mounted: ${fileSystem.type}`);
  return fileSystem;
}

/** The file to bind, of which there is one from now on: an overlay's is copied up. */
function boundNode(fileSystem: Driver, source: string): Node {
  const place = new Namespace(fileSystem).walk(ROOT, source);
  return fileSystem instanceof TreeFileSystem ? fileSystem.promote(place) : place.node;
}
