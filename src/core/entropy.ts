import { sha256 } from '@noble/hashes/sha2.js';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { toBytes } from './bytes.ts';

/** A seeded source of chance. The same seed and the same calls give the same values on every machine. */
export interface Entropy {
  /** In [0, 1), a multiple of 2^-32. */
  number(): number;
  /** A whole number in [0, below). */
  below(limit: number): number;
  /** `length` hexadecimal digits. */
  hex(length: number): string;
  pick<T>(items: readonly T[]): T;
  /** A source of its own for a part of the world: what it draws changes nothing here. Depends on the seed and the label alone. */
  fork(label: string): Entropy;
}

export function createEntropy(seed: string): Entropy {
  const digest = sha256(toBytes(seed));
  const generator = xoroshiro128plus(new DataView(digest.buffer, digest.byteOffset).getInt32(0));
  const uint32 = () => generator.next() >>> 0;
  return {
    number: () => uint32() / 0x1_0000_0000,
    below: (limit) => Math.floor((uint32() / 0x1_0000_0000) * limit),
    hex(length) {
      const words: string[] = [];
      for (let left = length; left > 0; left -= 8) words.push(uint32().toString(16).padStart(8, '0'));
      // Joined, not added up: an id that is kept is then one flat string.
      return words.join('').slice(0, length);
    },
    pick: (items) => items[Math.floor((uint32() / 0x1_0000_0000) * items.length)]!,
    fork: (label) => createEntropy(`${seed}/${label}`),
  };
}
