import { Tinypool } from 'tinypool';
import { failedRow } from './row.ts';
import type { GradingTask, Row } from './row.ts';

export interface PoolLimits {
  readonly jobs: number;
  /** Real time for one answer, seconds. */
  readonly seconds: number;
  /** Memory of a worker, MiB. */
  readonly megabytes: number;
}

/**
 * Grades answers in worker threads, in the order given. A worker that takes too long, too much memory or breaks down is
 * ended: that costs its own answer and no other.
 */
export async function* gradeAll(tasks: readonly GradingTask[], limits: PoolLimits): AsyncGenerator<Row> {
  const pool = new Tinypool({
    filename: new URL('./grade-worker.mjs', import.meta.url).href,
    minThreads: limits.jobs,
    maxThreads: limits.jobs,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  const free = new Places(limits.jobs);
  const running: Promise<Row>[] = [];
  let next = 0;
  const start = () => {
    const task = tasks[next++];
    if (task) running.push(free.take(() => gradeIn(pool, task, limits)));
  };
  // A little ahead of what is read, so that no worker waits for a slow one's row, and memory stays bounded.
  for (let i = 0; i < limits.jobs * 4; i++) start();
  try {
    while (running.length > 0) {
      yield await running.shift()!;
      start();
    }
  } finally {
    await pool.destroy();
  }
}

/** So many at a time. An answer's time begins when a worker is free for it: who waits behind a slow one loses nothing. */
class Places {
  readonly #waiting: (() => void)[] = [];

  constructor(private count: number) {}

  async take<Result>(run: () => Promise<Result>): Promise<Result> {
    if (this.count > 0) this.count--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.count++;
    }
  }
}

async function gradeIn(pool: Tinypool, task: GradingTask, limits: PoolLimits): Promise<Row> {
  const signal = AbortSignal.timeout(limits.seconds * 1000);
  try {
    return (await pool.run(task, { signal })) as Row;
  } catch (error) {
    if (error instanceof Error && (error.name === 'AbortError' || signal.aborted)) return failedRow(task.answer, `took longer than ${limits.seconds} s`);
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return failedRow(task.answer, `took more than ${limits.megabytes} MiB of memory`);
    return failedRow(task.answer, `the worker broke down: ${error instanceof Error ? error.message : String(error)}`);
  }
}
