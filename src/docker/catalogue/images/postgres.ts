import { addAccount } from '../bases/additions.ts';
import { ALPINE_VERSIONS, alpineAt, alpineSteps } from '../bases/alpine.ts';
import { debianSnapshots, debianSteps, stableRelease } from '../bases/debian.ts';
import type { LayerBuilder } from '../entries.ts';
import { CONF_SAMPLE, ENTRYPOINT } from '../files/postgres.ts';
import type { ImageRecipe, Platform, Repository } from '../repository.ts';
import { inOrder, series } from '../series.ts';
import type { Dated } from '../series.ts';
import { Steps } from '../steps.ts';

const LINES: Readonly<Record<string, readonly Dated[]>> = {
  '15': [['2025-05-08', '15.13'], ['2025-08-14', '15.14'], ['2025-11-13', '15.15'], ['2026-02-12', '15.16']],
  '16': [['2025-05-08', '16.9'], ['2025-08-14', '16.10'], ['2025-11-13', '16.11'], ['2026-02-12', '16.12']],
  '17': [['2025-05-08', '17.5'], ['2025-08-14', '17.6'], ['2025-11-13', '17.7'], ['2026-02-12', '17.8']],
  '18': [['2025-09-25', '18.0'], ['2025-11-13', '18.1'], ['2026-02-12', '18.2']],
};

export const repository: Repository = {
  name: 'docker.io/library/postgres',
  description: 'The PostgreSQL object-relational database system provides reliability and data integrity.',
  stars: 14_120,
  isOfficial: true,
  editions: () => inOrder(...Object.entries(LINES).flatMap(([major, versions]) => {
    const isNewest = (date: string) => (date < '2025-09-25' ? '17' : '18') === major;
    return [
      series({
        versions,
        bases: [...debianSnapshots('bookworm').filter((date) => date < '2025-08-11'), ...debianSnapshots('trixie')],
        tags: (version, date) => [version, major].flatMap((name) => [name, `${name}-${stableRelease(date)}`]).concat(isNewest(date) ? ['latest', stableRelease(date)] : []),
        image: (platform, version, base, date) => debian(platform, major, version, base, date),
      }),
      series({
        versions,
        bases: ALPINE_VERSIONS.filter(({ branch }) => branch === '3.21' || branch === '3.22').map(({ published }) => published),
        tags: (version, date) => [version, major].map((name) => `${name}-alpine`).concat(isNewest(date) ? ['alpine'] : []),
        image: (platform, version, base, date) => alpine(platform, major, version, alpineAt(base).version, date),
      }),
    ];
  })),
};

/** Where the data lies: since 18 a folder a version, in a volume above it. */
function places(major: string) {
  return major === '18' ? { data: '/var/lib/postgresql/18/docker', volume: '/var/lib/postgresql' } : { data: '/var/lib/postgresql/data', volume: '/var/lib/postgresql/data' };
}

function finish(steps: Steps, major: string, path: string, environment: readonly string[]): ImageRecipe {
  const { data, volume } = places(major);
  steps.run('install --verbose --directory --owner postgres --group postgres --mode 3777 /var/run/postgresql', (to) => to.directory('run/postgresql', { uid: 999, gid: 999, mode: 0o3777 }), 128);
  steps.note(`ENV PGDATA=${data}`);
  if (major !== '18') steps.run('install --verbose --directory --owner postgres --group postgres --mode 1777 "$PGDATA"', (to) => to.directory(data.slice(1), { uid: 999, gid: 999, mode: 0o1777 }), 167);
  steps.note(`VOLUME [${volume}]`);
  steps.copy('docker-entrypoint.sh docker-ensure-initdb.sh /usr/local/bin/', (to) => to.file('usr/local/bin/docker-entrypoint.sh', ENTRYPOINT, { mode: 0o755 }));
  steps.note('ENTRYPOINT ["docker-entrypoint.sh"]', 'STOPSIGNAL SIGINT', 'EXPOSE map[5432/tcp:{}]', 'CMD ["postgres"]');
  return {
    config: {
      ExposedPorts: { '5432/tcp': {} },
      Env: [`PATH=${path}`, ...environment, `PGDATA=${data}`],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['postgres'],
      Volumes: { [volume]: {} },
      StopSignal: 'SIGINT',
    },
    steps: steps.list(),
  };
}

function debian(platform: Platform, major: string, version: string, base: string, date: string): ImageRecipe {
  const release = stableRelease(base);
  const path = `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/postgresql/${major}/bin`;
  const full = `${version}-1.pgdg${release === 'bookworm' ? '120+1' : '13+1'}`;
  const steps = new Steps(platform, date, debianSteps(platform, release, base, 'slim'));
  steps.run('set -eux; groupadd -r postgres --gid=999; useradd -r -g postgres --uid=999 --home-dir=/var/lib/postgresql --shell=/bin/bash postgres; install --verbose --directory --owner postgres --group postgres --mode 1777 /var/lib/postgresql', (to) =>
    addAccount(to, 'debian', 'postgres:x:999:999::/var/lib/postgresql:/bin/bash', 'postgres:x:999:').directory('var/lib/postgresql', { uid: 999, gid: 999, mode: 0o1777 }), 1_170);
  steps.run('set -ex; apt-get update; apt-get install -y --no-install-recommends gnupg less ; rm -rf /var/lib/apt/lists/*', (to) => to.program('usr/bin/gpg', 1_100_000).program('usr/bin/less', 190_000).padTo(11_900_000, 'usr/lib/gnupg/scdaemon'), 4_530_000);
  steps.note('ENV GOSU_VERSION=1.17').run('set -eux; … wget -O /usr/local/bin/gosu …; chmod +x /usr/local/bin/gosu; gosu --version; gosu nobody true', (to) => to.program('usr/local/bin/gosu', 2_340_000), 1_250_000);
  steps.run("set -eux; apt-get update; apt-get install -y --no-install-recommends locales; rm -rf /var/lib/apt/lists/*; echo 'en_US.UTF-8 UTF-8' >> /etc/locale.gen; locale-gen; locale -a | grep 'en_US.utf8'", (to) => to.filler('usr/lib/locale/locale-archive', 25_600_000), 8_070_000);
  steps.note('ENV LANG=en_US.utf8').run('set -eux; apt-get update; apt-get install -y --no-install-recommends libnss-wrapper xz-utils zstd ; rm -rf /var/lib/apt/lists/*', (to) => to.program('usr/bin/xz', 85_000).program('usr/bin/zstd', 1_000_000).padTo(3_520_000, 'usr/lib/libnss_wrapper.so'), 1_200_000);
  steps.run('mkdir /docker-entrypoint-initdb.d', (to) => to.directory('docker-entrypoint-initdb.d'), 116);
  steps.note(`ENV PG_MAJOR=${major}`, `ENV PATH=${path}`, `ENV PG_VERSION=${full}`);
  steps.run(`set -ex; … apt-get install -y --no-install-recommends "postgresql-$PG_MAJOR=$PG_VERSION" ; … postgres --version`, (to) => server(to, major, version, `usr/lib/postgresql/${major}`, 308_000_000), 111_600_000);
  return finish(steps, major, path, ['GOSU_VERSION=1.17', 'LANG=en_US.utf8', `PG_MAJOR=${major}`, `PG_VERSION=${full}`]);
}

function alpine(platform: Platform, major: string, version: string, base: string, date: string): ImageRecipe {
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const steps = new Steps(platform, date, alpineSteps(platform, base));
  steps.run('set -eux; addgroup -g 70 -S postgres; adduser -u 70 -S -D -G postgres -H -h /var/lib/postgresql -s /bin/sh postgres; install --verbose --directory --owner postgres --group postgres --mode 1777 /var/lib/postgresql', (to) =>
    addAccount(to, 'alpine', 'postgres:x:70:70:PostgreSQL user:/var/lib/postgresql:/bin/sh', 'postgres:x:70:').directory('var/lib/postgresql', { uid: 70, gid: 70, mode: 0o1777 }), 1_000);
  steps.note('ENV GOSU_VERSION=1.17').run('set -eux; … chmod +x /usr/local/bin/gosu; gosu --version; gosu nobody true', (to) => to.program('usr/local/bin/gosu', 2_340_000), 1_080_000);
  steps.note('ENV LANG=en_US.utf8').run('mkdir /docker-entrypoint-initdb.d', (to) => to.directory('docker-entrypoint-initdb.d'), 116).note(`ENV PG_MAJOR=${major}`, `ENV PG_VERSION=${version}`);
  steps.run('set -eux; wget -O postgresql.tar.bz2 "https://ftp.postgresql.org/pub/source/v$PG_VERSION/postgresql-$PG_VERSION.tar.bz2"; … postgres --version', (to) => server(to, major, version, 'usr/local', 261_000_000).program('bin/bash', 770_000, 'bash'), 102_900_000);
  return finish(steps, major, path, ['GOSU_VERSION=1.17', 'LANG=en_US.utf8', `PG_MAJOR=${major}`, `PG_VERSION=${version}`]);
}

const PROGRAMS = 'psql pg_isready pg_ctl initdb pg_dump pg_restore createdb dropdb createuser pg_basebackup vacuumdb pgbench';

/** The server, and beside it what says its version. */
function server(to: LayerBuilder, major: string, version: string, prefix: string, total: number): LayerBuilder {
  to.program(`${prefix}/bin/postgres`, 9_840_000).programs(`${prefix}/bin`, PROGRAMS, 180_000);
  to.file(`${prefix}/share/VERSION`, `${version}\n`).file('usr/share/postgresql/postgresql.conf.sample', CONF_SAMPLE).filler(`${prefix}/share/postgres.bki`, 950_000);
  if (prefix !== 'usr/local') for (const name of ['psql', 'pg_isready', 'pg_dump', 'createdb', 'dropdb', 'createuser']) to.program(`usr/bin/${name}`, 9_400, name);
  return to.padTo(total, `${prefix}/lib/bitcode-${major}.bc`);
}
