import { NotSimulated } from '../../../core/errors.ts';
import type { System } from '../../system.ts';

/** The most that a program keeps of what it reads, bytes: this computer has to keep it too. */
const LARGEST = 256 * 2 ** 20;

/** What a program keeps in memory of what it reads, charged to it as it grows: past its group's limit it is killed. */
export class Held {
  #size = 0;

  constructor(private readonly system: System) {}

  /** Bytes kept now. Throws as `System.allocate`, and NotSimulated past 256 MiB. */
  set(size: number): void {
    if (size === this.#size) return;
    if (size > LARGEST) throw new NotSimulated('keeping more than 256 MiB of input in memory');
    this.system.allocate(size - this.#size);
    this.#size = size;
  }

  grow(bytes: number): void {
    this.set(this.#size + bytes);
  }
}
