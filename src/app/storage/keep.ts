import { createStore, del, entries, get, set } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';
import { t } from '../texts/texts.svelte.ts';

/** Said to the learner where the browser keeps nothing: a blocked or full IndexedDB. */
export interface KeepTrouble {
  readonly message: string;
}

/** Real time until a database that has not opened is given up, ms. */
const PATIENCE = 4000;

/**
 * What outlives the tab, in IndexedDB. Where the browser refuses (private windows, a full disk), everything goes on from
 * memory, and `trouble` is called once with what to do.
 */
export class Keep {
  #store: UseStore | undefined;
  #memory = new Map<string, unknown>();
  #isTold = false;
  #hasAnswered = false;

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
      return this.#store ? await this.#answered(get<Value>(key, this.#store)) : undefined;
    } catch (error) {
      this.#tell(error);
      return undefined;
    }
  }

  /**
   * What `read` makes of a value: `isWhole` is false where only a part of it could be read. That is put aside under
   * `aside:` and its key, since the next `set` overwrites it, and the learner is told.
   */
  async read<Value>(key: string, read: (value: unknown) => { readonly value: Value; readonly isWhole: boolean }): Promise<Value | undefined> {
    const kept = await this.get(key);
    if (kept === undefined) return undefined;
    const { value, isWhole } = read(kept);
    if (!isWhole) {
      await this.set(`aside:${key}`, kept);
      this.trouble({ message: t().keeping.damaged });
    }
    return value;
  }

  async set(key: string, value: unknown): Promise<void> {
    try {
      if (!this.#store) throw new Error('IndexedDB is blocked');
      await this.#answered(set(key, value, this.#store));
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

  /** Some browsers never open a database that they don't want to give: the page does not wait for ever. */
  async #answered<Value>(answer: Promise<Value>): Promise<Value> {
    if (this.#hasAnswered) return await answer;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        if (!this.#hasAnswered) this.#store = undefined;
        reject(new Error('IndexedDB does not answer'));
      }, PATIENCE);
    });
    try {
      const value = await Promise.race([answer, patience]);
      this.#hasAnswered = true;
      return value;
    } finally {
      clearTimeout(timer);
    }
  }

  #tell(error: unknown): void {
    if (this.#isTold) return;
    this.#isTold = true;
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.trouble({
      message: isFull
        ? t().keeping.full
        : t().keeping.blocked,
    });
  }
}
