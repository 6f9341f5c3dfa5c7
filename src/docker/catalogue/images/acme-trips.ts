import { alpineSteps } from '../bases/alpine.ts';
import { BOTH } from '../repository.ts';
import type { Edition, Repository } from '../repository.ts';
import { PATH, Steps } from '../steps.ts';

/** The pipeline's report. Its second release comes out while the lesson on tags goes on. */
export const repository: Repository = {
  name: 'docker.io/acme/trips',
  description: 'The report of the trips pipeline.',
  stars: 5,
  isOfficial: false,
  editions: () => [release('1.0', '2025-05-31'), release('1.1', '2025-06-02T08:08:00Z')],
};

function release(version: string, published: string): Edition {
  return {
    published,
    tags: [version, 'latest'],
    platforms: BOTH,
    image: (platform) => ({
      config: { Env: [`PATH=${PATH}`, `TRIPS_VERSION=${version}`], Cmd: ['sh', '/app/report.sh'], WorkingDir: '/app' },
      steps: new Steps(platform, published, alpineSteps(platform, '3.22.0'))
        .note('WORKDIR /app')
        .copy('report.sh ./', (to) => to.file('app/report.sh', `echo "trips report ${version}: 3 trips, ${version === '1.0' ? '12.8' : '12.80'} km"\n`))
        .note(`ENV TRIPS_VERSION=${version}`, 'CMD ["sh" "/app/report.sh"]')
        .list(),
    }),
  };
}
