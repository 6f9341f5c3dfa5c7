import { ALPINE_VERSIONS, alpineAt, alpineSteps } from '../bases/alpine.ts';
import { BOTH } from '../repository.ts';
import type { Repository } from '../repository.ts';
import { PATH } from '../steps.ts';

export const repository: Repository = {
  name: 'docker.io/library/alpine',
  description: 'A minimal Docker image based on Alpine Linux with a complete package index and only 5 MB in size!',
  stars: 11_340,
  isOfficial: true,
  editions: () =>
    ALPINE_VERSIONS.map(({ version, branch, published }) => ({
      published,
      tags: [version, branch, ...(alpineAt(published).version === version ? ['3', 'latest'] : [])],
      platforms: BOTH,
      image: (platform) => ({ config: { Env: [`PATH=${PATH}`], Cmd: ['/bin/sh'], WorkingDir: '/' }, steps: alpineSteps(platform, version) }),
    })),
};
