import { Condition, until } from '../../../core/process.ts';
import type { Process, Scheduler, Task } from '../../../core/process.ts';
import type { Micros } from '../../../core/clock.ts';

/** Runs processes side by side and waits for all. When one fails the others are ended, and its error is thrown. */
export function* all<Result>(scheduler: Scheduler, starts: readonly (() => Process<Result>)[]): Process<Result[]> {
  if (starts.length <= 1) return starts.length === 0 ? [] : [yield* starts[0]!()];
  const results: Result[] = [];
  const changed = new Condition('steps');
  let failure: { readonly error: unknown } | undefined;
  let left = starts.length;
  const tasks: Task[] = starts.map((start, i) =>
    scheduler.start(start(), (outcome) => {
      left--;
      if (outcome.kind === 'returned') results[i] = outcome.value;
      else if (outcome.kind === 'threw') failure ??= { error: outcome.error };
      changed.notify();
    }),
  );
  try {
    while (left > 0 && !failure) yield* changed.wait();
  } finally {
    for (const task of tasks) task.cancel();
  }
  if (failure) throw failure.error;
  return results;
}

/** The builder's own work takes time too. */
export function* pause(scheduler: Scheduler, duration: Micros): Process<void> {
  yield until(scheduler.clock, scheduler.clock.now() + duration);
}

/** A result that several wait for, made once. */
export class Shared<Result> {
  #outcome: { readonly value: Result } | { readonly error: unknown } | undefined;
  readonly #ended = new Condition('step');

  /** Makes it and tells all who wait. */
  *make(process: Process<Result>): Process<Result> {
    try {
      const value = yield* process;
      this.#outcome = { value };
      return value;
    } catch (error) {
      this.#outcome = { error };
      throw error;
    } finally {
      this.#outcome ??= { error: new Error('canceled') };
      this.#ended.notify();
    }
  }

  *wait(): Process<Result> {
    while (!this.#outcome) yield* this.#ended.wait();
    if ('error' in this.#outcome) throw this.#outcome.error;
    return this.#outcome.value;
  }

  /** The result, which must be there. */
  get value(): Result {
    if (!this.#outcome || 'error' in this.#outcome) throw new Error('not made yet');
    return this.#outcome.value;
  }
}
