import { systemError } from '../../api/errors.ts';
import { isSystemError } from '../../../machine/errno.ts';
import type { NetworkFabric, NetworkNamespace } from '../../../machine/network/fabric.ts';
import type { Protocol } from '../../../machine/network/network.ts';
import type { PortBinding, PortMap } from '../../api/types/containers.ts';
import type { Container } from '../containers/container.ts';

/** The kernel's range for ports that nobody named (net.ipv4.ip_local_port_range). */
const FIRST_EPHEMERAL = 32_768;
const LAST_EPHEMERAL = 60_999;

/** The ports of the host that containers hold. */
export class PortAllocator {
  /** `tcp 0.0.0.0 8080`. */
  readonly #taken = new Set<string>();
  readonly #last = new Map<Protocol, number>();

  isFree(protocol: Protocol, address: string, port: number): boolean {
    if (this.#taken.has(`${protocol} ${address} ${port}`)) return false;
    if (address === '0.0.0.0') return !this.#holders(protocol, port);
    return !this.#taken.has(`${protocol} 0.0.0.0 ${port}`);
  }

  #byPort = new Map<string, number>();

  #holders(protocol: Protocol, port: number): boolean {
    return (this.#byPort.get(`${protocol} ${port}`) ?? 0) > 0;
  }

  take(protocol: Protocol, address: string, port: number): void {
    this.#taken.add(`${protocol} ${address} ${port}`);
    const key = `${protocol} ${port}`;
    this.#byPort.set(key, (this.#byPort.get(key) ?? 0) + 1);
  }

  release(protocol: Protocol, address: string, port: number): void {
    if (!this.#taken.delete(`${protocol} ${address} ${port}`)) return;
    const key = `${protocol} ${port}`;
    const left = (this.#byPort.get(key) ?? 1) - 1;
    if (left > 0) this.#byPort.set(key, left);
    else this.#byPort.delete(key);
  }

  /** The next port of the ephemeral range that is free. */
  nextEphemeral(protocol: Protocol, address: string): number | undefined {
    let port = this.#last.get(protocol) ?? FIRST_EPHEMERAL - 1;
    for (let tries = 0; tries <= LAST_EPHEMERAL - FIRST_EPHEMERAL; tries++) {
      port = port >= LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
      if (!this.isFree(protocol, address, port)) continue;
      this.#last.set(protocol, port);
      return port;
    }
    return undefined;
  }
}

/** A published port that stands while its container runs. */
export interface Published {
  readonly containerPort: string;
  readonly bindings: readonly PortBinding[];
  close(): void;
}

interface Target {
  readonly fabric: NetworkFabric;
  readonly ports: PortAllocator;
  readonly namespace: NetworkNamespace;
  readonly address: string;
}

/** Publishes what `-p` and `-P` ask for. Throws `Bind for 0.0.0.0:8080 failed: …`, with nothing published. */
export function publishPorts(target: Target, container: Container): readonly Published[] {
  const published: Published[] = [];
  try {
    for (const [port, bindings] of Object.entries(wantedPorts(container))) {
      for (const binding of bindings) published.push(publish(target, port, binding));
    }
  } catch (error) {
    for (const one of published) one.close();
    throw error;
  }
  return published;
}

function wantedPorts({ hostConfig, config }: Container): Record<string, readonly PortBinding[]> {
  const wanted: Record<string, readonly PortBinding[]> = {};
  const any: readonly PortBinding[] = [{ HostIp: '', HostPort: '' }];
  for (const [port, bindings] of Object.entries(hostConfig.PortBindings)) wanted[withProtocol(port)] = bindings?.length ? bindings : any;
  if (hostConfig.PublishAllPorts) for (const port of Object.keys(config.ExposedPorts ?? {})) wanted[withProtocol(port)] ??= any;
  return wanted;
}

export function withProtocol(port: string): string {
  return port.includes('/') ? port : `${port}/tcp`;
}

function publish({ fabric, ports, namespace, address }: Target, containerPort: string, { HostIp = '', HostPort = '' }: Partial<PortBinding>): Published {
  const [number, protocolText] = containerPort.split('/') as [string, string];
  const protocol = protocolText as Protocol;
  const hostAddress = HostIp === '' || HostIp === '::' ? '0.0.0.0' : HostIp;
  const hostPort = choosePort(ports, protocol, hostAddress, HostPort);
  let mapping: { close(): void };
  try {
    mapping = fabric.publish({ protocol, hostAddress, hostPort, target: namespace, targetAddress: address, targetPort: Number(number) });
  } catch (error) {
    if (isSystemError(error, 'EADDRINUSE')) throw systemError(`failed to bind host port for ${hostAddress}:${hostPort}:${address}:${number}/${protocol}: address already in use`);
    if (isSystemError(error, 'EADDRNOTAVAIL')) throw systemError(`failed to bind host port for ${hostAddress}:${hostPort}:${address}:${number}/${protocol}: cannot assign requested address`);
    throw error;
  }
  ports.take(protocol, hostAddress, hostPort);
  const shown = HostIp === '' ? ['0.0.0.0', '::'] : [HostIp];
  return {
    containerPort,
    bindings: shown.map((ip) => ({ HostIp: ip, HostPort: String(hostPort) })),
    close() {
      mapping.close();
      ports.release(protocol, hostAddress, hostPort);
    },
  };
}

/** One port, the first free one of a range, or any. */
function choosePort(ports: PortAllocator, protocol: Protocol, address: string, wanted: string): number {
  if (wanted === '' || wanted === '0') {
    const port = ports.nextEphemeral(protocol, address);
    if (port === undefined) throw systemError('all ports are allocated');
    return port;
  }
  const [from, to] = wanted.split('-').map(Number) as [number, number?];
  for (let port = from; port <= (to ?? from); port++) if (ports.isFree(protocol, address, port)) return port;
  throw systemError(to === undefined ? `Bind for ${address}:${from} failed: port is already allocated` : `all ports are allocated`);
}

/** As inspect shows them while the container runs: with ports that are exposed and not published. */
export function shownPorts(container: Container, published: readonly Published[]): PortMap {
  const ports: Record<string, PortBinding[] | null> = {};
  for (const port of Object.keys(container.config.ExposedPorts ?? {})) ports[withProtocol(port)] = null;
  for (const { containerPort, bindings } of published) (ports[containerPort] ??= []).push(...bindings);
  return Object.fromEntries(Object.entries(ports).sort(([a], [b]) => (a < b ? -1 : 1)));
}
