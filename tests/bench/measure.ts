import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The middle of so many runs, in milliseconds; a few more before them warm up. */
export function median(runs: number, body: () => void, warmUp = Math.min(runs, 5)): number {
  for (let i = 0; i < warmUp; i++) body();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    body();
    times.push(performance.now() - start);
  }
  return middle(times);
}

export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

export function elapsed(body: () => void): number {
  const start = performance.now();
  body();
  return performance.now() - start;
}

export const ms = (value: number) => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;

// Without a collection before, what is measured is mostly garbage.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes of the heap that are in use. */
export function memory(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
