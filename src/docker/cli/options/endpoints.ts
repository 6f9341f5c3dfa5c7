import type { EndpointIPAMConfig, EndpointSettings } from '../../api/types/networks.ts';
import { CommandError } from '../errors.ts';
import type { FlagValues } from '../flags/values.ts';
import { quote } from '../golang/quote.ts';
import { isMacAddress } from './ip.ts';
import type { NetworkAttachment } from './network.ts';
import { parseNetwork } from './network.ts';

const EMPTY: EndpointSettings = {
  IPAMConfig: null, Links: null, Aliases: null, MacAddress: '', DriverOpts: null, GwPriority: 0, NetworkID: '', EndpointID: '', Gateway: '',
  IPAddress: '', IPPrefixLen: 0, IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, DNSNames: null,
};

export function isUserDefined(network: string): boolean {
  return !['default', 'bridge', 'host', 'none', ''].includes(network) && !network.startsWith('container:');
}

/** What the flags ask of each network: `NetworkingConfig` of a new container. Throws CommandError. */
export function endpointsOf(flags: FlagValues): Record<string, EndpointSettings> {
  const asked = flags.list<NetworkAttachment>('network');
  if (asked.length === 0) return { default: endpoint(withContainerFlags(parseNetwork('default'), flags)) };
  const endpoints: Record<string, EndpointSettings> = {};
  const kinds = new Set<boolean>();
  const seen = new Set<string>();
  for (const [i, attachment] of asked.entries()) {
    kinds.add(isUserDefined(attachment.target));
    const settings = endpoint(i === 0 ? withContainerFlags(attachment, flags) : attachment);
    if (seen.has(attachment.target)) throw new CommandError(`network ${quote(attachment.target)} is specified multiple times`);
    seen.add(attachment.target);
    // A network alone with nothing to say about it is left to the daemon.
    if (asked.length === 1 && isPlain(settings)) continue;
    endpoints[attachment.target] = settings;
  }
  if (kinds.size > 1) throw new CommandError('conflicting options: cannot attach both user-defined and non-user-defined network-modes');
  return endpoints;
}

/** `--ip`, `--network-alias` and the like are about the first network. */
function withContainerFlags(attachment: NetworkAttachment, flags: FlagValues): NetworkAttachment {
  const conflict = (isConflict: boolean, flag: string, what: string) => {
    if (isConflict) throw new CommandError(`conflicting options: cannot specify both --${flag} and per-network ${what}`);
  };
  const aliases = flags.texts('network-alias');
  const local = flags.texts('link-local-ip');
  conflict(attachment.aliases.length > 0 && aliases.length > 0, 'network-alias', 'alias');
  conflict(attachment.ip !== '' && flags.text('ip') !== '', 'ip', 'IPv4 address');
  conflict(attachment.ip6 !== '' && flags.text('ip6') !== '', 'ip6', 'IPv6 address');
  conflict(attachment.linkLocalIps.length > 0 && local.length > 0, 'link-local-ip', 'link-local IP addresses');
  conflict(attachment.macAddress !== '' && flags.text('mac-address') !== '', 'mac-address', 'MAC address');
  return {
    ...attachment,
    aliases: [...attachment.aliases, ...aliases],
    ip: attachment.ip || flags.text('ip'),
    ip6: attachment.ip6 || flags.text('ip6'),
    linkLocalIps: [...attachment.linkLocalIps, ...local],
    macAddress: attachment.macAddress || flags.text('mac-address'),
    links: isUserDefined(attachment.target) ? flags.texts('link') : [],
  } as NetworkAttachment;
}

function endpoint(attachment: NetworkAttachment & { readonly links?: readonly string[] }): EndpointSettings {
  if (attachment.target.trim() === '') throw new CommandError('no name set for network');
  if (!isUserDefined(attachment.target)) {
    if (attachment.aliases.length > 0) throw new CommandError('network-scoped aliases are only supported for user-defined networks');
  }
  const mac = attachment.macAddress;
  if (mac !== '' && !isMacAddress(mac)) throw new CommandError(`${mac} is not a valid mac address`);
  const links = attachment.links ?? [];
  return {
    ...EMPTY,
    IPAMConfig: addressing(attachment),
    Links: links.length > 0 ? links : null,
    Aliases: attachment.aliases.length > 0 ? attachment.aliases : null,
    MacAddress: mac,
    DriverOpts: attachment.driverOptions ?? null,
    GwPriority: attachment.gatewayPriority,
  };
}

function addressing({ ip, ip6, linkLocalIps }: NetworkAttachment): EndpointIPAMConfig | null {
  if (ip === '' && ip6 === '' && linkLocalIps.length === 0) return null;
  return { ...(ip === '' ? {} : { IPv4Address: ip }), ...(ip6 === '' ? {} : { IPv6Address: ip6 }), ...(linkLocalIps.length === 0 ? {} : { LinkLocalIPs: linkLocalIps }) };
}

function isPlain(settings: EndpointSettings): boolean {
  return settings.IPAMConfig === null && settings.Links === null && settings.Aliases === null && settings.MacAddress === '' && settings.DriverOpts === null && settings.GwPriority === 0;
}
