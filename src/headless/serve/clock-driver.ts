import type { Scheduler } from '../../core/process.ts';

/** Real milliseconds that the simulation may run before sockets are looked at again. */
const TURN = 10;
const STEPS = 5000;

/** Node's timers take 31 bits of milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** While the simulation waits for something real, it is asked again after so many milliseconds. */
const OUTSIDE = 2;

/**
 * Lets virtual time follow real time for a served engine: runs what is due, and sleeps until the next thing is, or until
 * something comes from outside.
 */
export class ClockDriver {
  readonly #virtualStart: number;
  readonly #realStart = performance.now();
  #arrived: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #immediate: ReturnType<typeof setImmediate> | undefined;
  #isOver = false;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly failed: (error: unknown) => void,
  ) {
    this.#virtualStart = scheduler.clock.now();
  }

  /** Something came from outside: takes it into the world soon, when all that was due before has happened. */
  readonly arrive = (take: () => void): void => {
    this.#arrived.push(take);
    this.#stir();
  };

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  readonly #stir = (): void => {
    if (this.#isOver || this.#immediate) return;
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#turn();
    });
  };

  #turn(): void {
    clearTimeout(this.#timer);
    try {
      const start = performance.now();
      const due = this.#virtualStart + Math.floor((start - this.#realStart) * 1000);
      let stopped = this.#run(due, start);
      if (stopped !== 'steps' && this.#arrived.length > 0) {
        for (const take of this.#arrived.splice(0)) take();
        stopped = this.#run(due, start);
      }
      if (stopped === 'steps') return this.#stir();
      this.#sleep(stopped === 'outside' ? OUTSIDE : this.#untilNext());
    } catch (error) {
      this.stop();
      this.failed(error);
    }
  }

  #run(due: number, start: number) {
    let stopped;
    do stopped = this.scheduler.run({ until: Math.max(due, this.scheduler.clock.now()), steps: STEPS });
    while (stopped === 'steps' && performance.now() - start < TURN);
    return stopped;
  }

  /** Real milliseconds until the next thing is due. */
  #untilNext(): number {
    const next = this.scheduler.clock.next();
    return next === undefined ? LONGEST : (next - this.#virtualStart) / 1000 - (performance.now() - this.#realStart);
  }

  #sleep(milliseconds: number): void {
    this.#timer = setTimeout(this.#stir, Math.min(LONGEST, Math.max(0, milliseconds)));
  }
}
