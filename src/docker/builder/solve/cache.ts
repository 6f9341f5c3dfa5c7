import type { Micros } from '../../../core/clock.ts';
import type { Layer } from '../../../machine/files/layer.ts';

/** One thing that went into a step, by a name that people know: `command`, `base`, `file src/app.js`. */
export interface Component {
  readonly name: string;
  readonly value: string;
}

/** What a step made, kept for later builds. */
export interface CacheRecord {
  readonly id: string;
  /** Digest of all that went in. */
  readonly key: string;
  readonly components: readonly Component[];
  /** Which step of which Dockerfile it was, whatever went in. */
  readonly step: string;
  /** The record that it stands on. */
  readonly parent: string | undefined;
  /** As `docker buildx du --verbose` has it. */
  readonly type: 'regular' | 'source.local' | 'exec.cachemount';
  readonly description: string;
  /** Undefined where there is none, as for cache mounts. */
  readonly layer: Layer | undefined;
  /** Digest of all layers up to this one. */
  readonly result: string;
  /** Bytes. */
  size: number;
  readonly createdAt: Micros;
  lastUsedAt: Micros;
  usageCount: number;
}

/** Results of builds by the content of what they were made from. The engine keeps one. */
export class BuildCache {
  readonly #records = new Map<string, CacheRecord>();
  readonly #byResult = new Map<string, CacheRecord>();
  readonly #bySteps = new Map<string, CacheRecord>();
  /** What the builder before BuildKit made, and when. */
  readonly #notes = new Map<string, string>();
  /** Images that steps have started from. */
  readonly #bases = new Set<string>();

  #builds = 0;

  /** Counts builds, so that their ids differ. */
  nextBuild(): number {
    return ++this.#builds;
  }

  /** In the order in which they were made. */
  list(): readonly CacheRecord[] {
    return [...this.#records.values()];
  }

  get(key: string): CacheRecord | undefined {
    return this.#records.get(key);
  }

  /** What left these layers. */
  byResult(result: string): CacheRecord | undefined {
    return this.#byResult.get(result);
  }

  /** What the same step of the same Dockerfile made last. */
  lastOf(step: string): CacheRecord | undefined {
    return this.#bySteps.get(step);
  }

  put(record: CacheRecord): void {
    this.#records.delete(record.key);
    this.#records.set(record.key, record);
    this.#byResult.set(record.result, record);
    this.#bySteps.set(record.step, record);
  }

  remove(record: CacheRecord): void {
    this.#records.delete(record.key);
    if (this.#byResult.get(record.result) === record) this.#byResult.delete(record.result);
  }

  /** Notes that an image was used; true when it was before. */
  useBase(key: string): boolean {
    const isKnown = this.#bases.has(key);
    this.#bases.add(key);
    return isKnown;
  }

  note(key: string): string | undefined {
    return this.#notes.get(key);
  }

  setNote(key: string, value: string): void {
    this.#notes.set(key, value);
  }

  /** Removes all records that `isKept` doesn't keep, and gives them. */
  prune(isKept: (record: CacheRecord) => boolean): readonly CacheRecord[] {
    const removed = this.list().filter((record) => !isKept(record));
    for (const record of removed) this.remove(record);
    return removed;
  }
}
