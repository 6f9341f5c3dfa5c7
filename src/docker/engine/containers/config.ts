import type { ContainerConfig, CreateContainerRequest, HealthConfig, HostConfig } from '../../api/types/containers.ts';
import type { ImageConfig } from '../../api/types/images.ts';
import { invalidParameter } from '../../api/errors.ts';
import { sorted } from '../events/event-log.ts';

const CONFIG_FIELDS: readonly (keyof ContainerConfig)[] = [
  'Hostname', 'Domainname', 'User', 'AttachStdin', 'AttachStdout', 'AttachStderr', 'ExposedPorts', 'Tty', 'OpenStdin', 'StdinOnce',
  'Env', 'Cmd', 'Healthcheck', 'ArgsEscaped', 'Image', 'Volumes', 'WorkingDir', 'Entrypoint', 'NetworkDisabled', 'MacAddress',
  'OnBuild', 'Labels', 'StopSignal', 'StopTimeout', 'Shell',
];

/** Whether a request says anything about the container itself. */
export function hasConfig(request: CreateContainerRequest): boolean {
  return CONFIG_FIELDS.some((field) => request[field] !== undefined);
}

/** The request's configuration over the image's, as moby merges them. Throws when nothing is left to run. */
export function mergeConfig(request: CreateContainerRequest, image: ImageConfig, hostname: string): ContainerConfig {
  const exposed = { ...image.ExposedPorts, ...request.ExposedPorts };
  const volumes = { ...image.Volumes, ...request.Volumes };
  const health = mergeHealth(request.Healthcheck, image.Healthcheck);
  const [entrypoint, command] = mergeCommand(request, image);
  const stopSignal = request.StopSignal || image.StopSignal;
  const shell = request.Shell ?? image.Shell;
  return {
    Hostname: request.Hostname || hostname,
    Domainname: request.Domainname ?? '',
    User: request.User || image.User || '',
    AttachStdin: request.AttachStdin ?? false,
    AttachStdout: request.AttachStdout ?? false,
    AttachStderr: request.AttachStderr ?? false,
    ...(Object.keys(exposed).length > 0 ? { ExposedPorts: sorted(exposed) } : {}),
    Tty: request.Tty ?? false,
    OpenStdin: request.OpenStdin ?? false,
    StdinOnce: request.StdinOnce ?? false,
    Env: mergeEnv(request.Env, image.Env),
    Cmd: command,
    ...(health ? { Healthcheck: health } : {}),
    Image: request.Image ?? '',
    Volumes: Object.keys(volumes).length > 0 ? sorted(volumes) : null,
    WorkingDir: request.WorkingDir ? cleanPath(request.WorkingDir) : (image.WorkingDir ?? ''),
    Entrypoint: entrypoint,
    ...(request.NetworkDisabled ? { NetworkDisabled: true } : {}),
    ...(request.MacAddress ? { MacAddress: request.MacAddress } : {}),
    OnBuild: request.OnBuild ?? null,
    Labels: sorted({ ...image.Labels, ...request.Labels }),
    ...(stopSignal ? { StopSignal: stopSignal } : {}),
    ...(request.StopTimeout === undefined ? {} : { StopTimeout: request.StopTimeout }),
    ...(shell && shell.length > 0 ? { Shell: shell } : {}),
  };
}

/** A new ENTRYPOINT drops the image's CMD; `['']` takes the image's away. */
function mergeCommand(request: CreateContainerRequest, image: ImageConfig): [entrypoint: readonly string[] | null, command: readonly string[] | null] {
  let entrypoint = listOf(request.Entrypoint);
  let command = listOf(request.Cmd);
  if (!entrypoint || entrypoint.length === 0) {
    if (!command || command.length === 0) command = image.Cmd ?? null;
    entrypoint ??= image.Entrypoint ?? null;
  }
  if (entrypoint?.length === 1 && entrypoint[0] === '') entrypoint = null;
  if (!entrypoint?.length && !command?.length) throw invalidParameter('no command specified');
  return [entrypoint, command];
}

/** The API takes a string for a list of one. */
function listOf(value: readonly string[] | string | null | undefined): readonly string[] | null {
  if (typeof value === 'string') return [value];
  return value ?? null;
}

function mergeEnv(own: readonly string[] | null | undefined, image: readonly string[] | undefined): readonly string[] | null {
  if (!own || own.length === 0) return image ?? null;
  if (!image) return own;
  const names = new Set(own.map((entry) => entry.split('=', 1)[0]));
  return [...own, ...image.filter((entry) => !names.has(entry.split('=', 1)[0]))];
}

function mergeHealth(own: HealthConfig | null | undefined, image: HealthConfig | undefined): HealthConfig | undefined {
  if (!own) return image;
  if (!image) return own;
  return {
    ...(own.Test?.length ? { Test: own.Test } : image.Test ? { Test: image.Test } : {}),
    ...positive('Interval', own.Interval, image.Interval),
    ...positive('Timeout', own.Timeout, image.Timeout),
    ...positive('StartPeriod', own.StartPeriod, image.StartPeriod),
    ...positive('StartInterval', own.StartInterval, image.StartInterval),
    ...positive('Retries', own.Retries, image.Retries),
  };
}

function positive(name: string, own: number | undefined, image: number | undefined): Record<string, number> {
  const value = own || image;
  return value ? { [name]: value } : {};
}

/** Go's path.Clean of an absolute or relative path. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !isAbsolute) parts.push(part);
  }
  return (isAbsolute ? '/' : '') + parts.join('/') || '.';
}

/** PATH and what runs: ENTRYPOINT with CMD as its arguments. */
export function commandOf(config: ContainerConfig): [path: string, args: readonly string[]] {
  const all = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  return [all[0]!, all.slice(1)];
}

const MASKED_PATHS: readonly string[] = [
  '/proc/asound', '/proc/acpi', '/proc/interrupts', '/proc/kcore', '/proc/keys', '/proc/latency_stats', '/proc/timer_list',
  '/proc/timer_stats', '/proc/sched_debug', '/proc/scsi', '/sys/firmware', '/sys/devices/virtual/powercap',
];
const READONLY_PATHS: readonly string[] = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
const NO_CONSOLE: readonly number[] = [0, 0];
const NO_POLICY = { Name: 'no', MaximumRetryCount: 0 };
const JSON_FILE = { Type: 'json-file', Config: {} };
export const DEFAULT_SHM_SIZE = 64 * 1024 * 1024;

/** Fills in what dockerd fills in on a host with cgroups v2. */
export function completeHostConfig(request: Partial<HostConfig>): HostConfig {
  const isPrivileged = request.Privileged ?? false;
  const memory = request.Memory ?? 0;
  const restart = request.RestartPolicy;
  return {
    Binds: listed(request.Binds),
    ContainerIDFile: request.ContainerIDFile ?? '',
    LogConfig: request.LogConfig?.Type ? { Type: request.LogConfig.Type, Config: sorted(request.LogConfig.Config ?? {}) } : request.LogConfig?.Config ? { Type: 'json-file', Config: sorted(request.LogConfig.Config) } : JSON_FILE,
    NetworkMode: networkModeOf(request.NetworkMode),
    PortBindings: sorted(request.PortBindings ?? {}),
    RestartPolicy: restart?.Name ? { Name: restart.Name, MaximumRetryCount: restart.MaximumRetryCount ?? 0 } : NO_POLICY,
    AutoRemove: request.AutoRemove ?? false,
    VolumeDriver: request.VolumeDriver ?? '',
    VolumesFrom: listed(request.VolumesFrom),
    ConsoleSize: request.ConsoleSize ?? NO_CONSOLE,
    ...(request.Annotations && Object.keys(request.Annotations).length > 0 ? { Annotations: sorted(request.Annotations) } : {}),
    CapAdd: listed(request.CapAdd),
    CapDrop: listed(request.CapDrop),
    CgroupnsMode: request.CgroupnsMode || (isPrivileged ? 'host' : 'private'),
    Dns: listed(request.Dns) as readonly string[],
    DnsOptions: listed(request.DnsOptions) as readonly string[],
    DnsSearch: listed(request.DnsSearch) as readonly string[],
    ExtraHosts: listed(request.ExtraHosts),
    GroupAdd: listed(request.GroupAdd),
    IpcMode: request.IpcMode || 'private',
    Cgroup: request.Cgroup ?? '',
    Links: request.Links?.length ? request.Links : null,
    OomScoreAdj: request.OomScoreAdj ?? 0,
    PidMode: request.PidMode ?? '',
    Privileged: isPrivileged,
    PublishAllPorts: request.PublishAllPorts ?? false,
    ReadonlyRootfs: request.ReadonlyRootfs ?? false,
    SecurityOpt: securityOptions(request.SecurityOpt, isPrivileged),
    ...(request.StorageOpt && Object.keys(request.StorageOpt).length > 0 ? { StorageOpt: sorted(request.StorageOpt) } : {}),
    ...(request.Tmpfs && Object.keys(request.Tmpfs).length > 0 ? { Tmpfs: sorted(request.Tmpfs) } : {}),
    UTSMode: request.UTSMode ?? '',
    UsernsMode: request.UsernsMode ?? '',
    ShmSize: request.ShmSize || DEFAULT_SHM_SIZE,
    ...(request.Sysctls && Object.keys(request.Sysctls).length > 0 ? { Sysctls: sorted(request.Sysctls) } : {}),
    Runtime: request.Runtime || 'runc',
    Isolation: request.Isolation ?? '',
    CpuShares: Math.max(0, request.CpuShares ?? 0),
    Memory: memory,
    NanoCpus: request.NanoCpus ?? 0,
    CgroupParent: request.CgroupParent ?? '',
    BlkioWeight: request.BlkioWeight ?? 0,
    BlkioWeightDevice: listed(request.BlkioWeightDevice),
    BlkioDeviceReadBps: listed(request.BlkioDeviceReadBps),
    BlkioDeviceWriteBps: listed(request.BlkioDeviceWriteBps),
    BlkioDeviceReadIOps: listed(request.BlkioDeviceReadIOps),
    BlkioDeviceWriteIOps: listed(request.BlkioDeviceWriteIOps),
    CpuPeriod: request.CpuPeriod ?? 0,
    CpuQuota: request.CpuQuota ?? 0,
    CpuRealtimePeriod: request.CpuRealtimePeriod ?? 0,
    CpuRealtimeRuntime: request.CpuRealtimeRuntime ?? 0,
    CpusetCpus: request.CpusetCpus ?? '',
    CpusetMems: request.CpusetMems ?? '',
    Devices: listed(request.Devices),
    DeviceCgroupRules: listed(request.DeviceCgroupRules),
    DeviceRequests: listed(request.DeviceRequests),
    MemoryReservation: request.MemoryReservation ?? 0,
    MemorySwap: request.MemorySwap || (memory > 0 ? memory * 2 : 0),
    MemorySwappiness: null,
    OomKillDisable: null,
    PidsLimit: request.PidsLimit != null && request.PidsLimit > 0 ? request.PidsLimit : null,
    Ulimits: listed(request.Ulimits),
    CpuCount: request.CpuCount ?? 0,
    CpuPercent: request.CpuPercent ?? 0,
    IOMaximumIOps: request.IOMaximumIOps ?? 0,
    IOMaximumBandwidth: request.IOMaximumBandwidth ?? 0,
    ...(request.Mounts && request.Mounts.length > 0 ? { Mounts: request.Mounts } : {}),
    MaskedPaths: isPrivileged ? null : (request.MaskedPaths ?? MASKED_PATHS),
    ReadonlyPaths: isPrivileged ? null : (request.ReadonlyPaths ?? READONLY_PATHS),
    ...(request.Init === undefined || request.Init === null ? {} : { Init: request.Init }),
  };
}

/** All empty lists are one: a container has a dozen. */
const EMPTY: readonly never[] = [];

function listed<Item>(list: readonly Item[] | null | undefined): readonly Item[] | null {
  if (!list) return null;
  return list.length === 0 ? EMPTY : list;
}

function networkModeOf(mode: string | undefined): string {
  return mode === undefined || mode === '' || mode === 'default' ? 'bridge' : mode;
}

/** `--privileged` turns labels off, which dockerd writes down. */
function securityOptions(options: readonly string[] | null | undefined, isPrivileged: boolean): readonly string[] | null {
  if (!isPrivileged) return options ?? null;
  const own = options ?? [];
  return own.includes('label=disable') ? own : [...own, 'label=disable'];
}
