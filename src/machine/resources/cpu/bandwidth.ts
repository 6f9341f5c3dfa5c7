import type { Micros } from '../../../core/clock.ts';

/** How much may be missing, in µs of CPU time, for a budget to count as used up. */
const DUST = 0.002;

/**
 * CFS bandwidth control (`--cpus`, `--cpu-quota`): in each period a group may use so much CPU time, then it stands until
 * the next period. Where a group does nothing but run into its quota, period after period, it is taken as running
 * evenly at quota/period ("steady") instead, which uses the same time in each period and needs no events; its
 * counters are still those of the kernel's way.
 */
export class Bandwidth {
  /** A moment at which a period begins; the group's first activity sets it. */
  #origin: Micros | undefined;
  #budget: Micros;
  /** Something ran in the period that goes on. */
  #isUsed = false;
  isThrottled = false;
  isSteady = false;
  /** At which rate (in cores) the group used its budget before it was throttled. */
  burstRate = 0;
  periods = 0;
  throttledPeriods = 0;
  throttled: Micros = 0;

  constructor(
    readonly quota: Micros,
    readonly period: Micros,
  ) {
    this.#budget = quota;
  }

  /** In cores. */
  get rate(): number {
    return this.quota / this.period;
  }

  /** Nothing is left of this period's budget. */
  get isSpent(): boolean {
    return this.#budget <= DUST;
  }

  get budget(): Micros {
    return this.#budget;
  }

  begin(now: Micros): void {
    this.#origin ??= now;
  }

  /** When the period ends that `now` lies in. */
  periodEnd(now: Micros): Micros {
    const origin = this.#origin ?? now;
    return origin + (Math.floor((now - origin) / this.period) + 1) * this.period;
  }

  /** Time goes by from `since` to `now` while the group (active or not) runs at `rate`. */
  pass(since: Micros, now: Micros, rate: number, isActive: boolean): void {
    const origin = this.#origin;
    if (origin === undefined) return;
    const before = Math.floor((since - origin) / this.period);
    const after = Math.floor((now - origin) / this.period);
    if (after === before) this.#budget -= rate * (now - since);
    else this.#budget = this.quota - rate * (now - origin - after * this.period);
    this.#count(after - before, isActive);
    if (!isActive) return;
    if (!this.isThrottled && !this.isSteady) return;
    this.throttledPeriods += after - before;
    if (this.isThrottled) this.throttled += now - since;
    else this.throttled += (now - since) * Math.max(0, 1 - rate / Math.max(rate, this.burstRate));
  }

  /** What it will be at `now` if all goes on as it does since `since`; itself it stays as it is. */
  at(since: Micros, now: Micros, rate: number, isActive: boolean): Bandwidth {
    const copy = Bandwidth.after(this, this.quota, this.period);
    copy.#origin = this.#origin;
    copy.#budget = this.#budget;
    copy.#isUsed = this.#isUsed;
    copy.isThrottled = this.isThrottled;
    copy.isSteady = this.isSteady;
    copy.burstRate = this.burstRate;
    copy.pass(since, now, rate, isActive);
    return copy;
  }

  /** The kernel counts a period at its end, if anything ran in it. */
  #count(ended: number, isActive: boolean): void {
    if (ended > 0) {
      this.periods += isActive ? ended : Number(this.#isUsed);
      this.#isUsed = isActive;
    } else if (isActive) {
      this.#isUsed = true;
    }
  }

  /** When the budget is used up, if the group goes on at `rate`; Infinity if it never is. Not after the exact moment. */
  exhaustion(now: Micros, rate: number): number {
    if (rate <= 0 || this.isSteady || this.isThrottled) return Infinity;
    const end = this.periodEnd(now);
    const inThis = this.#budget / rate;
    if (inThis < end - now - DUST) return now + Math.max(0, Math.floor(inThis + DUST));
    return rate > this.rate * (1 + 1e-12) ? end + Math.floor(this.quota / rate + DUST) : Infinity;
  }

  /** When to go back to the kernel's way, so that what is done at `completion` is done when the kernel would have it. */
  steadyEnd(now: Micros, completion: number): number {
    return completion === Infinity ? Infinity : Math.max(this.periodEnd(now), this.periodEnd(completion - 2 * this.period) - this.period);
  }

  throttle(rate: number): void {
    this.isThrottled = true;
    this.burstRate = rate;
    this.#budget = 0;
  }

  unthrottle(): void {
    this.isThrottled = false;
  }

  /** A new quota, with the counters and the grid of the old. */
  static after(before: Bandwidth | undefined, quota: Micros, period: Micros): Bandwidth {
    const next = new Bandwidth(quota, period);
    if (!before) return next;
    next.periods = before.periods;
    next.throttledPeriods = before.throttledPeriods;
    next.throttled = before.throttled;
    return next;
  }
}
