import type { Flag } from '../../flags/flag.ts';
import {
  bool, boolOn, bytes, checkedList, decimal, duration, int, list, map, parseThrottle, string, swap, uint, uint16, ulimit, withInitial,
} from '../../flags/kinds.ts';
import { FlagValueError } from '../../flags/flag.ts';
import { cut } from '../../options/container-config.ts';
import { parseMount } from '../../options/mount.ts';
import { parseNetwork } from '../../options/network.ts';
import { validateDnsSearch, validateExtraHost, validateLabel, validateLink } from '../../options/names.ts';
import { validateIpAddress } from '../../options/ip.ts';
import { parseGpus } from '../../options/gpus.ts';

const refused = { isRefused: true } as const;

function validateAttach(text: string): string {
  const stream = text.toLowerCase();
  if (!['stdin', 'stdout', 'stderr'].includes(stream)) throw new FlagValueError('valid streams are STDIN, STDOUT and STDERR');
  return stream;
}

function validateWeightDevice(text: string): { readonly Path: string; readonly Weight: number } {
  const [path, weight, ...more] = text.split(':');
  if (weight === undefined || more.length > 0) throw new FlagValueError(`bad format: ${text}`);
  if (!path!.startsWith('/dev/')) throw new FlagValueError(`bad format for device path: ${text}`);
  const value = /^\d+$/.test(weight) ? Number(weight) : NaN;
  if (!(value === 0 || (value >= 10 && value <= 1000))) throw new FlagValueError(`invalid weight for device: ${text}`);
  return { Path: path!, Weight: value };
}

function validateDeviceCgroupRule(text: string): string {
  if (!/^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(text)) throw new FlagValueError(`invalid device cgroup format '${text}'`);
  return text;
}

const SYSCTLS = new Set(['kernel.msgmax', 'kernel.msgmnb', 'kernel.msgmni', 'kernel.sem', 'kernel.shmall', 'kernel.shmmax', 'kernel.shmmni', 'kernel.shm_rmid_forced']);

/** Only what is of a namespace can be set for one container. Pairs, as of a map. */
function validateSysctl(text: string): readonly [string, string] {
  const [name, value] = cut(text, '=');
  if (!text.includes('=') || !(SYSCTLS.has(name) || /^(net|fs\.mqueue)\./.test(name))) throw new FlagValueError(`sysctl '${text}' is not allowed`);
  return [name, value];
}

function validateEnv(text: string): string {
  if (text === '' || text.startsWith('=')) throw new FlagValueError(`invalid environment variable: ${text}`);
  return text;
}

/** The flags that `run` and `create` share. */
export const CONTAINER_FLAGS: readonly Flag[] = [
  checkedList(validateExtraHost, 'add-host', 'One more name in /etc/hosts (host:ip)'),
  map('annotation', 'Annotation for the OCI runtime', { shownDefault: 'map[]' }),
  checkedList(validateAttach, 'a,attach', 'Which of STDIN, STDOUT and STDERR to attach to', { choices: ['stdin', 'stdout', 'stderr'] }),
  uint16('blkio-weight', 'Share of block I/O against others, from 10 to 1000; 0 turns it off', { shownDefault: '0' }),
  checkedList(validateWeightDevice, 'blkio-weight-device', 'The same for one device (device:weight)', { shownDefault: '[]', ...refused }),
  list('cap-add', 'Linux capability to add'),
  list('cap-drop', 'Linux capability to take away'),
  string('cgroup-parent', 'The cgroup to put the container under'),
  string('cgroupns', "Whose cgroup namespace to use: 'host' or 'private'", { choices: ['host', 'private'] }),
  string('cidfile', 'Write the id of the container to this file', { completes: 'files' }),
  int('cpu-count', 'Number of CPUs (Windows only)', refused),
  int('cpu-percent', 'Percentage of CPUs (Windows only)', refused),
  int('cpu-period', 'Length of a period of the CFS scheduler, in microseconds'),
  int('cpu-quota', 'CPU time in such a period, in microseconds'),
  int('cpu-rt-period', 'Length of a real-time period, in microseconds', refused),
  int('cpu-rt-runtime', 'Real-time CPU time in such a period, in microseconds', refused),
  int('c,cpu-shares', 'Share of the CPU against other containers'),
  decimal('cpus', 'How many CPUs it may use'),
  string('cpuset-cpus', 'Which CPUs it may use (0-3, 0,1)'),
  string('cpuset-mems', 'Which memory nodes it may use (0-3, 0,1)'),
  list('device', 'Device of the host to give to the container'),
  checkedList(validateDeviceCgroupRule, 'device-cgroup-rule', 'Rule for the devices that its cgroup allows'),
  checkedList(parseThrottle(true), 'device-read-bps', 'Limit on reading from a device, in bytes a second', { shownDefault: '[]' }),
  checkedList(parseThrottle(false), 'device-read-iops', 'Limit on reading from a device, in operations a second', { shownDefault: '[]' }),
  checkedList(parseThrottle(true), 'device-write-bps', 'Limit on writing to a device, in bytes a second', { shownDefault: '[]' }),
  checkedList(parseThrottle(false), 'device-write-iops', 'Limit on writing to a device, in operations a second', { shownDefault: '[]' }),
  boolOn('disable-content-trust', 'Leave signatures of images unchecked'),
  checkedList(validateIpAddress, 'dns', 'Name server'),
  list('dns-option', 'Option for /etc/resolv.conf'),
  list('dns-opt', 'Option for /etc/resolv.conf', { isHidden: true, into: 'dns-option' }),
  checkedList(validateDnsSearch, 'dns-search', 'Domain to search for names in'),
  string('domainname', 'NIS domain name'),
  string('entrypoint', "Command to run instead of the image's ENTRYPOINT"),
  checkedList(validateEnv, 'e,env', 'Environment variable (NAME=value, or NAME to pass on its value)'),
  list('env-file', 'File with environment variables, one a line', { completes: 'files' }),
  list('expose', 'Port, or range of ports, that the container listens on'),
  checkedList(parseGpus, 'gpus', "GPUs to give to the container ('all' for all of them)", {}, 'gpu-request'),
  list('group-add', 'One more group for the process'),
  string('health-cmd', 'Command that tells whether the container is healthy'),
  duration('health-interval', 'Time from one check to the next (ms|s|m|h)', { shownDefault: '0s' }),
  int('health-retries', 'How many checks in a row must fail to make it unhealthy'),
  duration('health-start-interval', 'Time between checks while the container starts (ms|s|m|h)', { shownDefault: '0s' }),
  duration('health-start-period', 'How long failing checks do not count after the start (ms|s|m|h)', { shownDefault: '0s' }),
  duration('health-timeout', 'How long a check may take (ms|s|m|h)', { shownDefault: '0s' }),
  bool('help', 'Show this help'),
  string('h,hostname', 'Host name inside the container'),
  bool('init', 'Run a small init as PID 1, which passes signals on and reaps zombies'),
  bool('i,interactive', 'Keep STDIN open, attached or not'),
  bytes('io-maxbandwidth', 'Limit on I/O of the system drive (Windows only)', refused),
  uint('io-maxiops', 'Limit on I/O operations of the system drive (Windows only)', refused),
  string('ip', 'IPv4 address (such as 172.30.100.104)'),
  string('ip6', 'IPv6 address (such as 2001:db8::33)'),
  string('ipc', 'IPC namespace to use'),
  string('isolation', 'Way of isolating the container'),
  bytes('kernel-memory', 'Limit on kernel memory (no kernel has it any more)'),
  checkedList(validateLabel, 'l,label', 'Label (key=value)'),
  list('label-file', 'File with labels, one a line', { completes: 'files' }),
  checkedList(validateLink, 'link', 'Link to another container (name:alias)', { completes: 'containers' }),
  list('link-local-ip', 'Link-local address, IPv4 or IPv6', refused),
  string('log-driver', 'Logging driver', { choices: ['json-file', 'local', 'none'] }),
  list('log-opt', 'Option for the logging driver (key=value)'),
  string('mac-address', 'MAC address (such as 92:d0:c6:0a:29:33)'),
  bytes('m,memory', 'Limit on memory'),
  bytes('memory-reservation', 'Memory to come down to when the host runs short'),
  swap('memory-swap', "Limit on memory and swap together; '-1' is no limit"),
  withInitial(int('memory-swappiness', 'How readily memory is swapped out (0 to 100)', { shownDefault: '-1' }), -1),
  checkedList(parseMount, 'mount', 'Mount a volume, a folder of the host or a tmpfs', {}, 'mount'),
  string('name', 'Name of the container'),
  checkedList(parseNetwork, 'net', 'Network to join', { isHidden: true, into: 'network' }, 'network'),
  list('net-alias', 'Name for the container in the network', { isHidden: true, into: 'network-alias' }),
  checkedList(parseNetwork, 'network', 'Network to join', { completes: 'networks' }, 'network'),
  list('network-alias', 'One more name for the container in its network'),
  bool('no-healthcheck', "Turn the image's HEALTHCHECK off"),
  bool('oom-kill-disable', 'Do not kill when memory runs out'),
  int('oom-score-adj', 'How readily the host kills it when memory runs out (-1000 to 1000)'),
  string('pid', 'PID namespace to use'),
  int('pids-limit', 'How many processes it may have; -1 is no limit'),
  string('platform', 'Platform to choose from an image for several', { variable: 'DOCKER_DEFAULT_PLATFORM' }),
  bool('privileged', 'Take away what keeps the container from the host'),
  list('p,publish', "Publish a port of the container on the host ([ip:][host port:]port)"),
  bool('P,publish-all', 'Publish all exposed ports on random ones'),
  withInitial(string('pull', 'When to pull the image ("always", "missing", "never")', { shownDefault: '"missing"', choices: ['always', 'missing', 'never'] }), 'missing'),
  bool('q,quiet', 'Do not show how the pull goes'),
  bool('read-only', 'Make the root file system read-only'),
  withInitial(string('restart', 'What to do when the container exits', { shownDefault: '"no"', choices: ['no', 'always', 'unless-stopped', 'on-failure'] }), 'no'),
  bool('rm', 'Remove the container, and its anonymous volumes, when it exits'),
  string('runtime', 'OCI runtime to use'),
  list('security-opt', 'Security option'),
  bytes('shm-size', 'Size of /dev/shm'),
  string('stop-signal', 'Signal that stops the container'),
  int('stop-timeout', 'Seconds to wait for it to stop before it is killed'),
  list('storage-opt', 'Option for the storage driver'),
  checkedList(validateSysctl, 'sysctl', 'Kernel parameter (key=value)', { shownDefault: 'map[]' }, 'map'),
  list('tmpfs', 'Mount a tmpfs here'),
  bool('t,tty', 'Give it a terminal'),
  ulimit('ulimit', 'Limit of processes (name=soft:hard)', { shownDefault: '[]' }),
  bool('use-api-socket', "Let the container use Docker's API socket, with your logins", refused),
  string('u,user', 'User, by name or number (name|uid[:group|gid])'),
  string('userns', 'User namespace to use'),
  string('uts', 'UTS namespace to use'),
  list('v,volume', 'Mount a volume or a folder of the host (name:path[:options])'),
  string('volume-driver', 'Driver for volumes that it makes', { choices: ['local'] }),
  list('volumes-from', 'Mount the volumes of this container', { completes: 'containers' }),
  string('w,workdir', 'Folder inside the container to start in'),
];
