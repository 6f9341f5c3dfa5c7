import type { Micros } from '../../core/clock.ts';
import { MILLISECOND, SECOND } from '../../core/clock.ts';
import { until } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { ANY, ANY6, isAddress, isLoopback } from './addresses.ts';
import { connectTcp, connectUdp } from './connect.ts';
import { BoundListener } from './listener.ts';
import type { Namespace } from './namespace.ts';
import type { Address, Listener, NetworkInterface, NetworkStack, Protocol, Route, Socket } from './network.ts';
import { wayTo } from './routing.ts';

/** How long connect(2) tries when packets are dropped: six repetitions of SYN, 1 + 2 + 4 + … seconds. */
const CONNECT_TIMEOUT: Micros = 127 * SECOND;
const PING_TIMEOUT: Micros = 10 * SECOND;
/** How long the C library asks a name server that does not answer: 5 s, twice. */
const RESOLVE_TIMEOUT: Micros = 10 * SECOND;
const EMBEDDED_RESOLVER_TRIP: Micros = 200;
const NAME_SERVER_TRIP: Micros = 5 * MILLISECOND;
/** Bytes on the wire of an echo of 56 bytes. */
const ECHO = 98;

/** Something that is to be closed when the process ends that opened it. */
export interface Openable {
  close(): void;
  onClosed(listener: () => void): void;
}

/** A namespace as programs see it. */
export class Stack implements NetworkStack {
  constructor(
    private readonly namespace: Namespace,
    private readonly opened: (one: Openable) => void = () => {},
  ) {}

  get interfaces(): readonly NetworkInterface[] {
    return this.namespace.interfaces;
  }

  get routes(): readonly Route[] {
    return this.namespace.routes;
  }

  get listeners(): readonly Listener[] {
    return this.namespace.table.all;
  }

  get connections(): readonly Socket[] {
    return [...this.namespace.sockets];
  }

  listen(address: Address, protocol: Protocol = 'tcp'): Listener {
    const host = address.host === 'localhost' ? '127.0.0.1' : address.host || ANY;
    const { namespace } = this;
    if (host !== ANY && host !== ANY6 && !namespace.owns(host)) throw new SystemError('EADDRNOTAVAIL');
    if (namespace.isGone) throw new SystemError('ENODEV');
    const port = address.port || namespace.table.ephemeral(protocol);
    const listener = new BoundListener({ host, port }, protocol, (socket) => this.opened(socket));
    namespace.table.add(listener);
    listener.onClosed(() => namespace.table.remove(listener));
    this.opened(listener);
    return listener;
  }

  *connect(address: Address, options: { readonly protocol?: Protocol; readonly timeout?: number } = {}): Process<Socket> {
    const { namespace } = this;
    const host = address.host === ANY || address.host === 'localhost' ? '127.0.0.1' : address.host === ANY6 ? '::1' : address.host;
    if (!isAddress(host)) throw new SystemError('EINVAL', host);
    const target = { host, port: address.port };
    if (options.protocol === 'udp') {
      const socket = connectUdp(namespace, target);
      this.opened(socket);
      return socket;
    }
    const socket = yield* connectTcp(namespace, target, Math.min(options.timeout ?? CONNECT_TIMEOUT, CONNECT_TIMEOUT));
    this.opened(socket);
    return socket;
  }

  *resolve(name: string): Process<readonly string[]> {
    if (isAddress(name)) return [name];
    const { namespace } = this;
    const wanted = name.replace(/\.$/, '').toLowerCase();
    const known = namespace.hostsOf(wanted);
    if (known) return known;
    if (namespace.resolver) {
      yield* this.#pause(EMBEDDED_RESOLVER_TRIP);
      return (yield* namespace.resolver(wanted)) ?? [];
    }
    return yield* this.#askServers(wanted, name.endsWith('.'));
  }

  /** Asks the name servers of /etc/resolv.conf: those of the internet all know the same. */
  *#askServers(name: string, isWhole: boolean): Process<readonly string[]> {
    const { namespace } = this;
    const { servers, search } = namespace.resolverSettings;
    const server = servers.find((each) => !isLoopback(each)) ?? (namespace === namespace.fabric.host ? namespace.fabric.nameServer : undefined);
    if (server === undefined) throw new SystemError('EAGAIN');
    const way = wayTo(namespace, server);
    if (way.kind !== 'site' || !way.site.isNameServer) {
      yield* this.#pause(way.kind === 'dropped' ? RESOLVE_TIMEOUT : 0);
      throw new SystemError('EAGAIN');
    }
    yield* this.#pause(NAME_SERVER_TRIP);
    const names = isWhole ? [name] : name.includes('.') ? [name, ...search.map((domain) => `${name}.${domain}`)] : [...search.map((domain) => `${name}.${domain}`), name];
    for (const each of names) {
      const found = namespace.fabric.internet?.addressesOf(each) ?? [];
      if (found.length > 0) return found;
    }
    return [];
  }

  *ping(host: string, timeout: Micros = PING_TIMEOUT): Process<number> {
    const address = isAddress(host) ? host : (yield* this.resolve(host))[0];
    if (address === undefined) throw new SystemError('ENOENT');
    const { namespace } = this;
    const way = wayTo(namespace, address);
    if (way.kind === 'dropped') {
      yield* this.#pause(timeout);
      throw new SystemError('ETIMEDOUT');
    }
    if (way.kind === 'failed') {
      yield* this.#pause(Math.min(way.after, timeout));
      throw new SystemError(way.after > timeout ? 'ETIMEDOUT' : way.code);
    }
    const trip = way.trip + namespace.fabric.jitter(way.trip);
    way.near.sentBytes += ECHO;
    way.near.sentPackets++;
    if (trip > timeout) {
      yield* this.#pause(timeout);
      throw new SystemError('ETIMEDOUT');
    }
    yield* this.#pause(trip);
    way.near.receivedBytes += ECHO;
    way.near.receivedPackets++;
    if (way.kind === 'namespace' && way.far !== way.near) way.far.send(way.far, ECHO, 1);
    return trip;
  }

  *#pause(duration: Micros): Process<void> {
    const { clock } = this.namespace.fabric.scheduler;
    if (duration > 0) yield until(clock, clock.now() + duration);
  }
}

