import type { Scheduler } from '../../core/process.ts';

/** Real milliseconds that the simulation may run before sockets are looked at again. */
const TURN = 10;
const STEPS = 5000;

/** Node's timers take 31 bits of milliseconds. */
const LONGEST = 2 ** 31 - 1;

/**
 * Lets virtual time follow real time for a served engine: runs what is due, and sleeps until the next thing is, or until
 * somebody stirs.
 */
export class ClockDriver {
  readonly #virtualStart: number;
  readonly #realStart = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #immediate: ReturnType<typeof setImmediate> | undefined;
  #isOver = false;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly failed: (error: unknown) => void,
  ) {
    this.#virtualStart = scheduler.clock.now();
  }

  /** Something came from outside: run soon. */
  readonly stir = (): void => {
    if (this.#isOver || this.#immediate) return;
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#turn();
    });
  };

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  #turn(): void {
    clearTimeout(this.#timer);
    try {
      const start = performance.now();
      const due = this.#virtualStart + Math.floor((start - this.#realStart) * 1000);
      const { clock } = this.scheduler;
      let stopped;
      do stopped = this.scheduler.run({ until: Math.max(due, clock.now()), steps: STEPS });
      while (stopped === 'steps' && performance.now() - start < TURN);
      if (stopped === 'steps') return this.stir();
      const next = clock.next();
      if (next !== undefined) this.#timer = setTimeout(this.stir, Math.min(LONGEST, Math.max(0, (next - this.#virtualStart) / 1000 - (performance.now() - this.#realStart))));
    } catch (error) {
      this.stop();
      this.failed(error);
    }
  }
}
