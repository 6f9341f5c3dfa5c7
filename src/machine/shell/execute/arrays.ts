/** An indexed array of bash: sparse, in the order of its indices. */
export class IndexedArray {
  #values: Map<number, string>;
  #isSorted = true;
  #last = -1;

  constructor(values: Iterable<string> = []) {
    this.#values = new Map();
    for (const value of values) this.set(this.#last + 1, value);
  }

  copy(): IndexedArray {
    const copy = new IndexedArray();
    copy.#values = new Map(this.#values);
    copy.#isSorted = this.#isSorted;
    copy.#last = this.#last;
    return copy;
  }

  get size(): number {
    return this.#values.size;
  }

  /** The highest index, -1 for none. */
  get last(): number {
    return this.#last;
  }

  get(index: number): string | undefined {
    return this.#values.get(index);
  }

  set(index: number, value: string): void {
    if (index < this.#last && !this.#values.has(index)) this.#isSorted = false;
    if (index > this.#last) this.#last = index;
    this.#values.set(index, value);
  }

  delete(index: number): void {
    this.#values.delete(index);
    if (index === this.#last) this.#last = this.#values.size === 0 ? -1 : Math.max(...this.#values.keys());
  }

  /** [index, value], in order. */
  entries(): Iterable<[number, string]> {
    if (!this.#isSorted) {
      this.#values = new Map([...this.#values].sort(([a], [b]) => a - b));
      this.#isSorted = true;
    }
    return this.#values;
  }

  values(): string[] {
    return Array.from(this.entries(), ([, value]) => value);
  }

  keys(): string[] {
    return Array.from(this.entries(), ([index]) => String(index));
  }
}

/** `declare -A`. bash has them in the order of its hash table; ours keep the order of assignment. */
export type AssociativeArray = Map<string, string>;
