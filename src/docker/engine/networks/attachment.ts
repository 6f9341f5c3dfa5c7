import type { Endpoint } from '../../../machine/network/fabric.ts';
import type { EndpointIPAMConfig, EndpointSettings } from '../../api/types/networks.ts';
import type { StringMap } from '../../api/types/common.ts';
import type { Network } from './network.ts';

/** What was asked for of a container's place in a network. */
export interface EndpointRequest {
  readonly IPAMConfig: EndpointIPAMConfig | null;
  readonly Links: readonly string[] | null;
  readonly Aliases: readonly string[] | null;
  readonly MacAddress: string;
  readonly DriverOpts: StringMap | null;
  readonly GwPriority: number;
}

/** A container's place in a network; `active` while the container runs. */
export interface Attachment {
  /** As the user named it, and as inspect lists it. */
  readonly networkName: string;
  readonly request: EndpointRequest;
  network: Network | undefined;
  active: ActiveEndpoint | undefined;
  /** What it answers to, kept when it ends. */
  dnsNames: readonly string[] | null;
}

export interface ActiveEndpoint {
  readonly containerId: string;
  containerName: string;
  readonly endpointId: string;
  /** Undefined on host and none. */
  readonly endpoint: Endpoint | undefined;
  /** `eth0`. */
  readonly interfaceName: string;
  readonly address: string;
  readonly prefixLength: number;
  readonly gateway: string;
  readonly mac: string;
  readonly dnsNames: readonly string[] | null;
}

export const NO_REQUEST: EndpointRequest = { IPAMConfig: null, Links: null, Aliases: null, MacAddress: '', DriverOpts: null, GwPriority: 0 };

export function requestOf(settings: Partial<EndpointSettings> | null | undefined): EndpointRequest {
  if (!settings) return NO_REQUEST;
  const ipam = settings.IPAMConfig;
  return {
    IPAMConfig: ipam ? ipam : null,
    Links: settings.Links ?? null,
    Aliases: settings.Aliases ?? null,
    MacAddress: settings.MacAddress ?? '',
    DriverOpts: settings.DriverOpts ?? null,
    GwPriority: settings.GwPriority ?? 0,
  };
}

/** As inspect shows it. */
export function settingsOf({ request, network, active, dnsNames }: Attachment): EndpointSettings {
  return {
    IPAMConfig: request.IPAMConfig,
    Links: request.Links,
    Aliases: request.Aliases,
    MacAddress: active ? active.mac : request.MacAddress,
    DriverOpts: request.DriverOpts,
    GwPriority: request.GwPriority,
    NetworkID: network?.id ?? '',
    EndpointID: active?.endpointId ?? '',
    Gateway: active?.gateway ?? '',
    IPAddress: active?.address ?? '',
    IPPrefixLen: active?.prefixLength ?? 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    DNSNames: dnsNames,
  };
}
