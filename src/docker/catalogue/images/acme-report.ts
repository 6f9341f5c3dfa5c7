import type { LayerBuilder } from '../entries.ts';
import { BOTH } from '../repository.ts';
import type { Edition, ImageRecipe, Platform, Repository } from '../repository.ts';
import { Steps } from '../steps.ts';
import { repository as python } from './python.ts';

const TRIPS = 'id,city,km\n1,Lyon,3.2\n2,Turin,8.9\n3,Lyon,0.7\n';

/** Written for pandas 1: `DataFrame.append` is gone since 2.0. */
const FIRST = `import pandas as pd

trips = pd.read_csv("/app/trips.csv")
report = pd.DataFrame(columns=["city", "km"])
for city, group in trips.groupby("city"):
    report = report.append({"city": city, "km": round(group["km"].sum(), 1)}, ignore_index=True)
print(report.to_string(index=False))
`;

const SECOND = `import os
import sys

import pandas as pd

month = os.environ.get("TRIPS_MONTH")
if not month:
    sys.exit("report: TRIPS_MONTH is not set (for example: 2024-01)")
trips = pd.read_csv("/app/trips.csv")
print(f"trips of {month}")
print(trips.groupby("city")["km"].sum().round(1).to_string())
`;

/** The report of the first lessons: the first release was built for one kind of machine only. */
export const repository: Repository = {
  name: 'docker.io/acme/report',
  description: 'The monthly report of trips, with the pandas that it was written for.',
  stars: 4,
  isOfficial: false,
  editions: () => [
    { published: '2025-05-22', tags: ['1.0'], platforms: ['linux/amd64'], isSingle: true, image: (platform) => image(platform, '2025-05-22', '1.0', FIRST) },
    { published: '2025-05-31', tags: ['1.1', 'latest'], platforms: BOTH, image: (platform) => image(platform, '2025-05-31', '1.1', SECOND) },
  ],
};

function image(platform: Platform, date: string, version: string, script: string): ImageRecipe {
  const base = baseAt(date).image(platform);
  const steps = new Steps(platform, date, base.steps)
    .step('WORKDIR /app', (to) => to.directory('app'), 93)
    .run('pip install --no-cache-dir pandas==1.5.3', installed, 41_800_000)
    .copy('report.py trips.csv ./', (to) => to.file('app/report.py', script).file('app/trips.csv', TRIPS))
    .note('CMD ["python" "report.py"]');
  return {
    config: { ...base.config, Cmd: ['python', 'report.py'], WorkingDir: '/app', Labels: { 'org.opencontainers.image.title': 'report', 'org.opencontainers.image.version': version } },
    steps: steps.list(),
  };
}

function baseAt(date: string): Edition {
  return python.editions().findLast(({ published, tags }) => published <= date && tags.includes('3.9-slim'))!;
}

const PACKAGES = [['pandas', '1.5.3', 44_000_000], ['numpy', '1.26.4', 61_000_000], ['pytz', '2025.2', 2_100_000], ['six', '1.17.0', 34_000]] as const;

/** What pip leaves of pandas and of what it needs. */
function installed(to: LayerBuilder): LayerBuilder {
  const site = 'usr/local/lib/python3.9/site-packages';
  const place = (name: string, module: string, version: string, size: number): void => {
    const info = `${site}/${name}-${version}.dist-info`;
    to.filler(`${site}/${module}/__init__.py`, 4_200).filler(`${site}/${module}/_core.so`, size);
    to.file(`${info}/METADATA`, `Metadata-Version: 2.1\nName: ${name.replaceAll('_', '-')}\nVersion: ${version}\n`).file(`${info}/INSTALLER`, 'pip\n').file(`${info}/RECORD`, `${module}/__init__.py,,\n`);
  };
  for (const [name, version, size] of PACKAGES) place(name, name, version, size);
  place('python_dateutil', 'dateutil', '2.9.0.post0', 830_000);
  return to;
}
