import { SystemError } from '../errno.ts';
import type { Stat } from './files.ts';
import { statOf } from './node.ts';
import type { Node } from './node.ts';
import type { Place } from './place.ts';

export interface OpenMode {
  readonly isReader: boolean;
  readonly isWriter: boolean;
  readonly isAppending: boolean;
}

/** What all open files have: a count of descriptors. */
export abstract class Opened {
  readonly name: string;
  readonly isReadable: boolean;
  readonly isWritable: boolean;
  protected readonly node: Node;
  readonly #device: number;
  #descriptors = 1;

  constructor(place: Place, mode: OpenMode) {
    this.name = place.path;
    this.node = place.node;
    this.#device = place.mount.fileSystem.device;
    this.isReadable = mode.isReader;
    this.isWritable = mode.isWriter;
  }

  stat(): Stat {
    return statOf(this.node, this.#device);
  }

  retain(): void {
    this.#descriptors++;
  }

  release(): void {
    if (--this.#descriptors === 0) this.closed();
  }

  protected closed(): void {}

  protected demandReadable(): void {
    if (!this.isReadable) throw new SystemError('EBADF');
  }

  protected demandWritable(): void {
    if (!this.isWritable) throw new SystemError('EBADF');
  }
}
