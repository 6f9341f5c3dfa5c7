import type { CreateNetworkRequest, IPAMConfig } from '../../../api/types/networks.ts';
import { connectNetwork, createNetwork, disconnectNetwork, inspectNetwork, listNetworks, pruneNetworks, removeNetwork } from '../../../client/networks.ts';
import { DaemonError } from '../../../client/client.ts';
import { atLeast, exactly, none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { CommandError } from '../../errors.ts';
import { bool, boolOn, checkedList, filter, int, map, string, strings, withInitial } from '../../flags/kinds.ts';
import type { FlagValues } from '../../flags/values.ts';
import { formatList } from '../../format/formatter.ts';
import { inspectAll } from '../../format/inspect/inspect.ts';
import { NETWORK } from '../../format/inspect/schemas.ts';
import { NETWORKS, networkFormat } from '../../format/networks.ts';
import { naturalOrder } from '../../format/text.ts';
import { cut } from '../../options/container-config.ts';
import { poolsOf } from '../../options/ipam.ts';
import { validateLabel, validateLink } from '../../options/names.ts';
import type { Filter } from '../../options/filter.ts';
import { parseDriverOption } from '../../options/network.ts';
import { isFailure } from '../../parallel.ts';
import { confirm } from '../../prompt.ts';
import { FORMAT_HELP, withFilters } from '../container/ps.ts';
import { INSPECT_FORMAT_HELP } from '../container/show.ts';

const swarm = { isRefused: true } as const;

const create: Command = {
  path: 'docker network create', usage: '[OPTIONS] NETWORK', about: 'Create a network', arguments: exactly(1),
  flags: [
    bool('attachable', 'Containers may be put into it by hand'),
    map('aux-address', 'Addresses that the driver uses itself', { shownDefault: 'map[]' }),
    string('config-from', 'Network to take the configuration from', swarm),
    bool('config-only', 'Make a configuration alone', swarm),
    withInitial(string('d,driver', 'Driver of the network', { shownDefault: '"bridge"', choices: ['bridge', 'host', 'none'] }), 'bridge'),
    strings('gateway', 'Gateway of the subnet'),
    bool('ingress', 'Make the routing mesh of a swarm', swarm),
    bool('internal', 'No way out of it'),
    strings('ip-range', 'Part of the subnet to take addresses of containers from'),
    withInitial(string('ipam-driver', 'Driver that gives out addresses', { shownDefault: '"default"' }), 'default'),
    map('ipam-opt', 'Option for that driver (key=value)', { shownDefault: 'map[]' }),
    boolOn('ipv4', 'IPv4 addresses'),
    bool('ipv6', 'IPv6 addresses'),
    checkedList(validateLabel, 'label', 'Label (key=value)'),
    map('o,opt', 'Option for the driver (key=value)', { shownDefault: 'map[]' }),
    string('scope', 'How far the network reaches'),
    strings('subnet', 'Subnet (such as 172.28.0.0/16)'),
  ],
  *run(session) {
    const { flags } = session;
    const { Id } = yield* createNetwork(session.client, networkRequest(session.args[0]!, flags));
    yield* session.print(`${Id}\n`);
    return 0;
  },
};

function networkRequest(name: string, flags: FlagValues): CreateNetworkRequest {
  const config: readonly IPAMConfig[] = poolsOf({
    subnets: flags.texts('subnet'), ranges: flags.texts('ip-range'), gateways: flags.texts('gateway'), auxiliary: flags.assignments('aux-address'),
  });
  return {
    Name: name,
    Driver: flags.text('driver'),
    Scope: flags.text('scope'),
    ...(flags.isGiven('ipv4') ? { EnableIPv4: flags.isOn('ipv4') } : {}),
    ...(flags.isGiven('ipv6') ? { EnableIPv6: flags.isOn('ipv6') } : {}),
    IPAM: { Driver: flags.text('ipam-driver'), Options: flags.assignments('ipam-opt'), Config: config },
    Internal: flags.isOn('internal'),
    Attachable: flags.isOn('attachable'),
    Ingress: false,
    ConfigOnly: false,
    Options: flags.assignments('opt'),
    Labels: Object.fromEntries(flags.texts('label').map((text) => cut(text, '='))),
  };
}

const connect: Command = {
  path: 'docker network connect', usage: '[OPTIONS] NETWORK CONTAINER', about: 'Put a container into a network', arguments: exactly(2),
  completes: ['networks', 'containers'],
  flags: [
    strings('alias', 'One more name for the container in the network'),
    strings('driver-opt', 'Option for the driver (key=value)'),
    int('gw-priority', 'The network with the highest number gives the default gateway; may be negative.'),
    string('ip', 'IPv4 address (such as "172.30.100.104")'),
    string('ip6', 'IPv6 address (such as "2001:db8::33")'),
    checkedList(validateLink, 'link', 'Link to another container'),
    strings('link-local-ip', 'Link-local address', swarm),
  ],
  *run(session) {
    const { flags } = session;
    const [network, container] = session.args as [string, string];
    const driverOptions = Object.assign({}, ...flags.texts('driver-opt').map(parseDriverOption)) as Record<string, string>;
    const [ip, ip6] = [flags.text('ip'), flags.text('ip6')];
    yield* connectNetwork(session.client, network, {
      Container: container,
      EndpointConfig: {
        IPAMConfig: ip === '' && ip6 === '' ? {} : { ...(ip === '' ? {} : { IPv4Address: ip }), ...(ip6 === '' ? {} : { IPv6Address: ip6 }) },
        Links: flags.texts('link'), Aliases: flags.texts('alias'), DriverOpts: driverOptions, GwPriority: flags.number('gw-priority'),
      },
    });
    return 0;
  },
};

const disconnect: Command = {
  path: 'docker network disconnect', usage: '[OPTIONS] NETWORK CONTAINER', about: 'Take a container out of a network', arguments: exactly(2),
  completes: ['networks', 'containers'],
  flags: [bool('f,force', 'Disconnect it whatever happens')],
  *run(session) {
    const [network, container] = session.args as [string, string];
    yield* disconnectNetwork(session.client, network, container, session.flags.isOn('force'));
    return 0;
  },
};

const inspect: Command = {
  path: 'docker network inspect', usage: '[OPTIONS] NETWORK [NETWORK...]', about: 'Show all that is known of networks',
  details: 'Show all that is known of one or more networks', arguments: atLeast(1), completes: 'networks',
  flags: [string('f,format', INSPECT_FORMAT_HELP), bool('v,verbose', 'Details for finding faults')],
  run: (session) =>
    inspectAll(session, session.args, session.flags.text('format'), function* (name) {
      return { schema: NETWORK, json: yield* inspectNetwork(session.client, name, { verbose: session.flags.isOn('verbose') }) };
    }),
};

const list: Command = {
  path: 'docker network ls', names: ['docker network ls', 'docker network list'], usage: '[OPTIONS]', about: 'List networks', arguments: none,
  flags: [
    filter('f,filter', 'Only those that match, such as "driver=bridge"'),
    string('format', FORMAT_HELP),
    bool('no-trunc', 'Cut nothing short'),
    bool('q,quiet', 'Ids only'),
  ],
  *run(session) {
    const { flags } = session;
    const networks = yield* listNetworks(session.client, withFilters(flags.list<Filter>('filter')).filters);
    const configured = session.config.text('networksFormat');
    const format = flags.text('format') || (configured !== '' && !flags.isOn('quiet') ? configured : 'table');
    const sorted = [...networks].sort((a, b) => naturalOrder(a.Name, b.Name));
    yield* session.print(formatList(NETWORKS, sorted, networkFormat(format, flags.isOn('quiet')), { now: session.now(), isTruncated: !flags.isOn('no-trunc') }));
    return 0;
  },
};

const prune: Command = {
  path: 'docker network prune', usage: '[OPTIONS]', about: 'Remove networks that nothing uses', arguments: none,
  flags: [filter('filter', 'Only those that match, such as "until=<timestamp>"'), bool('f,force', 'Do not ask')],
  *run(session) {
    const { flags } = session;
    const warning = 'WARNING! This will remove all custom networks not used by at least one container.\nAre you sure you want to continue?';
    if (!flags.isOn('force') && !(yield* confirm(session, warning))) return 0;
    const { NetworksDeleted: gone } = yield* pruneNetworks(session.client, withFilters(flags.list<Filter>('filter')).filters);
    if (gone && gone.length > 0) yield* session.print(`Deleted Networks:\n${gone.map((name) => `${name}\n`).join('')}\n`);
    return 0;
  },
};

const rm: Command = {
  path: 'docker network rm', names: ['docker network rm', 'docker network remove'], usage: 'NETWORK [NETWORK...]', about: 'Remove networks',
  arguments: atLeast(1), completes: 'networks',
  flags: [bool('f,force', 'Do not mind networks that are not there')],
  *run(session) {
    const { flags, client } = session;
    let status = 0;
    for (const name of session.args) {
      try {
        yield* removeNetwork(client, name);
        yield* session.print(`${name}\n`);
      } catch (error) {
        if (!isFailure(error)) throw error;
        if (flags.isOn('force') && error instanceof DaemonError && error.status === 404) continue;
        yield* session.complain(`${error.message}\n`);
        status = 1;
      }
    }
    if (status !== 0) throw new CommandError('exit status 1');
    return 0;
  },
};

export const NETWORK_COMMANDS: readonly Command[] = [connect, create, disconnect, inspect, list, prune, rm];
