import type { Process } from '../../core/process.ts';
import type { NetworkInterface, NetworkStack, Protocol } from './network.ts';

/** A network namespace: interfaces, routes, names, and who listens. */
export interface NetworkNamespace {
  readonly name: string;
  readonly stack: NetworkStack;
  /** The stack as one process uses it: what it opened is closed when the process ends. */
  openStack(): { readonly stack: NetworkStack; close(): void };
  /** Names that /etc/hosts does not know are asked here (Docker's 127.0.0.11); undefined: NXDOMAIN. */
  setResolver(resolver: Resolver | undefined): void;
  /** Where /etc/hosts and /etc/resolv.conf are read; set by whoever mounts a root. */
  setFiles(read: (path: string) => string | undefined): void;
}

export type Resolver = (name: string) => Process<readonly string[] | undefined>;

/** A virtual switch with an address of its own, as `docker0` is. */
export interface Bridge {
  readonly name: string;
  /** `172.17.0.0/16`. */
  readonly subnet: string;
  readonly gateway: string;
  /** No way out of it. */
  readonly isInternal: boolean;
}

export interface Endpoint {
  readonly interface: NetworkInterface;
  readonly bridge: Bridge;
}

export interface PortMapping {
  readonly protocol: Protocol;
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly target: NetworkNamespace;
  /** The address inside that packets are sent to. */
  readonly targetAddress: string;
  readonly targetPort: number;
}

/** The network of one host, and its way to the others. */
export interface NetworkFabric {
  /** The host's own namespace. */
  readonly host: NetworkNamespace;
  createNamespace(name: string): NetworkNamespace;
  removeNamespace(namespace: NetworkNamespace): void;
  createBridge(options: { name: string; subnet: string; gateway: string; isInternal?: boolean; mtu?: number }): Bridge;
  removeBridge(bridge: Bridge): void;
  /**
   * Plugs an interface into the bridge. `address` may have its prefix length. Unless `isDefaultRoute` is false it brings
   * a default route (an internal bridge brings none); the first one wins. Throws EADDRINUSE when the address is taken.
   */
  attach(namespace: NetworkNamespace, bridge: Bridge, options: { interface: string; address: string; mac?: string; isDefaultRoute?: boolean }): Endpoint;
  detach(endpoint: Endpoint): void;
  /** Docker's userland proxy and iptables rule in one. Throws EADDRINUSE when the host's port is taken. */
  publish(mapping: PortMapping): { close(): void };
  // Bridges are isolated from one another: what comes from another bridge is dropped (Docker's rule).
}
