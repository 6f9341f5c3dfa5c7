import type { Micros } from '../../../core/clock.ts';
import type { Bridge } from '../../../machine/network/fabric.ts';
import type { StringMap } from '../../api/types/common.ts';
import type { IPAM } from '../../api/types/networks.ts';
import type { AddressPool } from './addresses.ts';
import type { ActiveEndpoint } from './attachment.ts';

export type NetworkDriver = 'bridge' | 'host' | 'null';

export interface NetworkOptions {
  readonly id: string;
  readonly name: string;
  readonly created: Micros;
  readonly driver: NetworkDriver;
  readonly ipam: IPAM;
  readonly isInternal?: boolean;
  readonly isAttachable?: boolean;
  readonly isPredefined?: boolean;
  readonly enableIPv4?: boolean;
  readonly enableIPv6?: boolean;
  readonly options: StringMap;
  readonly labels: StringMap;
  readonly pool?: AddressPool;
  readonly gateway?: string;
  readonly bridge?: Bridge;
  /** A subnet was asked for, so fixed addresses may be. */
  readonly hasUserSubnet?: boolean;
}

/** A network, with who is on it and the names that they answer to. */
export class Network {
  readonly id: string;
  readonly name: string;
  readonly created: Micros;
  readonly driver: NetworkDriver;
  readonly ipam: IPAM;
  readonly isInternal: boolean;
  readonly isAttachable: boolean;
  readonly isPredefined: boolean;
  readonly enableIPv4: boolean;
  readonly enableIPv6: boolean;
  readonly options: StringMap;
  readonly labels: StringMap;
  readonly pool: AddressPool | undefined;
  readonly gateway: string;
  readonly bridge: Bridge | undefined;
  readonly hasUserSubnet: boolean;
  /** By the container's id. */
  readonly endpoints = new Map<string, ActiveEndpoint>();
  readonly #names = new Map<string, Set<ActiveEndpoint>>();
  /** Grows with every change of who is on it. */
  version = 0;

  constructor(options: NetworkOptions) {
    ({
      id: this.id, name: this.name, created: this.created, driver: this.driver, ipam: this.ipam,
      isInternal: this.isInternal = false, isAttachable: this.isAttachable = false, isPredefined: this.isPredefined = false,
      enableIPv4: this.enableIPv4 = true, enableIPv6: this.enableIPv6 = false, options: this.options, labels: this.labels,
      pool: this.pool, gateway: this.gateway = '', bridge: this.bridge, hasUserSubnet: this.hasUserSubnet = false,
    } = options);
  }

  /** Containers are found by name on all bridges but the default one. */
  get hasNames(): boolean {
    return this.driver === 'bridge' && !this.isPredefined;
  }

  add(endpoint: ActiveEndpoint): void {
    this.version++;
    this.endpoints.set(endpoint.containerId, endpoint);
    for (const name of endpoint.dnsNames ?? []) this.addName(name, endpoint);
  }

  remove(endpoint: ActiveEndpoint): void {
    this.version++;
    this.endpoints.delete(endpoint.containerId);
    for (const [name, holders] of this.#namesOf(endpoint)) {
      holders.delete(endpoint);
      if (holders.size === 0) this.#names.delete(name);
    }
  }

  addName(name: string, endpoint: ActiveEndpoint): void {
    const key = name.toLowerCase();
    const holders = this.#names.get(key);
    if (holders) holders.add(endpoint);
    else this.#names.set(key, new Set([endpoint]));
  }

  removeName(name: string, endpoint: ActiveEndpoint): void {
    this.#names.get(name.toLowerCase())?.delete(endpoint);
  }

  /** Addresses of those who answer to a name, in the order in which they came. */
  resolve(name: string): readonly string[] {
    const key = name.toLowerCase();
    const holders = this.#names.get(key) ?? this.#names.get(key.endsWith(`.${this.name.toLowerCase()}`) ? key.slice(0, -this.name.length - 1) : '');
    return holders ? [...holders].map((endpoint) => endpoint.address) : [];
  }

  /** Names of whoever has that address, for reverse lookups. */
  whoHas(address: string): string | undefined {
    for (const endpoint of this.endpoints.values()) if (endpoint.address === address) return `${endpoint.containerName}.${this.name}`;
    return undefined;
  }

  *#namesOf(endpoint: ActiveEndpoint): Generator<[string, Set<ActiveEndpoint>]> {
    for (const name of [...(endpoint.dnsNames ?? []), endpoint.containerName]) {
      const holders = this.#names.get(name.toLowerCase());
      if (holders?.has(endpoint)) yield [name.toLowerCase(), holders];
    }
  }
}
