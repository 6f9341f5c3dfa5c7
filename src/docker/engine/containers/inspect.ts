import { formatTime } from '../../api/time.ts';
import type { ContainerInspect, GraphDriverData, NetworkSettings } from '../../api/types/containers.ts';
import type { EndpointSettings } from '../../api/types/networks.ts';
import { sha256Hex } from '../../../core/digest.ts';
import type { Daemon } from '../daemon.ts';
import { settingsOf } from '../networks/attachment.ts';
import { shownPorts } from '../networks/ports.ts';
import { mountPointOf } from '../volumes/mount.ts';
import type { Container } from './container.ts';
import { folderOf } from './host-files.ts';
import { sizesOf } from './size.ts';
import { stateOf } from './state.ts';

/** GET /containers/{id}/json. */
export function inspectContainer(daemon: Daemon, reference: string, withSize: boolean): ContainerInspect {
  const container = daemon.containers.find(reference);
  const folder = folderOf(daemon, container);
  const hasFiles = container.hasStarted && !container.hostConfig.NetworkMode.startsWith('container:');
  return {
    Id: container.id,
    Created: formatTime(container.created),
    Path: container.path,
    Args: container.args,
    State: stateOf(container),
    Image: container.image?.id ?? '',
    ResolvConfPath: hasFiles ? `${folder}/resolv.conf` : '',
    HostnamePath: hasFiles ? `${folder}/hostname` : '',
    HostsPath: hasFiles ? `${folder}/hosts` : '',
    LogPath: container.hasStarted && container.hostConfig.LogConfig.Type === 'json-file' ? `${folder}/${container.id}-json.log` : '',
    Name: `/${container.name}`,
    RestartCount: container.restartCount,
    Driver: 'overlay2',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: container.hasStarted ? (container.hostConfig.Privileged ? 'unconfined' : 'docker-default') : '',
    ExecIDs: execIds(daemon, container),
    HostConfig: container.hostConfig,
    GraphDriver: graphDriver(daemon, container),
    ...(withSize ? sizesOf(container) : {}),
    Mounts: container.mounts.map(mountPointOf),
    Config: container.config,
    NetworkSettings: networkSettings(container),
  };
}

function execIds(daemon: Daemon, container: Container): readonly string[] | null {
  const ids = [...(container.execIds ?? [])].filter((id) => daemon.execs.get(id)?.isRunning);
  return ids.length > 0 ? ids : null;
}

function graphDriver(daemon: Daemon, container: Container): GraphDriverData {
  const folder = `${daemon.root}/overlay2`;
  const own = sha256Hex(`${container.id}-layer`);
  const below = (container.image?.layers ?? []).map(({ chainId }) => `${folder}/${layerFolder(chainId)}/diff`).reverse();
  return {
    Data: {
      ID: container.id,
      LowerDir: [`${folder}/${own}-init/diff`, ...below].join(':'),
      MergedDir: `${folder}/${own}/merged`,
      UpperDir: `${folder}/${own}/diff`,
      WorkDir: `${folder}/${own}/work`,
    },
    Name: 'overlay2',
  };
}

/** The folder of a layer has a name of its own, not its digest. */
export function layerFolder(chainId: string): string {
  return sha256Hex(`${chainId} overlay2`);
}

export function endpointsOf(container: Container): { readonly [network: string]: EndpointSettings } {
  const names = [...container.attachments.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, settingsOf(container.attachments.get(name)!)]));
}

function networkSettings(container: Container): NetworkSettings {
  const sandbox = container.run?.sandbox;
  const isShared = container.hostConfig.NetworkMode.startsWith('container:');
  const onBridge = container.attachments.get('bridge')?.active;
  return {
    Bridge: '',
    SandboxID: sandbox && !isShared ? sandbox.id : '',
    SandboxKey: sandbox && !isShared ? `/var/run/docker/netns/${container.attachments.has('host') ? 'default' : sandbox.id.slice(0, 12)}` : '',
    Ports: sandbox && sandbox.isOwn ? shownPorts(container, sandbox.published) : {},
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    SecondaryIPAddresses: null,
    SecondaryIPv6Addresses: null,
    EndpointID: onBridge?.endpointId ?? '',
    Gateway: onBridge?.gateway ?? '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    IPAddress: onBridge?.address ?? '',
    IPPrefixLen: onBridge?.prefixLength ?? 0,
    IPv6Gateway: '',
    MacAddress: onBridge?.mac ?? '',
    Networks: endpointsOf(container),
  };
}
