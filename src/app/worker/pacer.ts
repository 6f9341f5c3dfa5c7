import type { Micros } from '../../core/clock.ts';
import type { Stopped } from '../../core/process.ts';

export interface Paced {
  readonly now: Micros;
  run(limits: { until: Micros; steps: number; mayBlock: boolean }): Stopped;
}

/** Real milliseconds that one turn may take, so that what the page says is heard soon. */
const TURN = 8;
const STEPS = 2000;
/** Virtual time of one slice at speed 1, µs. Inputs are applied between slices, where the world stands still. */
const SLICE: Micros = 4000;
/** Real time that counts at most between two turns, ms: a tab that slept does not have to catch up. */
const LONGEST = 250;

/**
 * Ties virtual time to real time: the one place that knows both. A slice is always run to its end before anything else
 * is done to the world, so that a recording of inputs and their virtual times gives the same world.
 */
export class Pacer {
  speed = 1;
  #last: number;
  #debt = 0;
  #sliceEnd: Micros | undefined;

  constructor(
    private readonly paced: Paced,
    private readonly realNow: () => number,
  ) {
    this.#last = realNow();
  }

  /** The world stands at the end of a slice: inputs may be applied. */
  get isBetweenSlices(): boolean {
    return this.#sliceEnd === undefined;
  }

  /** How far virtual time lags behind, µs. */
  get debt(): Micros {
    return this.#debt;
  }

  /** What is due at this moment has not all happened: it does before anything else. */
  finishMoment(): void {
    this.#sliceEnd ??= this.paced.now;
  }

  /** Asks for virtual time to pass beyond what real time brings. */
  skip(time: Micros): void {
    this.#debt += time;
  }

  /** Runs for a turn at most. True when more is due at once. */
  turn(hasRoom: () => boolean): boolean {
    const start = this.realNow();
    this.#debt += Math.min(start - this.#last, LONGEST) * 1000 * this.speed;
    this.#last = start;
    while (hasRoom() && (this.#sliceEnd !== undefined || this.#debt >= 1)) {
      if (!this.#slice()) return true;
      if (this.realNow() - start > TURN) break;
    }
    // What can't be kept up with is let go: the machine is slower than asked for, and nothing piles up.
    const most = 1_000_000 * Math.max(1, this.speed);
    if (this.#debt > most && this.speed > 0) this.#debt = most;
    return this.#sliceEnd !== undefined || this.#debt >= SLICE * Math.max(1, this.speed);
  }

  /** False when the slice has not come to its end. */
  #slice(): boolean {
    const length = Math.max(1, Math.floor(Math.min(this.#debt, SLICE * Math.max(1, this.speed))));
    this.#sliceEnd ??= this.paced.now + length;
    const before = this.paced.now;
    const stopped = this.paced.run({ until: this.#sliceEnd, steps: STEPS, mayBlock: true });
    this.#debt = Math.max(0, this.#debt - (this.paced.now - before));
    if (stopped === 'steps' || stopped === 'outside') return false;
    this.#sliceEnd = undefined;
    return true;
  }
}
