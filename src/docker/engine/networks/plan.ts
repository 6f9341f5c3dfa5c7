import { invalidParameter } from '../../api/errors.ts';
import type { ContainerConfig, HostConfig, NetworkingConfig } from '../../api/types/containers.ts';
import { isIPv4 } from '../containers/validate.ts';
import type { Daemon } from '../daemon.ts';
import type { Attachment, EndpointRequest } from './attachment.ts';
import { NO_REQUEST, requestOf } from './attachment.ts';
import type { Network } from './network.ts';
import { contains, parseSubnet, toNumber } from './addresses.ts';

const PREDEFINED = ['bridge', 'host', 'none'];

/** Which networks a new container will be on, with what it asks of each. Networks themselves are looked up at the start. */
export function planEndpoints(daemon: Daemon, hostConfig: HostConfig, config: ContainerConfig, networking: NetworkingConfig | undefined): Map<string, Attachment> {
  const mode = hostConfig.NetworkMode;
  const attachments = new Map<string, Attachment>();
  if (mode.startsWith('container:')) return attachments;
  const wanted = new Map(Object.entries(networking?.EndpointsConfig ?? {}).map(([name, settings]) => [name === 'default' ? 'bridge' : name, settings]));
  for (const [name, settings] of wanted) validateSettings(daemon, name, settings?.IPAMConfig?.IPv4Address);
  if (!wanted.has(mode) && !matchesMode(daemon, wanted, mode)) attachments.set(nameOf(daemon, mode), { networkName: nameOf(daemon, mode), request: requestFor(undefined, config), network: undefined, active: undefined });
  for (const [name, settings] of wanted) attachments.set(nameOf(daemon, name), { networkName: nameOf(daemon, name), request: requestFor(settings, config), network: undefined, active: undefined });
  validateTogether(attachments, mode);
  for (const attachment of attachments.values()) validateRequest(daemon, attachment);
  return attachments;
}

/** The mode names one of the endpoints' networks by its id, or the other way round. */
function matchesMode(daemon: Daemon, wanted: ReadonlyMap<string, unknown>, mode: string): boolean {
  const network = daemon.networks.lookUp(mode);
  return network !== undefined && [...wanted.keys()].some((name) => daemon.networks.lookUp(name) === network);
}

function nameOf(daemon: Daemon, reference: string): string {
  return daemon.networks.lookUp(reference)?.name ?? reference;
}

function requestFor(settings: Parameters<typeof requestOf>[0], config: ContainerConfig): EndpointRequest {
  const request = requestOf(settings);
  return config.MacAddress && request.MacAddress === '' ? { ...request, MacAddress: config.MacAddress } : request;
}

function validateSettings(daemon: Daemon, name: string, address: string | undefined): void {
  if (address !== undefined && address !== '' && !isIPv4(address)) {
    throw invalidParameter(`invalid endpoint settings:\ninvalid IPv4 address: ${address}`);
  }
  void daemon;
  void name;
}

function validateTogether(attachments: ReadonlyMap<string, Attachment>, mode: string): void {
  if (attachments.size < 2) return;
  if (mode === 'host') throw invalidParameter('container sharing network namespace with another container or host cannot be connected to any other network');
  if (attachments.has('none')) throw invalidParameter('container cannot be connected to multiple networks with one of the networks in private (none) mode');
  if (attachments.has('host')) throw invalidParameter('container cannot be connected to host network when it is connected to other networks');
}

/** Addresses and aliases are for networks of one's own alone. Throws as dockerd does when it starts the container. */
export function validateRequest(daemon: Daemon, { networkName, request }: Attachment): void {
  if (request === NO_REQUEST || !PREDEFINED.includes(networkName)) return;
  if (request.IPAMConfig?.IPv4Address || request.IPAMConfig?.IPv6Address) throw invalidParameter('invalid config for network bridge: invalid endpoint settings:\nuser specified IP address is supported on user defined networks only'.replace('network bridge', `network ${networkName}`));
  if (request.Aliases?.length) throw invalidParameter(`invalid config for network ${networkName}: invalid endpoint settings:\nnetwork-scoped aliases are only supported for user-defined networks`);
  void daemon;
}

/** A fixed address must lie in a subnet that the user chose. */
export function validateAddress(network: Network, request: EndpointRequest): void {
  const address = request.IPAMConfig?.IPv4Address;
  if (!address) return;
  const refuse = (what: string) => invalidParameter(`invalid config for network ${network.name}: invalid endpoint settings:\n${what}`);
  if (!network.hasUserSubnet) throw refuse('user specified IP address is supported only when connecting to networks with user configured subnets');
  const subnet = network.pool ? network.pool.subnet : parseSubnet('0.0.0.0/0')!;
  if (!contains(subnet, toNumber(address))) throw refuse(`no configured subnet or ip-range contain the IP address ${address}`);
}
