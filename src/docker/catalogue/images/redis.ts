import { addAccount } from '../bases/additions.ts';
import { ALPINE_VERSIONS, alpineAt, alpineSteps } from '../bases/alpine.ts';
import { debianSnapshots, debianSteps } from '../bases/debian.ts';
import type { LayerBuilder } from '../entries.ts';
import type { ImageRecipe, Platform, Repository } from '../repository.ts';
import { inOrder, series } from '../series.ts';
import type { Dated } from '../series.ts';
import { PATH, Steps } from '../steps.ts';

const LINES: Readonly<Record<string, readonly Dated[]>> = {
  '7': [['2025-05-27', '7.4.4'], ['2025-07-06', '7.4.5'], ['2025-10-03', '7.4.6'], ['2025-11-03', '7.4.7'], ['2026-02-24', '7.4.8']],
  '8': [['2025-05-27', '8.0.2'], ['2025-07-06', '8.0.3'], ['2025-08-04', '8.2.0'], ['2025-08-19', '8.2.1'], ['2025-10-03', '8.2.2'], ['2025-11-18', '8.4.0'], ['2026-02-24', '8.4.2']],
};

export const repository: Repository = {
  name: 'docker.io/library/redis',
  description: 'Redis is the world’s fastest data platform for caching, vector search, and NoSQL databases.',
  stars: 13_390,
  isOfficial: true,
  editions: () => inOrder(...Object.entries(LINES).flatMap(([major, versions]) => [
    series({
      versions,
      bases: debianSnapshots('bookworm'),
      tags: (version) => namesOf(version).flatMap((name) => [name, `${name}-bookworm`]).concat(major === '8' ? ['latest', 'bookworm'] : []),
      image: (platform, version, base, date) => image(platform, version, new Steps(platform, date, debianSteps(platform, 'bookworm', base, 'slim')), 'debian'),
    }),
    series({
      versions,
      bases: ALPINE_VERSIONS.filter(({ branch }) => branch === '3.21').map(({ published }) => published),
      tags: (version) => namesOf(version).flatMap((name) => [`${name}-alpine`, `${name}-alpine3.21`]).concat(major === '8' ? ['alpine', 'alpine3.21'] : []),
      image: (platform, version, base, date) => image(platform, version, new Steps(platform, date, alpineSteps(platform, alpineAt(base, '3.21').version)), 'alpine'),
    }),
  ])),
};

function namesOf(version: string): readonly string[] {
  const [major, minor] = version.split('.');
  return [version, `${major}.${minor}`, major!];
}

const ENTRYPOINT = `#!/bin/sh
set -e

# first arg is \`-f\` or \`--some-option\`
# or first arg is \`something.conf\`
if [ "\${1#-}" != "$1" ] || [ "\${1%.conf}" != "$1" ]; then
	set -- redis-server "$@"
fi

# allow the container to be started with \`--user\`
if [ "$1" = 'redis-server' ] && [ "$(id -u)" = '0' ]; then
	find . \\! -user redis -exec chown redis '{}' +
	exec gosu redis "$0" "$@"
fi

# set an appropriate umask (if one isn't set already)
um="$(umask)"
if [ "$um" = '0022' ]; then
	umask 0077
fi

exec "$@"
`;

function image(platform: Platform, version: string, steps: Steps, family: 'debian' | 'alpine'): ImageRecipe {
  const isDebian = family === 'debian';
  steps.run(isDebian ? 'set -eux; groupadd -r -g 999 redis; useradd -r -g redis -u 999 redis' : 'set -eux; addgroup -S -g 1000 redis; adduser -S -G redis -u 999 redis', (to) =>
    addAccount(to, family, isDebian ? 'redis:x:999:999::/home/redis:/bin/sh' : 'redis:x:999:1000:Linux User,,,:/home/redis:/sbin/nologin', isDebian ? 'redis:x:999:' : 'redis:x:1000:'), 1_100);
  steps.run(isDebian ? 'set -eux; apt-get update; apt-get install -y --no-install-recommends tzdata ; rm -rf /var/lib/apt/lists/*' : 'set -eux; apk add --no-cache tzdata', (to) => to.directory('var/lib/misc'), 870);
  steps.note(`ENV REDIS_VERSION=${version}`, `ARG REDIS_DOWNLOAD_URL=https://github.com/redis/redis/archive/refs/tags/${version}.tar.gz`);
  steps.run(`set -eux; … wget -O redis.tar.gz "$REDIS_DOWNLOAD_URL"; … make -C /usr/src/redis -j "$(nproc)" all; make -C /usr/src/redis install; … redis-cli --version; redis-server --version`, (to) => binaries(to, isDebian ? 42_300_000 : 33_100_000), isDebian ? 15_350_000 : 12_600_000);
  steps.run('mkdir /data && chown redis:redis /data', (to) => to.directory('data', { uid: 999, gid: isDebian ? 999 : 1000 }), 96);
  steps.note('VOLUME [/data]').step('WORKDIR /data', (to) => to, 32).copy('docker-entrypoint.sh /usr/local/bin/', (to) => to.file('usr/local/bin/docker-entrypoint.sh', ENTRYPOINT, { mode: 0o755 }));
  steps.note('ENTRYPOINT ["docker-entrypoint.sh"]', 'EXPOSE map[6379/tcp:{}]', 'CMD ["redis-server"]');
  return {
    config: { ExposedPorts: { '6379/tcp': {} }, Env: [`PATH=${PATH}`, `REDIS_VERSION=${version}`], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['redis-server'], Volumes: { '/data': {} }, WorkingDir: '/data' },
    steps: steps.list(),
  };
}

function binaries(to: LayerBuilder, total: number): LayerBuilder {
  to.program('usr/local/bin/redis-server', 17_100_000).program('usr/local/bin/redis-cli', 7_400_000).program('usr/local/bin/redis-benchmark', 7_100_000).program('usr/local/bin/gosu', 2_200_000);
  return to.link('usr/local/bin/redis-check-aof', 'redis-server').link('usr/local/bin/redis-check-rdb', 'redis-server').link('usr/local/bin/redis-sentinel', 'redis-server').padTo(total, 'usr/local/lib/jemalloc.a');
}
