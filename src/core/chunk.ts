import { MustWaitOutside, OutsideWait } from './process.ts';
import type { Process } from './process.ts';

/**
 * Code that is fetched when it is first needed. Whoever needs it waits outside of virtual time: what happens in the world,
 * and in which order, is the same whether the code was there already or not.
 */
export class Chunk<Code> {
  /** Every chunk that was named so far, whether it is here or not. */
  static readonly #named = new Set<Chunk<unknown>>();

  #code: Code | undefined;
  #coming: Promise<void> | undefined;

  constructor(private readonly fetch: () => Promise<Code>) {
    Chunk.#named.add(this);
  }

  /** Waits until it is here. */
  *get(): Process<Code> {
    if (this.#code === undefined) yield new OutsideWait('code', this.load());
    return this.#code!;
  }

  /** It, for those who can't wait: throws `MustWaitOutside` while it isn't here. */
  now(): Code {
    if (this.#code === undefined) throw new MustWaitOutside(this.load());
    return this.#code;
  }

  /** Fetches it. One that failed to come may be asked for again. */
  load(): Promise<void> {
    this.#coming ??= this.fetch().then(
      (code) => void (this.#code = code),
      (error: unknown) => {
        this.#coming = undefined;
        throw error;
      },
    );
    return this.#coming;
  }

  /** Fetches everything that was named and isn't here, and what that names in turn. */
  static async loadAll(): Promise<void> {
    for (;;) {
      const missing = [...Chunk.#named].filter((chunk) => chunk.#code === undefined);
      if (missing.length === 0) return;
      await Promise.all(missing.map((chunk) => chunk.load()));
    }
  }
}
