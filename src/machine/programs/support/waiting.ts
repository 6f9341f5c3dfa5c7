import type { Micros } from '../../../core/clock.ts';
import type { Wait } from '../../../core/process.ts';
import type { System } from '../../system.ts';

/** A sleep as a `Wait`, for `anyOf`: ends after `duration` (µs). */
export function sleepWait(system: System, duration: Micros): Wait {
  const step = system.sleep(Math.max(0, duration)).next();
  if (!step.done) return step.value;
  return {
    reason: 'sleep',
    start(wake) {
      wake();
      return () => {};
    },
  };
}
