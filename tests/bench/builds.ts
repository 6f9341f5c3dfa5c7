import { script, newWorld } from './worlds.ts';
import type { Benchmark } from './benchmark.ts';
import { median, ms } from './measure.ts';

const STEPS = 20;
const DOCKERFILE = ['FROM busybox', ...Array.from({ length: STEPS - 1 }, (_, i) => (i % 4 === 3 ? `ENV N${i}=${i}` : `RUN echo ${i} > /made-${i}`))].join('\n');

function folder() {
  const world = newWorld();
  script(world, `mkdir -p /b && cd /b && cat > Dockerfile <<'END'\n${DOCKERFILE}\nEND\ndocker build -q -t app . >/dev/null`);
  return world;
}

/** What the base image counts as, which is there already, in every build. */
const BASE = 1;

/** How many steps a build took from the cache. */
const cached = (output: string) => output.split('\n').filter((line) => / CACHED$/.test(line)).length;

export const BUILDS: readonly Benchmark[] = [
  {
    name: `a build of ${STEPS} steps, all cached`,
    target: '≤ 2 ms',
    run() {
      const world = folder();
      const runs = DOCKERFILE.split('\n').filter((line) => line.startsWith('RUN')).length;
      const seen = cached(script(world, 'cd /b && docker build --progress=plain -t app . 2>&1'));
      if (seen < runs) throw new Error(`only ${seen} of ${runs} steps came from the cache`);
      return ms(median(100, () => void script(world, 'cd /b && docker build -q -t app . >/dev/null'), 200));
    },
  },
  {
    name: `a build of ${STEPS} steps without cache or package installs`,
    target: '≤ 20 ms',
    run() {
      const world = folder();
      const output = script(world, 'cd /b && docker build --no-cache --progress=plain -t app . 2>&1; docker run --rm app cat /made-0 /made-18');
      if (cached(output) > BASE || !output.endsWith('0\n18\n')) throw new Error(`the build without cache made something else: ${output.slice(-200)}`);
      return ms(median(40, () => void script(world, 'cd /b && docker build --no-cache -q -t app . >/dev/null')));
    },
  },
];
