import { createStore, del, entries, get, set } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';

/** Said to the learner where the browser keeps nothing: a blocked or full IndexedDB. */
export interface KeepTrouble {
  readonly message: string;
}

/**
 * What outlives the tab, in IndexedDB. Where the browser refuses (private windows, a full disk), everything goes on from
 * memory, and `trouble` is called once with what to do.
 */
export class Keep {
  #store: UseStore | undefined;
  #memory = new Map<string, unknown>();
  #isTold = false;

  constructor(private readonly trouble: (trouble: KeepTrouble) => void) {
    try {
      this.#store = createStore('drydock', 'kept');
    } catch (error) {
      this.#tell(error);
    }
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    if (this.#memory.has(key)) return this.#memory.get(key) as Value;
    try {
      return this.#store ? await get<Value>(key, this.#store) : undefined;
    } catch (error) {
      this.#tell(error);
      return undefined;
    }
  }

  async set(key: string, value: unknown): Promise<void> {
    try {
      if (!this.#store) throw new Error('IndexedDB is blocked');
      await set(key, value, this.#store);
      this.#memory.delete(key);
    } catch (error) {
      this.#memory.set(key, value);
      this.#tell(error);
    }
  }

  async delete(key: string): Promise<void> {
    this.#memory.delete(key);
    try {
      if (this.#store) await del(key, this.#store);
    } catch (error) {
      this.#tell(error);
    }
  }

  /** Everything kept, for the export. */
  async all(): Promise<ReadonlyMap<string, unknown>> {
    try {
      const kept = this.#store ? await entries<string, unknown>(this.#store) : [];
      return new Map([...kept, ...this.#memory]);
    } catch (error) {
      this.#tell(error);
      return this.#memory;
    }
  }

  #tell(error: unknown): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.trouble({
      message: isFull
        ? 'The browser has no room left to keep your work. It goes on from memory: export your progress before you close this tab.'
        : 'This browser does not let the page keep anything (a private window, perhaps). Your work lasts as long as this tab: export it before you close.',
    });
  }
}
