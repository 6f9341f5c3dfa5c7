import type { ContainerConfig, CreateContainerRequest, DeviceRequest, HealthConfig, HostConfig, Mount, RestartPolicy, ThrottleDevice } from '../../api/types/containers.ts';
import type { StringMap } from '../../api/types/common.ts';
import type { Ulimit } from '../../../core/units.ts';
import { toText } from '../../../core/bytes.ts';
import { isSystemError } from '../../../machine/errno.ts';
import type { Files } from '../../../machine/files/files.ts';
import { CommandError } from '../errors.ts';
import { FlagValueError } from '../flags/flag.ts';
import type { FlagValues } from '../flags/values.ts';
import { ParseError } from '../golang/numbers.ts';
import { quote } from '../golang/quote.ts';
import { isCdiDevice, parseDevice } from './devices.ts';
import { endpointsOf } from './endpoints.ts';
import { parseEnvFile } from './env-file.ts';
import { isMacAddress } from './ip.ts';
import { absoluteSource, joinPath } from './mount.ts';
import { effectiveCapabilities, validateVariable } from './names.ts';
import type { NetworkAttachment } from './network.ts';
import { parsePortRange, parsePortSpecs, shortPublish, splitProtocol } from './ports.ts';

/** What the command line is read against: the caller's folder, environment and files. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: ReadonlyMap<string, string>;
  readonly files: Pick<Files, 'read'>;
}

const fail = (message: string): never => {
  throw new CommandError(message);
};

/** The body of POST /containers/create that the flags of `docker run` and the words behind the image come to. Throws CommandError. */
export function containerConfig(flags: FlagValues, args: readonly string[], around: Surroundings): CreateContainerRequest {
  const mac = flags.text('mac-address');
  if (mac !== '' && !isMacAddress(mac.trim())) fail(`${mac} is not a valid mac address`);
  for (const network of flags.list<NetworkAttachment>('network')) if (network.target.trim() === '') fail('no name set for network');
  const swappiness = flags.number('memory-swappiness');
  if (swappiness !== -1 && (swappiness < 0 || swappiness > 100)) fail(`invalid value: ${swappiness}. Valid memory swappiness range is 0-100`);
  const { binds, anonymous } = volumesOf(flags.texts('volume'), around.cwd);
  const ports = publishedPorts(flags);
  const request: CreateContainerRequest = {
    ...describe(flags, args, around, ports.exposed, anonymous),
    HostConfig: hostConfig(flags, around, binds, ports.bindings),
    NetworkingConfig: { EndpointsConfig: endpointsOf(flags) },
  };
  if (request.HostConfig!.AutoRemove && !['no', ''].includes(request.HostConfig!.RestartPolicy!.Name)) fail('conflicting options: cannot specify both --restart and --rm');
  return request;
}

function describe(flags: FlagValues, args: readonly string[], around: Surroundings, exposed: ContainerConfig['ExposedPorts'] & object, anonymous: Record<string, Record<string, never>>): Partial<ContainerConfig> {
  const attach = flags.texts('attach');
  const isOpen = flags.isOn('interactive');
  const attachStdin = attach.includes('stdin') || isOpen;
  const health = healthCheck(flags);
  const entrypoint = flags.text('entrypoint');
  const env = envOf(flags, around);
  const mac = flags.text('mac-address') || (flags.list<NetworkAttachment>('network')[0]?.macAddress ?? '');
  return {
    Hostname: flags.text('hostname'),
    Domainname: flags.text('domainname'),
    User: flags.text('user'),
    AttachStdin: attachStdin,
    AttachStdout: attach.length === 0 || attach.includes('stdout'),
    AttachStderr: attach.length === 0 || attach.includes('stderr'),
    ...(Object.keys(exposed).length > 0 ? { ExposedPorts: exposed } : {}),
    Tty: flags.isOn('tty'),
    OpenStdin: isOpen,
    StdinOnce: isOpen && attachStdin,
    Env: env.length > 0 ? env : null,
    Cmd: args.length > 1 ? args.slice(1) : null,
    ...(health ? { Healthcheck: health } : {}),
    Image: args[0] ?? '',
    Volumes: anonymous,
    WorkingDir: flags.text('workdir'),
    Entrypoint: entrypoint !== '' ? [entrypoint] : flags.isGiven('entrypoint') ? [''] : null,
    ...(mac === '' ? {} : { MacAddress: mac }),
    OnBuild: null,
    Labels: labelsOf(flags, around),
    ...(flags.text('stop-signal') === '' ? {} : { StopSignal: flags.text('stop-signal') }),
    ...(flags.isGiven('stop-timeout') ? { StopTimeout: flags.number('stop-timeout') } : {}),
  };
}

const orNull = <Item>(items: readonly Item[]): readonly Item[] | null => (items.length > 0 ? items : null);

function hostConfig(flags: FlagValues, around: Surroundings, binds: readonly string[], bindings: HostConfig['PortBindings']): Partial<HostConfig> {
  const networks = flags.list<NetworkAttachment>('network');
  const first = networks[0]?.target ?? 'default';
  const [capAdd, capDrop] = effectiveCapabilities(flags.texts('cap-add'), flags.texts('cap-drop'));
  const security = securityOptions(flags.texts('security-opt'), around);
  const tmpfs = Object.fromEntries(flags.texts('tmpfs').map((text) => cut(text, ':')));
  const mounts = flags.list<Mount>('mount').map((mount) => absoluteSource(mount, around.cwd));
  const sysctls = flags.assignments('sysctl');
  const annotations = flags.assignments('annotation');
  checkModes(flags);
  return {
    Binds: orNull(binds),
    ContainerIDFile: flags.text('cidfile'),
    LogConfig: { Type: flags.text('log-driver'), Config: logOptions(flags) },
    NetworkMode: first,
    PortBindings: bindings,
    RestartPolicy: parseRestartPolicy(flags.text('restart')),
    AutoRemove: flags.isOn('rm'),
    VolumeDriver: flags.text('volume-driver'),
    VolumesFrom: orNull(flags.texts('volumes-from')),
    ConsoleSize: [0, 0],
    ...(flags.isGiven('annotation') ? { Annotations: annotations } : {}),
    CapAdd: capAdd,
    CapDrop: capDrop,
    CgroupnsMode: flags.text('cgroupns'),
    Dns: flags.texts('dns'),
    DnsOptions: flags.texts('dns-option'),
    DnsSearch: flags.texts('dns-search'),
    ExtraHosts: orNull(flags.texts('add-host')),
    GroupAdd: orNull(flags.texts('group-add')),
    IpcMode: flags.text('ipc'),
    Cgroup: '',
    Links: orNull(flags.texts('link')),
    OomScoreAdj: flags.number('oom-score-adj'),
    PidMode: flags.text('pid'),
    Privileged: flags.isOn('privileged'),
    PublishAllPorts: flags.isOn('publish-all'),
    ReadonlyRootfs: flags.isOn('read-only'),
    SecurityOpt: orNull(security.options),
    ...(Object.keys(tmpfs).length > 0 ? { Tmpfs: tmpfs } : {}),
    UTSMode: flags.text('uts'),
    UsernsMode: flags.text('userns'),
    ShmSize: flags.number('shm-size'),
    ...(Object.keys(sysctls).length > 0 ? { Sysctls: sysctls } : {}),
    ...(flags.text('runtime') === '' ? {} : { Runtime: flags.text('runtime') }),
    Isolation: flags.text('isolation'),
    ...storageOptions(flags.texts('storage-opt')),
    ...limits(flags),
    ...(mounts.length > 0 ? { Mounts: mounts } : {}),
    MaskedPaths: security.isUnmasked ? [] : null,
    ReadonlyPaths: security.isUnmasked ? [] : null,
    ...(flags.isGiven('init') ? { Init: flags.isOn('init') } : {}),
  };
}

function limits(flags: FlagValues): Partial<HostConfig> {
  const devices = flags.texts('device');
  const cdi = devices.filter(isCdiDevice);
  const requests: DeviceRequest[] = [...flags.list<DeviceRequest>('gpus'), ...(cdi.length > 0 ? [{ Driver: 'cdi', Count: 0, DeviceIDs: cdi, Capabilities: null, Options: null }] : [])];
  return {
    CpuShares: flags.number('cpu-shares'),
    Memory: flags.number('memory'),
    NanoCpus: flags.number('cpus'),
    CgroupParent: flags.text('cgroup-parent'),
    BlkioWeight: flags.number('blkio-weight'),
    BlkioWeightDevice: flags.list('blkio-weight-device'),
    BlkioDeviceReadBps: flags.list<ThrottleDevice>('device-read-bps'),
    BlkioDeviceWriteBps: flags.list<ThrottleDevice>('device-write-bps'),
    BlkioDeviceReadIOps: flags.list<ThrottleDevice>('device-read-iops'),
    BlkioDeviceWriteIOps: flags.list<ThrottleDevice>('device-write-iops'),
    CpuPeriod: flags.number('cpu-period'),
    CpuQuota: flags.number('cpu-quota'),
    CpuRealtimePeriod: flags.number('cpu-rt-period'),
    CpuRealtimeRuntime: flags.number('cpu-rt-runtime'),
    CpusetCpus: flags.text('cpuset-cpus'),
    CpusetMems: flags.text('cpuset-mems'),
    Devices: devices.filter((device) => !isCdiDevice(device)).map(parseDevice),
    DeviceCgroupRules: orNull(flags.texts('device-cgroup-rule')),
    DeviceRequests: requests.length > 0 ? requests : null,
    MemoryReservation: flags.number('memory-reservation'),
    MemorySwap: flags.number('memory-swap'),
    MemorySwappiness: flags.number('memory-swappiness'),
    OomKillDisable: flags.isOn('oom-kill-disable'),
    PidsLimit: flags.number('pids-limit'),
    Ulimits: ulimitsOf(flags.list<Ulimit>('ulimit')),
    CpuCount: 0,
    CpuPercent: 0,
    IOMaximumIOps: 0,
    IOMaximumBandwidth: 0,
  };
}

/** Each name once, the last value wins, in the order of names. */
function ulimitsOf(given: readonly Ulimit[]): HostConfig['Ulimits'] {
  const byName = new Map(given.map((limit) => [limit.name, limit]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, soft, hard }) => ({ Name: name, Hard: hard, Soft: soft }));
}

export function cut(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** `-v`: those that have a source are binds, the rest name paths for anonymous volumes. */
function volumesOf(specs: readonly string[], cwd: string): { readonly binds: readonly string[]; readonly anonymous: Record<string, Record<string, never>> } {
  const binds: string[] = [];
  const anonymous: Record<string, Record<string, never>> = {};
  for (const spec of new Set(specs)) {
    if (spec === '') fail('invalid empty volume spec');
    const parts = spec.split(':');
    if (spec.length > 2 && parts.includes('')) fail(`invalid spec: ${spec}: empty section between colons`);
    // `x:/data` reads as a path of Windows' drive X, with no source.
    if (spec.length <= 2 || parts.length === 1 || /^[A-Za-z]:[/\\][^:]*$/.test(spec)) anonymous[spec] = {};
    else binds.push(/^\.\.?(\/|$)/.test(parts[0]!) ? `${joinPath(cwd, parts[0]!)}:${parts.slice(1).join(':')}` : spec);
  }
  return { binds, anonymous };
}

function publishedPorts(flags: FlagValues): { readonly exposed: Record<string, Record<string, never>>; readonly bindings: HostConfig['PortBindings'] } {
  try {
    const { exposed, bindings } = parsePortSpecs(flags.texts('publish').map(shortPublish));
    return { exposed: { ...exposed, ...exposedPorts(flags.texts('expose')) }, bindings };
  } catch (error) {
    if (error instanceof FlagValueError || error instanceof ParseError) throw new CommandError(error.message);
    throw error;
  }
}

function exposedPorts(specs: readonly string[]): Record<string, Record<string, never>> {
  const ports: Record<string, Record<string, never>> = {};
  for (const spec of specs) {
    if (spec.includes(':')) fail(`invalid port format for --expose: ${spec}`);
    const [protocol, range] = splitProtocol(spec);
    try {
      const [start, end] = parsePortRange(range);
      for (let port = start; port <= end; port++) ports[`${port}/${protocol}`] = {};
    } catch (error) {
      fail(`invalid range format for --expose: ${spec}, error: ${(error as Error).message}`);
    }
  }
  return ports;
}

function readFile(path: string, around: Surroundings): Uint8Array {
  try {
    return around.files.read(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail(`open ${path}: ${error.message.toLowerCase()}`);
  }
}

function linesOf(kind: 'env', paths: readonly string[], around: Surroundings, lookup: (name: string) => string | undefined): string[] {
  return paths.flatMap((path) => {
    const content = readFile(path, around);
    try {
      return parseEnvFile(content, lookup);
    } catch (error) {
      return fail(`invalid ${kind} file (${path}): ${(error as Error).message}`);
    }
  });
}

export function envOf(flags: FlagValues, around: Surroundings): string[] {
  const files = linesOf('env', flags.texts('env-file'), around, (name) => around.env.get(name));
  return [...files, ...flags.texts('env').map((text) => validateVariable(text, around.env))];
}

/** `--label-file` and `--label`, as a map. */
export function labelsOf(flags: FlagValues, around: Surroundings): StringMap {
  const files = flags.has('label-file') ? linesOf('env', flags.texts('label-file'), around, () => undefined) : [];
  return Object.fromEntries([...files, ...flags.texts('label')].map((text) => cut(text, '=')));
}

function checkModes(flags: FlagValues): void {
  const check = (flag: string, name: string, accepted: RegExp) => {
    if (!accepted.test(flags.text(flag))) fail(`--${flag}: invalid ${name} mode`);
  };
  check('pid', 'PID', /^(|host|container:.+)$/);
  check('uts', 'UTS', /^(|host)$/);
  check('userns', 'USER', /^(|host)$/);
  check('cgroupns', 'CGROUP', /^(|host|private)$/);
}

export function parseRestartPolicy(text: string): RestartPolicy {
  if (text === '') return { Name: '', MaximumRetryCount: 0 };
  const [name, count] = cut(text, ':');
  if (name === '') fail('invalid restart policy format: no policy provided before colon');
  if (text.includes(':') && !/^[+-]?\d+$/.test(count)) fail('invalid restart policy format: maximum retry count must be an integer');
  return { Name: name, MaximumRetryCount: Number(count) };
}

function logOptions(flags: FlagValues): StringMap {
  const options = flags.texts('log-opt');
  if (flags.text('log-driver') === 'none' && options.length > 0) fail('invalid logging opts for driver none');
  return Object.fromEntries(options.map((text) => cut(text, '=')));
}

function storageOptions(given: readonly string[]): Partial<HostConfig> {
  if (given.length === 0) return {};
  for (const text of given) if (!text.includes('=')) fail('invalid storage option');
  return { StorageOpt: Object.fromEntries(given.map((text) => cut(text, '='))) };
}

function healthCheck(flags: FlagValues): HealthConfig | undefined {
  const names = ['health-interval', 'health-timeout', 'health-start-period', 'health-start-interval', 'health-retries'];
  const command = flags.text('health-cmd');
  const isAsked = command !== '' || names.some((name) => flags.number(name) !== 0);
  if (flags.isOn('no-healthcheck')) {
    if (isAsked) fail('--no-healthcheck conflicts with --health-* options');
    return { Test: ['NONE'] };
  }
  if (!isAsked) return undefined;
  for (const name of names) if (flags.number(name) < 0) fail(`--${name} cannot be negative`);
  const positive = (key: string, value: number) => (value === 0 ? {} : { [key]: value });
  return {
    ...(command === '' ? {} : { Test: ['CMD-SHELL', command] }),
    ...positive('Interval', flags.number('health-interval')),
    ...positive('Timeout', flags.number('health-timeout')),
    ...positive('StartPeriod', flags.number('health-start-period')),
    ...positive('StartInterval', flags.number('health-start-interval')),
    ...positive('Retries', flags.number('health-retries')),
  };
}

function securityOptions(given: readonly string[], around: Surroundings): { readonly options: readonly string[]; readonly isUnmasked: boolean } {
  const options: string[] = [];
  let isUnmasked = false;
  for (const text of given) {
    const separator = text.includes('=') ? '=' : ':';
    if (!text.includes(separator) && text !== 'no-new-privileges') fail(`Invalid --security-opt: ${quote(text)}`);
    const [name, value] = cut(text, separator);
    if (name === 'systempaths' && value === 'unconfined') isUnmasked = true;
    else if (name === 'seccomp' && value !== 'unconfined' && value !== 'builtin') options.push(`seccomp=${seccompProfile(value, around)}`);
    else options.push(text);
  }
  return { options, isUnmasked };
}

function seccompProfile(path: string, around: Surroundings): string {
  try {
    return JSON.stringify(JSON.parse(toText(around.files.read(path))));
  } catch (error) {
    if (isSystemError(error)) return fail(`opening seccomp profile (${path}) failed: open ${path}: ${error.message.toLowerCase()}`);
    return fail(`compacting json for seccomp profile (${path}) failed: ${(error as Error).message}`);
  }
}
