import { forbidden, invalidParameter, isApiError, notFound } from '../../api/errors.ts';
import type { Container } from '../containers/container.ts';
import type { Daemon } from '../daemon.ts';
import type { NetworkNamespace } from '../../../machine/network/fabric.ts';
import { toAddress, toNumber } from './addresses.ts';
import type { ActiveEndpoint, Attachment } from './attachment.ts';
import type { Network } from './network.ts';
import { validateRequest } from './plan.ts';

/** The network of an attachment, looked up anew. Throws `network … not found`. */
export function networkOf(daemon: Daemon, attachment: Attachment): Network {
  const network = attachment.network && daemon.networks.lookUp(attachment.network.id) === attachment.network ? attachment.network : daemon.networks.lookUp(attachment.network?.id ?? attachment.networkName);
  if (!network) throw notFound(`network ${attachment.network?.id ?? attachment.networkName} not found`);
  return network;
}

/** Gives a container its place in a network: an address, an interface, names. Throws when no address is to be had. */
export function joinNetwork(daemon: Daemon, container: Container, attachment: Attachment, namespace: NetworkNamespace, interfaceName: string): ActiveEndpoint {
  const network = networkOf(daemon, attachment);
  requireValid(network, attachment);
  attachment.network = network;
  const active = network.pool ? plugIn(daemon, container, attachment, network, namespace, interfaceName) : unplugged(daemon, container);
  attachment.active = active;
  attachment.dnsNames = active.dnsNames;
  network.add(active);
  daemon.events.log('network', 'connect', network.id, { container: container.id, name: network.name, type: network.driver });
  return active;
}

function requireValid(network: Network, { request }: Attachment): void {
  try {
    validateRequest(network, request);
  } catch (error) {
    if (!isApiError(error)) throw error;
    throw invalidParameter(`invalid config for network ${network.name}: ${error.message}`);
  }
}

function plugIn(daemon: Daemon, container: Container, { request }: Attachment, network: Network, namespace: NetworkNamespace, interfaceName: string): ActiveEndpoint {
  const number = takeAddress(network, request.IPAMConfig?.IPv4Address);
  const address = toAddress(number);
  const prefixLength = network.pool!.subnet.prefixLength;
  const mac = request.MacAddress || randomMac(daemon);
  const endpoint = daemon.host.fabric.attach(namespace, network.bridge!, {
    interface: interfaceName,
    address: `${address}/${prefixLength}`,
    mac,
    isDefaultRoute: !network.isInternal,
  });
  return {
    containerId: container.id,
    containerName: container.name,
    endpointId: daemon.entropy.hex(64),
    endpoint,
    interfaceName,
    address,
    prefixLength,
    gateway: network.isInternal ? '' : network.gateway,
    mac,
    dnsNames: network.hasNames ? dnsNames(container, request.Aliases) : null,
  };
}

/** On host and none there is nothing to plug in. */
function unplugged(daemon: Daemon, container: Container): ActiveEndpoint {
  return {
    containerId: container.id, containerName: container.name, endpointId: daemon.entropy.hex(64), endpoint: undefined,
    interfaceName: '', address: '', prefixLength: 0, gateway: '', mac: '', dnsNames: null,
  };
}

function takeAddress(network: Network, wanted: string | undefined): number {
  const pool = network.pool!;
  if (wanted) {
    const number = toNumber(wanted);
    if (!pool.take(number)) throw forbidden('Address already in use');
    return number;
  }
  const number = pool.takeLowest();
  if (number === undefined) throw forbidden('no available IPv4 addresses on this network\'s address pools: ' + `${network.name} (${network.id})`);
  return number;
}

/** Locally administered; since version 28 Docker draws them. */
function randomMac(daemon: Daemon): string {
  const digits = daemon.entropy.hex(12);
  const first = ((parseInt(digits.slice(0, 2), 16) & 0xfe) | 0x02).toString(16).padStart(2, '0');
  return [first, ...Array.from({ length: 5 }, (_, i) => digits.slice(2 + i * 2, 4 + i * 2))].join(':');
}

/** The container's name, its aliases, its short id and its host name, each once. */
function dnsNames(container: Container, aliases: readonly string[] | null): readonly string[] {
  const names = [container.name, ...(aliases ?? []), container.id.slice(0, 12)];
  if (container.config.Hostname !== container.id.slice(0, 12)) names.push(container.config.Hostname);
  return [...new Set(names)];
}

/** Takes a container off a network. */
export function leaveNetwork(daemon: Daemon, container: Container, attachment: Attachment): void {
  const { network, active } = attachment;
  if (!network || !active) return;
  if (active.endpoint) daemon.host.fabric.detach(active.endpoint);
  if (active.address !== '') network.pool?.release(toNumber(active.address));
  network.remove(active);
  attachment.active = undefined;
  daemon.events.log('network', 'disconnect', network.id, { container: container.id, name: network.name, type: network.driver });
}
