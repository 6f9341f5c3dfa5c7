import { anything, command, flag, integer, listOf, set, struct, text, textMap, texts } from './shape.ts';
import type { Kind, Shape } from './shape.ts';

// The bodies of requests, field by field (https://docs.docker.com/reference/api/engine/version/v1.50/).

const IPAM_ENDPOINT: Shape = { name: 'EndpointIPAMConfig', fields: { IPv4Address: text, IPv6Address: text, LinkLocalIPs: texts } };

const ENDPOINT: Shape = {
  name: 'EndpointSettings',
  fields: {
    IPAMConfig: struct(IPAM_ENDPOINT, 'network.EndpointIPAMConfig'), Links: texts, Aliases: texts, MacAddress: text, DriverOpts: textMap, GwPriority: { kind: 'integer', go: 'int' },
    NetworkID: text, EndpointID: text, Gateway: text, IPAddress: text, IPPrefixLen: integer, IPv6Gateway: text, GlobalIPv6Address: text, GlobalIPv6PrefixLen: integer, DNSNames: texts,
  },
};

const HEALTH: Shape = { name: 'HealthConfig', fields: { Test: texts, Interval: integer, Timeout: integer, StartPeriod: integer, StartInterval: integer, Retries: integer } };

const MOUNT: Shape = {
  name: 'Mount',
  fields: {
    Type: text, Source: text, Target: text, ReadOnly: flag, Consistency: text,
    BindOptions: struct({ name: 'BindOptions', fields: { Propagation: text, NonRecursive: flag, CreateMountpoint: flag, ReadOnlyNonRecursive: flag, ReadOnlyForceRecursive: flag } }, 'mount.BindOptions'),
    VolumeOptions: struct({
      name: 'VolumeOptions',
      fields: { NoCopy: flag, Labels: textMap, Subpath: text, DriverConfig: struct({ name: 'Driver', fields: { Name: text, Options: textMap } }, 'mount.Driver') },
    }, 'mount.VolumeOptions'),
    ImageOptions: struct({ name: 'ImageOptions', fields: { Subpath: text } }, 'mount.ImageOptions'),
    TmpfsOptions: struct({ name: 'TmpfsOptions', fields: { SizeBytes: integer, Mode: integer, Options: { kind: 'list', of: texts, go: '[][]string' } } }, 'mount.TmpfsOptions'),
    ClusterOptions: anything,
  },
};

const BINDING: Shape = { name: 'PortBinding', fields: { HostIp: text, HostPort: text } };
const PORT_MAP: Kind = { kind: 'map', of: listOf(BINDING, '[]nat.PortBinding'), go: 'nat.PortMap', keepsNull: true };
const POLICY = struct({ name: 'RestartPolicy', fields: { Name: text, MaximumRetryCount: { kind: 'integer', go: 'int' } } }, 'container.RestartPolicy');
const THROTTLES = listOf({ name: 'ThrottleDevice', fields: { Path: text, Rate: { kind: 'integer', go: 'uint64' } } }, '[]*blkiodev.ThrottleDevice');

const RESOURCES = {
  CpuShares: integer, Memory: integer, NanoCpus: integer, CgroupParent: text, BlkioWeight: { kind: 'integer', go: 'uint16' },
  BlkioWeightDevice: listOf({ name: 'WeightDevice', fields: { Path: text, Weight: { kind: 'integer', go: 'uint16' } } }, '[]*blkiodev.WeightDevice'),
  BlkioDeviceReadBps: THROTTLES, BlkioDeviceWriteBps: THROTTLES, BlkioDeviceReadIOps: THROTTLES, BlkioDeviceWriteIOps: THROTTLES,
  CpuPeriod: integer, CpuQuota: integer, CpuRealtimePeriod: integer, CpuRealtimeRuntime: integer, CpusetCpus: text, CpusetMems: text,
  Devices: listOf({ name: 'DeviceMapping', fields: { PathOnHost: text, PathInContainer: text, CgroupPermissions: text } }, '[]container.DeviceMapping'),
  DeviceCgroupRules: texts,
  DeviceRequests: listOf({ name: 'DeviceRequest', fields: { Driver: text, Count: integer, DeviceIDs: texts, Capabilities: { kind: 'list', of: texts, go: '[][]string' }, Options: textMap } }, '[]container.DeviceRequest'),
  MemoryReservation: integer, MemorySwap: integer, MemorySwappiness: integer, OomKillDisable: flag, PidsLimit: integer,
  Ulimits: listOf({ name: 'Ulimit', fields: { Name: text, Hard: integer, Soft: integer } }, '[]*units.Ulimit'),
  CpuCount: integer, CpuPercent: integer, IOMaximumIOps: integer, IOMaximumBandwidth: integer, KernelMemory: integer, KernelMemoryTCP: integer,
} as const satisfies Shape['fields'];

const HOST_CONFIG: Shape = {
  name: 'HostConfig',
  embedded: { ...Object.fromEntries(Object.keys(RESOURCES).map((name) => [name, 'HostConfig.Resources.'])) },
  fields: {
    Binds: texts, ContainerIDFile: text, LogConfig: struct({ name: 'LogConfig', fields: { Type: text, Config: textMap } }, 'container.LogConfig'), NetworkMode: text, PortBindings: PORT_MAP,
    RestartPolicy: POLICY, AutoRemove: flag, VolumeDriver: text, VolumesFrom: texts, ConsoleSize: { kind: 'list', of: integer, go: '[2]uint' }, Annotations: textMap, CapAdd: command, CapDrop: command,
    CgroupnsMode: text, Dns: texts, DnsOptions: texts, DnsSearch: texts, ExtraHosts: texts, GroupAdd: texts, IpcMode: text, Cgroup: text, Links: texts,
    OomScoreAdj: { kind: 'integer', go: 'int' }, PidMode: text, Privileged: flag, PublishAllPorts: flag, ReadonlyRootfs: flag, SecurityOpt: texts, StorageOpt: textMap, Tmpfs: textMap, UTSMode: text,
    UsernsMode: text, ShmSize: integer, Sysctls: textMap, Runtime: text, Isolation: text, ...RESOURCES,
    Mounts: listOf(MOUNT, '[]mount.Mount'), MaskedPaths: texts, ReadonlyPaths: texts, Init: flag,
  },
};

const CONFIG = {
  Hostname: text, Domainname: text, User: text, AttachStdin: flag, AttachStdout: flag, AttachStderr: flag, ExposedPorts: set, Tty: flag, OpenStdin: flag, StdinOnce: flag, Env: texts, Cmd: command,
  Healthcheck: struct(HEALTH, 'container.HealthConfig'), ArgsEscaped: flag, Image: text, Volumes: set, WorkingDir: text, Entrypoint: command, NetworkDisabled: flag, MacAddress: text, OnBuild: texts,
  Labels: { kind: 'map', of: text, go: 'string' }, StopSignal: text, StopTimeout: { kind: 'integer', go: 'int' }, Shell: command,
} as const satisfies Shape['fields'];

export const CREATE_CONTAINER: Shape = {
  name: 'CreateRequest',
  embedded: Object.fromEntries(Object.keys(CONFIG).map((name) => [name, 'Config.'])),
  fields: {
    ...CONFIG,
    HostConfig: struct(HOST_CONFIG, 'container.HostConfig'),
    NetworkingConfig: struct({ name: 'NetworkingConfig', fields: { EndpointsConfig: { kind: 'map', of: struct(ENDPOINT, 'network.EndpointSettings'), go: 'map[string]*network.EndpointSettings', keepsNull: true } } }, 'network.NetworkingConfig'),
  },
};

export const COMMIT_CONFIG: Shape = { name: 'Config', fields: CONFIG };
export const UPDATE_CONTAINER: Shape = { name: 'UpdateConfig', embedded: Object.fromEntries(Object.keys(RESOURCES).map((name) => [name, 'Resources.'])), fields: { ...RESOURCES, RestartPolicy: POLICY } };

const CONSOLE: Kind = { kind: 'list', of: integer, go: '[2]uint' };
export const CREATE_EXEC: Shape = {
  name: 'ExecOptions',
  fields: { User: text, Privileged: flag, Tty: flag, ConsoleSize: CONSOLE, AttachStdin: flag, AttachStderr: flag, AttachStdout: flag, DetachKeys: text, Env: texts, WorkingDir: text, Cmd: texts, Detach: flag },
};
export const START_EXEC: Shape = { name: 'ExecStartOptions', fields: { Detach: flag, Tty: flag, ConsoleSize: CONSOLE } };

const IPAM: Shape = {
  name: 'IPAM',
  fields: { Driver: text, Options: textMap, Config: listOf({ name: 'IPAMConfig', fields: { Subnet: text, IPRange: text, Gateway: text, AuxiliaryAddresses: textMap } }, '[]network.IPAMConfig') },
};
export const CREATE_NETWORK: Shape = {
  name: 'CreateRequest',
  fields: {
    Name: text, Driver: text, Scope: text, EnableIPv4: flag, EnableIPv6: flag, IPAM: struct(IPAM, 'network.IPAM'), Internal: flag, Attachable: flag, Ingress: flag, ConfigOnly: flag,
    ConfigFrom: struct({ name: 'ConfigReference', fields: { Network: text } }, 'network.ConfigReference'), Options: textMap, Labels: textMap, CheckDuplicate: anything,
  },
};
export const CONNECT_NETWORK: Shape = { name: 'ConnectOptions', fields: { Container: text, EndpointConfig: struct(ENDPOINT, 'network.EndpointSettings') } };
export const DISCONNECT_NETWORK: Shape = { name: 'DisconnectOptions', fields: { Container: text, Force: flag } };
export const CREATE_VOLUME: Shape = { name: 'CreateOptions', fields: { Name: text, Driver: text, DriverOpts: textMap, Labels: textMap, ClusterVolumeSpec: anything } };
export const AUTH: Shape = { name: 'AuthConfig', fields: { username: text, password: text, auth: text, email: text, serveraddress: text, identitytoken: text, registrytoken: text } };
