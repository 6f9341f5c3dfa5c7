import { SystemError } from '../errno.ts';
import { ANY, ANY6, isIPv4, isWildcard } from './addresses.ts';
import type { Bound } from './listener.ts';
import type { Address, Protocol } from './network.ts';

const FIRST_EPHEMERAL = 32_768;
const LAST_EPHEMERAL = 60_999;

/** Who has which port of a namespace. */
export class PortTable {
  /** By protocol and port: few have more than one, of different addresses. */
  readonly #bound = new Map<string, Bound[]>();
  #nextEphemeral = FIRST_EPHEMERAL;

  get all(): Bound[] {
    return [...this.#bound.values()].flat();
  }

  get isEmpty(): boolean {
    return this.#bound.size === 0;
  }

  /** Throws EADDRINUSE. */
  add(bound: Bound): void {
    const { address, protocol } = bound;
    const key = keyOf(protocol, address.port);
    const there = this.#bound.get(key);
    if (there?.some((other) => overlaps(other.address.host, address.host))) throw new SystemError('EADDRINUSE');
    if (there) there.push(bound);
    else this.#bound.set(key, [bound]);
  }

  remove(bound: Bound): void {
    const key = keyOf(bound.protocol, bound.address.port);
    const rest = this.#bound.get(key)?.filter((other) => other !== bound) ?? [];
    if (rest.length > 0) this.#bound.set(key, rest);
    else this.#bound.delete(key);
  }

  /** Who gets what is sent to an address: the most exact wins, and `::` takes IPv4 too. */
  find(protocol: Protocol, { host, port }: Address): Bound | undefined {
    const there = this.#bound.get(keyOf(protocol, port));
    if (!there) return undefined;
    const wildcard = isIPv4(host) ? ANY : ANY6;
    return (
      there.find(({ address }) => address.host === host) ??
      there.find(({ address }) => address.host === wildcard) ??
      (wildcard === ANY ? there.find(({ address }) => address.host === ANY6) : undefined)
    );
  }

  /** A port for the calling side, or for who listens on any. */
  ephemeral(protocol: Protocol): number {
    for (let tries = LAST_EPHEMERAL - FIRST_EPHEMERAL; tries > 0; tries--) {
      const port = this.#nextEphemeral;
      this.#nextEphemeral = port >= LAST_EPHEMERAL ? FIRST_EPHEMERAL : port + 1;
      if (!this.#bound.has(keyOf(protocol, port))) return port;
    }
    throw new SystemError('EADDRNOTAVAIL');
  }
}

function keyOf(protocol: Protocol, port: number): string {
  return `${protocol}/${port}`;
}

/** `0.0.0.0` and `::` may stand side by side, as docker-proxy and nginx have them. */
function overlaps(a: string, b: string): boolean {
  if (a === b) return true;
  const isA4 = isIPv4(a);
  if (isA4 !== isIPv4(b)) return false;
  return isWildcard(a) || isWildcard(b);
}
