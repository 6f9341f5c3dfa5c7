import { layer } from '../entries.ts';
import { BOTH } from '../repository.ts';
import type { Repository } from '../repository.ts';
import { PATH, Steps } from '../steps.ts';

const PUBLISHED = ['2025-01-22', '2025-08-08'];

export const repository: Repository = {
  name: 'docker.io/library/hello-world',
  description: 'Hello World! (an example of minimal Dockerization)',
  stars: 2390,
  isOfficial: true,
  editions: () =>
    PUBLISHED.map((published) => ({
      published,
      tags: ['latest', 'linux'],
      platforms: BOTH,
      image: (platform) => ({
        config: { Env: [`PATH=${PATH}`], Cmd: ['/hello'], WorkingDir: '/' },
        steps: new Steps(platform, published)
          .step('COPY hello / # buildkit', layer(platform, published, (to) => to.program('hello', platform === 'linux/amd64' ? 10_072 : 9_160), 2_456))
          .note('CMD ["/hello"]')
          .list(),
      }),
    })),
};
