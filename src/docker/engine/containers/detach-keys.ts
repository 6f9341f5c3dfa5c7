import { concat } from '../../../core/bytes.ts';
import { invalidParameter } from '../../api/errors.ts';

const DEFAULT_KEYS = [16, 17];

/** `ctrl-p,ctrl-q`, `a`, `ctrl-@`: as byte values. Throws for what is none. */
export function parseDetachKeys(text: string): readonly number[] {
  if (text === '') return DEFAULT_KEYS;
  return text.split(',').map((key) => {
    if (key.length === 1) return key.charCodeAt(0);
    const control = /^ctrl-([a-z@[\\\]^_])$/i.exec(key)?.[1]?.toLowerCase();
    if (control === undefined) throw invalidParameter(`Invalid detach keys (${text}) provided`);
    return control === '@' ? 0 : control.charCodeAt(0) & 31;
  });
}

/** Looks for the keys in what is typed. What may be their beginning is held back until it is known. */
export class DetachScanner {
  #held = 0;

  constructor(private readonly keys: readonly number[]) {}

  /** What goes on to the container, and whether the keys were met. */
  scan(bytes: Uint8Array): { readonly passed: Uint8Array; readonly isDetached: boolean } {
    const passed: number[] = [];
    for (const byte of bytes) {
      if (byte === this.keys[this.#held]) {
        if (++this.#held === this.keys.length) return { passed: Uint8Array.from(passed), isDetached: true };
        continue;
      }
      passed.push(...this.keys.slice(0, this.#held));
      this.#held = byte === this.keys[0] ? 1 : 0;
      if (this.#held === 0) passed.push(byte);
    }
    return { passed: concat([Uint8Array.from(passed)]), isDetached: false };
  }
}
