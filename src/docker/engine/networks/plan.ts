import { invalidParameter } from '../../api/errors.ts';
import type { ContainerConfig, HostConfig, NetworkingConfig } from '../../api/types/containers.ts';
import { isIPv4 } from '../containers/validate.ts';
import type { Daemon } from '../daemon.ts';
import type { Attachment, EndpointRequest } from './attachment.ts';
import { NO_REQUEST, requestOf } from './attachment.ts';
import type { Network } from './network.ts';
import { contains, toNumber } from './addresses.ts';

/** Which networks a new container will be on, with what it asks of each. Networks themselves are looked up at the start. */
export function planEndpoints(daemon: Daemon, hostConfig: HostConfig, config: ContainerConfig, networking: NetworkingConfig | undefined): Map<string, Attachment> {
  const mode = hostConfig.NetworkMode;
  const attachments = new Map<string, Attachment>();
  if (mode.startsWith('container:')) return attachments;
  const wanted = new Map(Object.entries(networking?.EndpointsConfig ?? {}).map(([name, settings]) => [name === 'default' ? 'bridge' : name, settings]));
  for (const settings of wanted.values()) validateFormat(settings?.IPAMConfig?.IPv4Address);
  const add = (name: string, settings: Parameters<typeof requestOf>[0]) => {
    const networkName = nameOf(daemon, name);
    attachments.set(networkName, { networkName, request: requestFor(settings, config), network: undefined, active: undefined, dnsNames: null });
  };
  if (!wanted.has(mode) && !matchesMode(daemon, wanted, mode)) add(mode, undefined);
  for (const [name, settings] of wanted) add(name, settings);
  validateTogether(attachments, mode);
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

function validateFormat(address: string | undefined): void {
  if (address && !isIPv4(address)) throw invalidParameter(`invalid endpoint settings:\ninvalid IPv4 address: ${address}`);
}

function validateTogether(attachments: ReadonlyMap<string, Attachment>, mode: string): void {
  if (attachments.size < 2) return;
  if (mode === 'host') throw invalidParameter('container sharing network namespace with another container or host cannot be connected to any other network');
  if (attachments.has('none')) throw invalidParameter('container cannot be connected to multiple networks with one of the networks in private (none) mode');
  if (attachments.has('host')) throw invalidParameter('container cannot be connected to host network when it is connected to other networks');
}

/** A fixed address is for networks with a subnet that the user chose; aliases are for networks of one's own. */
export function validateRequest(network: Network, request: EndpointRequest): void {
  if (request === NO_REQUEST) return;
  const refuse = (...problems: string[]) => invalidParameter(`invalid endpoint settings:\n${problems.length === 1 ? problems[0]! : problems.map((problem) => `* ${problem}`).join('\n')}`);
  const address = request.IPAMConfig?.IPv4Address;
  const address6 = request.IPAMConfig?.IPv6Address;
  if (network.isPredefined) {
    const problems: string[] = [];
    if (address || address6) problems.push('user specified IP address is supported on user defined networks only', NO_SUBNET);
    if (request.Aliases?.length) problems.push('network-scoped alias is supported only for containers in user defined networks');
    if (problems.length > 0) throw refuse(...problems);
  }
  // No network here has IPv6: none has a subnet for such an address.
  if (address6) throw refuse(NO_SUBNET);
  if (!address) return;
  if (!isIPv4(address)) throw refuse(`invalid IPv4 address: ${address}`);
  if (!network.hasUserSubnet) throw refuse(NO_SUBNET);
  if (!network.pool || !contains(network.pool.subnet, toNumber(address))) throw refuse(`no configured subnet or ip-range contain the IP address ${address}`);
}

const NO_SUBNET = 'user specified IP address is supported only when connecting to networks with user configured subnets';
