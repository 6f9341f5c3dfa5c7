import { alpineSteps } from '../bases/alpine.ts';
import { BOTH } from '../repository.ts';
import type { Repository } from '../repository.ts';
import { PATH, Steps } from '../steps.ts';

/** Workloads to play with, by name: each is a program of its own. */
const PROGRAMS = { stress: 62_000, 'stress-ng': 2_900_000, hog: 1_204_000, leaky: 1_310_000, batch: 1_250_000, hey: 8_900_000 } as const;

export const repository: Repository = {
  name: 'docker.io/acme/lab',
  description: 'Workloads for the laboratory: stress, hog, leaky, batch, and hey to put load on a server.',
  stars: 4,
  isOfficial: false,
  editions: () => [{
    published: '2025-05-31',
    tags: ['1.0', 'latest'],
    platforms: BOTH,
    image: (platform) => ({
      config: { Env: [`PATH=${PATH}`], Cmd: ['stress', '--cpu', '1'], WorkingDir: '/' },
      steps: new Steps(platform, '2025-05-31', alpineSteps(platform, '3.22.0'))
        .copy('bin/ /usr/local/bin/', (to) => Object.entries(PROGRAMS).reduce((all, [name, size]) => all.program(`usr/local/bin/${name}`, size, name), to))
        .note('CMD ["stress" "--cpu" "1"]')
        .list(),
    }),
  }],
};
