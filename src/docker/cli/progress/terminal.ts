import type { Micros } from '../../../core/clock.ts';
import type { SolveStatus } from '../../api/types/build.ts';
import type { WindowSize } from '../../../machine/processes/terminal.ts';
import type { BuildProgress } from './progress.ts';
import { Trace, amount, errorLogs } from './trace.ts';
import type { TracedVertex } from './trace.ts';

const ESCAPE = '\u001b[';
const HIDE = `${ESCAPE}?25l`;
const SHOW = `${ESCAPE}?25h`;
const COLORS = { done: 34, failed: 31, canceled: 33, faint: 2 } as const;
const RESET = `${ESCAPE}0m`;
/** Lines of a running step's output. */
const OUTPUT_LINES = 6;
/** It is not drawn more often than this. */
const REDRAW_EVERY: Micros = 100_000;

interface Row {
  readonly name: string;
  readonly status: string;
  readonly started: Micros;
  readonly completed: Micros | undefined;
  readonly color: keyof typeof COLORS | undefined;
  readonly output: readonly string[];
}

/** `--progress=tty`: the steps as a list that is drawn anew in its place. */
export class TerminalProgress implements BuildProgress {
  readonly trace = new Trace();
  #lines = 0;
  #isRepeated = false;
  #startedAt: Micros = 0;
  #drawnAt: Micros = -Infinity;

  constructor(
    private readonly size: () => WindowSize,
    /** `docker:default`. */
    private readonly label: string,
  ) {}

  start(now: Micros): string {
    this.#startedAt = now;
    return this.#draw(now, false);
  }

  update(status: SolveStatus, now: Micros): string {
    this.trace.update(status);
    return now - this.#drawnAt < REDRAW_EVERY ? '' : this.#draw(now, false);
  }

  tick(now: Micros): string {
    return this.#draw(now, false);
  }

  finish(now: Micros): string {
    return this.#draw(now, true);
  }

  errors(): string {
    return errorLogs(this.trace);
  }

  #draw(now: Micros, isOver: boolean): string {
    this.#drawnAt = now;
    const { columns, rows: height } = this.size();
    const rows = this.trace.started.flatMap((traced) => rowsOf(traced));
    const shown = isOver ? rows : fit(rows, height - 2);
    let out = `${ESCAPE}1A`.repeat(this.#lines + 1);
    if (!this.#isRepeated) out += `${ESCAPE}1B`;
    this.#isRepeated = true;
    out += `${ESCAPE}0G${HIDE}${this.#heading(now, isOver, columns)}\n`;
    let lines = 0;
    for (const row of shown) {
      const line = rowText(row, now, columns);
      if (line === undefined) continue;
      out += row.color === undefined ? `${line}\n` : `${ESCAPE}${COLORS[row.color]}m${line}\n${RESET}`;
      lines++;
      if (isOver) continue;
      for (const text of row.output) {
        out += `${ESCAPE}${COLORS.faint}m => => # ${text.slice(0, columns - 10).padEnd(columns - 10)}\n${RESET}`;
        lines++;
      }
    }
    const left = this.#lines - lines;
    if (left > 0) out += `${' '.repeat(columns)}\n`.repeat(left) + `${ESCAPE}1A`.repeat(left) + `${ESCAPE}0G`;
    this.#lines = lines;
    return out + SHOW;
  }

  #heading(now: Micros, isOver: boolean, columns: number): string {
    const { completedCount, started } = this.trace;
    const total = this.trace.vertices.size;
    const isFinished = isOver && completedCount > 0 && completedCount === started.length;
    const text = `[+] Building ${((now - this.#startedAt) / 1e6).toFixed(1)}s (${completedCount}/${Math.max(total, 1)})${isFinished ? ' FINISHED' : ''}`;
    return text + this.label.padStart(Math.max(1, columns - 1 - text.length));
  }
}

function rowsOf(traced: TracedVertex): readonly Row[] {
  const { vertex, started, completed, statuses } = traced;
  const isDone = completed !== undefined;
  const isCanceled = vertex.error?.endsWith('context canceled') ?? false;
  const hasFailed = !isCanceled && vertex.error !== undefined && vertex.error !== '';
  const prefix = !isDone ? '' : isCanceled ? 'CANCELED ' : hasFailed ? 'ERROR ' : vertex.cached ? 'CACHED ' : '';
  const color = !isDone ? undefined : isCanceled ? 'canceled' : hasFailed ? 'failed' : 'done';
  const output = isDone ? [] : lastLines(traced.output);
  const row: Row = { name: prefix + vertex.name.replaceAll('\t', ' '), status: '', started: started ?? 0, completed, color, output };
  const subs = [...statuses.values()].map((status): Row => ({
    name: `=> ${status.id}`, status: amount(status).trim(), started: status.started, completed: status.completed,
    color: status.completed === undefined ? undefined : 'done', output: [],
  }));
  return [row, ...subs];
}

function rowText({ name, status, started, completed }: Row, now: Micros, columns: number): string | undefined {
  const took = ((completed ?? now) - started) / 1e6;
  const timer = ` ${(took < 0.05 ? 0 : took).toFixed(1)}s`;
  let left = columns - ' => '.length - timer.length - 2;
  const showsStatus = status !== '' && left + status.length > 20;
  if (showsStatus) left -= status.length + 1;
  if (left < 12) return undefined;
  const text = ` => ${name.length > left ? name.slice(0, left) : name}${showsStatus ? ` ${status}` : ''}`;
  return text.padEnd(columns - timer.length) + timer;
}

/** What a small terminal would show of the output: no control characters, carriage returns start the line anew. */
function lastLines(output: string): readonly string[] {
  const lines = output.slice(-8192).split('\n').map((line) => line.slice(line.lastIndexOf('\r', line.length - 2) + 1).replace(/\u001b\[[0-9;?]*[A-Za-z]|[\u0000-\u001f]/g, ''));
  return lines.filter((line) => line !== '').slice(-OUTPUT_LINES);
}

/** Leaves out steps that are done, from the top, until the rest fits on the screen. */
function fit(rows: readonly Row[], height: number): readonly Row[] {
  let tooMany = rows.reduce((sum, { output }) => sum + 1 + output.length, 0) - Math.max(height, 1);
  if (tooMany <= 0) return rows;
  return rows.filter(({ completed }) => completed === undefined || tooMany-- <= 0);
}
