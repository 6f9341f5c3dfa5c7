import type { StringMap } from './common.ts';

export type EndpointIPAMConfig = { readonly IPv4Address?: string; readonly IPv6Address?: string; readonly LinkLocalIPs?: readonly string[] };

/** A container's place in a network: what was asked for, and what it got. */
export type EndpointSettings = {
  readonly IPAMConfig: EndpointIPAMConfig | null;
  readonly Links: readonly string[] | null;
  readonly Aliases: readonly string[] | null;
  readonly MacAddress: string;
  readonly DriverOpts: StringMap | null;
  readonly GwPriority: number;
  readonly NetworkID: string;
  readonly EndpointID: string;
  readonly Gateway: string;
  readonly IPAddress: string;
  readonly IPPrefixLen: number;
  readonly IPv6Gateway: string;
  readonly GlobalIPv6Address: string;
  readonly GlobalIPv6PrefixLen: number;
  readonly DNSNames: readonly string[] | null;
};

export type IPAMConfig = { readonly Subnet?: string; readonly IPRange?: string; readonly Gateway?: string; readonly AuxiliaryAddresses?: StringMap };
export type IPAM = { readonly Driver: string; readonly Options: StringMap | null; readonly Config: readonly IPAMConfig[] | null };

export type NetworkContainer = { readonly Name: string; readonly EndpointID: string; readonly MacAddress: string; readonly IPv4Address: string; readonly IPv6Address: string };

export type NetworkInspect = {
  readonly Name: string;
  readonly Id: string;
  readonly Created: string;
  readonly Scope: string;
  readonly Driver: string;
  readonly EnableIPv4: boolean;
  readonly EnableIPv6: boolean;
  readonly IPAM: IPAM;
  readonly Internal: boolean;
  readonly Attachable: boolean;
  readonly Ingress: boolean;
  readonly ConfigFrom: { readonly Network: string };
  readonly ConfigOnly: boolean;
  readonly Containers: { readonly [id: string]: NetworkContainer };
  readonly Options: StringMap;
  readonly Labels: StringMap;
};

export type CreateNetworkRequest = {
  readonly Name?: string;
  readonly Driver?: string;
  readonly Scope?: string;
  readonly EnableIPv4?: boolean;
  readonly EnableIPv6?: boolean;
  readonly IPAM?: { readonly Driver?: string; readonly Options?: StringMap | null; readonly Config?: readonly IPAMConfig[] | null } | null;
  readonly Internal?: boolean;
  readonly Attachable?: boolean;
  readonly Ingress?: boolean;
  readonly ConfigOnly?: boolean;
  readonly ConfigFrom?: { readonly Network?: string } | null;
  readonly Options?: StringMap | null;
  readonly Labels?: StringMap | null;
};

export type CreateNetworkResponse = { readonly Id: string; readonly Warning: string };
export type ConnectRequest = { readonly Container?: string; readonly EndpointConfig?: Partial<EndpointSettings> | null };
export type DisconnectRequest = { readonly Container?: string; readonly Force?: boolean };
export type PruneNetworksResponse = { readonly NetworksDeleted: readonly string[] | null };
