import fc from 'fast-check';
import { adviseDockerfile } from '../../src/docker/builder/check/advice/index.ts';
import { checkDockerfile } from '../../src/docker/builder/check/index.ts';
import { formatDockerfile } from '../../src/docker/builder/format/format.ts';
import { repeated } from '../../src/docker/builder/testing/arbitraries.ts';

const ACTIONS: readonly ((text: string) => unknown)[] = [(text) => checkDockerfile(text), (text) => adviseDockerfile(text), (text) => formatDockerfile(text)];

/**
 * How much longer reading a Dockerfile of repeated pieces takes when it is four times as long, the worst of 25 texts: 4 is
 * linear, 16 square. What is done in a few milliseconds can't be measured and counts as linear.
 */
export function worstGrowth(): number {
  return Math.max(...fc.sample(repeated, { numRuns: 25, seed: 1 }).flatMap((make) => ACTIONS.map((action) => growth(action, make))));
}

function growth(action: (text: string) => unknown, make: (times: number) => string): number {
  const time = (times: number) => {
    const text = make(times);
    return Math.min(...[1, 2, 3].map(() => {
      const started = performance.now();
      action(text);
      return performance.now() - started;
    }));
  };
  const long = time(1600);
  return long < 60 ? 4 : long / time(400);
}
