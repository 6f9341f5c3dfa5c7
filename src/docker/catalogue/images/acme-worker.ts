import { alpineSteps } from '../bases/alpine.ts';
import { BOTH } from '../repository.ts';
import type { Repository } from '../repository.ts';
import { PATH, Steps } from '../steps.ts';

/** Works on one share of the trips, for ever: for the lesson on scaling out by hand. */
const SCRIPT = `#!/bin/sh
# worker --shard N/M: handles every trip whose number leaves N when divided by M.
shard=
while [ $# -gt 0 ]; do
    case "$1" in
        --shard) shard=$2; shift 2 ;;
        --shard=*) shard=\${1#--shard=}; shift ;;
        *) echo "worker: unknown option $1" >&2; exit 2 ;;
    esac
done
case "$shard" in
    [1-9]/[1-9]) ;;
    *) echo "usage: worker --shard N/M    (for example: --shard 1/3)" >&2; exit 2 ;;
esac
trap 'echo "worker $shard: stopped"; exit 0' TERM
n=\${shard%/*}
of=\${shard#*/}
echo "worker $shard: on $(hostname)"
while true; do
    echo "worker $shard: trip $n"
    n=$((n + of))
    sleep 5 &
    wait $!
done
`;

export const repository: Repository = {
  name: 'docker.io/acme/worker',
  description: 'Handles a share of the trips.',
  stars: 2,
  isOfficial: false,
  editions: () => [{
    published: '2025-05-31',
    tags: ['1.0', 'latest'],
    platforms: BOTH,
    image: (platform) => ({
      config: { Env: [`PATH=${PATH}`], Entrypoint: ['worker'], WorkingDir: '/' },
      steps: new Steps(platform, '2025-05-31', alpineSteps(platform, '3.22.0'))
        .copy('worker /usr/local/bin/worker', (to) => to.file('usr/local/bin/worker', SCRIPT, { mode: 0o755 }))
        .note('ENTRYPOINT ["worker"]')
        .list(),
    }),
  }],
};
