import { debianSnapshots, debianSteps, stableRelease } from '../bases/debian.ts';
import type { DebianRelease } from '../bases/debian.ts';
import { BOTH } from '../repository.ts';
import type { Edition, Repository } from '../repository.ts';
import { inOrder } from '../series.ts';
import { PATH } from '../steps.ts';

const NUMBERS: Readonly<Record<DebianRelease, string>> = { bookworm: '12', trixie: '13' };
/** Point releases, by the day from which images were made of them. */
const POINTS: Readonly<Record<DebianRelease, readonly (readonly [since: string, version: string])[]>> = {
  bookworm: [['2025-04-28', '12.10'], ['2025-05-20', '12.11'], ['2025-09-08', '12.12'], ['2026-01-12', '12.13']],
  trixie: [['2025-08-11', '13.0'], ['2025-09-08', '13.1'], ['2025-11-17', '13.2'], ['2026-01-12', '13.3']],
};

export const repository: Repository = {
  name: 'docker.io/library/debian',
  description: 'Debian is a Linux distribution that\'s composed entirely of free and open-source software.',
  stars: 5_340,
  isOfficial: true,
  editions: () => inOrder(editions('bookworm'), editions('trixie')),
};

function editions(release: DebianRelease): readonly Edition[] {
  return debianSnapshots(release).flatMap((date) =>
    (['full', 'slim'] as const).map((kind): Edition => {
      const suffix = kind === 'slim' ? '-slim' : '';
      const point = POINTS[release].findLast(([since]) => since <= date)![1];
      const isStable = stableRelease(date) === release;
      const stamp = date.replaceAll('-', '');
      const names = [release, NUMBERS[release], point, ...(isStable ? ['stable'] : ['oldstable'])];
      return {
        published: date,
        tags: [...names.map((name) => `${name}${suffix}`), `${release}-${stamp}${suffix}`, ...(isStable && kind === 'full' ? ['latest'] : [])],
        platforms: BOTH,
        image: (platform) => ({ config: { Env: [`PATH=${PATH}`], Cmd: ['bash'] }, steps: debianSteps(platform, release, date, kind) }),
      };
    }),
  );
}
