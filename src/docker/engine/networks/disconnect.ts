import { invalidParameter, isApiError, notFound, systemError } from '../../api/errors.ts';
import type { DisconnectRequest } from '../../api/types/networks.ts';
import type { Container } from '../containers/container.ts';
import { rewriteHosts } from '../containers/hosts-update.ts';
import type { Daemon } from '../daemon.ts';
import { leaveNetwork } from './endpoints.ts';

/** POST /networks/{id}/disconnect. */
export function disconnectNetwork(daemon: Daemon, reference: string, { Container: containerReference = '', Force = false }: DisconnectRequest): void {
  const container = findContainer(daemon, containerReference, Force);
  const network = daemon.networks.find(reference);
  if (!container) throw notFound(`endpoint ${containerReference} not found`);
  if (network.driver === 'host' && container.attachments.has('host')) throw invalidParameter('container cannot be disconnected from host network or connected to host network');
  const attachment = container.attachments.get(network.name);
  if (!attachment) throw systemError(`container ${container.id} is not connected to network ${network.name}`);
  if (attachment.active) leaveNetwork(daemon, container, attachment);
  container.attachments.delete(network.name);
  if (container.run) rewriteHosts(daemon, container);
  container.touch();
}

function findContainer(daemon: Daemon, reference: string, isForced: boolean): Container | undefined {
  try {
    return daemon.containers.find(reference);
  } catch (error) {
    if (isForced && isApiError(error, 'notFound')) return undefined;
    throw error;
  }
}
