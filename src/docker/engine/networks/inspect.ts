import { formatTime } from '../../api/time.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { NetworkContainer, NetworkInspect } from '../../api/types/networks.ts';
import type { Daemon } from '../daemon.ts';
import type { Network } from './network.ts';

/** GET /networks/{id}. */
export function inspectNetwork(daemon: Daemon, reference: string): NetworkInspect {
  const network = daemon.networks.find(reference);
  return describe(network, containersOf(network));
}

export function describe(network: Network, containers: { readonly [id: string]: NetworkContainer } = {}): NetworkInspect {
  return {
    Name: network.name,
    Id: network.id,
    Created: formatTime(network.created),
    Scope: 'local',
    Driver: network.driver,
    EnableIPv4: network.enableIPv4,
    EnableIPv6: network.enableIPv6,
    IPAM: network.ipam,
    Internal: network.isInternal,
    Attachable: network.isAttachable,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: containers,
    Options: network.options,
    Labels: network.labels,
  };
}

function containersOf(network: Network): { readonly [id: string]: NetworkContainer } {
  return Object.fromEntries([...network.endpoints.values()].sort((a, b) => (a.containerId < b.containerId ? -1 : 1)).map((endpoint) => [endpoint.containerId, {
    Name: endpoint.containerName,
    EndpointID: endpoint.endpointId,
    MacAddress: endpoint.mac,
    IPv4Address: endpoint.address === '' ? '' : `${endpoint.address}/${endpoint.prefixLength}`,
    IPv6Address: '',
  }]));
}

const FILTERS = ['dangling', 'driver', 'id', 'label', 'name', 'scope', 'type'];

/** GET /networks. */
export function listNetworks(daemon: Daemon, filters: Filters): NetworkInspect[] {
  filters.validate(FILTERS);
  const isDangling = danglingOf(filters);
  for (const type of filters.get('type')) if (type !== 'custom' && type !== 'builtin') throw invalidParameter(`invalid filter: 'type'='${type}'`);
  return [...daemon.networks.all()]
    .filter((network) => {
      if (isDangling !== undefined && (network.isPredefined || isDangling !== network.endpoints.size < 1)) return false;
      if (filters.has('type') && !filters.get('type').includes(network.isPredefined ? 'builtin' : 'custom')) return false;
      return (
        filters.exactMatch('driver', network.driver) && filters.match('name', network.name) && filters.match('id', network.id) &&
        filters.matchLabels('label', network.labels) && filters.exactMatch('scope', 'local')
      );
    })
    .map((network) => describe(network));
}

function danglingOf(filters: Filters): boolean | undefined {
  if (!filters.has('dangling')) return undefined;
  const values = filters.get('dangling');
  if (values.length > 1) throw invalidParameter('got more than one value for filter key "dangling"');
  if (values[0] === 'true' || values[0] === '1') return true;
  if (values[0] === 'false' || values[0] === '0') return false;
  throw invalidParameter('invalid value for filter \'dangling\', must be "true" (or "1"), or "false" (or "0")');
}
