import { toBytes } from '../../core/bytes.ts';

/** A world to begin with: what is on the host before the learner comes. */
export interface Preset {
  readonly id: string;
  /** Images that are there already. */
  readonly images: readonly string[];
  /** Files of the learner's folder. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Run as root, in the learner's folder. */
  readonly setup?: string;
}

const files = (texts: Readonly<Record<string, string>>): ReadonlyMap<string, Uint8Array> =>
  new Map(Object.entries(texts).map(([path, text]) => [path, toBytes(text)]));

const NONE = files({});

const PRESETS: readonly Preset[] = [
  { id: 'host', images: [], files: NONE },
  { id: 'empty', images: [], files: NONE },
  {
    id: 'two-services',
    images: ['nginx:latest', 'httpd:latest'],
    files: NONE,
    setup: `
docker network create shop >/dev/null
docker volume create pages >/dev/null
docker run -d --name api --network shop -v pages:/usr/local/apache2/htdocs httpd >/dev/null
docker run -d --name web --network shop -p 8080:80 nginx >/dev/null
`,
  },
  {
    id: 'web-database',
    images: ['nginx:latest', 'postgres:16'],
    files: NONE,
    setup: `
docker network create shop >/dev/null
docker volume create pgdata >/dev/null
docker run -d --name db --network shop -v pgdata:/var/lib/postgresql/data -e POSTGRES_PASSWORD=secret postgres:16 >/dev/null
docker run -d --name web --network shop -p 8080:80 nginx >/dev/null
`,
  },
  {
    id: 'broken-pipeline',
    images: ['python:3.12-slim'],
    files: files({
      'ingest.py': 'import sys\n\npath = "/data/trips.csv"\ntry:\n    rows = open(path).readlines()\nexcept FileNotFoundError:\n    print(f"ingest: {path} is missing", file=sys.stderr)\n    sys.exit(3)\nprint(f"ingest: {len(rows) - 1} trips")\n',
      'trips.csv': 'id,month,km\n1,2024-01,3.2\n2,2024-01,8.9\n3,2024-02,1.4\n',
    }),
    setup: `docker run -d --name ingest --restart on-failure -v "$PWD/ingest.py:/ingest.py:ro" python:3.12-slim python /ingest.py >/dev/null`,
  },
];

/** Throws an Error for a name that no preset has. */
export function findPreset(id: string): Preset {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw new Error(`there is no world called ${id}; there are ${PRESETS.map((one) => one.id).join(', ')}`);
  return preset;
}
