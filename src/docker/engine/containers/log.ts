import { concat } from '../../../core/bytes.ts';
import type { Micros } from '../../../core/clock.ts';
import { Condition } from '../../../core/process.ts';
import type { StreamName } from './output.ts';

/** Longer lines are kept in pieces, as the daemon's copier does. */
const LONGEST_PIECE = 16 * 1024;

export interface LogEntry {
  readonly stream: StreamName;
  readonly at: Micros;
  /** With its newline, unless it is a piece of a line or the last one lacks it. */
  readonly bytes: Uint8Array;
}

/** `--log-opt` of json-file and local; sizes in bytes. */
export interface LogRotation {
  readonly maxSize: number;
  readonly maxFiles: number;
}

/** What `{"log":…,"stream":…,"time":…}` adds to a line in the file. */
const ENTRY_OVERHEAD = 80;

/** A container's log, as the drivers json-file and local keep it: lines with stream and time, the oldest rotated away. */
export class ContainerLog {
  #files: LogEntry[][] = [[]];
  #sizes: number[] = [0];
  #partial: { [Stream in StreamName]?: Uint8Array[] } = {};
  /** How many entries were rotated away. */
  #dropped = 0;
  #count = 0;
  #changed: Condition | undefined;

  constructor(
    private readonly now: () => Micros,
    private readonly rotation: LogRotation,
  ) {}

  /** Told of each new line. */
  get changed(): Condition {
    return (this.#changed ??= new Condition('log'));
  }

  /** The number of the next entry, counted from the container's first. */
  get end(): number {
    return this.#count;
  }

  get start(): number {
    return this.#dropped;
  }

  get size(): number {
    return this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  write(stream: StreamName, bytes: Uint8Array): void {
    let rest = bytes;
    for (;;) {
      const newline = rest.indexOf(10);
      if (newline < 0) break;
      this.#line(stream, rest.subarray(0, newline + 1));
      rest = rest.subarray(newline + 1);
    }
    if (rest.length > 0) this.#keep(stream, rest);
    this.#changed?.notify();
  }

  /** A stream ended: what it left without a newline is a line too. */
  flush(stream: StreamName): void {
    const partial = this.#partial[stream];
    if (!partial) return;
    this.#partial[stream] = undefined;
    this.#append(stream, concat(partial));
    this.#changed?.notify();
  }

  /** From entry number `from` on. */
  *entries(from: number): Generator<LogEntry> {
    let number = this.#dropped;
    for (const file of this.#files) {
      if (number + file.length <= from) {
        number += file.length;
        continue;
      }
      for (let i = Math.max(0, from - number); i < file.length; i++) yield file[i]!;
      number += file.length;
    }
  }

  #keep(stream: StreamName, bytes: Uint8Array): void {
    const partial = (this.#partial[stream] ??= []);
    partial.push(bytes.slice());
    let whole = partial.reduce((sum, part) => sum + part.length, 0);
    if (whole < LONGEST_PIECE) return;
    let all = concat(partial);
    while (whole >= LONGEST_PIECE) {
      this.#append(stream, all.slice(0, LONGEST_PIECE));
      all = all.subarray(LONGEST_PIECE);
      whole = all.length;
    }
    this.#partial[stream] = whole > 0 ? [all.slice()] : undefined;
  }

  #line(stream: StreamName, end: Uint8Array): void {
    const partial = this.#partial[stream];
    if (!partial && end.length <= LONGEST_PIECE) return this.#append(stream, end.slice());
    this.#partial[stream] = undefined;
    let all = partial ? concat([...partial, end]) : end;
    while (all.length > LONGEST_PIECE) {
      this.#append(stream, all.slice(0, LONGEST_PIECE));
      all = all.subarray(LONGEST_PIECE);
    }
    this.#append(stream, all.slice());
  }

  #append(stream: StreamName, bytes: Uint8Array): void {
    const last = this.#files.length - 1;
    const size = bytes.length + ENTRY_OVERHEAD;
    if (this.#sizes[last]! > 0 && this.#sizes[last]! + size > this.rotation.maxSize) this.#rotate();
    this.#files.at(-1)!.push({ stream, at: this.now(), bytes });
    this.#sizes[this.#sizes.length - 1]! += size;
    this.#count++;
  }

  #rotate(): void {
    this.#files.push([]);
    this.#sizes.push(0);
    if (this.#files.length <= this.rotation.maxFiles) return;
    this.#dropped += this.#files.shift()!.length;
    this.#sizes.shift();
  }
}
