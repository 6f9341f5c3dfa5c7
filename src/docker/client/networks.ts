import type { Process } from '../../core/process.ts';
import type { Json } from '../api/http.ts';
import type { ConnectRequest, CreateNetworkRequest, CreateNetworkResponse, NetworkInspect, PruneNetworksResponse } from '../api/types/networks.ts';
import { segment } from './client.ts';
import type { Client } from './client.ts';

const at = (network: string, verb = '') => `/networks/${segment('network', network)}${verb && `/${verb}`}`;

export function createNetwork(client: Client, request: CreateNetworkRequest): Process<CreateNetworkResponse> {
  return client.json('POST', '/networks/create', { body: request as Json });
}

export function listNetworks(client: Client, filters: string | undefined): Process<readonly NetworkInspect[]> {
  return client.json('GET', '/networks', { query: { filters } });
}

export function inspectNetwork(client: Client, network: string, options: { readonly verbose?: boolean; readonly scope?: string } = {}): Process<NetworkInspect> {
  return client.json('GET', at(network), { query: { verbose: options.verbose ? 'true' : undefined, scope: options.scope } });
}

export function* removeNetwork(client: Client, network: string): Process<void> {
  yield* client.send('DELETE', at(network));
}

export function* connectNetwork(client: Client, network: string, request: ConnectRequest): Process<void> {
  yield* client.send('POST', at(network, 'connect'), { body: request as Json });
}

export function* disconnectNetwork(client: Client, network: string, container: string, force: boolean): Process<void> {
  yield* client.send('POST', at(network, 'disconnect'), { body: { Container: container, Force: force } });
}

export function pruneNetworks(client: Client, filters: string | undefined): Process<PruneNetworksResponse> {
  return client.json('POST', '/networks/prune', { query: { filters } });
}
