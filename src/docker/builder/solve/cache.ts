import type { Micros } from '../../../core/clock.ts';
import type { Layer } from '../../../machine/files/layer.ts';

/** What a step made, kept for later builds. */
export interface CacheRecord {
  readonly id: string;
  /** Digest of all that went in. */
  readonly key: string;
  /** Of the record below, if any. */
  readonly parent: string | undefined;
  /** `regular`, `source.local`, `exec.cachemount`, as `docker buildx du --verbose` has them. */
  readonly type: 'regular' | 'source.local' | 'exec.cachemount';
  readonly description: string;
  /** Nothing where the step changed no file. */
  readonly layer: Layer | undefined;
  /** Bytes. */
  readonly size: number;
  readonly createdAt: Micros;
  lastUsedAt: Micros;
  usageCount: number;
  /** The layers of an image hold it too. */
  isShared: boolean;
}

/** Results of builds by the content of what they were made from. The engine keeps one. */
export class BuildCache {
  #records = new Map<string, CacheRecord>();

  /** In the order in which they were made. */
  list(): readonly CacheRecord[] {
    return [...this.#records.values()];
  }

  get(key: string): CacheRecord | undefined {
    return this.#records.get(key);
  }

  put(record: CacheRecord): void {
    this.#records.delete(record.key);
    this.#records.set(record.key, record);
  }

  remove(key: string): void {
    this.#records.delete(key);
  }
}
