import { alpineAt, alpineSteps } from '../bases/alpine.ts';
import { BOTH } from '../repository.ts';
import type { Repository } from '../repository.ts';
import { PATH, Steps } from '../steps.ts';

const RELEASES = [
  { published: '2023-10-02', version: '2.8.3', tags: ['2.8.3', '2.8', '2', 'latest'] },
  { published: '2025-04-03', version: '3.0.0', tags: ['3.0.0', '3.0', '3', 'latest'] },
];

export const repository: Repository = {
  name: 'docker.io/library/registry',
  description: 'Distribution implementation for storing and distributing of container images and artifacts',
  stars: 4_130,
  isOfficial: true,
  editions: () => RELEASES.map(({ published, version, tags }) => ({
    published,
    tags,
    platforms: BOTH,
    image(platform) {
      const config = version.startsWith('3') ? 'etc/distribution/config.yml' : 'etc/docker/registry/config.yml';
      const steps = new Steps(platform, published, alpineSteps(platform, alpineAt('2025-02-14').version));
      steps.run('apk add --no-cache ca-certificates', (to) => to.directory('etc/ssl/certs'), 290_000);
      steps.run('set -eux; … registry --version', (to) => to.program('bin/registry', 16_900_000), 8_340_000);
      steps.copy(`./config-example.yml /${config}`, (to) => to.file(config, 'version: 0.1\nlog:\n  fields:\n    service: registry\nstorage:\n  cache:\n    blobdescriptor: inmemory\n  filesystem:\n    rootdirectory: /var/lib/registry\nhttp:\n  addr: :5000\n  headers:\n    X-Content-Type-Options: [nosniff]\nhealth:\n  storagedriver:\n    enabled: true\n    interval: 10s\n    threshold: 3\n'));
      steps.note('VOLUME [/var/lib/registry]', 'EXPOSE map[5000/tcp:{}]').copy('docker-entrypoint.sh /entrypoint.sh', (to) => to.file('entrypoint.sh', '#!/bin/sh\n\nset -e\n\ncase "$1" in\n    *.yaml|*.yml) set -- registry serve "$@" ;;\n    serve|garbage-collect|help|-*) set -- registry "$@" ;;\nesac\n\nexec "$@"\n', { mode: 0o755 }));
      steps.note('ENTRYPOINT ["/entrypoint.sh"]', `CMD ["/${config}"]`);
      return { config: { ExposedPorts: { '5000/tcp': {} }, Env: [`PATH=${PATH}`], Entrypoint: ['/entrypoint.sh'], Cmd: [`/${config}`], Volumes: { '/var/lib/registry': {} } }, steps: steps.list() };
    },
  })),
};
