import { bytesFromBase64, fromBase64 } from '../../api/base64.ts';
import { parseTime } from '../../api/time.ts';
import type { SolveStatus, Vertex, VertexStatus } from '../../api/types/build.ts';
import { toText } from '../../../core/bytes.ts';
import type { Micros } from '../../../core/clock.ts';

/** What a step is doing. */
export interface StatusLine {
  readonly id: string;
  current: number;
  total: number;
  readonly started: Micros;
  completed: Micros | undefined;
}

/** A step as far as it is known. */
export interface TracedVertex {
  readonly digest: string;
  /** Its number on the screen, once it was shown. */
  index: number | undefined;
  vertex: Vertex;
  started: Micros | undefined;
  completed: Micros | undefined;
  readonly statuses: Map<string, StatusLine>;
  /** Lines of output with the seconds since its start, not yet printed. */
  logs: string[];
  /** The last of `logs` has not ended yet. */
  isPartial: boolean;
  /** The last lines, for when it fails. */
  readonly lastLogs: string[];
  /** The output as it came, for the small terminal. */
  output: string;
  warnings: string[];
  /** Statuses that changed and were not printed since. */
  readonly changed: Set<string>;
  /** How much happened since it was last put aside. */
  count: number;
  shownSince: Micros | undefined;
}

const KEPT_LOGS = 10;

/** Gathers what the stream of a build says. */
export class Trace {
  readonly vertices = new Map<string, TracedVertex>();
  /** Those that started, in that order. */
  readonly started: TracedVertex[] = [];
  /** Steps with news. */
  readonly updated = new Set<TracedVertex>();
  readonly warnings: { readonly short: string; readonly detail: string; readonly url: string; readonly lines: readonly { readonly start: number; readonly end: number }[] }[] = [];

  update(status: SolveStatus): void {
    for (const vertex of status.vertexes ?? []) this.#vertex(vertex);
    for (const line of status.statuses ?? []) this.#status(line);
    for (const { vertex, data, timestamp } of status.logs ?? []) this.#log(vertex, toText(bytesFromBase64(data) ?? new Uint8Array(0)), parseTime(timestamp) ?? 0);
    for (const { vertex, short, detail, url, range = [] } of status.warnings ?? []) {
      const text = fromBase64(short) ?? '';
      const lines = range.map(({ start, end }) => ({ start: start.line, end: end.line }));
      this.warnings.push({ short: text, detail: detail.map((part) => fromBase64(part) ?? '').join('\n'), url, lines });
      const traced = this.vertices.get(vertex);
      if (!traced) continue;
      traced.warnings.push(text);
      this.#touch(traced);
    }
  }

  get completedCount(): number {
    return this.started.filter(({ completed }) => completed !== undefined).length;
  }

  #vertex(vertex: Vertex): void {
    const traced = this.#of(vertex.digest, vertex);
    traced.vertex = vertex;
    if (vertex.started !== undefined && traced.started === undefined) this.started.push(traced);
    traced.started = vertex.started === undefined ? undefined : parseTime(vertex.started);
    traced.completed = vertex.completed === undefined ? undefined : parseTime(vertex.completed);
    if (traced.started !== undefined) this.#touch(traced);
  }

  #status({ id, vertex, current, total = 0, started, completed }: VertexStatus): void {
    const traced = this.vertices.get(vertex);
    if (!traced) return;
    const line = traced.statuses.get(id) ?? { id, current, total, started: parseTime(started) ?? 0, completed: undefined };
    line.current = current;
    line.total = total;
    line.completed = completed === undefined ? undefined : parseTime(completed);
    traced.statuses.set(id, line);
    traced.changed.add(id);
    this.#touch(traced);
  }

  #log(digest: string, text: string, time: Micros): void {
    const traced = this.vertices.get(digest);
    if (!traced) return;
    traced.output += text;
    const parts = text.split('\n');
    const isOpen = parts.at(-1) !== '';
    if (!isOpen) parts.pop();
    parts.forEach((part, i) => {
      if (i === 0 && traced.isPartial && traced.logs.length > 0) traced.logs[traced.logs.length - 1] += part;
      else traced.logs.push(`${seconds(time - (traced.started ?? time))} ${part}`);
    });
    traced.isPartial = isOpen;
    this.#touch(traced);
  }

  #of(digest: string, vertex: Vertex): TracedVertex {
    let traced = this.vertices.get(digest);
    if (!traced) {
      traced = {
        digest, index: undefined, vertex, started: undefined, completed: undefined, statuses: new Map(), logs: [], isPartial: false, lastLogs: [],
        output: '', warnings: [], changed: new Set(), count: 0, shownSince: undefined,
      };
      this.vertices.set(digest, traced);
    }
    return traced;
  }

  #touch(traced: TracedVertex): void {
    traced.count++;
    this.updated.add(traced);
  }
}

/** Notes lines as the last ones. */
export function keepLogs(traced: TracedVertex, lines: readonly string[]): void {
  traced.lastLogs.push(...lines);
  if (traced.lastLogs.length > KEPT_LOGS) traced.lastLogs.splice(0, traced.lastLogs.length - KEPT_LOGS);
}

/** Three decimals below ten seconds, two below a hundred, then one. */
function seconds(time: Micros): string {
  const value = time / 1e6;
  return value.toFixed(value < 10 ? 3 : value < 100 ? 2 : 1);
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `134B`, `2.05kB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${bytes}B` : `${value.toFixed(2)}${UNITS[unit]}`;
}

/** ` 1.2MB / 3.4MB`, or nothing. */
export function amount({ current, total }: StatusLine): string {
  if (total !== 0) return ` ${bytesText(current)} / ${bytesText(total)}`;
  return current === 0 ? '' : ` ${bytesText(current)}`;
}

/** What is printed of the steps that failed, when all is over. */
export function errorLogs(trace: Trace): string {
  let text = '';
  for (const traced of trace.vertices.values()) {
    const { vertex } = traced;
    if (vertex.error === undefined || vertex.error === '' || vertex.error.endsWith('context canceled')) continue;
    keepLogs(traced, traced.logs);
    text += `------\n > ${vertex.name}:\n${traced.lastLogs.map((line) => `${line}\n`).join('')}------\n`;
  }
  return text;
}
