import type { History } from './history.ts';

/** What comes if memory goes on growing as it does. */
export interface MemoryForecast {
  /** Bytes a second. */
  readonly rate: number;
  /** Virtual seconds until the limit is met. */
  readonly seconds: number;
  /** There is swap to go on in: nobody is killed yet. */
  readonly isSwapNext: boolean;
}

/** The rows that a forecast looks back on, at most, and the fewest that it needs. */
const LOOK_BACK = 120;
const FEWEST = 8;
/** What is further off than this is no warning, virtual seconds. */
const HORIZON = 3600;

/**
 * When a container meets its memory limit, by the straight line through its last rows (least squares). Cache does not
 * count: it is given up before anybody is killed. Undefined when it has no limit, or does not grow.
 */
export function forecastMemory(history: History, id: string, hostSwap: number): MemoryForecast | undefined {
  const columns = history.columns(id);
  const latest = history.latest(id);
  if (!columns || !latest || latest.counts.memoryLimit === 0) return undefined;
  const { memoryLimit, swapLimit, memory, cache, swap } = latest.counts;
  const held = (row: number) => columns.memory[history.at(row)]! - columns.cache[history.at(row)]!;
  const last = history.length - 1;
  let first = last;
  // Where it fell (given back, or killed), what was before says nothing of what comes.
  while (first > 0 && last - first < LOOK_BACK && held(first - 1) <= held(first)) first--;
  if (last - first < FEWEST) return undefined;
  const rate = slope(history, held, first, last);
  const seconds = (memoryLimit - (memory - cache)) / rate;
  if (!(rate > 0) || seconds < 0 || seconds > HORIZON) return undefined;
  const maySwap = hostSwap > 0 && swapLimit !== memoryLimit && (swapLimit <= 0 || swapLimit - memoryLimit > swap);
  return { rate, seconds, isSwapNext: maySwap };
}

function slope(history: History, value: (row: number) => number, first: number, last: number): number {
  const count = last - first + 1;
  const origin = history.time(first);
  let [times, values] = [0, 0];
  for (let row = first; row <= last; row++) {
    times += history.time(row) - origin;
    values += value(row);
  }
  const [meanTime, mean] = [times / count, values / count];
  let [above, below] = [0, 0];
  for (let row = first; row <= last; row++) {
    const time = history.time(row) - origin - meanTime;
    above += time * (value(row) - mean);
    below += time * time;
  }
  return below > 0 ? above / below : 0;
}
