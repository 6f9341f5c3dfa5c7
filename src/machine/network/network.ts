import type { Process, Wait } from '../../core/process.ts';
import type { Connection } from '../../core/stream.ts';

export type Protocol = 'tcp' | 'udp';

export interface Address {
  /** Dotted IPv4, or IPv6. */
  readonly host: string;
  readonly port: number;
}

/** An established TCP connection, or a UDP "connection" (datagrams as single writes). */
export interface Socket extends Connection {
  readonly protocol: Protocol;
  readonly local: Address;
  readonly remote: Address;
  /** A read would not wait now, or a wait until that may be so. */
  readiness(): true | Wait;
}

export interface Listener {
  readonly address: Address;
  readonly protocol: Protocol;
  /** Waits for the next connection. Throws EBADF once it is closed. */
  accept(): Process<Socket>;
  /** An accept would not wait now, or a wait until that may be so. */
  readiness(): true | Wait;
  close(): void;
}

export interface NetworkInterface {
  /** `lo`, `eth0`, `docker0`. */
  readonly name: string;
  readonly mac: string;
  /** With the prefix's length: `172.17.0.2/16`. Empty while none is assigned. */
  readonly addresses: readonly string[];
  readonly isUp: boolean;
  readonly mtu: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly receivedPackets: number;
  readonly sentPackets: number;
}

/** A network namespace as the programs in it see it. */
export interface NetworkStack {
  readonly interfaces: readonly NetworkInterface[];
  readonly routes: readonly Route[];
  /** Who listens, as `ss -l` and `netstat` show. */
  readonly listeners: readonly Listener[];
  /** Established connections, as `ss` and `netstat` show. */
  readonly connections: readonly Socket[];
  /** Host `0.0.0.0` is every address, port 0 any that is free. Throws EADDRINUSE, EADDRNOTAVAIL. */
  listen(address: Address, protocol?: Protocol): Listener;
  /**
   * Connects to an address. Throws ECONNREFUSED when nobody listens, EHOSTUNREACH, ENETUNREACH, and ETIMEDOUT after
   * the time that Linux takes (or `timeout`, in µs) when packets are dropped. Takes a network's latency.
   */
  connect(address: Address, options?: { readonly protocol?: Protocol; readonly timeout?: number }): Process<Socket>;
  /**
   * Asks /etc/hosts, then the name server. Gives addresses, the best first; empty for NXDOMAIN. Throws EAGAIN when no
   * name server answers.
   */
  resolve(name: string): Process<readonly string[]>;
  /** ICMP echo: the round trip in µs, or the error. */
  ping(host: string, timeout?: number): Process<number>;
}

export interface Route {
  /** `default` or `172.17.0.0/16`. */
  readonly destination: string;
  readonly gateway?: string;
  readonly interface: string;
}
