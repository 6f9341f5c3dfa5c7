import type { Micros } from '../../core/clock.ts';
import type { Scheduler } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { networkOf, parseIPv4 } from './addresses.ts';
import { SwitchPort, VirtualBridge } from './bridge.ts';
import type { BridgeOptions } from './bridge.ts';
import type { Bridge, Endpoint, NetworkFabric, NetworkNamespace, PortMapping } from './fabric.ts';
import { Interface } from './interface.ts';
import type { Internet } from './internet.ts';
import { PublishedPort } from './listener.ts';
import { Namespace } from './namespace.ts';
import type { Route } from './network.ts';
import { LAN_TRIP } from './routing.ts';
import type { Way } from './routing.ts';

export interface FabricOptions {
  readonly scheduler: Scheduler;
  /** The host's name, by which other hosts find it. */
  readonly name: string;
  /** What lies outside; without it the host has no network but its own bridges. */
  readonly internet?: Internet;
  /** The host's address on the local network: 192.168.65.3 unless told. */
  readonly address?: string;
}

const HOST_ADDRESS = '192.168.65.3';
const LAN_PREFIX = 24;
const ROUTER = '192.168.65.1';

/** The network of a host, which is `fabric.host`. */
export function createNetworkFabric(options: FabricOptions): NetworkFabric {
  return new Fabric(options);
}

export class Fabric implements NetworkFabric {
  readonly scheduler: Scheduler;
  readonly host: Namespace;
  readonly internet: Internet | undefined;
  readonly address: string;
  /** The host's interface to the outside. */
  readonly uplink: Interface | undefined;
  readonly #bridges = new Map<string, VirtualBridge>();
  /** By length of the prefix, then by network: which bridge an address is on. */
  readonly #byNetwork = new Map<number, Map<number, VirtualBridge>>();
  readonly #gateways = new Map<string, VirtualBridge>();
  #drawn = 0;

  constructor({ scheduler, name, internet, address = HOST_ADDRESS }: FabricOptions) {
    this.scheduler = scheduler;
    this.internet = internet;
    this.address = address;
    this.host = new Namespace(this, name);
    if (internet) {
      internet.join(this, address, name);
      this.uplink = new Interface('eth0', '52:54:00:12:34:56', [`${address}/${LAN_PREFIX}`], 1500);
    }
  }

  createNamespace(name: string): NetworkNamespace {
    return new Namespace(this, name);
  }

  removeNamespace(namespace: NetworkNamespace): void {
    const gone = namespace as Namespace;
    for (const port of gone.ports.slice()) this.detach(port);
    gone.shutDown();
  }

  createBridge(options: BridgeOptions): Bridge {
    const bridge = new VirtualBridge(options);
    const { length, network } = bridge.network;
    const peers = this.#byNetwork.get(length) ?? new Map<number, VirtualBridge>();
    if (this.#bridges.has(bridge.name)) throw new SystemError('EEXIST', bridge.name);
    if (peers.has(network)) throw new SystemError('EADDRINUSE', bridge.subnet);
    this.#byNetwork.set(length, peers.set(network, bridge));
    this.#bridges.set(bridge.name, bridge);
    this.#gateways.set(bridge.gateway, bridge);
    return bridge;
  }

  removeBridge(bridge: Bridge): void {
    const gone = bridge as VirtualBridge;
    if (gone.portCount > 0) throw new SystemError('EBUSY', gone.name);
    this.#bridges.delete(gone.name);
    this.#byNetwork.get(gone.network.length)?.delete(gone.network.network);
    if (this.#gateways.get(gone.gateway) === gone) this.#gateways.delete(gone.gateway);
  }

  attach(namespace: NetworkNamespace, bridge: Bridge, options: { interface: string; address: string; mac?: string; isDefaultRoute?: boolean }): Endpoint {
    const there = bridge as VirtualBridge;
    const address = options.address.replace(/\/.*/, '');
    const value = parseIPv4(address);
    if (value === undefined || !there.has(value)) throw new SystemError('EADDRNOTAVAIL', address);
    if (there.portOf(address) || address === there.gateway) throw new SystemError('EADDRINUSE', address);
    const port = new SwitchPort(namespace as Namespace, there, options.interface, address, options.mac, options.isDefaultRoute ?? true);
    there.plug(port);
    port.namespace.ports.push(port);
    return port;
  }

  detach(endpoint: Endpoint): void {
    const port = endpoint as SwitchPort;
    const at = port.namespace.ports.indexOf(port);
    if (at < 0) return;
    port.namespace.ports.splice(at, 1);
    port.bridge.unplug(port);
  }

  publish(mapping: PortMapping) {
    const published = new PublishedPort({ ...mapping, hostAddress: mapping.hostAddress || '0.0.0.0' }, (port) => this.host.table.remove(port));
    this.host.table.add(published);
    return published;
  }

  /** The bridge whose subnet an address lies in. */
  bridgeOf(host: string): VirtualBridge | undefined {
    const address = parseIPv4(host);
    if (address === undefined) return undefined;
    for (const [length, networks] of this.#byNetwork) {
      const bridge = networks.get(networkOf(address, length));
      if (bridge) return bridge;
    }
    return undefined;
  }

  /** The host's interface that has an address. */
  interfaceTo(host: string): Interface {
    return this.#gateways.get(host)?.interface ?? (host === this.address && this.uplink ? this.uplink : this.host.loopback);
  }

  /** Interfaces that a namespace has beside its places on bridges: the host's. */
  interfacesOf(namespace: Namespace): readonly Interface[] {
    if (namespace !== this.host) return [];
    return [...(this.uplink ? [this.uplink] : []), ...[...this.#bridges.values()].map((bridge) => bridge.interface)];
  }

  routesOf(namespace: Namespace): readonly Route[] {
    if (namespace !== this.host) return [];
    const outside: Route[] = this.uplink
      ? [{ destination: 'default', gateway: ROUTER, interface: this.uplink.name }, { destination: lanOf(this.address), interface: this.uplink.name }]
      : [];
    return [...outside, ...[...this.#bridges.values()].map(({ subnet, name }) => ({ destination: subnet, interface: name }))];
  }

  ownsAddress(namespace: Namespace, host: string): boolean {
    return namespace === this.host && ((this.uplink !== undefined && host === this.address) || this.#gateways.has(host));
  }

  get nameServer(): string | undefined {
    return this.internet?.nameServer;
  }

  /** The way from this host out: to another host or a site. `near` is the container's interface that it began at. */
  outside(host: string, near: Interface | undefined): Way | undefined {
    const { internet, uplink } = this;
    if (!internet || !uplink) return undefined;
    const source = this.address;
    const other = internet.fabricAt(host);
    if (other?.uplink) {
      return { kind: 'namespace', namespace: other.host, address: host, source, near: near ?? uplink, far: other.uplink, trip: LAN_TRIP, isProxied: false };
    }
    const site = internet.siteAt(host);
    if (site) return { kind: 'site', site, source, near: near ?? uplink, trip: site.trip };
    return { kind: 'failed', code: 'EHOSTUNREACH', after: LAN_TRIP };
  }

  /** A little that differs from one packet to the next, always in the same way. */
  jitter(trip: Micros): Micros {
    this.#drawn = (this.#drawn * 1103 + 12_345) % 65_536;
    return Math.floor((trip * (this.#drawn % 64)) / 128);
  }
}

function lanOf(address: string): string {
  return `${address.split('.').slice(0, 3).join('.')}.0/${LAN_PREFIX}`;
}
