import type { Empty, PortSet, StringMap } from './common.ts';
import type { EndpointSettings } from './networks.ts';

export type HealthConfig = {
  readonly Test?: readonly string[];
  /** Nanoseconds. */
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
};

/** What describes a container apart from the host that it runs on. */
export type ContainerConfig = {
  readonly Hostname: string;
  readonly Domainname: string;
  readonly User: string;
  readonly AttachStdin: boolean;
  readonly AttachStdout: boolean;
  readonly AttachStderr: boolean;
  readonly ExposedPorts?: PortSet;
  readonly Tty: boolean;
  readonly OpenStdin: boolean;
  readonly StdinOnce: boolean;
  readonly Env: readonly string[] | null;
  readonly Cmd: readonly string[] | null;
  readonly Healthcheck?: HealthConfig;
  readonly ArgsEscaped?: boolean;
  readonly Image: string;
  readonly Volumes: { readonly [path: string]: Empty } | null;
  readonly WorkingDir: string;
  readonly Entrypoint: readonly string[] | null;
  readonly NetworkDisabled?: boolean;
  readonly MacAddress?: string;
  readonly OnBuild: readonly string[] | null;
  readonly Labels: StringMap;
  readonly StopSignal?: string;
  readonly StopTimeout?: number;
  readonly Shell?: readonly string[];
};

export type RestartPolicyName = '' | 'no' | 'always' | 'unless-stopped' | 'on-failure';
export type RestartPolicy = { readonly Name: string; readonly MaximumRetryCount: number };
export type PortBinding = { readonly HostIp: string; readonly HostPort: string };
export type PortMap = { readonly [port: string]: readonly PortBinding[] | null };
export type LogConfig = { readonly Type: string; readonly Config: StringMap };
export type WeightDevice = { readonly Path: string; readonly Weight: number };
export type ThrottleDevice = { readonly Path: string; readonly Rate: number };
export type DeviceMapping = { readonly PathOnHost: string; readonly PathInContainer: string; readonly CgroupPermissions: string };
export type DeviceRequest = { readonly Driver: string; readonly Count: number; readonly DeviceIDs: readonly string[] | null; readonly Capabilities: readonly (readonly string[])[] | null; readonly Options: StringMap | null };
export type Ulimit = { readonly Name: string; readonly Hard: number; readonly Soft: number };

export type Mount = {
  readonly Type?: string;
  readonly Source?: string;
  readonly Target?: string;
  readonly ReadOnly?: boolean;
  readonly Consistency?: string;
  readonly BindOptions?: {
    readonly Propagation?: string;
    readonly NonRecursive?: boolean;
    readonly CreateMountpoint?: boolean;
    readonly ReadOnlyNonRecursive?: boolean;
    readonly ReadOnlyForceRecursive?: boolean;
  };
  readonly VolumeOptions?: {
    readonly NoCopy?: boolean;
    readonly Labels?: StringMap;
    readonly Subpath?: string;
    readonly DriverConfig?: { readonly Name?: string; readonly Options?: StringMap };
  };
  readonly ImageOptions?: { readonly Subpath?: string };
  readonly TmpfsOptions?: { readonly SizeBytes?: number; readonly Mode?: number; readonly Options?: readonly (readonly string[])[] };
};

/** Limits on resources: part of HostConfig, and what `update` takes. */
export type HostResources = {
  readonly CpuShares: number;
  readonly Memory: number;
  readonly NanoCpus: number;
  readonly CgroupParent: string;
  readonly BlkioWeight: number;
  readonly BlkioWeightDevice: readonly WeightDevice[] | null;
  readonly BlkioDeviceReadBps: readonly ThrottleDevice[] | null;
  readonly BlkioDeviceWriteBps: readonly ThrottleDevice[] | null;
  readonly BlkioDeviceReadIOps: readonly ThrottleDevice[] | null;
  readonly BlkioDeviceWriteIOps: readonly ThrottleDevice[] | null;
  readonly CpuPeriod: number;
  readonly CpuQuota: number;
  readonly CpuRealtimePeriod: number;
  readonly CpuRealtimeRuntime: number;
  readonly CpusetCpus: string;
  readonly CpusetMems: string;
  readonly Devices: readonly DeviceMapping[] | null;
  readonly DeviceCgroupRules: readonly string[] | null;
  readonly DeviceRequests: readonly DeviceRequest[] | null;
  readonly MemoryReservation: number;
  readonly MemorySwap: number;
  readonly MemorySwappiness: number | null;
  readonly OomKillDisable: boolean | null;
  readonly PidsLimit: number | null;
  readonly Ulimits: readonly Ulimit[] | null;
  readonly CpuCount: number;
  readonly CpuPercent: number;
  readonly IOMaximumIOps: number;
  readonly IOMaximumBandwidth: number;
};

export type HostConfig = {
  readonly Binds: readonly string[] | null;
  readonly ContainerIDFile: string;
  readonly LogConfig: LogConfig;
  readonly NetworkMode: string;
  readonly PortBindings: PortMap;
  readonly RestartPolicy: RestartPolicy;
  readonly AutoRemove: boolean;
  readonly VolumeDriver: string;
  readonly VolumesFrom: readonly string[] | null;
  readonly ConsoleSize: readonly number[];
  readonly Annotations?: StringMap;
  readonly CapAdd: readonly string[] | null;
  readonly CapDrop: readonly string[] | null;
  readonly CgroupnsMode: string;
  readonly Dns: readonly string[];
  readonly DnsOptions: readonly string[];
  readonly DnsSearch: readonly string[];
  readonly ExtraHosts: readonly string[] | null;
  readonly GroupAdd: readonly string[] | null;
  readonly IpcMode: string;
  readonly Cgroup: string;
  readonly Links: readonly string[] | null;
  readonly OomScoreAdj: number;
  readonly PidMode: string;
  readonly Privileged: boolean;
  readonly PublishAllPorts: boolean;
  readonly ReadonlyRootfs: boolean;
  readonly SecurityOpt: readonly string[] | null;
  readonly StorageOpt?: StringMap;
  readonly Tmpfs?: StringMap;
  readonly UTSMode: string;
  readonly UsernsMode: string;
  readonly ShmSize: number;
  readonly Sysctls?: StringMap;
  readonly Runtime: string;
  readonly Isolation: string;
} & HostResources & {
  readonly Mounts?: readonly Mount[];
  readonly MaskedPaths: readonly string[] | null;
  readonly ReadonlyPaths: readonly string[] | null;
  readonly Init?: boolean;
};

export type NetworkingConfig = { readonly EndpointsConfig?: { readonly [network: string]: Partial<EndpointSettings> | null } };

/** The body of POST /containers/create. */
export type CreateContainerRequest = Partial<ContainerConfig> & {
  readonly HostConfig?: Partial<HostConfig>;
  readonly NetworkingConfig?: NetworkingConfig;
};

export type CreateContainerResponse = { readonly Id: string; readonly Warnings: readonly string[] };

export type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
export type HealthStatus = 'none' | 'starting' | 'healthy' | 'unhealthy';

export type HealthLogEntry = { readonly Start: string; readonly End: string; readonly ExitCode: number; readonly Output: string };
export type Health = { readonly Status: HealthStatus; readonly FailingStreak: number; readonly Log: readonly HealthLogEntry[] };

export type ContainerState = {
  readonly Status: ContainerStatus;
  readonly Running: boolean;
  readonly Paused: boolean;
  readonly Restarting: boolean;
  readonly OOMKilled: boolean;
  readonly Dead: boolean;
  readonly Pid: number;
  readonly ExitCode: number;
  readonly Error: string;
  readonly StartedAt: string;
  readonly FinishedAt: string;
  readonly Health?: Health;
};

/** A mount as inspect and list show it. */
export type MountPoint = {
  readonly Type: string;
  readonly Name?: string;
  readonly Source: string;
  readonly Destination: string;
  readonly Driver?: string;
  readonly Mode: string;
  readonly RW: boolean;
  readonly Propagation: string;
};

export type GraphDriverData = { readonly Data: StringMap | null; readonly Name: string };

export type NetworkSettings = {
  readonly Bridge: string;
  readonly SandboxID: string;
  readonly SandboxKey: string;
  readonly Ports: PortMap;
  readonly HairpinMode: boolean;
  readonly LinkLocalIPv6Address: string;
  readonly LinkLocalIPv6PrefixLen: number;
  readonly SecondaryIPAddresses: null;
  readonly SecondaryIPv6Addresses: null;
  readonly EndpointID: string;
  readonly Gateway: string;
  readonly GlobalIPv6Address: string;
  readonly GlobalIPv6PrefixLen: number;
  readonly IPAddress: string;
  readonly IPPrefixLen: number;
  readonly IPv6Gateway: string;
  readonly MacAddress: string;
  readonly Networks: { readonly [network: string]: EndpointSettings };
};

/** GET /containers/{id}/json. */
export type ContainerInspect = {
  readonly Id: string;
  readonly Created: string;
  readonly Path: string;
  readonly Args: readonly string[];
  readonly State: ContainerState;
  readonly Image: string;
  readonly ResolvConfPath: string;
  readonly HostnamePath: string;
  readonly HostsPath: string;
  readonly LogPath: string;
  readonly Name: string;
  readonly RestartCount: number;
  readonly Driver: string;
  readonly Platform: string;
  readonly MountLabel: string;
  readonly ProcessLabel: string;
  readonly AppArmorProfile: string;
  readonly ExecIDs: readonly string[] | null;
  readonly HostConfig: HostConfig;
  readonly GraphDriver: GraphDriverData;
  readonly SizeRw?: number;
  readonly SizeRootFs?: number;
  readonly Mounts: readonly MountPoint[];
  readonly Config: ContainerConfig;
  readonly NetworkSettings: NetworkSettings;
};

export type Port = { readonly IP?: string; readonly PrivatePort: number; readonly PublicPort?: number; readonly Type: string };

/** One of GET /containers/json. */
export type ContainerSummary = {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Image: string;
  readonly ImageID: string;
  readonly Command: string;
  /** Unix seconds. */
  readonly Created: number;
  readonly Ports: readonly Port[];
  readonly SizeRw?: number;
  readonly SizeRootFs?: number;
  readonly Labels: StringMap;
  readonly State: ContainerStatus;
  readonly Status: string;
  readonly HostConfig: { readonly NetworkMode: string; readonly Annotations?: StringMap };
  readonly NetworkSettings: { readonly Networks: { readonly [network: string]: EndpointSettings } };
  readonly Mounts: readonly MountPoint[];
};

export type WaitResponse = { readonly StatusCode: number; readonly Error?: { readonly Message: string } };
export type TopResponse = { readonly Titles: readonly string[]; readonly Processes: readonly (readonly string[])[] };
/** 0 changed, 1 added, 2 deleted. */
export type FilesystemChange = { readonly Path: string; readonly Kind: 0 | 1 | 2 };
export type UpdateRequest = Partial<HostResources> & { readonly RestartPolicy?: RestartPolicy };
export type UpdateResponse = { readonly Warnings: readonly string[] | null };
export type PruneContainersResponse = { readonly ContainersDeleted: readonly string[] | null; readonly SpaceReclaimed: number };

/** The header X-Docker-Container-Path-Stat, in base64. `mode` has Go's bits (os.FileMode). */
export type PathStat = { readonly name: string; readonly size: number; readonly mode: number; readonly mtime: string; readonly linkTarget: string };

export type StatsQuery = { readonly isStream: boolean; readonly isOneShot: boolean };
