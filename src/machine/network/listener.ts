import { Condition } from '../../core/process.ts';
import type { Process, Wait } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import type { NetworkNamespace, PortMapping } from './fabric.ts';
import type { Address, Listener, Protocol, Socket } from './network.ts';
import type { AnySocket, UdpSocket } from './socket.ts';

/** A program that listens. */
export class BoundListener implements Listener {
  readonly #waiting: AnySocket[] = [];
  readonly #changed = new Condition('accept');
  #isClosed = false;
  readonly #closed: (() => void)[] = [];
  /** UDP: who has sent something, by address and port. */
  readonly peers = new Map<string, UdpSocket>();

  constructor(
    readonly address: Address,
    readonly protocol: Protocol,
    /** Told of each connection that was accepted, to close it with the process. */
    private readonly accepted: (socket: AnySocket) => void,
  ) {}

  /** Queues a connection; the other side is connected already. */
  offer(socket: AnySocket): void {
    this.#waiting.push(socket);
    this.#changed.notify();
  }

  readiness(): true | Wait {
    return this.#waiting.length > 0 || this.#isClosed || this.#changed.asWait();
  }

  *accept(): Process<Socket> {
    while (this.#waiting.length === 0) {
      if (this.#isClosed) throw new SystemError('EBADF');
      yield* this.#changed.wait();
    }
    const socket = this.#waiting.shift()!;
    this.accepted(socket);
    return socket;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const socket of this.#waiting.splice(0)) socket.reset();
    for (const peer of this.peers.values()) peer.close();
    for (const listener of this.#closed) listener();
    this.#changed.notify();
  }

  onClosed(listener: () => void): void {
    this.#closed.push(listener);
  }
}

/** A published port: docker-proxy on the host, and the rule that rewrites what comes from outside. */
export class PublishedPort implements Listener {
  readonly address: Address;
  readonly protocol: Protocol;

  constructor(
    readonly mapping: PortMapping,
    private readonly closed: (port: PublishedPort) => void,
  ) {
    this.address = { host: mapping.hostAddress, port: mapping.hostPort };
    this.protocol = mapping.protocol;
  }

  get target(): NetworkNamespace {
    return this.mapping.target;
  }

  readiness(): true {
    return true;
  }

  *accept(): Process<Socket> {
    throw new SystemError('EINVAL');
  }

  close(): void {
    this.closed(this);
  }
}

export type Bound = BoundListener | PublishedPort;
