import { addAccount } from '../bases/additions.ts';
import { ALPINE_VERSIONS, alpineAt, alpineSteps } from '../bases/alpine.ts';
import { buildpackSteps } from '../bases/buildpack.ts';
import { debianSnapshots, debianSteps } from '../bases/debian.ts';
import type { LayerBuilder } from '../entries.ts';
import type { ImageRecipe, Platform, Repository } from '../repository.ts';
import { inOrder, series } from '../series.ts';
import type { Dated } from '../series.ts';
import { PATH, Steps } from '../steps.ts';

const LINES: Readonly<Record<string, { readonly versions: readonly Dated[]; readonly npm: string; readonly until?: string }>> = {
  '18': { versions: [['2025-03-28', '18.20.8']], npm: '10.8.2', until: '2025-06-01' },
  '20': { versions: [['2025-05-15', '20.19.2'], ['2025-06-24', '20.19.3'], ['2025-07-16', '20.19.4'], ['2025-09-04', '20.19.5'], ['2026-01-13', '20.20.0']], npm: '10.8.2' },
  '22': { versions: [['2025-05-22', '22.16.0'], ['2025-06-25', '22.17.0'], ['2025-08-01', '22.18.0'], ['2025-08-29', '22.19.0'], ['2025-09-25', '22.20.0'], ['2025-10-21', '22.21.0'], ['2026-01-13', '22.22.0']], npm: '10.9.2' },
  '24': { versions: [['2025-05-22', '24.1.0'], ['2025-06-10', '24.2.0'], ['2025-07-16', '24.4.1'], ['2025-08-15', '24.6.0'], ['2025-10-09', '24.10.0'], ['2025-11-12', '24.11.1'], ['2026-01-13', '24.13.0']], npm: '11.3.0' },
};

export const repository: Repository = {
  name: 'docker.io/library/node',
  description: 'Node.js is a JavaScript-based platform for server-side and networking applications.',
  stars: 13_920,
  isOfficial: true,
  editions: () => inOrder(...Object.entries(LINES).flatMap(([major, { versions, npm, until }]) => [
    ...(['full', 'slim'] as const).map((kind) => series({
      versions,
      bases: debianSnapshots('bookworm'),
      ...(until === undefined ? {} : { until }),
      tags: (version, date) => tagsOf(major, version, date, kind === 'slim' ? ['slim', 'bookworm-slim'] : ['', 'bookworm']),
      image: (platform, version, base, date) => image(new Steps(platform, date, kind === 'slim' ? debianSteps(platform, 'bookworm', base, 'slim') : buildpackSteps(platform, 'bookworm', base)), platform, version, npm, 'debian'),
    })),
    series({
      versions,
      bases: ALPINE_VERSIONS.filter(({ branch }) => branch === '3.21' || branch === '3.22').map(({ published }) => published),
      ...(until === undefined ? {} : { until }),
      tags: (version, date) => tagsOf(major, version, date, ['alpine']),
      image: (platform, version, base, date) => image(new Steps(platform, date, alpineSteps(platform, alpineAt(base).version)), platform, version, npm, 'alpine'),
    }),
  ])),
};

function tagsOf(major: string, version: string, date: string, suffixes: readonly string[]): readonly string[] {
  const lts = date < '2025-10-28' ? '22' : '24';
  const names = [version, version.split('.').slice(0, 2).join('.'), major, ...(lts === major ? ['lts'] : []), ...(major === '24' ? ['current', ''] : [])];
  return names.flatMap((name) => suffixes.map((suffix) => [name, suffix].filter((part) => part).join('-') || 'latest'));
}

const ENTRYPOINT = '#!/bin/sh\nset -e\n\n# Run command with node if the first argument contains a "-" or is not a system command.\nif [ "${1#-}" != "${1}" ] || [ -z "$(command -v "${1}")" ] || { [ -f "${1}" ] && ! [ -x "${1}" ]; }; then\n  set -- node "$@"\nfi\n\nexec "$@"\n';

function image(steps: Steps, platform: Platform, version: string, npm: string, family: 'debian' | 'alpine'): ImageRecipe {
  steps.run(family === 'debian' ? 'groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node' : 'addgroup -g 1000 node && adduser -u 1000 -G node -s /bin/sh -D node', (to) =>
    addAccount(to, family, `node:x:1000:1000::/home/node:/bin/${family === 'debian' ? 'bash' : 'sh'}`, 'node:x:1000:').directory('home/node', { uid: 1000, gid: 1000 }), 3_300);
  steps.note(`ENV NODE_VERSION=${version}`);
  steps.run(`ARCH= && … curl -fsSLO --compressed "https://nodejs.org/dist/v$NODE_VERSION/node-v$NODE_VERSION-linux-$ARCH.tar.xz" && … && node --version && npm --version`, (to) => files(to, version, npm, family === 'debian' ? 152_000_000 : 147_000_000), 49_900_000);
  steps.note('ENV YARN_VERSION=1.22.22').run('set -ex && … && yarn --version', (to) => to.program('usr/local/bin/yarn', 1_025).padTo(5_340_000, 'opt/yarn-v1.22.22/lib/cli.js'), 1_713_000);
  steps.copy('docker-entrypoint.sh /usr/local/bin/', (to) => to.file('usr/local/bin/docker-entrypoint.sh', ENTRYPOINT, { mode: 0o755 })).note('ENTRYPOINT ["docker-entrypoint.sh"]', 'CMD ["node"]');
  return { config: { Env: [`PATH=${PATH}`, `NODE_VERSION=${version}`, 'YARN_VERSION=1.22.22'], Entrypoint: ['docker-entrypoint.sh'], Cmd: ['node'] }, steps: steps.list() };
}

function files(to: LayerBuilder, version: string, npm: string, total: number): void {
  to.program('usr/local/bin/node', 121_000_000).link('usr/local/bin/nodejs', '/usr/local/bin/node').program('usr/local/bin/npm', 54).program('usr/local/bin/npx', 2_600).program('usr/local/bin/corepack', 65);
  to.file('usr/local/lib/node_modules/npm/package.json', `{\n  "name": "npm",\n  "version": "${npm}"\n}\n`).file('usr/local/include/node/node_version.h', `#define NODE_VERSION "v${version}"\n`);
  to.file('usr/local/README.md', `# Node.js\n\nv${version}\n`).padTo(total, 'usr/local/include/node/v8.h');
}
