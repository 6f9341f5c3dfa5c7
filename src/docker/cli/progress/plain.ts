import type { Micros } from '../../../core/clock.ts';
import type { SolveStatus } from '../../api/types/build.ts';
import type { BuildProgress } from './progress.ts';
import { Trace, amount, errorLogs, keepLogs } from './trace.ts';
import type { TracedVertex } from './trace.ts';

/** A step is put aside for others after this long. */
const PATIENCE: Micros = 5_000_000;
/** And not kept waiting for longer than this. */
const LONGEST_WAIT: Micros = 10_000_000;
/** News are gathered this long before they are printed. */
const PRINT_EVERY: Micros = 100_000;
/** How often a download says how far it is. */
const STATUS_EVERY: Micros = 5_000_000;

/** `--progress=plain`: each step's lines behind its number, one step at a time as far as that goes. */
export class PlainProgress implements BuildProgress {
  readonly trace = new Trace();
  #current: TracedVertex | undefined;
  #hasPrinted = false;
  #printedAt = -Infinity;
  #count = 0;
  #lastPrinted = new Map<string, Micros>();
  #out = '';

  constructor(readonly header: string) {}

  start(): string {
    this.#hasPrinted = true;
    return `#0 ${this.header}\n`;
  }

  update(status: SolveStatus, now: Micros): string {
    this.trace.update(status);
    return this.tick(now);
  }

  tick(now: Micros): string {
    if (now - this.#printedAt < PRINT_EVERY) return '';
    this.#printedAt = now;
    this.#print(now);
    return this.#take();
  }

  finish(now: Micros): string {
    while (this.trace.updated.size > 0) {
      const before = this.trace.updated.size;
      this.#print(now);
      if (this.trace.updated.size === before) break;
    }
    return this.#take();
  }

  errors(): string {
    return errorLogs(this.trace);
  }

  #take(): string {
    const text = this.#out;
    this.#out = '';
    return text;
  }

  /** Completed steps first, then the one that is shown, and another when that has had its time. */
  #print(now: Micros): void {
    const updated = [...this.trace.updated];
    const completed = updated.filter((vertex) => vertex.completed !== undefined).sort((a, b) => a.completed! - b.completed!);
    const current = this.#current;
    if (current && completed.includes(current)) this.#show(current, now);
    for (const vertex of completed) if (vertex !== current) this.#show(vertex, now);
    const open = updated.filter((vertex) => vertex.completed === undefined);
    if (open.length === 0) return this.#resume(now);
    if (!this.#current) return this.#show(busiest(open, now), now);
    if (open.includes(this.#current)) this.#show(this.#current, now);
    const others = open.filter((vertex) => vertex !== this.#current);
    const waiting = others.find((vertex) => vertex.shownSince !== undefined && now - vertex.shownSince > LONGEST_WAIT);
    const isLong = now - (this.#current.shownSince ?? now) > PATIENCE;
    if (waiting) this.#show(waiting, now);
    else if (isLong && others.length > 0) this.#show(busiest(others, now), now);
    for (const vertex of others) vertex.shownSince ??= now;
  }

  /** Goes back to a step that still runs. */
  #resume(now: Micros): void {
    if (this.#current && this.#current.completed === undefined) return;
    const running = this.trace.started.find(({ completed }) => completed === undefined);
    if (running) this.#show(running, now);
  }

  #show(traced: TracedVertex, now: Micros): void {
    traced.index ??= ++this.#count;
    if (this.#current !== traced) this.#open(traced, now);
    const isOpen = this.#statuses(traced, now);
    for (const warning of traced.warnings.splice(0)) this.#line(traced, `WARN: ${warning}`);
    this.#logs(traced);
    this.#current = traced;
    if (traced.completed !== undefined && !isOpen) this.#close(traced);
    this.trace.updated.delete(traced);
  }

  #open(traced: TracedVertex, now: Micros): void {
    if (this.#current) {
      this.#line(this.#current, '...');
      this.#current.shownSince = now;
    }
    if (this.#hasPrinted) this.#out += '\n';
    this.#hasPrinted = true;
    this.#line(traced, traced.vertex.name);
    traced.shownSince = now;
  }

  #close(traced: TracedVertex): void {
    const { error, cached } = traced.vertex;
    if (error !== undefined && error !== '') this.#line(traced, error.endsWith('context canceled') ? 'CANCELED' : `ERROR: ${error}`);
    else if (cached) this.#line(traced, 'CACHED');
    else this.#line(traced, `DONE ${(((traced.completed ?? 0) - (traced.started ?? 0)) / 1e6).toFixed(1)}s`);
    this.#current = undefined;
  }

  /** True while some status is not done. */
  #statuses(traced: TracedVertex, now: Micros): boolean {
    let isOpen = false;
    for (const id of traced.changed) {
      const status = traced.statuses.get(id)!;
      const isDone = status.completed !== undefined;
      isOpen ||= !isDone;
      const key = `${traced.digest} ${id}`;
      if (!isDone && now - (this.#lastPrinted.get(key) ?? -Infinity) < STATUS_EVERY) continue;
      this.#lastPrinted.set(key, now);
      const took = ((status.completed ?? now) - status.started) / 1e6;
      this.#line(traced, `${id}${amount(status)}${took > 0.01 ? ` ${took.toFixed(1)}s` : ''}${isDone ? ' done' : ''}`);
    }
    traced.changed.clear();
    return isOpen;
  }

  /** A line that has not ended is kept until it does, or until the step is over. */
  #logs(traced: TracedVertex): void {
    const whole = traced.isPartial && traced.completed === undefined ? traced.logs.slice(0, -1) : traced.logs;
    for (const line of whole) this.#line(traced, line);
    keepLogs(traced, whole);
    traced.logs = traced.logs.slice(whole.length);
    if (traced.logs.length === 0) traced.isPartial = false;
  }

  #line(traced: TracedVertex, text: string): void {
    this.#out += `#${traced.index} ${text}\n`;
  }
}

/** The one with most news in its time. */
function busiest(vertices: readonly TracedVertex[], now: Micros): TracedVertex {
  const speed = ({ count, shownSince }: TracedVertex) => count / Math.max(1, now - (shownSince ?? now));
  return vertices.reduce((best, vertex) => (speed(vertex) > speed(best) ? vertex : best));
}
