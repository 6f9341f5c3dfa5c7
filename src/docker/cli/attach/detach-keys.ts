import { CommandError } from '../errors.ts';

const NAMED: Readonly<Record<string, number>> = { DEL: 127, '@': 0, '[': 27, '\\': 28, ']': 29, '^': 30, _: 31 };

/** `ctrl-p,ctrl-q` as bytes. Throws CommandError. */
export function parseDetachKeys(text: string): Uint8Array {
  const bytes = text.split(',').map((key) => {
    if ([...key].length === 1) return key.charCodeAt(0);
    const letter = /^ctrl-(.)$/.exec(key.toLowerCase())?.[1];
    if (key === 'DEL') return 127;
    if (letter !== undefined && letter >= 'a' && letter <= 'z') return letter.charCodeAt(0) - 96;
    if (letter !== undefined && NAMED[letter] !== undefined) return NAMED[letter];
    throw new CommandError(`invalid detach keys (${text}): Unknown character: '${key}'`);
  });
  return Uint8Array.from(bytes);
}

export const DEFAULT_DETACH_KEYS = 'ctrl-p,ctrl-q';

/** Looks for the keys in what is typed, and holds back the beginning of them until it is clear what they are. */
export class DetachWatch {
  #matched = 0;

  constructor(private readonly keys: Uint8Array) {}

  /** What to pass on, and whether the keys were all there. */
  feed(bytes: Uint8Array): { readonly rest: Uint8Array; readonly isDetached: boolean } {
    const rest: number[] = [];
    for (const byte of bytes) {
      if (this.keys.length > 0 && byte === this.keys[this.#matched]) {
        if (++this.#matched === this.keys.length) return { rest: Uint8Array.from(rest), isDetached: true };
        continue;
      }
      rest.push(...this.keys.subarray(0, this.#matched));
      this.#matched = 0;
      if (this.keys.length > 0 && byte === this.keys[0]) {
        this.#matched = 1;
        if (this.keys.length === 1) return { rest: Uint8Array.from(rest), isDetached: true };
      } else rest.push(byte);
    }
    return { rest: Uint8Array.from(rest), isDetached: false };
  }
}
