import { FIELDS } from '../worker/usage-sample.ts';
import type { Field, UsageSample } from '../worker/usage-sample.ts';

/** What is drawn, by name: rates in cores and bytes a second, the rest in bytes; averages since the row before. */
export const DRAWN = ['used', 'throttled', 'waiting', 'memory', 'cache', 'read', 'written', 'cpuLimit', 'memoryLimit', 'reservation'] as const;
export type Drawn = (typeof DRAWN)[number];

/** Rows that are kept. */
export const CAPACITY = 720;
export const HOST = 'host';

/** One container's columns (or the host's); NaN where it did not run. Rows lie in a ring: see `History.at`. */
export type Columns = Readonly<Record<Drawn, Float32Array>>;

/** The latest values of one container, as the kernel counts them, and what it has used on average over the last row. */
export interface Latest {
  readonly counts: Readonly<Record<Field, number>>;
  readonly drawn: Readonly<Record<Drawn, number>>;
}

interface Series {
  readonly columns: Record<Drawn, Float32Array>;
  /** Counters at the end of the row before the last. */
  base: Readonly<Record<Field, number>> | undefined;
  latest: Latest;
}

/**
 * What was used over virtual time, a row for each step. Rows hold averages between two readings of the kernel's
 * counters, so that nothing is lost however long a step is; the last row grows until its step is full.
 */
export class History {
  readonly #times = new Float64Array(CAPACITY);
  readonly #series = new Map<string, Series>();
  #start = 0;
  #length = 0;
  /** When the row before the last ended, in seconds. */
  #baseAt = Number.NaN;
  hostCores = 1;

  /** How many have columns. */
  get size(): number {
    return this.#series.size;
  }

  get length(): number {
    return this.#length;
  }

  /** Virtual seconds of the last reading; NaN when there was none. */
  get now(): number {
    return this.#length > 0 ? this.time(this.#length - 1) : Number.NaN;
  }

  time(row: number): number {
    return this.#times[this.at(row)]!;
  }

  /** Where row number `row` (from the oldest) lies in a column. */
  at(row: number): number {
    return (this.#start + row) % CAPACITY;
  }

  columns(id: string): Columns | undefined {
    return this.#series.get(id)?.columns;
  }

  latest(id: string): Latest | undefined {
    return this.#series.get(id)?.latest;
  }

  /** What a container has used on average over the last seconds of virtual time: what is read, where charts show each row. */
  average(id: string, name: Drawn, seconds: number): number {
    const column = this.#series.get(id)?.columns[name];
    if (!column) return Number.NaN;
    let [sum, time] = [0, 0];
    for (let row = this.#length - 1; row > 0 && time < seconds; row--) {
      const value = column[this.at(row)]!;
      if (Number.isNaN(value)) break;
      const lasted = this.time(row) - this.time(row - 1);
      sum += value * lasted;
      time += lasted;
    }
    return time > 0 ? sum / time : Number.NaN;
  }

  /** Forgets containers that are gone. */
  keep(ids: ReadonlySet<string>): void {
    for (const id of this.#series.keys()) if (id !== HOST && !ids.has(id)) this.#series.delete(id);
  }

  /** The first row whose end is not before `time`. */
  rowAt(time: number): number {
    let [low, high] = [0, this.#length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes a reading. `step` is how long a row is, virtual seconds. */
  add(sample: UsageSample, step: number): void {
    const at = sample.at / 1e6;
    // Time that runs backwards is another world: after undo, or begun again.
    if (at < this.now) this.#forget();
    const isNewRow = this.#length < 2 || at - this.#baseAt >= step;
    if (isNewRow) this.#addRow();
    const row = this.at(this.#length - 1);
    this.#times[row] = at;
    this.hostCores = sample.cores;
    const seen = new Set<string>();
    [HOST, ...sample.ids].forEach((id, i) => {
      seen.add(id);
      this.#put(id, row, at, countsOf(sample.values, i), isNewRow);
    });
    if (isNewRow) for (const [id, { columns }] of this.#series) if (!seen.has(id)) for (const name of DRAWN) columns[name][row] = Number.NaN;
  }

  #forget(): void {
    this.#series.clear();
    this.#length = 0;
    this.#start = 0;
    this.#baseAt = Number.NaN;
  }

  #addRow(): void {
    if (this.#length > 0) this.#baseAt = this.now;
    if (this.#length < CAPACITY) this.#length++;
    else this.#start = (this.#start + 1) % CAPACITY;
    for (const series of this.#series.values()) series.base = series.latest.counts;
  }

  #put(id: string, row: number, at: number, counts: Readonly<Record<Field, number>>, isNewRow: boolean): void {
    let series = this.#series.get(id);
    // A container that was started again counts from nothing.
    const isRestarted = series !== undefined && counts.cpu < series.latest.counts.cpu - 1e-9;
    if (!series) {
      const columns = Object.fromEntries(DRAWN.map((name) => [name, new Float32Array(CAPACITY).fill(Number.NaN)])) as Record<Drawn, Float32Array>;
      series = { columns, base: undefined, latest: { counts, drawn: drawnOf(counts, undefined, 0) } };
      this.#series.set(id, series);
    }
    if (isRestarted) series.base = undefined;
    const before = isNewRow ? Number.NaN : series.columns.memory[row]!;
    const drawn = drawnOf(counts, series.base, at - this.#baseAt);
    for (const name of DRAWN) series.columns[name][row] = drawn[name];
    // A peak inside a row is not lost.
    if (before > drawn.memory) series.columns.memory[row] = before;
    series.latest = { counts, drawn };
  }
}

function countsOf(values: Float64Array, row: number): Record<Field, number> {
  return Object.fromEntries(FIELDS.map((field, i) => [field, values[row * FIELDS.length + i]!])) as Record<Field, number>;
}

function drawnOf(counts: Readonly<Record<Field, number>>, base: Readonly<Record<Field, number>> | undefined, time: number): Record<Drawn, number> {
  const rate = (field: Field) => (base && time > 0 ? Math.max(0, (counts[field] - base[field]) / time) : Number.NaN);
  const used = rate('cpu');
  const throttled = rate('throttled');
  return {
    used,
    throttled,
    waiting: Math.max(0, counts.wanted - used - throttled),
    memory: counts.memory,
    cache: counts.cache,
    read: rate('read'),
    written: rate('written'),
    cpuLimit: counts.cpuLimit,
    memoryLimit: counts.memoryLimit,
    reservation: counts.reservation,
  };
}
