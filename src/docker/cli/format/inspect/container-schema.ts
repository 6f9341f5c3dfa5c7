import { anything, bool, embedded, integer, keyed, list, map, pointer, set, struct, text, textMap, texts, time } from './schema.ts';

/** What `docker inspect` knows of a container, field by field (container.InspectResponse). */

const healthResult = struct('container.HealthcheckResult', { Start: time, End: time, ExitCode: integer, Output: text });
const health = struct('container.Health', { Status: text, FailingStreak: integer, Log: list(pointer(healthResult)) });

const state = struct('container.State', {
  Status: text, Running: bool, Paused: bool, Restarting: bool, OOMKilled: bool, Dead: bool, Pid: integer, ExitCode: integer, Error: text,
  StartedAt: text, FinishedAt: text, Health: pointer(health),
});

const portMap = map(list(struct('nat.PortBinding', { HostIP: keyed('HostIp', text), HostPort: text })), 'nat.PortMap');

export const healthConfig = struct('container.HealthConfig', { Test: texts, Interval: integer, Timeout: integer, StartPeriod: integer, StartInterval: integer, Retries: integer });

export const config = struct('container.Config', {
  Hostname: text, Domainname: text, User: text, AttachStdin: bool, AttachStdout: bool, AttachStderr: bool, ExposedPorts: set, Tty: bool,
  OpenStdin: bool, StdinOnce: bool, Env: texts, Cmd: texts, Healthcheck: pointer(healthConfig), ArgsEscaped: bool, Image: text, Volumes: set,
  WorkingDir: text, Entrypoint: texts, NetworkDisabled: bool, MacAddress: text, OnBuild: texts, Labels: textMap, StopSignal: text,
  StopTimeout: pointer(integer), Shell: texts,
});

const mount = struct('mount.Mount', {
  Type: text, Source: text, Target: text, ReadOnly: bool, Consistency: text,
  BindOptions: pointer(struct('mount.BindOptions', { Propagation: text, NonRecursive: bool, CreateMountpoint: bool, ReadOnlyNonRecursive: bool, ReadOnlyForceRecursive: bool })),
  VolumeOptions: pointer(struct('mount.VolumeOptions', { NoCopy: bool, Labels: textMap, Subpath: text, DriverConfig: pointer(struct('mount.Driver', { Name: text, Options: textMap })) })),
  ImageOptions: pointer(struct('mount.ImageOptions', { Subpath: text })),
  TmpfsOptions: pointer(struct('mount.TmpfsOptions', { SizeBytes: integer, Mode: integer, Options: anything })),
});

const weightDevice = struct('blkiodev.WeightDevice', { Path: text, Weight: integer });
const throttle = list(pointer(struct('blkiodev.ThrottleDevice', { Path: text, Rate: integer })));

const resources = struct('container.Resources', {
  CPUShares: keyed('CpuShares', integer), Memory: integer, NanoCPUs: keyed('NanoCpus', integer), CgroupParent: text, BlkioWeight: integer,
  BlkioWeightDevice: list(pointer(weightDevice)), BlkioDeviceReadBps: throttle, BlkioDeviceWriteBps: throttle, BlkioDeviceReadIOps: throttle,
  BlkioDeviceWriteIOps: throttle, CPUPeriod: keyed('CpuPeriod', integer), CPUQuota: keyed('CpuQuota', integer),
  CPURealtimePeriod: keyed('CpuRealtimePeriod', integer), CPURealtimeRuntime: keyed('CpuRealtimeRuntime', integer), CpusetCpus: text, CpusetMems: text,
  Devices: list(struct('container.DeviceMapping', { PathOnHost: text, PathInContainer: text, CgroupPermissions: text })), DeviceCgroupRules: texts,
  DeviceRequests: list(anything), KernelMemory: integer, KernelMemoryTCP: integer, MemoryReservation: integer, MemorySwap: integer,
  MemorySwappiness: pointer(integer), OomKillDisable: pointer(bool), PidsLimit: pointer(integer),
  Ulimits: list(pointer(struct('units.Ulimit', { Name: text, Hard: integer, Soft: integer }))), CPUCount: keyed('CpuCount', integer),
  CPUPercent: keyed('CpuPercent', integer), IOMaximumIOps: integer, IOMaximumBandwidth: integer,
});

const hostConfig = struct('container.HostConfig', {
  Binds: texts, ContainerIDFile: text, LogConfig: struct('container.LogConfig', { Type: text, Config: textMap }), NetworkMode: text,
  PortBindings: portMap, RestartPolicy: struct('container.RestartPolicy', { Name: text, MaximumRetryCount: integer }), AutoRemove: bool,
  VolumeDriver: text, VolumesFrom: texts, ConsoleSize: list(integer), Annotations: textMap, CapAdd: texts, CapDrop: texts, CgroupnsMode: text,
  DNS: keyed('Dns', texts), DNSOptions: keyed('DnsOptions', texts), DNSSearch: keyed('DnsSearch', texts), ExtraHosts: texts, GroupAdd: texts,
  IpcMode: text, Cgroup: text, Links: texts, OomScoreAdj: integer, PidMode: text, Privileged: bool, PublishAllPorts: bool, ReadonlyRootfs: bool,
  SecurityOpt: texts, StorageOpt: textMap, Tmpfs: textMap, UTSMode: text, UsernsMode: text, ShmSize: integer, Sysctls: textMap, Runtime: text,
  Isolation: text, Resources: embedded(resources), Mounts: list(mount), MaskedPaths: texts, ReadonlyPaths: texts, Init: pointer(bool),
});

const ipam = struct('network.EndpointIPAMConfig', { IPv4Address: text, IPv6Address: text, LinkLocalIPs: texts });

const endpoint = struct('network.EndpointSettings', {
  IPAMConfig: pointer(ipam), Links: texts, Aliases: texts, MacAddress: text, DriverOpts: textMap, GwPriority: integer, NetworkID: text,
  EndpointID: text, Gateway: text, IPAddress: text, IPPrefixLen: integer, IPv6Gateway: text, GlobalIPv6Address: text, GlobalIPv6PrefixLen: integer,
  DNSNames: texts,
});

const networkSettings = struct('container.NetworkSettings', {
  NetworkSettingsBase: embedded(struct('container.NetworkSettingsBase', {
    Bridge: text, SandboxID: text, SandboxKey: text, Ports: portMap, HairpinMode: bool, LinkLocalIPv6Address: text, LinkLocalIPv6PrefixLen: integer,
    SecondaryIPAddresses: list(anything), SecondaryIPv6Addresses: list(anything),
  })),
  DefaultNetworkSettings: embedded(struct('container.DefaultNetworkSettings', {
    EndpointID: text, Gateway: text, GlobalIPv6Address: text, GlobalIPv6PrefixLen: integer, IPAddress: text, IPPrefixLen: integer, IPv6Gateway: text,
    MacAddress: text,
  })),
  Networks: map(pointer(endpoint)),
});

const mountPoint = struct('container.MountPoint', {
  Type: text, Name: text, Source: text, Destination: text, Driver: text, Mode: text, RW: bool, Propagation: text,
});

export const graphDriver = struct('storage.DriverData', { Data: textMap, Name: text });

export const CONTAINER = struct('container.InspectResponse', {
  ContainerJSONBase: embedded(pointer(struct('container.ContainerJSONBase', {
    ID: keyed('Id', text), Created: text, Path: text, Args: texts, State: pointer(state), Image: text, ResolvConfPath: text, HostnamePath: text,
    HostsPath: text, LogPath: text, Name: text, RestartCount: integer, Driver: text, Platform: text, MountLabel: text, ProcessLabel: text,
    AppArmorProfile: text, ExecIDs: texts, HostConfig: pointer(hostConfig), GraphDriver: graphDriver, SizeRw: pointer(integer),
    SizeRootFs: pointer(integer),
  }))),
  Mounts: list(mountPoint), Config: pointer(config), NetworkSettings: pointer(networkSettings), ImageManifestDescriptor: pointer(anything),
});
