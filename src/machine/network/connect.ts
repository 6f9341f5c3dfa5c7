import type { Micros } from '../../core/clock.ts';
import { MILLISECOND } from '../../core/clock.ts';
import { anyOf, until } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { Fabric } from './create-fabric.ts';
import { loopback } from './interface.ts';
import type { Interface } from './interface.ts';
import { BoundListener, PublishedPort } from './listener.ts';
import type { Namespace } from './namespace.ts';
import type { Address, Protocol } from './network.ts';
import { wayTo } from './routing.ts';
import { UdpSocket, tcpPair } from './socket.ts';
import type { TcpSocket } from './socket.ts';

/** How long docker-proxy's caller has to say something before the proxy learns that nobody listens behind it. */
const PROXY_PATIENCE: Micros = MILLISECOND;

/** Who answers at an address, once published ports are followed to the container. */
type Answer =
  | { readonly kind: 'listener'; readonly listener: BoundListener; readonly namespace: Namespace; readonly far: Interface; readonly address: Address; readonly source: string | undefined }
  | { readonly kind: 'refused' }
  /** docker-proxy takes the connection and then finds nobody. */
  | { readonly kind: 'proxied in vain' }
  | { readonly kind: 'unreachable' };

function answerAt(namespace: Namespace, protocol: Protocol, address: Address, far: Interface, isProxied: boolean): Answer {
  const bound = namespace.listenerAt(protocol, address.host, address.port);
  if (!bound) return { kind: 'refused' };
  if (bound instanceof BoundListener) return { kind: 'listener', listener: bound, namespace, far, address, source: undefined };
  return behind(bound, protocol, isProxied);
}

/** What is behind a published port. */
function behind(published: PublishedPort, protocol: Protocol, isProxied: boolean): Answer {
  const { target, targetAddress, targetPort } = published.mapping;
  const namespace = target as Namespace;
  const port = namespace.ports.find((each) => each.address === targetAddress);
  const address = { host: targetAddress, port: targetPort };
  const bound = port && namespace.listenerAt(protocol, targetAddress, targetPort);
  if (port && bound instanceof BoundListener) {
    return { kind: 'listener', listener: bound, namespace, far: port.interface, address, source: isProxied ? port.bridge.gateway : undefined };
  }
  if (isProxied) return { kind: 'proxied in vain' };
  return port ? { kind: 'refused' } : { kind: 'unreachable' };
}

/** Throws ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, ETIMEDOUT. */
export function* connectTcp(namespace: Namespace, address: Address, timeout: Micros): Process<TcpSocket> {
  const { fabric } = namespace;
  const pause = function* (duration: Micros): Process<void> {
    if (duration > 0) yield until(fabric.scheduler.clock, fabric.scheduler.clock.now() + duration);
  };
  const way = wayTo(namespace, address.host);
  if (way.kind === 'dropped') {
    yield* pause(timeout);
    throw new SystemError('ETIMEDOUT');
  }
  if (way.kind === 'failed') {
    yield* pause(Math.min(way.after, timeout));
    throw new SystemError(way.after > timeout ? 'ETIMEDOUT' : way.code);
  }
  const local = { host: way.source, port: namespace.table.ephemeral('tcp') };
  yield* pause(Math.min(way.trip, timeout));
  if (way.trip > timeout) throw new SystemError('ETIMEDOUT');
  if (way.kind === 'site') {
    const [ours, theirs] = tcpPair(local, address, local, address, { near: way.near, far: loopback() });
    if (!way.site.accept(theirs)) throw new SystemError('ECONNREFUSED');
    namespace.keep(ours);
    return ours;
  }
  const answer = answerAt(way.namespace, 'tcp', { host: way.address, port: address.port }, way.far, way.isProxied);
  if (answer.kind === 'refused') throw new SystemError('ECONNREFUSED');
  if (answer.kind === 'unreachable') throw new SystemError('EHOSTUNREACH');
  if (answer.kind === 'proxied in vain') return proxiedInVain(fabric, namespace, local, address, way.near, way.far);
  const seenAs = { host: answer.source ?? way.source, port: local.port };
  const [ours, theirs] = tcpPair(local, address, seenAs, answer.address, { near: way.near, far: answer.far });
  namespace.keep(ours);
  answer.namespace.keep(theirs);
  answer.listener.offer(theirs);
  return ours;
}

/** docker-proxy has accepted; its own connection to the container fails, and it hangs up with the request unread. */
function proxiedInVain(fabric: Fabric, namespace: Namespace, local: Address, address: Address, near: Interface, far: Interface): TcpSocket {
  const [ours, theirs] = tcpPair(local, address, local, address, { near, far });
  namespace.keep(ours);
  const hangUp = function* (): Process<void> {
    const readiness = theirs.readiness();
    const { clock } = fabric.scheduler;
    if (readiness !== true) yield anyOf(readiness, until(clock, clock.now() + PROXY_PATIENCE));
    theirs.reset();
  };
  fabric.scheduler.start(hangUp());
  return ours;
}

/** A UDP socket that sends to one address. Throws ENETUNREACH, EHOSTUNREACH. */
export function connectUdp(namespace: Namespace, address: Address): UdpSocket {
  const way = wayTo(namespace, address.host);
  if (way.kind === 'failed' && way.after === 0) throw new SystemError(way.code);
  const source = way.kind === 'namespace' || way.kind === 'site' ? way.source : '0.0.0.0';
  const local = { host: source, port: namespace.table.ephemeral('udp') };
  const ours: UdpSocket = new UdpSocket(local, address, (bytes) => {
    if (way.kind !== 'namespace') return true;
    way.near.send(way.far, bytes.length + 42, 1);
    const answer = answerAt(way.namespace, 'udp', { host: way.address, port: address.port }, way.far, way.isProxied);
    if (answer.kind !== 'listener') return answer.kind === 'proxied in vain';
    deliver(answer.listener, answer.namespace, answer.address, { host: answer.source ?? way.source, port: local.port }, ours, bytes);
    return true;
  });
  namespace.keep(ours);
  return ours;
}

/** Hands a datagram to who listens: as one more of a known peer's, or as a new peer's first. */
function deliver(listener: BoundListener, namespace: Namespace, at: Address, from: Address, sender: UdpSocket, bytes: Uint8Array): void {
  const key = `${from.host}:${from.port}`;
  let peer = listener.peers.get(key);
  if (!peer) {
    peer = new UdpSocket(at, from, (answer) => {
      sender.receive(answer);
      return true;
    });
    listener.peers.set(key, peer);
    peer.onClosed(() => listener.peers.delete(key));
    namespace.keep(peer);
    listener.offer(peer);
  }
  peer.receive(bytes);
}
