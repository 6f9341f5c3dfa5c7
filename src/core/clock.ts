/** Virtual time: whole microseconds since the world's epoch (see `World`). */
export type Micros = number;

export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;
export const MINUTE: Micros = 60 * SECOND;
export const HOUR: Micros = 60 * MINUTE;
export const DAY: Micros = 24 * HOUR;

/** Takes back what was asked for. Calling it twice, or too late, does nothing. */
export type Cancel = () => void;

export interface Clock {
  now(): Micros;
  /** Calls `wake` when the clock reaches `due` (at once on the next advance if `due` is past). */
  at(due: Micros, wake: () => void): Cancel;
}

interface Alarm {
  readonly due: Micros;
  readonly order: number;
  wake: (() => void) | undefined;
}

/** A clock that moves only when it is told to. What is due at one moment happens in the order it was asked for. */
export class VirtualClock implements Clock {
  #now: Micros;
  #order = 0;
  #cancelled = 0;
  #heap: Alarm[] = [];

  constructor(start: Micros = 0) {
    this.#now = start;
  }

  now(): Micros {
    return this.#now;
  }

  at(due: Micros, wake: () => void): Cancel {
    const alarm: Alarm = { due: Math.max(Math.ceil(due), this.#now), order: this.#order++, wake };
    this.#push(alarm);
    return () => {
      if (!alarm.wake) return;
      alarm.wake = undefined;
      if (++this.#cancelled > 64 && this.#cancelled * 2 > this.#heap.length) this.#sweep();
    };
  }

  /** When the next thing is due; undefined when nothing is. */
  next(): Micros | undefined {
    while (this.#heap.length > 0 && !this.#heap[0]!.wake) {
      this.#pop();
      this.#cancelled--;
    }
    return this.#heap[0]?.due;
  }

  /** Moves to the next due moment and wakes one thing; false when nothing is due by `until`. */
  advance(until: Micros = Infinity): boolean {
    const due = this.next();
    if (due === undefined || due > until) return false;
    const alarm = this.#pop();
    this.#now = due;
    const wake = alarm.wake!;
    alarm.wake = undefined;
    wake();
    return true;
  }

  /** Moves to `time` without waking anything; nothing may be due before. */
  moveTo(time: Micros): void {
    if (time > this.#now) this.#now = time;
  }

  #before(a: Alarm, b: Alarm): boolean {
    return a.due < b.due || (a.due === b.due && a.order < b.order);
  }

  #push(alarm: Alarm): void {
    const heap = this.#heap;
    heap.push(alarm);
    let i = heap.length - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#before(alarm, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = alarm;
  }

  #pop(): Alarm {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return top;
  }

  #sweep(): void {
    const live = this.#heap.filter((alarm) => alarm.wake);
    this.#heap = [];
    this.#cancelled = 0;
    for (const alarm of live) this.#push(alarm);
  }
}
