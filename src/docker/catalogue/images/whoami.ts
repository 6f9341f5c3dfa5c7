import { BOTH } from '../repository.ts';
import type { Repository } from '../repository.ts';
import { PATH, Steps } from '../steps.ts';

export const repository: Repository = {
  name: 'docker.io/traefik/whoami',
  description: 'Tiny Go webserver that prints OS information and HTTP request to output.',
  stars: 102,
  isOfficial: false,
  editions: () => [{
    published: '2025-04-14',
    tags: ['v1.11.0', 'v1.11', 'latest'],
    platforms: BOTH,
    image: (platform) => ({
      config: { ExposedPorts: { '80/tcp': {} }, Env: [`PATH=${PATH}`], Entrypoint: ['/whoami'], WorkingDir: '/' },
      steps: new Steps(platform, '2025-04-14')
        .copy('/usr/share/zoneinfo /usr/share/zoneinfo', (to) => to.filler('usr/share/zoneinfo/tzdata.zi', 1_390_000))
        .copy('/etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/', (to) => to.filler('etc/ssl/certs/ca-certificates.crt', 213_000))
        .copy('/go/whoami/whoami .', (to) => to.program('whoami', 4_980_000, 'whoami-server'))
        .note('ENTRYPOINT ["/whoami"]', 'EXPOSE map[80/tcp:{}]')
        .list(),
    }),
  }],
};
