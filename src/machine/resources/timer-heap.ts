/** Something that is due at a moment; it lies in at most one heap. */
export abstract class Timer {
  /** Infinity while it is in no heap. Not rounded: the clock's moments are whole microseconds, these are exact. */
  due = Infinity;
  position = -1;

  /** Those due at one moment fire in the order of these numbers. */
  constructor(readonly order: number) {}

  abstract fire(): void;
}

/** Timers by due time: many of them behind one alarm of the clock. */
export class TimerHeap {
  readonly #timers: Timer[] = [];

  get first(): Timer | undefined {
    return this.#timers[0];
  }

  /** Moves a timer; Infinity takes it out. */
  set(timer: Timer, due: number): void {
    if (timer.due === due) return;
    timer.due = due;
    if (timer.position < 0) {
      timer.position = this.#timers.length;
      this.#timers.push(timer);
    }
    if (due === Infinity) this.#remove(timer);
    else this.#down(this.#up(timer.position));
  }

  #remove(timer: Timer): void {
    const at = timer.position;
    timer.position = -1;
    const last = this.#timers.pop()!;
    if (last === timer) return;
    this.#place(last, at);
    this.#down(this.#up(at));
  }

  #place(timer: Timer, at: number): void {
    this.#timers[at] = timer;
    timer.position = at;
  }

  #up(from: number): number {
    const timer = this.#timers[from]!;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(timer, this.#timers[parent]!)) break;
      this.#place(this.#timers[parent]!, at);
      at = parent;
    }
    this.#place(timer, at);
    return at;
  }

  #down(from: number): void {
    const timers = this.#timers;
    const timer = timers[from]!;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= timers.length) break;
      if (child + 1 < timers.length && isBefore(timers[child + 1]!, timers[child]!)) child++;
      if (!isBefore(timers[child]!, timer)) break;
      this.#place(timers[child]!, at);
      at = child;
    }
    this.#place(timer, at);
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
