import { NO_BYTES } from '../../core/bytes.ts';
import type { Process, Wait } from '../../core/process.ts';
import { PIPE_CAPACITY } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import { Body } from './body.ts';
import { openDevice } from './devices.ts';
import { Fifo } from './fifo.ts';
import { Inode } from './inode.ts';
import type { Viewer } from './mounts.ts';
import { Opened } from './opened.ts';
import type { OpenMode } from './opened.ts';
import type { OpenFile } from './open-file.ts';
import type { Place } from './place.ts';
import { TreeFileSystem } from './tree.ts';
import { isMadeUp } from './virtual.ts';
import type { MadeUp } from './virtual.ts';

/** Opens what the walk has found and the rights allow. Throws ENXIO for devices and sockets that nobody serves. */
export function openNode(place: Place, mode: OpenMode, viewer: Viewer): OpenFile {
  const { node, mount } = place;
  const tree = mount.fileSystem;
  if (isMadeUp(node)) return node.type === 'directory' ? new OpenFolder(place, mode) : new OpenMadeUp(place, mode, node, viewer);
  switch (node.type) {
    case 'directory':
      return new OpenFolder(place, mode);
    case 'file':
      return new OpenRegular(place, mode, tree as TreeFileSystem, viewer);
    case 'fifo': {
      const inode = (tree as TreeFileSystem).promote(place);
      return new OpenFifo(place, mode, (inode.fifo ??= new Fifo()));
    }
    case 'character':
      return openDevice(place, mode, viewer);
    default:
      throw new SystemError('ENXIO');
  }
}

function offsetOf(offset: number, whence: 'start' | 'current' | 'end', now: number, size: number): number {
  const to = offset + (whence === 'start' ? 0 : whence === 'current' ? now : size);
  if (to < 0) throw new SystemError('EINVAL');
  return to;
}

class OpenFolder extends Opened implements OpenFile {
  *read(): Process<Uint8Array> {
    throw new SystemError('EISDIR');
  }

  *write(): Process<void> {
    throw new SystemError('EBADF');
  }
}

class OpenRegular extends Opened implements OpenFile {
  #offset = 0;
  readonly #isAppending: boolean;
  /** Of a file in a lower layer: what was opened for reading goes on to be read, even when it is copied up meanwhile. */
  readonly #body: Body;

  constructor(
    place: Place,
    mode: OpenMode,
    private readonly tree: TreeFileSystem,
    private readonly viewer: Viewer,
  ) {
    super(place, mode);
    this.#isAppending = mode.isAppending;
    const { node } = this;
    if (node instanceof Inode) node.openings++;
    this.#body = node instanceof Inode ? node.body! : new Body(node.content(viewer));
  }

  *read(max = PIPE_CAPACITY): Process<Uint8Array> {
    this.demandReadable();
    const bytes = this.#body.read(this.#offset, max);
    this.#offset += bytes.length;
    return bytes;
  }

  *write(bytes: Uint8Array): Process<void> {
    this.demandWritable();
    const inode = this.node as Inode;
    if (this.#isAppending) this.#offset = this.#body.size;
    const offset = this.#offset;
    try {
      this.tree.write(inode, offset, bytes, this.viewer.now());
      this.#offset = offset + bytes.length;
    } catch (error) {
      this.#offset = Math.max(offset, Math.min(this.#body.size, offset + bytes.length));
      throw error;
    }
  }

  readiness(): true {
    return true;
  }

  seek(offset: number, whence: 'start' | 'current' | 'end'): number {
    return (this.#offset = offsetOf(offset, whence, this.#offset, this.#body.size));
  }

  truncate(size: number): void {
    if (!this.isWritable || size < 0) throw new SystemError('EINVAL');
    this.tree.truncate(this.node as Inode, size, this.viewer.now());
  }

  protected override closed(): void {
    if (!(this.node instanceof Inode)) return;
    this.node.openings--;
    this.tree.releaseIfGone(this.node);
  }
}

/** A file of /proc: made when it is first read. */
class OpenMadeUp extends Opened implements OpenFile {
  #bytes: Uint8Array | undefined;
  #offset = 0;

  constructor(
    place: Place,
    mode: OpenMode,
    private readonly made: MadeUp,
    private readonly viewer: Viewer,
  ) {
    super(place, mode);
  }

  *read(max = PIPE_CAPACITY): Process<Uint8Array> {
    this.demandReadable();
    this.#bytes ??= this.made.content(this.viewer) as Uint8Array;
    const bytes = this.#bytes.subarray(this.#offset, this.#offset + max);
    this.#offset += bytes.length;
    return bytes;
  }

  *write(bytes: Uint8Array): Process<void> {
    this.demandWritable();
    this.made.write(bytes, this.viewer);
  }

  readiness(): true {
    return true;
  }

  seek(offset: number, whence: 'start' | 'current' | 'end'): number {
    if (offset === 0 && whence === 'start') this.#bytes = undefined;
    return (this.#offset = offsetOf(offset, whence, this.#offset, this.#bytes?.length ?? 0));
  }

  truncate(): void {}
}

class OpenFifo extends Opened implements OpenFile {
  readonly #since: number;

  constructor(
    place: Place,
    mode: OpenMode,
    private readonly fifo: Fifo,
  ) {
    super(place, mode);
    this.#since = fifo.since;
    fifo.open(this.isReadable, this.isWritable);
  }

  *read(max?: number): Process<Uint8Array> {
    this.demandReadable();
    return max === 0 ? NO_BYTES : yield* this.fifo.read(max, this.#since);
  }

  *write(bytes: Uint8Array): Process<void> {
    this.demandWritable();
    yield* this.fifo.write(bytes);
  }

  readiness(): true | Wait {
    return this.fifo.isReadable(this.#since) || this.fifo.readable();
  }

  protected override closed(): void {
    this.fifo.close(this.isReadable, this.isWritable);
  }
}
