import { forbidden } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { PruneNetworksResponse } from '../../api/types/networks.ts';
import { matchesPruneLabels, pruneUntil } from '../containers/prune.ts';
import type { Daemon } from '../daemon.ts';
import type { Network } from './network.ts';

/** DELETE /networks/{id}. Throws while containers are on it. */
export function removeNetwork(daemon: Daemon, reference: string): void {
  const network = daemon.networks.find(reference);
  if (network.isPredefined) throw forbidden(`${network.name} is a pre-defined network and cannot be removed`);
  if (network.endpoints.size > 0) throw forbidden(`error while removing network: network ${network.name} has active endpoints (${namesOf(network)})`);
  takeAway(daemon, network);
}

/** `name:"web" id:"694ed92bfd05"`, as version 28 lists them. */
function namesOf({ endpoints }: Network): string {
  return [...endpoints.values()].map(({ containerName, endpointId }) => `name:${JSON.stringify(containerName)} id:${JSON.stringify(endpointId.slice(0, 12))}`).join(', ');
}

function takeAway(daemon: Daemon, network: Network): void {
  daemon.networks.remove(network);
  if (network.bridge) daemon.host.fabric.removeBridge(network.bridge);
  daemon.events.log('network', 'destroy', network.id, { name: network.name, type: network.driver });
}

/** POST /networks/prune. */
export function pruneNetworks(daemon: Daemon, filters: Filters): PruneNetworksResponse {
  filters.validate(['label', 'label!', 'until']);
  const until = pruneUntil(filters, daemon.host.now());
  const deleted: string[] = [];
  for (const network of [...daemon.networks.all()]) {
    if (network.isPredefined || network.endpoints.size > 0 || network.created > until || !matchesPruneLabels(filters, network.labels)) continue;
    takeAway(daemon, network);
    deleted.push(network.name);
  }
  daemon.events.log('network', 'prune', '', { reclaimed: '0' });
  return { NetworksDeleted: deleted.length > 0 ? deleted : null };
}
