import { invalidParameter, notFound } from '../../api/errors.ts';
import { PrefixIndex } from '../prefix-index.ts';
import type { Subnet } from './addresses.ts';
import { overlaps, parseSubnet } from './addresses.ts';
import type { Network } from './network.ts';

/** Where dockerd takes subnets from: 172.17 to 172.31 with /16, then 192.168 in pieces of /20. */
const DEFAULT_POOLS: readonly Subnet[] = [
  ...Array.from({ length: 15 }, (_, i) => `172.${17 + i}.0.0/16`),
  ...Array.from({ length: 16 }, (_, i) => `192.168.${i * 16}.0/20`),
].map((text) => parseSubnet(text)!);

/** All networks, found by name, id or the first digits of an id; and the subnets that they hold. */
export class NetworkStore {
  readonly #byId = new Map<string, Network>();
  readonly #byName = new Map<string, Network>();
  readonly #prefixes = new PrefixIndex();
  readonly #subnets = new Map<Network, Subnet>();
  version = 0;

  get size(): number {
    return this.#byId.size;
  }

  all(): IterableIterator<Network> {
    return this.#byId.values();
  }

  add(network: Network): void {
    this.version++;
    this.#byId.set(network.id, network);
    this.#byName.set(network.name, network);
    this.#prefixes.add(network.id);
    if (network.pool) this.#subnets.set(network, network.pool.subnet);
  }

  remove(network: Network): void {
    this.version++;
    this.#byId.delete(network.id);
    this.#byName.delete(network.name);
    this.#prefixes.delete(network.id);
    this.#subnets.delete(network);
  }

  byName(name: string): Network | undefined {
    return this.#byName.get(name);
  }

  lookUp(reference: string): Network | undefined {
    const name = reference === 'default' ? 'bridge' : reference;
    const exact = this.#byName.get(name) ?? this.#byId.get(name);
    if (exact) return exact;
    const found = this.#prefixes.find(name);
    if (found === 'ambiguous') throw invalidParameter(`network ${reference} is ambiguous (2 matches found based on ID prefix)`);
    return found === undefined ? undefined : this.#byId.get(found);
  }

  /** Throws `network … not found`. */
  find(reference: string): Network {
    const network = this.lookUp(reference);
    if (!network) throw notFound(`network ${reference} not found`);
    return network;
  }

  overlapping(subnet: Subnet): Network | undefined {
    for (const [network, taken] of this.#subnets) if (overlaps(taken, subnet)) return network;
    return undefined;
  }

  /** The next subnet that nobody holds; undefined when all are taken. */
  freeSubnet(): Subnet | undefined {
    return DEFAULT_POOLS.find((pool) => !this.overlapping(pool));
  }
}
