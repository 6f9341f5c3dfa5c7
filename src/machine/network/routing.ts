import type { Micros } from '../../core/clock.ts';
import { SECOND } from '../../core/clock.ts';
import type { Errno } from '../errno.ts';
import { isLoopback } from './addresses.ts';
import type { VirtualBridge } from './bridge.ts';
import type { Fabric } from './create-fabric.ts';
import type { Interface } from './interface.ts';
import type { Site } from './internet.ts';
import type { Namespace } from './namespace.ts';

/** Round trips, µs. */
export const LOOPBACK_TRIP: Micros = 30;
export const BRIDGE_TRIP: Micros = 80;
export const LAN_TRIP: Micros = 350;

/** How long Linux asks for a neighbour before it says that there is none. */
const NEIGHBOUR_TIMEOUT: Micros = 3 * SECOND;

/** Where packets to an address go. */
export type Way =
  | {
      readonly kind: 'namespace';
      readonly namespace: Namespace;
      /** The address there. */
      readonly address: string;
      /** The caller's address as it is seen there. */
      readonly source: string;
      readonly near: Interface;
      readonly far: Interface;
      readonly trip: Micros;
      /** Published ports are reached through docker-proxy rather than by rewriting addresses. */
      readonly isProxied: boolean;
    }
  | { readonly kind: 'site'; readonly site: Site; readonly source: string; readonly near: Interface; readonly trip: Micros }
  /** Nobody answers, not even with an error. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'failed'; readonly code: Errno; readonly after: Micros };

const NO_ROUTE: Way = { kind: 'failed', code: 'ENETUNREACH', after: 0 };
const NO_NEIGHBOUR: Way = { kind: 'failed', code: 'EHOSTUNREACH', after: NEIGHBOUR_TIMEOUT };
const DROPPED: Way = { kind: 'dropped' };

/** The way from a namespace to an address. Takes no time that depends on how many there are. */
export function wayTo(from: Namespace, host: string): Way {
  const { fabric } = from;
  if (from.owns(host)) return local(from, host);
  if (from === fabric.host) return fromHost(fabric, host);
  const port = from.portTowards(host);
  if (port) return onBridge(from, port.bridge, host, port.address, port.interface);
  const gateway = from.defaultPort;
  if (!gateway) return NO_ROUTE;
  return forwarded(fabric, host, gateway.address, gateway.interface);
}

function local(from: Namespace, host: string): Way {
  const { loopback } = from;
  // Docker leaves 127.0.0.0/8 to docker-proxy and rewrites what goes to the host's other addresses.
  return { kind: 'namespace', namespace: from, address: host, source: host, near: loopback, far: loopback, trip: LOOPBACK_TRIP, isProxied: isLoopback(host) };
}

function onBridge(from: Namespace, bridge: VirtualBridge, host: string, source: string, near: Interface): Way {
  const { fabric } = from;
  if (host === bridge.gateway) return toHost(fabric, host, source, near, bridge.interface);
  const there = bridge.portOf(host);
  if (!there) return NO_NEIGHBOUR;
  return { kind: 'namespace', namespace: there.namespace, address: host, source, near, far: there.interface, trip: BRIDGE_TRIP, isProxied: false };
}

/** A container to its host. */
function toHost(fabric: Fabric, address: string, source: string, near: Interface, far: Interface): Way {
  return { kind: 'namespace', namespace: fabric.host, address, source, near, far, trip: BRIDGE_TRIP, isProxied: true };
}

/** What a container sends through its gateway: the host forwards it, but not to another bridge. */
function forwarded(fabric: Fabric, host: string, source: string, near: Interface): Way {
  if (fabric.host.owns(host)) return isLoopback(host) ? NO_ROUTE : toHost(fabric, host, source, near, fabric.interfaceTo(host));
  if (fabric.bridgeOf(host)) return DROPPED;
  // Leaving the host, it has the host's address (masquerading).
  return fabric.outside(host, near) ?? NO_ROUTE;
}

function fromHost(fabric: Fabric, host: string): Way {
  const bridge = fabric.bridgeOf(host);
  if (bridge) {
    const there = bridge.portOf(host);
    if (!there) return NO_NEIGHBOUR;
    return { kind: 'namespace', namespace: there.namespace, address: host, source: bridge.gateway, near: bridge.interface, far: there.interface, trip: BRIDGE_TRIP, isProxied: false };
  }
  return fabric.outside(host, undefined) ?? NO_ROUTE;
}
