import { bytesSize } from '../../../core/units.ts';

/** GET /info, as far as it is shown; everything else is there for templates. */
export interface InfoResponse {
  readonly [key: string]: unknown;
}

/** What the client says of itself. */
export interface ClientInfo {
  readonly Debug: boolean;
  readonly Platform?: { readonly Name: string };
  readonly Version?: string;
  readonly DefaultAPIVersion?: string;
  readonly GitCommit?: string;
  readonly GoVersion?: string;
  readonly Os?: string;
  readonly Arch?: string;
  readonly BuildTime?: string;
  readonly Context: string;
  readonly Plugins: readonly ClientPlugin[] | null;
  readonly Warnings: readonly string[] | null;
}

export interface ClientPlugin {
  readonly SchemaVersion?: string;
  readonly Name: string;
  readonly Path: string;
  readonly Version?: string;
  readonly Vendor?: string;
  readonly ShortDescription?: string;
  readonly Err?: unknown;
}

/** The first half of `docker info`. */
export function formatClientInfo(client: ClientInfo | null): string {
  const lines: string[] = [];
  if (client) {
    if (client.Version) lines.push(` Version:    ${client.Version}`);
    lines.push(` Context:    ${client.Context}`, ` Debug Mode: ${client.Debug}`);
    const plugins = (client.Plugins ?? []).filter((plugin) => !plugin.Err);
    if (plugins.length > 0) lines.push(' Plugins:');
    for (const plugin of plugins) {
      lines.push(`  ${plugin.Name}: ${plugin.ShortDescription ?? ''} (${plugin.Vendor ?? ''})`);
      if (plugin.Version) lines.push(`    Version:  ${plugin.Version}`);
      lines.push(`    Path:     ${plugin.Path}`);
    }
  }
  return `Client:${client?.Platform?.Name ? ` ${client.Platform.Name}` : ''}\n${lines.map((line) => `${line}\n`).join('')}\n`;
}

type Line = readonly [label: string, value: unknown];

interface Text {
  readonly [key: string]: never;
}

const named = (value: unknown): Readonly<Record<string, string>> => (value ?? {}) as Text;

/** The second half of `docker info`, in the order of Docker. */
export function formatServerInfo(info: InfoResponse, userName = ''): string {
  const lines: string[] = [];
  const say = (...all: readonly Line[]) => {
    for (const [label, value] of all) lines.push(` ${label}: ${String(value)}`);
  };
  const sayIf = (...all: readonly Line[]) => {
    for (const [label, value] of all) if (value !== undefined && value !== '' && value !== null) lines.push(` ${label}: ${String(value)}`);
  };
  say(['Containers', info['Containers']], [' Running', info['ContainersRunning']], [' Paused', info['ContainersPaused']], [' Stopped', info['ContainersStopped']], ['Images', info['Images']]);
  sayIf(['Server Version', info['ServerVersion']], ['Storage Driver', info['Driver']]);
  for (const [key, value] of (info['DriverStatus'] ?? []) as readonly (readonly [string, string])[]) lines.push(`  ${key}: ${value}`);
  sayIf(['Logging Driver', info['LoggingDriver']], ['Cgroup Driver', info['CgroupDriver']], ['Cgroup Version', info['CgroupVersion']]);
  lines.push(...plugins(info), ...devices(info));
  const swarm = named(info['Swarm']);
  say(['Swarm', swarm['LocalNodeState']]);
  if (swarm['LocalNodeState'] !== undefined && !['inactive', 'locked', ''].includes(swarm['LocalNodeState'])) sayIf([' NodeID', swarm['NodeID']], [' Is Manager', swarm['ControlAvailable']], [' Node Address', swarm['NodeAddr']]);
  const runtimes = Object.keys((info['Runtimes'] ?? {}) as object).sort();
  if (runtimes.length > 0) say(['Runtimes', runtimes.join(' ')], ['Default Runtime', info['DefaultRuntime']]);
  if (info['OSType'] === 'linux') {
    const commit = (key: string) => named(info[key])['ID'] ?? '';
    say(['Init Binary', info['InitBinary']], ['containerd version', commit('ContainerdCommit')], ['runc version', commit('RuncCommit')], ['init version', commit('InitCommit')]);
    lines.push(...security(info));
  }
  sayIf(
    ['Kernel Version', info['KernelVersion']], ['Operating System', info['OperatingSystem']], ['OSType', info['OSType']], ['Architecture', info['Architecture']],
    ['CPUs', info['NCPU']], ['Total Memory', bytesSize((info['MemTotal'] as number | undefined) ?? 0)], ['Name', info['Name']], ['ID', info['ID']],
  );
  say(['Docker Root Dir', info['DockerRootDir']], ['Debug Mode', info['Debug']]);
  if (info['Debug']) say([' File Descriptors', info['NFd']], [' Goroutines', info['NGoroutines']], [' System Time', info['SystemTime']], [' EventsListeners', info['NEventsListener']]);
  sayIf(['HTTP Proxy', info['HttpProxy']], ['HTTPS Proxy', info['HttpsProxy']], ['No Proxy', info['NoProxy']], ['Username', userName]);
  const labels = (info['Labels'] ?? []) as readonly string[];
  if (labels.length > 0) lines.push(' Labels:', ...labels.map((label) => `  ${label}`));
  say(['Experimental', info['ExperimentalBuild']]);
  lines.push(...registries(info));
  say(['Live Restore Enabled', info['LiveRestoreEnabled']]);
  sayIf(['Product License', info['ProductLicense']]);
  lines.push(...pools(info), ...firewall(info));
  return `Server:\n${lines.join('\n')}\n\n`;
}

function plugins(info: InfoResponse): string[] {
  const kinds = (info['Plugins'] ?? {}) as Readonly<Record<string, readonly string[] | null>>;
  const line = (name: string, kind: string) => `  ${name}: ${(kinds[kind] ?? []).join(' ')}`;
  return [' Plugins:', line('Volume', 'Volume'), line('Network', 'Network'), ...((kinds['Authorization'] ?? []).length > 0 ? [line('Authorization', 'Authorization')] : []), line('Log', 'Log')];
}

function devices(info: InfoResponse): string[] {
  const folders = (info['CDISpecDirs'] ?? []) as readonly string[];
  const found = (info['DiscoveredDevices'] ?? []) as readonly { readonly Source: string; readonly ID: string }[];
  return [
    ...(folders.length > 0 ? [' CDI spec directories:', ...folders.map((folder) => `  ${folder}`)] : []),
    ...(found.length > 0 ? [' Discovered Devices:', ...found.map((device) => `  ${device.Source}: ${device.ID}`)] : []),
  ];
}

function security(info: InfoResponse): string[] {
  const options = (info['SecurityOptions'] ?? []) as readonly string[];
  const lines: string[] = [];
  for (const option of options) {
    const parts = option.split(',').map((part) => part.split('=') as [string, string?]);
    if (option === '' || parts.some(([, value]) => value === '')) continue;
    const name = parts.find(([key]) => key === 'name')?.[1];
    lines.push(`  ${name ?? option}`);
    for (const [key, value] of parts) if (key === 'profile') lines.push(`   Profile: ${value}`);
  }
  return lines.length > 0 ? [' Security Options:', ...lines] : [];
}

function registries(info: InfoResponse): string[] {
  const config = info['RegistryConfig'] as { readonly InsecureRegistryCIDRs?: readonly string[] | null; readonly IndexConfigs?: Readonly<Record<string, { readonly Name: string; readonly Secure: boolean }>> | null; readonly Mirrors?: readonly string[] | null } | null | undefined;
  if (!config) return [];
  const ranges = config.InsecureRegistryCIDRs ?? [];
  const indexes = Object.values(config.IndexConfigs ?? {});
  const mirrors = config.Mirrors ?? [];
  return [
    ...(ranges.length + indexes.length > 0 ? [' Insecure Registries:', ...indexes.filter((index) => !index.Secure).map((index) => `  ${index.Name}`), ...ranges.map((range) => `  ${range}`)] : []),
    ...(mirrors.length > 0 ? [' Registry Mirrors:', ...mirrors.map((mirror) => `  ${mirror}`)] : []),
  ];
}

function pools(info: InfoResponse): string[] {
  const all = (info['DefaultAddressPools'] ?? []) as readonly { readonly Base: string; readonly Size: number }[];
  return all.length > 0 ? [' Default Address Pools:', ...all.map((pool) => `   Base: ${pool.Base}, Size: ${pool.Size}`)] : [];
}

function firewall(info: InfoResponse): string[] {
  const backend = info['FirewallBackend'] as { readonly Driver: string; readonly Info?: readonly (readonly [string, string])[] } | undefined;
  return backend ? [` Firewall Backend: ${backend.Driver}`, ...(backend.Info ?? []).map(([key, value]) => `  ${key}: ${value}`)] : [];
}

const LIMITS: readonly Line[] = [
  ['MemoryLimit', 'No memory limit support'], ['SwapLimit', 'No swap limit support'], ['OomKillDisable', 'No oom kill disable support'],
  ['CpuCfsQuota', 'No cpu cfs quota support'], ['CpuCfsPeriod', 'No cpu cfs period support'], ['CPUShares', 'No cpu shares support'],
  ['CPUSet', 'No cpuset support'], ['IPv4Forwarding', 'IPv4 forwarding is disabled'],
];

/** Warnings for standard error: the daemon's own, or for one that gives none those of what it can't limit. */
export function infoWarnings(info: InfoResponse): string[] {
  const own = info['Warnings'] as readonly string[] | null | undefined;
  if (own && own.length > 0) return [...own];
  if (info['OSType'] === 'windows' || own !== null) return [];
  return LIMITS.filter(([key]) => info[key] === false && !(key === 'OomKillDisable' && info['CgroupVersion'] === '2')).map(([, text]) => `WARNING: ${String(text)}`);
}
