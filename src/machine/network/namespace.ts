import type { Fabric } from './create-fabric.ts';
import type { SwitchPort } from './bridge.ts';
import type { NetworkNamespace, Resolver } from './fabric.ts';
import { isLoopback, parseIPv4 } from './addresses.ts';
import { Interface, loopback } from './interface.ts';
import type { Bound } from './listener.ts';
import { parseHosts, parseResolvConf } from './names.ts';
import type { ResolverSettings } from './names.ts';
import type { NetworkStack, Route } from './network.ts';
import { PortTable } from './port-table.ts';
import type { AnySocket } from './socket.ts';
import { Stack } from './stack.ts';

/** A network namespace: its interfaces, its ports and its names. */
export class Namespace implements NetworkNamespace {
  readonly loopback = loopback();
  /** Its places on bridges, in the order attached. */
  readonly ports: SwitchPort[] = [];
  readonly table = new PortTable();
  readonly sockets = new Set<AnySocket>();
  resolver: Resolver | undefined;
  isGone = false;
  #read: (path: string) => string | undefined = () => undefined;
  #hosts: { readonly text: string; readonly names: ReadonlyMap<string, readonly string[]> } | undefined;
  #stack: NetworkStack | undefined;

  constructor(
    readonly fabric: Fabric,
    readonly name: string,
  ) {}

  get stack(): NetworkStack {
    return (this.#stack ??= new Stack(this));
  }

  openStack() {
    const opened = new Set<{ close(): void; onClosed(listener: () => void): void }>();
    const stack = new Stack(this, (one) => {
      opened.add(one);
      one.onClosed(() => opened.delete(one));
    });
    return {
      stack,
      close: () => {
        for (const one of Array.from(opened)) one.close();
      },
    };
  }

  setResolver(resolver: Resolver | undefined): void {
    this.resolver = resolver;
  }

  setFiles(read: (path: string) => string | undefined): void {
    this.#read = read;
  }

  get interfaces(): readonly Interface[] {
    return [this.loopback, ...this.ports.map((port) => port.interface), ...this.fabric.interfacesOf(this)];
  }

  get routes(): readonly Route[] {
    const gateway = this.defaultPort;
    const routes: Route[] = gateway ? [{ destination: 'default', gateway: gateway.bridge.gateway, interface: gateway.interface.name }] : [];
    for (const { bridge, interface: { name } } of this.ports) routes.push({ destination: bridge.subnet, interface: name });
    return [...routes, ...this.fabric.routesOf(this)];
  }

  /** Where packets go that no bridge of its own is for. */
  get defaultPort(): SwitchPort | undefined {
    return this.ports.find((port) => port.isDefaultRoute && !port.bridge.isInternal);
  }

  /** Its own address, of whatever interface. */
  owns(host: string): boolean {
    return isLoopback(host) || this.ports.some((port) => port.address === host) || this.fabric.ownsAddress(this, host);
  }

  /** The bridge that an address lies on. */
  portTowards(host: string): SwitchPort | undefined {
    const address = parseIPv4(host);
    return address === undefined ? undefined : this.ports.find((port) => port.bridge.has(address));
  }

  interfaceOf(host: string): Interface {
    return this.ports.find((port) => port.address === host)?.interface ?? this.loopback;
  }

  /** Who listens at an address of its own. */
  listenerAt(protocol: 'tcp' | 'udp', host: string, port: number): Bound | undefined {
    return this.table.find(protocol, { host, port });
  }

  /** What /etc/hosts says of a name; parsed again when the file has changed. */
  hostsOf(name: string): readonly string[] | undefined {
    const text = this.#read('/etc/hosts');
    if (text === undefined) return name === 'localhost' ? ['127.0.0.1'] : undefined;
    if (this.#hosts?.text !== text) this.#hosts = { text, names: parseHosts(text) };
    return this.#hosts.names.get(name.toLowerCase());
  }

  get resolverSettings(): ResolverSettings {
    return parseResolvConf(this.#read('/etc/resolv.conf') ?? '');
  }

  keep(socket: AnySocket): void {
    this.sockets.add(socket);
    socket.onClosed(() => this.sockets.delete(socket));
  }

  /** Ends all that lives in it. */
  shutDown(): void {
    this.isGone = true;
    for (const bound of this.table.all) bound.close();
    for (const socket of Array.from(this.sockets)) socket.reset();
  }
}
