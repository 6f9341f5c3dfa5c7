import { forbidden, invalidParameter } from '../../api/errors.ts';
import type { ConnectRequest } from '../../api/types/networks.ts';
import type { Container } from '../containers/container.ts';
import type { Daemon } from '../daemon.ts';
import { rewriteHosts } from '../containers/hosts-update.ts';
import { requestOf } from './attachment.ts';
import type { Attachment } from './attachment.ts';
import { joinNetwork } from './endpoints.ts';
import type { Network } from './network.ts';
import { validateRequest } from './plan.ts';

/** POST /networks/{id}/connect: a container that runs is plugged in at once. */
export function connectNetwork(daemon: Daemon, reference: string, { Container: containerReference = '', EndpointConfig }: ConnectRequest): void {
  const container = daemon.containers.find(containerReference);
  const network = daemon.networks.find(reference);
  const request = requestOf(EndpointConfig);
  validateRequest(network, request);
  requireConnectable(container, network);
  const attachment: Attachment = { networkName: network.name, request, network: undefined, active: undefined, dnsNames: null };
  if (container.run) {
    joinNetwork(daemon, container, attachment, container.run.sandbox.namespace, nextInterface(container));
    container.attachments.set(network.name, attachment);
    rewriteHosts(daemon, container);
  } else container.attachments.set(network.name, attachment);
  container.touch();
}

function requireConnectable(container: Container, network: Network): void {
  const mode = container.hostConfig.NetworkMode;
  if (mode.startsWith('container:') || container.attachments.has('host')) {
    throw invalidParameter('container sharing network namespace with another container or host cannot be connected to any other network');
  }
  if (network.driver === 'host') throw invalidParameter('container cannot be disconnected from host network or connected to host network');
  if (network.driver === 'null' || container.attachments.has('none')) throw invalidParameter('container cannot be connected to multiple networks with one of the networks in private (none) mode');
  if (container.attachments.has(network.name)) throw forbidden(`endpoint with name ${container.name} already exists in network ${network.name}`);
}

/** The lowest `ethN` that is free. */
function nextInterface(container: Container): string {
  const taken = new Set([...container.attachments.values()].map(({ active }) => active?.interfaceName));
  let number = 0;
  while (taken.has(`eth${number}`)) number++;
  return `eth${number}`;
}
