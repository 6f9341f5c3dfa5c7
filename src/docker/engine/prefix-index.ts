const BUCKET = 4;

/** Finds long ids by their first digits, without a look at all of them. */
export class PrefixIndex {
  readonly #buckets = new Map<string, Set<string>>();
  readonly #all = new Set<string>();

  add(id: string): void {
    this.#all.add(id);
    const key = id.slice(0, BUCKET);
    const bucket = this.#buckets.get(key);
    if (bucket) bucket.add(id);
    else this.#buckets.set(key, new Set([id]));
  }

  delete(id: string): void {
    this.#all.delete(id);
    const key = id.slice(0, BUCKET);
    const bucket = this.#buckets.get(key);
    bucket?.delete(id);
    if (bucket?.size === 0) this.#buckets.delete(key);
  }

  /** The one id that starts so, `ambiguous` for several, undefined for none. */
  find(prefix: string): string | 'ambiguous' | undefined {
    if (prefix === '') return undefined;
    if (this.#all.has(prefix)) return prefix;
    const candidates = prefix.length >= BUCKET ? (this.#buckets.get(prefix.slice(0, BUCKET)) ?? []) : this.#all;
    let found: string | undefined;
    for (const id of candidates) {
      if (!id.startsWith(prefix)) continue;
      if (found !== undefined) return 'ambiguous';
      found = id;
    }
    return found;
  }
}
