import { buildClassic, isBuildKitOff } from '../../build/classic.ts';
import { buildWithBuildKit } from '../../build/buildkit.ts';
import { exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import type { Flag } from '../../flags/flag.ts';
import { bool, boolOn, bytes, int, list, string, strings, swap, ulimit, withInitial } from '../../flags/kinds.ts';

const refused = { isRefused: true } as const;

const FLAGS: readonly Flag[] = [
  list('add-host', 'A line for /etc/hosts while commands run, as "name:ip"'),
  list('allow', 'Grant extra rights', refused),
  list('annotation', 'Annotate the image', refused),
  list('attest', 'Attach attestations', refused),
  list('build-arg', 'Value for an ARG of the Dockerfile'),
  list('build-context', 'Another folder or image to copy from, as "name=path"'),
  string('builder', 'Which builder to use', refused),
  list('cache-from', 'Images whose cache may be used'),
  list('cache-to', 'Where the cache is kept'),
  withInitial(string('call', 'What is asked of the Dockerfile: build or check', { shownDefault: '"build"', choices: ['build', 'check', 'outline', 'targets'] }), 'build'),
  string('cgroup-parent', 'Parent of the cgroup of commands', refused),
  bool('check', 'Only check the Dockerfile'),
  bool('compress', 'Compress the context', { isHidden: true }),
  int('cpu-period', 'CPU period of commands', { isHidden: true, ...refused }),
  int('cpu-quota', 'CPU quota of commands', { isHidden: true, ...refused }),
  int('c,cpu-shares', 'CPU weight of commands', { isHidden: true, ...refused }),
  string('cpuset-cpus', 'CPUs that commands may use', { isHidden: true, ...refused }),
  string('cpuset-mems', 'Memory nodes that commands may use', { isHidden: true, ...refused }),
  boolOn('disable-content-trust', 'Take images that are not signed', { isHidden: true }),
  string('f,file', 'The Dockerfile, "PATH/Dockerfile" unless told', { completes: 'files' }),
  bool('force-rm', 'Remove intermediate containers after failures too', { isHidden: true }),
  string('iidfile', 'Write the id of the image to a file', { completes: 'files' }),
  string('isolation', 'How containers are kept apart', { isHidden: true, ...refused }),
  list('label', 'Label for the image'),
  bool('load', 'Keep the result in the engine, as is done anyway'),
  bytes('m,memory', 'Memory of commands', { isHidden: true, ...refused }),
  swap('memory-swap', 'Memory and swap of commands', { isHidden: true, ...refused }),
  string('metadata-file', 'Write what is known of the result to a file', { completes: 'files' }),
  withInitial(string('network', 'What commands can reach: default, none or host', { shownDefault: '"default"', choices: ['default', 'none', 'host'] }), 'default'),
  bool('no-cache', 'Build every step anew'),
  list('no-cache-filter', 'Build these stages anew'),
  list('o,output', 'Where the result goes, as "type=local,dest=path"'),
  string('platform', 'What the image is for, as linux/arm64', { variable: 'DOCKER_DEFAULT_PLATFORM' }),
  withInitial(string('progress', 'How the build is shown: auto, plain, tty, quiet, rawjson', { shownDefault: '"auto"', choices: ['auto', 'plain', 'tty', 'quiet', 'rawjson'] }), 'auto'),
  string('provenance', 'Attach provenance'),
  bool('pull', 'Ask the registry for newer base images'),
  bool('push', 'Push the result'),
  bool('q,quiet', 'Show nothing but the id'),
  boolOn('rm', 'Remove intermediate containers', { isHidden: true }),
  string('sbom', 'Attach a bill of materials'),
  list('secret', 'A secret that commands may read, as "id=name,src=path"'),
  strings('security-opt', 'Security options', { isHidden: true, ...refused }),
  bytes('shm-size', 'Size of /dev/shm for commands'),
  bool('squash', 'Make one layer of all', { isHidden: true, ...refused }),
  list('ssh', 'An agent or keys that commands may use'),
  list('t,tag', 'Name for the image, as "name:tag"', { completes: 'images' }),
  string('target', 'The stage to build'),
  ulimit('ulimit', 'Limits of commands', { shownDefault: '[]' }),
];

export const build: Command = {
  path: 'docker buildx build',
  names: ['docker buildx build', 'docker buildx b', 'docker build', 'docker builder build', 'docker image build'],
  usage: '[OPTIONS] PATH | URL | -',
  about: 'Make an image from a Dockerfile',
  details: 'Start a build',
  arguments: exactly(1),
  flags: FLAGS,
  heading: 'Common Commands',
  completes: ['files'],
  run: (session) => (isBuildKitOff(session) ? buildClassic(session) : buildWithBuildKit(session)),
};
