import { alpineSteps } from '../bases/alpine.ts';
import { BOTH } from '../repository.ts';
import type { Repository } from '../repository.ts';
import { PATH, Steps } from '../steps.ts';

/** A program that takes as much memory as it is told: for the lesson on limits. */
export const repository: Repository = {
  name: 'docker.io/acme/hog',
  description: 'Takes as much memory as you tell it to, and gives it back.',
  stars: 3,
  isOfficial: false,
  editions: () => [{
    published: '2025-05-31',
    tags: ['1.0', 'latest'],
    platforms: BOTH,
    image: (platform) => ({
      config: { Env: [`PATH=${PATH}`], Entrypoint: ['hog'], Cmd: ['100m'], WorkingDir: '/' },
      steps: new Steps(platform, '2025-05-31', alpineSteps(platform, '3.22.0'))
        .copy('hog /usr/local/bin/hog', (to) => to.program('usr/local/bin/hog', 1_204_000, 'hog'))
        .note('ENTRYPOINT ["hog"]', 'CMD ["100m"]')
        .list(),
    }),
  }],
};
