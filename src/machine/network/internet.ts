import type { Micros } from '../../core/clock.ts';
import { MILLISECOND } from '../../core/clock.ts';
import type { Process, Scheduler } from '../../core/process.ts';
import { BrokenPipe } from '../../core/stream.ts';
import { SystemError, isSystemError } from '../errno.ts';
import { formatIPv4, isIPv4 } from './addresses.ts';
import type { Fabric } from './create-fabric.ts';
import type { Socket } from './network.ts';
import type { TcpSocket } from './socket.ts';

/** Serves one connection; it is closed when this returns. */
export type Service = (socket: Socket) => Process<void>;

export interface SiteOptions {
  /** Names that lead to it: `registry-1.docker.io`. */
  readonly names: readonly string[];
  /** Its address; one is given unless told. */
  readonly address?: string;
  /** Who answers on which TCP port. */
  readonly ports?: ReadonlyMap<number, Service>;
  /** Round trip in µs, 12 ms unless told. */
  readonly trip?: Micros;
  /** It answers questions for names. */
  readonly isNameServer?: boolean;
}

/** A computer out there, which is no simulated host: a registry, a package index, a name server. */
export interface Site {
  readonly address: string;
  readonly trip: Micros;
  readonly isNameServer: boolean;
  /** Takes a connection; false when nobody listens on that port. */
  accept(socket: TcpSocket): boolean;
}

const TRIP: Micros = 12 * MILLISECOND;
/** TEST-NET-3 (RFC 5737) and onwards: addresses that nobody has. */
const FIRST_ADDRESS = 0xcb007101;

/**
 * What lies beyond the hosts: the local network that they share, and sites with names. What is not registered has no
 * name and no route.
 */
export interface Internet {
  /** Where hosts ask for names. */
  readonly nameServer: string;
  /** Adds a site. Throws EADDRINUSE when the address or a name is taken. */
  add(options: SiteOptions): { readonly address: string; remove(): void };
  addressesOf(name: string): readonly string[];
  siteAt(address: string): Site | undefined;
  /** The host that has an address. */
  fabricAt(address: string): Fabric | undefined;
  /** Connects a host to the local network. Throws EADDRINUSE. */
  join(fabric: Fabric, address: string, name: string): void;
  leave(fabric: Fabric): void;
}

const NAME_SERVER = '192.168.65.7';
/** Those that people give to `--dns`. */
const PUBLIC_NAME_SERVERS: readonly (readonly [address: string, name?: string])[] = [
  ['8.8.8.8', 'dns.google'], ['8.8.4.4'], ['1.1.1.1', 'one.one.one.one'], ['1.0.0.1'], ['9.9.9.9', 'dns.quad9.net'],
];

export function createInternet(scheduler: Scheduler): Internet {
  return new SimulatedInternet(scheduler);
}

class SimulatedInternet implements Internet {
  readonly nameServer = NAME_SERVER;
  readonly #sites = new Map<string, Site>();
  readonly #names = new Map<string, string>();
  readonly #fabrics = new Map<string, Fabric>();
  #next = FIRST_ADDRESS;

  constructor(private readonly scheduler: Scheduler) {
    this.add({ names: [], address: NAME_SERVER, trip: 400, isNameServer: true });
    for (const [address, name] of PUBLIC_NAME_SERVERS) this.add({ names: name ? [name] : [], address, isNameServer: true });
  }

  add({ names, address = this.#free(), ports = new Map(), trip = TRIP, isNameServer = false }: SiteOptions) {
    if (!isIPv4(address)) throw new SystemError('EINVAL', address);
    if (this.#sites.has(address) || this.#fabrics.has(address) || names.some((name) => this.#names.has(name.toLowerCase()))) throw new SystemError('EADDRINUSE');
    const { scheduler } = this;
    this.#sites.set(address, {
      address,
      trip,
      isNameServer,
      accept(socket) {
        const service = ports.get(socket.local.port);
        if (service) scheduler.start(serve(service, socket));
        return service !== undefined;
      },
    });
    for (const name of names) this.#names.set(name.toLowerCase(), address);
    const remove = () => {
      this.#sites.delete(address);
      for (const name of names) this.#names.delete(name.toLowerCase());
    };
    return { address, remove };
  }

  addressesOf(name: string): readonly string[] {
    const address = this.#names.get(name.toLowerCase());
    return address === undefined ? [] : [address];
  }

  siteAt(address: string): Site | undefined {
    return this.#sites.get(address);
  }

  fabricAt(address: string): Fabric | undefined {
    return this.#fabrics.get(address);
  }

  join(fabric: Fabric, address: string, name: string): void {
    if (this.#sites.has(address) || this.#fabrics.has(address)) throw new SystemError('EADDRINUSE');
    this.#fabrics.set(address, fabric);
    if (!this.#names.has(name.toLowerCase())) this.#names.set(name.toLowerCase(), address);
  }

  leave(fabric: Fabric): void {
    for (const [address, there] of this.#fabrics) {
      if (there !== fabric) continue;
      this.#fabrics.delete(address);
      for (const [name, of] of this.#names) if (of === address) this.#names.delete(name);
    }
  }

  #free(): string {
    while (this.#sites.has(formatIPv4(this.#next))) this.#next++;
    return formatIPv4(this.#next++);
  }
}

/** A caller that goes away is no defect of the site's. */
function* serve(service: Service, socket: TcpSocket): Process<void> {
  try {
    yield* service(socket);
  } catch (error) {
    if (!(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
  } finally {
    socket.close();
  }
}
