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
  {
    // Two that compete for one core, a service that loses memory, a web server that its quota slows down, and the load on it.
    id: 'resources',
    images: ['acme/lab:latest'],
    files: files({
      'autoscale.sh': `#!/bin/bash
# Gives the container "web" more CPU while it is busy, and takes it back: docker stats to look, docker update to act.
cpus=20
while sleep 2; do
    used=$(docker stats --no-stream --format '{{.CPUPerc}}' web | cut -d . -f 1)
    if [ "$used" -ge $((cpus * 80 / 100)) ] && [ "$cpus" -lt 100 ]; then
        cpus=$((cpus + 20))
    elif [ "$used" -lt $((cpus * 30 / 100)) ] && [ "$cpus" -gt 20 ]; then
        cpus=$((cpus - 20))
    else
        continue
    fi
    docker update --cpus "$(printf '%d.%02d' $((cpus / 100)) $((cpus % 100)))" web >/dev/null
    echo "web uses $used%, and may use $cpus% now"
done
`,
    }),
    setup: `
docker network create lab >/dev/null
docker run -d --name gold --cpuset-cpus 0 --cpu-shares 1024 acme/lab stress --cpu 1 >/dev/null
docker run -d --name silver --cpuset-cpus 0 --cpu-shares 512 acme/lab stress --cpu 1 >/dev/null
docker run -d --name leak --memory 96m --memory-swap 96m --restart on-failure acme/lab leaky --rate 2m >/dev/null
docker run -d --name web --network lab --cpus 0.2 --memory 64m acme/lab leaky --port 80 --rate 0 --cost 10 >/dev/null
docker run -d --name load --network lab --cpuset-cpus 1 acme/lab sh -c 'while :; do hey -z 10s -c 4 -q 10 http://web/ | grep -E "Requests/sec|99%"; done' >/dev/null
`,
  },
  {
    id: 'crowd',
    images: ['acme/lab:latest'],
    files: NONE,
    setup: `
for i in $(seq 1 100); do
    case $((i % 4)) in
        0) docker run -d --name "c$i" --cpu-shares $((100 + i * 10)) acme/lab stress --cpu 1 ;;
        1) docker run -d --name "c$i" --cpus 0.05 acme/lab stress --cpu 1 ;;
        2) docker run -d --name "c$i" --memory 32m --memory-swap 32m --restart always acme/lab leaky --rate 512k ;;
        3) docker run -d --name "c$i" --cpus 0.2 acme/lab batch --cpu 0.2 --data 4m --memory 8m --rest 3 ;;
    esac
done >/dev/null
`,
  },
];

/** Throws an Error for a name that no preset has. */
export function findPreset(id: string): Preset {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw new Error(`there is no world called ${id}; there are ${PRESETS.map((one) => one.id).join(', ')}`);
  return preset;
}
