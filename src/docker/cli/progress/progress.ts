import type { Micros } from '../../../core/clock.ts';
import type { SolveStatus } from '../../api/types/build.ts';
import type { Trace } from './trace.ts';

/** How a build is shown while it goes on. Each call gives what is to be written to standard error. */
export interface BuildProgress {
  readonly trace: Trace;
  start(now: Micros): string;
  update(status: SolveStatus, now: Micros): string;
  /** Time passes and nothing happens. */
  tick(now: Micros): string;
  finish(now: Micros): string;
  /** The logs of steps that failed. */
  errors(): string;
}
