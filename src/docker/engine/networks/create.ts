import { NotSimulated } from '../../../core/errors.ts';
import { conflict, forbidden, invalidParameter, notFound, unavailable } from '../../api/errors.ts';
import type { CreateNetworkRequest, CreateNetworkResponse, IPAM, IPAMConfig } from '../../api/types/networks.ts';
import type { Daemon } from '../daemon.ts';
import { sorted } from '../events/event-log.ts';
import { AddressPool, contains, parseSubnet, toAddress, toNumber } from './addresses.ts';
import type { Subnet } from './addresses.ts';
import { isIPv4 } from '../containers/validate.ts';
import { Network } from './network.ts';

const PREDEFINED = ['bridge', 'host', 'none', 'default'];

/** POST /networks/create. */
export function createNetwork(daemon: Daemon, request: CreateNetworkRequest): CreateNetworkResponse {
  const name = request.Name ?? '';
  if (PREDEFINED.includes(name)) throw forbidden(`operation is not permitted on predefined ${name} network`);
  if (name.trim() === '' || !/^[^\s/]/.test(name)) throw invalidParameter(`invalid name: ${name}`);
  const configs = request.IPAM?.Config ?? [];
  validateIpam(configs);
  if (daemon.networks.byName(name)) throw conflict(`network with name ${name} already exists`);
  requireDriver(request.Driver || 'bridge');
  if (request.EnableIPv6) throw new NotSimulated('a network with IPv6');
  if (request.ConfigOnly || request.ConfigFrom?.Network) throw new NotSimulated('a configuration-only network');
  if (request.Ingress) throw new NotSimulated('an ingress network');
  if (request.IPAM?.Driver && !['default', 'null'].includes(request.IPAM.Driver)) throw invalidParameter(`invalid ipam driver: ${request.IPAM.Driver}`);
  if (configs.length > 1) throw invalidParameter("bridge driver doesn't support multiple subnets");

  const id = daemon.entropy.hex(64);
  const network = makeBridge(daemon, id, name, request, configs[0]);
  daemon.networks.add(network);
  daemon.events.log('network', 'create', id, { name, type: network.driver });
  return { Id: id, Warning: '' };
}

function requireDriver(driver: string): void {
  switch (driver) {
    case 'bridge':
      return;
    case 'host':
    case 'null':
      throw forbidden(`only one instance of ${JSON.stringify(driver)} network is allowed`);
    case 'overlay':
      throw unavailable('This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.');
    case 'macvlan':
    case 'ipvlan':
      throw new NotSimulated(`the network driver ${driver}`);
    default:
      throw notFound(`plugin ${JSON.stringify(driver)} not found`);
  }
}

function validateIpam(configs: readonly IPAMConfig[]): void {
  const problems = configs.flatMap(problemsOf);
  if (problems.length === 0) return;
  throw invalidParameter(`invalid network config:\n${problems.length === 1 ? problems[0]! : problems.map((problem) => `* ${problem}`).join('\n')}`);
}

function problemsOf({ Subnet = '', IPRange = '', Gateway = '' }: IPAMConfig): string[] {
  if (Subnet === '') return IPRange === '' && Gateway === '' ? [] : ['every ip-range or gateway must have a corresponding subnet'];
  const subnet = parseSubnet(Subnet);
  if (!subnet) return [`invalid subnet ${Subnet}: invalid CIDR block notation`];
  const problems: string[] = [];
  if (subnet.text !== Subnet) problems.push(`invalid subnet ${Subnet}: it should be ${subnet.text}`);
  if (IPRange !== '') problems.push(...rangeProblems(IPRange, subnet));
  if (Gateway !== '') {
    if (!isIPv4(Gateway)) problems.push(`invalid gateway ${Gateway}: invalid address`);
    else if (!contains(subnet, toNumber(Gateway))) problems.push(`invalid gateway ${Gateway}: parent subnet ${Subnet} doesn't contain this address`);
  }
  return problems;
}

function rangeProblems(text: string, subnet: Subnet): string[] {
  const range = parseSubnet(text);
  if (!range) return [`invalid ip-range ${text}: invalid CIDR block notation`];
  const problems: string[] = [];
  if (range.text !== text) problems.push(`invalid ip-range ${text}: it should be ${range.text}`);
  if (!contains(subnet, range.first)) problems.push(`invalid ip-range ${text}: parent subnet ${subnet.text} doesn't contain ip-range`);
  return problems;
}

function makeBridge(daemon: Daemon, id: string, name: string, request: CreateNetworkRequest, config: IPAMConfig | undefined): Network {
  const subnet = chooseSubnet(daemon, config?.Subnet);
  const range = config?.IPRange ? parseSubnet(config.IPRange)! : subnet;
  const pool = new AddressPool(subnet, range);
  const isInternal = request.Internal ?? false;
  const gateway = config?.Gateway || toAddress((config?.IPRange ? range.first : subnet.first) + 1);
  pool.take(toNumber(gateway));
  for (const address of Object.values(config?.AuxiliaryAddresses ?? {})) pool.take(toNumber(address));
  const options = sorted(request.Options ?? {});
  const bridge = daemon.host.fabric.createBridge({
    name: options['com.docker.network.bridge.name'] ?? `br-${id.slice(0, 12)}`,
    subnet: subnet.text,
    gateway,
    isInternal,
    ...(options['com.docker.network.driver.mtu'] ? { mtu: Number(options['com.docker.network.driver.mtu']) } : {}),
  });
  const ipam: IPAM = {
    Driver: request.IPAM?.Driver || 'default',
    Options: request.IPAM?.Options ?? null,
    Config: [config?.Subnet ? config : { Subnet: subnet.text, Gateway: gateway }],
  };
  return new Network({
    id, name, created: daemon.host.now(), driver: 'bridge', ipam, isInternal, isAttachable: request.Attachable ?? false, options,
    labels: sorted(request.Labels ?? {}), pool, gateway, bridge, hasUserSubnet: config?.Subnet !== undefined && config.Subnet !== '',
  });
}

function chooseSubnet(daemon: Daemon, wanted: string | undefined): Subnet {
  if (!wanted) {
    const free = daemon.networks.freeSubnet();
    if (!free) throw invalidParameter('all predefined address pools have been fully subnetted');
    return free;
  }
  const subnet = parseSubnet(wanted)!;
  if (daemon.networks.overlapping(subnet)) throw forbidden('invalid pool request: Pool overlaps with other one on this address space');
  return subnet;
}
