import { exactly } from '../../command.ts';
import type { Command } from '../../command.ts';
import type { Flag } from '../../flags/flag.ts';
import { bool, boolOn, bytes, checkedList, int, list, string, strings, swap, ulimit, withInitial } from '../../flags/kinds.ts';
import { validateExtraHost } from '../../options/names.ts';
import { buildImage } from './build.ts';

const hidden = { isHidden: true } as const;
const refused = { isRefused: true } as const;
const absent = { isHidden: true, isRefused: true } as const;

/** The flags that the client of Docker 28.2.2 has by itself. */
const FLAGS: readonly Flag[] = [
  checkedList(validateExtraHost, 'add-host', 'One more name in /etc/hosts ("host:ip")'),
  list('build-arg', 'Value for an ARG'),
  strings('cache-from', 'Image to take layers from', refused),
  string('cgroup-parent', 'The cgroup for RUN', refused),
  bool('compress', 'Compress the context with gzip'),
  int('cpu-period', 'Length of a period of the CFS scheduler, in microseconds', refused),
  int('cpu-quota', 'CPU time in such a period, in microseconds', refused),
  int('c,cpu-shares', 'Share of the CPU against others', refused),
  string('cpuset-cpus', 'Which CPUs RUN may use (0-3, 0,1)', refused),
  string('cpuset-mems', 'Which memory nodes RUN may use (0-3, 0,1)', refused),
  boolOn('disable-content-trust', 'Leave signatures of images unchecked'),
  string('f,file', 'The Dockerfile (Default is "PATH/Dockerfile")', { completes: 'files' }),
  bool('force-rm', 'Remove the containers between, whatever happens'),
  string('iidfile', 'Write the id of the image to this file', { completes: 'files' }),
  string('isolation', 'Way of isolating containers', refused),
  list('label', 'Label of the image'),
  bytes('m,memory', 'Limit on memory', refused),
  swap('memory-swap', 'Limit on memory and swap together; -1 is no limit', refused),
  withInitial(string('network', 'Network for RUN', { shownDefault: '"default"', choices: ['default', 'none', 'host'] }), 'default'),
  bool('no-cache', 'Take nothing from the cache'),
  string('platform', 'Platform to build for'),
  bool('pull', 'Look for newer base images'),
  bool('q,quiet', 'Say nothing but the id of the image'),
  boolOn('rm', 'Remove the containers between when it worked'),
  strings('security-opt', 'Security option', refused),
  bytes('shm-size', 'Size of "/dev/shm"'),
  bool('squash', 'Make one layer of the new ones', refused),
  list('t,tag', 'Name of the image ("name:tag")', { completes: 'images' }),
  string('target', 'The stage to build'),
  ulimit('ulimit', 'Limit of processes', { shownDefault: '[]' }),
];

/** What people type who have the build component as well, as most have. */
const BUILDKIT_FLAGS: readonly Flag[] = [
  withInitial(string('progress', 'How progress is shown ("auto", "plain", "tty", "quiet", "rawjson")', { ...hidden, choices: ['auto', 'plain', 'tty', 'quiet'] }), 'auto'),
  list('secret', 'Secret for RUN (id=mysecret,src=/local/secret)', hidden),
  list('ssh', 'SSH agent or keys for RUN', hidden),
  list('build-context', 'One more context (name=path)', hidden),
  list('no-cache-filter', 'Stages that take nothing from the cache', hidden),
  list('o,output', 'Where the result goes (type=local,dest=path)', hidden),
  bool('load', 'Put the result among the images', hidden),
  bool('push', 'Put the result into a registry', absent),
  bool('check', 'Check the Dockerfile alone', hidden),
  string('call', 'What to do ("check", "outline", "targets")', hidden),
  list('cache-to', 'Where the cache goes', absent),
  string('metadata-file', 'Write what is known of the result to this file', absent),
  string('provenance', 'Shorthand for an attestation of provenance', hidden),
  string('sbom', 'Shorthand for an attestation of contents', hidden),
  list('attest', 'Attestation', absent),
  list('annotation', 'Annotation of the result', absent),
  list('allow', 'Extra privilege', absent),
  string('builder', 'The builder to use', absent),
  bool('D,debug', 'Debug mode', absent),
];

export const build: Command = {
  path: 'docker image build',
  names: ['docker image build', 'docker build', 'docker builder build'],
  usage: '[OPTIONS] PATH | URL | -',
  about: 'Build an image from a Dockerfile',
  arguments: exactly(1),
  heading: 'Common Commands',
  flags: [...FLAGS, ...BUILDKIT_FLAGS],
  completes: 'files',
  run: buildImage,
};
