import { SECOND } from '../../core/clock.ts';
import type { Micros } from '../../core/clock.ts';

/** The kernel's fixed-point numbers (kernel/sched/loadavg.c): whole ones, so that every machine gives the same. */
const SHIFT = 11;
const ONE = 1 << SHIFT;
/** What is left of an average after five seconds: e^(-5s/1min), 1/e^(5s/5min), e^(-5s/15min). */
const DECAY = [1884, 2014, 2037] as const;
const INTERVAL: Micros = 5 * SECOND + 10_000;

/** Load averages over 1, 5 and 15 minutes, of those who want to run or wait for a disk. */
export class LoadAverage {
  #next: Micros;
  readonly #loads: [number, number, number] = [0, 0, 0];

  constructor(now: Micros) {
    this.#next = now + INTERVAL;
  }

  /** Time has come to `now`, with `active` processes since the last call. */
  pass(now: Micros, active: number): void {
    if (now < this.#next) return;
    const samples = Math.floor((now - this.#next) / INTERVAL) + 1;
    this.#next += samples * INTERVAL;
    for (const i of [0, 1, 2] as const) this.#loads[i] = decayed(this.#loads[i], power(DECAY[i], samples), active * ONE);
  }

  values(): readonly [number, number, number] {
    const rounded = (load: number) => Math.floor(((load + ONE / 200) / ONE) * 100) / 100;
    return [rounded(this.#loads[0]), rounded(this.#loads[1]), rounded(this.#loads[2])];
  }
}

function decayed(load: number, decay: number, active: number): number {
  const sum = load * decay + active * (ONE - decay) + (active >= load ? ONE - 1 : 0);
  return Math.floor(sum / ONE);
}

/** fixed_power_int: so many intervals at once, by squaring. */
function power(decay: number, samples: number): number {
  let result = ONE;
  let factor: number = decay;
  for (let left = samples; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = Math.floor((result * factor + ONE / 2) / ONE);
    factor = Math.floor((factor * factor + ONE / 2) / ONE);
  }
  return result;
}
