import type { Address } from '../../network/network.ts';
import type { System } from '../../system.ts';

/** A line of `ss` and `netstat`: who listens. */
export interface ListeningSocket {
  readonly protocol: 'tcp' | 'udp';
  readonly address: Address;
  /** The process, where it can be told. */
  readonly owner?: { readonly pid: number; readonly command: string };
}

export function listeningSockets(system: System): readonly ListeningSocket[] {
  return system.network.listeners.map(({ protocol, address }) => ({ protocol, address }));
}
