import type { Cancel, Clock, Micros, VirtualClock } from './clock.ts';

/** Something that a process waits for. `start` may call `wake` at once; the returned cancel stops waiting. */
export interface Wait {
  readonly reason: string;
  start(wake: () => void): Cancel;
}

/** A process yields only to wait. Delegate with `yield*`. */
export type Process<Result = number> = Generator<Wait, Result, void>;

const nothing: Cancel = () => {};

/** Lets everything else that is ready run first. */
export const turn: Wait = {
  reason: 'turn',
  start(wake) {
    wake();
    return nothing;
  },
};

/** Waits until a moment of virtual time. */
export function until(clock: Clock, due: Micros): Wait {
  return { reason: 'sleep', start: (wake) => clock.at(due, wake) };
}

/**
 * Waiting for something real, such as code that is fetched. Nothing else in the world moves meanwhile, and the one who
 * waits goes on first: so it makes no difference to the world how long that took, or whether there was anything to wait for.
 */
export class OutsideWait implements Wait {
  isOver = false;
  /** Why it failed, where it did. */
  failure: { readonly error: unknown } | undefined;
  readonly over: Promise<void>;

  constructor(
    readonly reason: string,
    real: Promise<void>,
  ) {
    this.over = real
      .catch((error: unknown) => void (this.failure = { error }))
      .then(() => void (this.isOver = true));
  }

  /** The scheduler that meets one stops: it does not start it. */
  start(): Cancel {
    throw new Error(`waits for ${this.reason} outside of a scheduler`);
  }
}

/** Thrown by a run that may not stop half-way for something real: it has to be done again when that is there. */
export class MustWaitOutside extends Error {
  constructor(readonly over: Promise<void>) {
    super('something real must be waited for first');
  }
}

/** Waits for the first of several; the others are cancelled. */
export function anyOf(...waits: readonly Wait[]): Wait {
  return {
    reason: waits.map((wait) => wait.reason).join(' or '),
    start(wake) {
      const cancels: Cancel[] = [];
      let over = false;
      const first = () => {
        if (over) return;
        over = true;
        for (const cancel of cancels) cancel();
        wake();
      };
      for (const wait of waits) {
        if (over) break;
        cancels.push(wait.start(first));
      }
      if (over) for (const cancel of cancels) cancel();
      return () => {
        over = true;
        for (const cancel of cancels) cancel();
      };
    },
  };
}

/**
 * A condition that processes wait on. `notify` wakes all who wait now, each of whom looks again at what it
 * waited for: `while (!ready) yield* condition.wait()`.
 */
export class Condition implements Wait {
  /** Made for the first who waits: there are far more conditions than waiters. */
  #waiters: Set<() => void> | undefined;

  constructor(readonly reason: string) {}

  *wait(): Process<void> {
    yield this;
  }

  /** The condition as a `Wait`, for `anyOf`. */
  asWait(): Wait {
    return this;
  }

  start(wake: () => void): Cancel {
    const waiter = () => wake();
    const waiters = (this.#waiters ??= new Set());
    waiters.add(waiter);
    return () => {
      if (waiters.delete(waiter) && waiters.size === 0 && this.#waiters === waiters) this.#waiters = undefined;
    };
  }

  notify(): void {
    const waiters = this.#waiters;
    this.#waiters = undefined;
    if (waiters) for (const waiter of waiters) waiter();
  }

  get hasWaiters(): boolean {
    return this.#waiters !== undefined;
  }
}

export type Outcome<Result> =
  | { readonly kind: 'returned'; readonly value: Result }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'cancelled' };

/** A running generator. Only the scheduler makes one. */
export interface Task {
  readonly isDone: boolean;
  /** What it waits for; undefined while it is ready to run or done. */
  readonly waitingFor: string | undefined;
  /** Ends it where it stands: `finally` blocks run, but may not wait any more. Safe to call from within the task itself: it ends at its next yield. */
  cancel(): void;
  /** Throws `error` into it where it waits. */
  interrupt(error: unknown): void;
  /** Holds it: no step is made until as many `resume`s as `suspend`s were called. */
  suspend(): void;
  resume(): void;
  /** Ended: for joining with `while (!task.isDone) yield* task.ended.wait()`. */
  readonly ended: Condition;
}

class ScheduledTask<Result> implements Task {
  isDone = false;
  waitingFor: string | undefined;
  readonly ended = new Condition('task');
  #cancelWait: Cancel = nothing;
  #suspended = 0;
  #isReady = false;
  #isQueued = false;
  #isStepping = false;
  #isCancelled = false;
  #interruption: { error: unknown } | undefined;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly process: Process<Result>,
    private readonly done: ((outcome: Outcome<Result>) => void) | undefined,
  ) {
    this.#ready();
  }

  cancel(): void {
    if (this.isDone) return;
    this.#isCancelled = true;
    if (this.#isStepping) return;
    this.#finishCancelled();
  }

  interrupt(error: unknown): void {
    if (this.isDone) return;
    this.#interruption = { error };
    if (this.#isStepping) return;
    this.#cancelWait();
    this.#ready();
  }

  suspend(): void {
    this.#suspended++;
  }

  resume(): void {
    if (this.#suspended === 0 || --this.#suspended > 0) return;
    if (this.#isReady) this.#enqueue();
  }

  /** Called by the scheduler alone. */
  step(): void {
    this.#isQueued = false;
    if (this.isDone || this.#suspended > 0) return;
    this.#isReady = false;
    this.waitingFor = undefined;
    this.#isStepping = true;
    const interruption = this.#interruption;
    this.#interruption = undefined;
    let result: IteratorResult<Wait, Result>;
    try {
      result = interruption ? this.process.throw(interruption.error) : this.process.next();
    } catch (error) {
      this.#isStepping = false;
      return this.#finish({ kind: 'threw', error });
    }
    this.#isStepping = false;
    if (result.done) return this.#finish({ kind: 'returned', value: result.value });
    if (this.#isCancelled) return this.#finishCancelled();
    if (this.#interruption) return this.#ready();
    this.#await(result.value);
  }

  #await(wait: Wait): void {
    this.waitingFor = wait.reason;
    if (wait instanceof OutsideWait) return this.scheduler.block(this, wait);
    let isOver = false;
    let cancel: Cancel = nothing;
    const wake = () => {
      if (isOver) return;
      isOver = true;
      this.#cancelWait = nothing;
      cancel();
      if (!this.isDone) this.#ready();
    };
    cancel = wait.start(wake);
    if (isOver) cancel();
    else
      this.#cancelWait = () => {
        isOver = true;
        this.#cancelWait = nothing;
        cancel();
      };
  }

  #ready(): void {
    this.#isReady = true;
    if (this.#suspended === 0) this.#enqueue();
  }

  #enqueue(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    this.scheduler.enqueue(this);
  }

  #finishCancelled(): void {
    this.#cancelWait();
    this.#isStepping = true;
    try {
      this.process.return(undefined as Result);
    } catch {
      // A finally block that fails while its process is killed has nobody left to tell.
    }
    this.#isStepping = false;
    this.#finish({ kind: 'cancelled' });
  }

  #finish(outcome: Outcome<Result>): void {
    if (this.isDone) return;
    this.isDone = true;
    this.waitingFor = undefined;
    this.scheduler.left(this);
    if (!this.done && outcome.kind === 'threw') throw outcome.error;
    this.done?.(outcome);
    this.ended.notify();
  }
}

export type Stopped = 'idle' | 'until' | 'steps' | 'condition' | 'outside';

export interface RunLimits {
  /** Virtual time is not moved past this; the clock stands there afterwards. */
  readonly until?: Micros;
  /** How many steps (generator resumptions) may be made. */
  readonly steps?: number;
  /** Looked at between steps: true ends the run. */
  readonly isOver?: () => boolean;
  /** The caller goes on later when the run stops with `outside` because a process waits for something real. Otherwise `MustWaitOutside` is thrown. */
  readonly mayBlock?: boolean;
}

/** Runs tasks on a virtual clock: every ready one first, in order; when all wait, the clock jumps to what is due next. */
export class Scheduler {
  #queue: ScheduledTask<never>[] = [];
  #head = 0;
  #alive = new Set<ScheduledTask<never>>();
  #outside = 0;
  #blocked: { readonly task: ScheduledTask<never>; readonly wait: OutsideWait } | undefined;
  /** How many steps were ever made. */
  steps = 0;

  constructor(readonly clock: VirtualClock) {}

  /** Starts a process; its first step is made when it is its turn. Without `done`, what it throws comes out of `run`: a defect. */
  start<Result>(process: Process<Result>, done?: (outcome: Outcome<Result>) => void): Task {
    const task = new ScheduledTask(this, process, done);
    this.#alive.add(task as unknown as ScheduledTask<never>);
    return task;
  }

  /** Runs until nothing is left to do (`idle`), or a limit is met. */
  run(limits: RunLimits = {}): Stopped {
    let left = limits.steps ?? Infinity;
    for (;;) {
      if (this.#blocked && !this.#unblock(limits.mayBlock === true)) return 'outside';
      if (limits.isOver?.()) return 'condition';
      if (this.#head < this.#queue.length) {
        if (left-- <= 0) return 'steps';
        this.#stepNext();
        continue;
      }
      if (this.#outside > 0) return 'outside';
      if (!this.clock.advance(limits.until)) {
        if (limits.until === undefined) return 'idle';
        this.clock.moveTo(limits.until);
        return this.clock.next() === undefined ? 'idle' : 'until';
      }
      left--;
    }
  }

  /** Something real is being waited for (a lazy chunk, WebAssembly): the clock stands until the returned function is called. */
  holdClock(): Cancel {
    let isHeld = true;
    this.#outside++;
    return () => {
      if (isHeld) this.#outside--;
      isHeld = false;
    };
  }

  /** A process waits for something real: nothing moves, and nothing may be done to the world. */
  get isBlocked(): boolean {
    return this.#blocked !== undefined;
  }

  /** Lets the one who waited go on, as if it had not: not even a step is counted. False while it has to wait. */
  #unblock(mayBlock: boolean): boolean {
    while (this.#blocked) {
      const { task, wait } = this.#blocked;
      if (!wait.isOver) {
        if (mayBlock) return false;
        throw new MustWaitOutside(wait.over);
      }
      this.#blocked = undefined;
      if (wait.failure) task.interrupt(wait.failure.error);
      else task.step();
    }
    return true;
  }

  /** How many tasks have not ended. */
  get alive(): number {
    return this.#alive.size;
  }

  /** Called by tasks alone. */
  enqueue(task: unknown): void {
    this.#queue.push(task as unknown as ScheduledTask<never>);
  }

  /** Called by tasks alone. */
  block(task: unknown, wait: OutsideWait): void {
    this.#blocked = { task: task as ScheduledTask<never>, wait };
  }

  /** Called by tasks alone. */
  left(task: unknown): void {
    this.#alive.delete(task as unknown as ScheduledTask<never>);
  }

  #stepNext(): void {
    const task = this.#queue[this.#head]!;
    this.#queue[this.#head++] = undefined as never;
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    this.steps++;
    task.step();
  }
}

/** Runs a process that never has to wait, and gives its result. Throws if it waits: a defect. */
export function runNow<Result>(process: Process<Result>): Result {
  const step = process.next();
  if (!step.done && step.value instanceof OutsideWait) throw new MustWaitOutside(step.value.over);
  if (!step.done) throw new Error(`waits for ${step.value.reason}, where it must not wait`);
  return step.value;
}
