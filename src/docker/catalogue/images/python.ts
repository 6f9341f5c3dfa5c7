import { certificates } from '../bases/additions.ts';
import { ALPINE_VERSIONS, alpineAt, alpineSteps } from '../bases/alpine.ts';
import { buildpackSteps } from '../bases/buildpack.ts';
import { debianSnapshots, debianSteps, stableRelease } from '../bases/debian.ts';
import type { DebianRelease } from '../bases/debian.ts';
import { minorOf, pythonFiles, pythonLinks } from '../bases/python.ts';
import { layer, oneEach } from '../entries.ts';
import type { LayerSource, Platform, Repository, ImageRecipe, Edition } from '../repository.ts';
import { inOrder, series } from '../series.ts';
import type { Dated } from '../series.ts';
import { Steps } from '../steps.ts';

const VERSIONS: Readonly<Record<string, readonly Dated[]>> = {
  '3.9': [['2025-04-09', '3.9.22'], ['2025-06-03', '3.9.23'], ['2025-10-09', '3.9.24'], ['2025-10-31', '3.9.25']],
  '3.10': [['2025-04-09', '3.10.17'], ['2025-06-03', '3.10.18'], ['2025-10-09', '3.10.19']],
  '3.11': [['2025-04-09', '3.11.12'], ['2025-06-03', '3.11.13'], ['2025-10-10', '3.11.14']],
  '3.12': [['2025-04-09', '3.12.10'], ['2025-06-04', '3.12.11'], ['2025-10-10', '3.12.12']],
  '3.13': [['2025-04-09', '3.13.3'], ['2025-06-04', '3.13.4'], ['2025-06-12', '3.13.5'], ['2025-08-06', '3.13.6'], ['2025-08-14', '3.13.7'], ['2025-10-07', '3.13.8'], ['2025-10-14', '3.13.9'], ['2025-12-05', '3.13.11'], ['2026-02-04', '3.13.12']],
  '3.14': [['2025-10-07', '3.14.0'], ['2025-12-05', '3.14.2'], ['2026-02-04', '3.14.3']],
};

const KEYS: Readonly<Record<string, string>> = {
  '3.9': 'E3FF2839C048B25C084DEBE9B26995E310250568', '3.10': 'A035C8C19219BA821ECEA86B64E628F8D684696D', '3.11': 'A035C8C19219BA821ECEA86B64E628F8D684696D',
  '3.12': '7169605F62C751356D054A26A821E680E5FA6305', '3.13': '7169605F62C751356D054A26A821E680E5FA6305', '3.14': '7169605F62C751356D054A26A821E680E5FA6305',
};

export const repository: Repository = {
  name: 'docker.io/library/python',
  description: 'Python is an interpreted, interactive, object-oriented, open-source programming language.',
  stars: 10_230,
  isOfficial: true,
  editions: () => inOrder(...Object.entries(VERSIONS).flatMap(([minor, versions]) => [...debianLines(minor, versions), ...alpineLines(minor, versions)])),
};

/** Which minor version `latest` and `3` meant on a day. */
function newestMinor(date: string): string {
  return date < '2025-10-07' ? '3.13' : '3.14';
}

function namesOf(version: string, date: string): readonly string[] {
  const minor = minorOf(version);
  return [version, minor, ...(newestMinor(date) === minor ? ['3'] : [])];
}

function debianLines(minor: string, versions: readonly Dated[]): (readonly Edition[])[] {
  return (['bookworm', 'trixie'] as const).flatMap((release) =>
    (['full', 'slim'] as const).map((kind) =>
      series({
        versions,
        bases: debianSnapshots(release),
        tags(version, date) {
          const names = namesOf(version, date);
          const isDefault = stableRelease(date) === release;
          const suffix = kind === 'slim' ? '-slim' : '';
          return [
            ...names.map((name) => `${name}${suffix}-${release}`),
            ...(isDefault ? names.map((name) => `${name}${suffix}`) : []),
            ...(newestMinor(date) === minor ? [kind === 'slim' ? `slim-${release}` : release, ...(isDefault ? [kind === 'slim' ? 'slim' : 'latest'] : [])] : []),
          ];
        },
        image: (platform, version, base, date) => (kind === 'slim' ? slim(platform, version, release, base, date) : full(platform, version, release, base, date)),
      }),
    ),
  );
}

function alpineLines(minor: string, versions: readonly Dated[]): (readonly Edition[])[] {
  return ['3.21', '3.22'].map((branch) =>
    series({
      versions,
      bases: ALPINE_VERSIONS.filter((each) => each.branch === branch).map(({ published }) => published),
      tags: (version, date) => [
        ...namesOf(version, date).map((name) => `${name}-alpine${branch}`),
        ...(alpineAt(date).branch === branch || branch === '3.22' ? namesOf(version, date).map((name) => `${name}-alpine`) : []),
        ...(newestMinor(date) === minor ? [`alpine${branch}`, ...(branch === '3.22' ? ['alpine'] : [])] : []),
      ],
      image: (platform, version, base, date) => alpine(platform, version, alpineAt(base, branch).version, date),
    }),
  );
}

function environment(version: string): readonly string[] {
  return ['PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'LANG=C.UTF-8', `GPG_KEY=${KEYS[minorOf(version)]}`, `PYTHON_VERSION=${version}`, `PYTHON_SHA256=${checksum(version)}`];
}

function checksum(version: string): string {
  // The checksum of a tarball that is not here: any 64 digits that go with the version.
  let state = 0x811c9dc5;
  let text = '';
  for (let i = 0; text.length < 64; i++) {
    for (const character of `${version}/${i}`) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193);
    text += (state >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, 64);
}

const BUILD = 'set -eux; wget -O python.tar.xz "https://www.python.org/ftp/python/${PYTHON_VERSION%%[a-z]*}/Python-$PYTHON_VERSION.tar.xz"; echo "$PYTHON_SHA256 *python.tar.xz" | sha256sum -c -; … ./configure --enable-optimizations --enable-shared --with-ensurepip; make -j "$(nproc)"; make install; … python3 --version; pip3 --version';
const LINKS = 'set -eux; for src in idle3 pip3 pydoc3 python3 python3-config; do dst="$(echo "$src" | tr -d 3)"; [ -s "/usr/local/bin/$src" ]; [ ! -e "/usr/local/bin/$dst" ]; ln -svT "$src" "/usr/local/bin/$dst"; done';

function slim(platform: Platform, version: string, release: DebianRelease, base: string, date: string): ImageRecipe {
  const steps = new Steps(platform, date, debianSteps(platform, release, base, 'slim'));
  steps.note('ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'ENV LANG=C.UTF-8');
  steps.step('RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ca-certificates netbase tzdata ; rm -rf /var/lib/apt/lists/* # buildkit', certificatesLayer(platform, release, base));
  return finish(steps, platform, version, 'slim', date);
}

const certificatesLayer = oneEach((platform, release, date): LayerSource => layer(platform as Platform, date!, (to) => certificates(to, release!), 3_512_000));

function full(platform: Platform, version: string, release: DebianRelease, base: string, date: string): ImageRecipe {
  const steps = new Steps(platform, date, buildpackSteps(platform, release, base));
  steps.note('ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'ENV LANG=C.UTF-8');
  steps.run('set -eux; apt-get update; apt-get install -y --no-install-recommends libbluetooth-dev tk-dev uuid-dev ; rm -rf /var/lib/apt/lists/*', (to) => to.filler('usr/lib/libtk8.6.so', 18_300_000), 6_160_000);
  return finish(steps, platform, version, 'full', date);
}

function alpine(platform: Platform, version: string, base: string, date: string): ImageRecipe {
  const steps = new Steps(platform, date, alpineSteps(platform, base));
  steps.note('ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'ENV LANG=C.UTF-8');
  steps.run('set -eux; apk add --no-cache ca-certificates tzdata ;', (to) => to.filler('usr/share/zoneinfo/tzdata.zi', 1_380_000), 460_000);
  return finish(steps, platform, version, 'alpine', date);
}

const SIZES = { slim: [41_300_000, 13_660_000], full: [69_200_000, 25_700_000], alpine: [37_600_000, 13_700_000] } as const;

/** Python itself: the same layer for every build of a version on one base. */
const pythonLayer = oneEach((platform, version, kind, date): LayerSource => {
  const [bytes, blob] = SIZES[kind as keyof typeof SIZES];
  return layer(platform as Platform, date!, (to) => pythonFiles(to, 'usr/local', version!, bytes), blob);
});

function finish(steps: Steps, platform: Platform, version: string, kind: keyof typeof SIZES, date: string): ImageRecipe {
  steps.note(`ENV GPG_KEY=${KEYS[minorOf(version)]}`, `ENV PYTHON_VERSION=${version}`, `ENV PYTHON_SHA256=${checksum(version)}`);
  steps.step(`RUN /bin/sh -c ${BUILD} # buildkit`, pythonLayer(platform, version, kind, date));
  steps.run(LINKS, (to) => pythonLinks(to, 'usr/local'), 250).note('CMD ["python3"]');
  return { config: { Env: environment(version), Cmd: ['python3'] }, steps: steps.list() };
}
