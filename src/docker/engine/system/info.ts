import { ENGINE_VERSION } from '../../api/router.ts';
import type { Json } from '../../api/http.ts';
import { formatTime } from '../../api/time.ts';
import type { Daemon } from '../daemon.ts';
import { CONTAINERD, INIT, RUNC } from './version.ts';

/** GET /info. */
export function infoOf(daemon: Daemon): Json {
  const { host, containers } = daemon;
  const all = [...containers.all()];
  const paused = all.filter((container) => container.isPaused).length;
  const running = all.filter((container) => container.isRunning).length - paused;
  const osRelease = readOsRelease(daemon);
  return {
    ID: daemon.id,
    Containers: all.length,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: all.length - running - paused,
    Images: daemon.images.size,
    Driver: 'overlay2',
    DriverStatus: [['Backing Filesystem', 'extfs'], ['Supports d_type', 'true'], ['Using metacopy', 'false'], ['Native Overlay Diff', 'true'], ['userxattr', 'false']],
    Plugins: {
      Volume: ['local'],
      Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
      Authorization: null,
      Log: ['awslogs', 'fluentd', 'gcplogs', 'gelf', 'journald', 'json-file', 'local', 'splunk', 'syslog'],
    },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    NFd: 24 + running * 8,
    OomKillDisable: false,
    NGoroutines: 41 + running * 6,
    SystemTime: formatTime(host.now()),
    LoggingDriver: 'json-file',
    CgroupDriver: 'systemd',
    CgroupVersion: '2',
    NEventsListener: daemon.events.subscribers,
    KernelVersion: host.facts.kernelRelease,
    OperatingSystem: osRelease.get('PRETTY_NAME') ?? 'Linux',
    OSVersion: osRelease.get('VERSION_ID') ?? '',
    OSType: 'linux',
    Architecture: host.facts.machine,
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      AllowNondistributableArtifactsCIDRs: null,
      AllowNondistributableArtifactsHostnames: null,
      InsecureRegistryCIDRs: ['::1/128', '127.0.0.0/8'],
      IndexConfigs: { 'docker.io': { Name: 'docker.io', Mirrors: [], Secure: true, Official: true } },
      Mirrors: null,
    },
    NCPU: host.resources.cores,
    MemTotal: host.resources.memory,
    GenericResources: null,
    DockerRootDir: daemon.root,
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: host.namespaces.uts.hostname,
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: ENGINE_VERSION,
    Runtimes: { 'io.containerd.runc.v2': { path: 'runc' }, runc: { path: 'runc' } },
    DefaultRuntime: 'runc',
    Swarm: { NodeID: '', NodeAddr: '', LocalNodeState: 'inactive', ControlAvailable: false, Error: '', RemoteManagers: null },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: CONTAINERD.commit },
    RuncCommit: { ID: RUNC.commit },
    InitCommit: { ID: INIT.commit },
    SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'],
    FirewallBackend: { Driver: 'iptables' },
    CDISpecDirs: ['/etc/cdi', '/var/run/cdi'],
    DiscoveredDevices: [],
    Containerd: { Address: '/run/containerd/containerd.sock', Namespaces: { Containers: 'moby', Plugins: 'plugins.moby' } },
    Warnings: null,
  };
}

function readOsRelease({ files }: Daemon): ReadonlyMap<string, string> {
  if (!files.exists('/etc/os-release')) return new Map();
  const lines = files.readText('/etc/os-release').split('\n').map((line) => /^(\w+)="?([^"]*)"?$/.exec(line));
  return new Map(lines.flatMap((match) => (match ? [[match[1]!, match[2]!] as const] : [])));
}
