import type { Command } from '../../command.ts';
import { build as buildx } from './build.ts';

/** The flags that the client has by itself, with the defaults that it shows. */
const OWN_FLAGS: ReadonlyMap<string, string | undefined> = new Map<string, string | undefined>([
  ...[
    'add-host', 'build-arg', 'cache-from', 'cgroup-parent', 'compress', 'cpu-period', 'cpu-quota', 'cpu-shares', 'cpuset-cpus', 'cpuset-mems', 'file', 'force-rm',
    'iidfile', 'isolation', 'label', 'memory', 'memory-swap', 'no-cache', 'platform', 'pull', 'quiet', 'security-opt', 'shm-size', 'squash', 'tag', 'target',
  ].map((name) => [name, undefined] as const),
  ['disable-content-trust', 'true'], ['network', '"default"'], ['rm', 'true'], ['ulimit', '[]'],
]);

/** `docker build` of the client without its build component: it helps as Docker's does, and takes BuildKit's flags as well. */
export const build: Command = {
  ...buildx,
  path: 'docker image build',
  names: ['docker image build', 'docker build', 'docker builder build'],
  details: 'Build an image from a Dockerfile',
  flags: (buildx.flags ?? []).map((flag) => {
    const { isHidden: _isHidden, shownDefault: _shownDefault, ...rest } = flag;
    if (!OWN_FLAGS.has(flag.name)) return { ...flag, isHidden: true };
    const shown = OWN_FLAGS.get(flag.name);
    return { ...rest, ...(shown === undefined ? {} : { shownDefault: shown }) };
  }),
};

/** The same under the name of the component. */
export const buildxBuild: Command = { ...buildx, path: 'docker buildx build', names: ['docker buildx build', 'docker buildx b'], isHidden: false };
