import { ubuntuLayer } from '../bases/debian.ts';
import type { UbuntuRelease } from '../bases/debian.ts';
import { timeOf } from '../entries.ts';
import { BOTH } from '../repository.ts';
import type { Edition, Repository } from '../repository.ts';
import { inOrder } from '../series.ts';
import { PATH } from '../steps.ts';

const NUMBERS: Readonly<Record<UbuntuRelease, string>> = { jammy: '22.04', noble: '24.04' };
const BUILDS: Readonly<Record<UbuntuRelease, readonly string[]>> = {
  jammy: ['2025-04-04', '2025-05-29', '2025-07-30', '2025-10-01', '2026-01-19', '2026-04-10'],
  noble: ['2025-04-04', '2025-05-29', '2025-07-16', '2025-09-10', '2025-11-13', '2026-02-10', '2026-04-10'],
};

export const repository: Repository = {
  name: 'docker.io/library/ubuntu',
  description: 'Ubuntu is a Debian-based Linux operating system based on free software.',
  stars: 17_560,
  isOfficial: true,
  editions: () => inOrder(editions('jammy'), editions('noble')),
};

function editions(release: UbuntuRelease): readonly Edition[] {
  const number = NUMBERS[release];
  return BUILDS[release].map((date) => ({
    published: date,
    tags: [release, number, `${release}-${date.replaceAll('-', '')}`, ...(release === 'noble' ? ['latest', 'rolling'] : [])],
    platforms: BOTH,
    image: (platform) => ({
      config: { Env: [`PATH=${PATH}`], Cmd: ['/bin/bash'], Labels: { 'org.opencontainers.image.ref.name': 'ubuntu', 'org.opencontainers.image.version': number } },
      steps: [
        ...['ARG RELEASE', 'ARG LAUNCHPAD_BUILD_ARCH', 'LABEL org.opencontainers.image.ref.name=ubuntu', `LABEL org.opencontainers.image.version=${number}`].map((line) => ({ createdBy: `/bin/sh -c #(nop)  ${line}`, created: timeOf(date) })),
        { createdBy: `/bin/sh -c #(nop) ADD file:${release} in / `, created: timeOf(date), layer: ubuntuLayer(platform, release, date) },
        { createdBy: '/bin/sh -c #(nop)  CMD ["/bin/bash"]', created: timeOf(date) },
      ],
    }),
  }));
}
