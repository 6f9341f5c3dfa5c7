/** Milliseconds for a movement, or none where the learner asked for less motion. */
export function duration(milliseconds: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : milliseconds;
}
