import { NO_BYTES } from '../../core/bytes.ts';
import { Condition } from '../../core/process.ts';
import type { Process, Wait } from '../../core/process.ts';
import { BrokenPipe, PIPE_CAPACITY, Pipe } from '../../core/stream.ts';
import type { Input, Output } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import type { Interface } from './interface.ts';
import type { Address, Protocol, Socket } from './network.ts';

/** Where a connection's two ends are plugged in, for the counters. */
export interface Link {
  readonly near: Interface;
  readonly far: Interface;
}

/** What one end sends to the other. */
class Channel {
  readonly pipe = new Pipe(PIPE_CAPACITY);
  isReset = false;

  /** What has arrived can still be read; then reading fails. */
  reset(): void {
    this.isReset = true;
    this.pipe.closeOutput();
  }
}

/** One end of a TCP connection. */
export class TcpSocket implements Socket {
  readonly protocol: Protocol = 'tcp';
  readonly input: Input;
  readonly output: Output;
  #isClosed = false;
  /** A reset is told once to whoever writes; after that the pipe is broken. */
  #wasTold = false;
  readonly #closed: (() => void)[] = [];

  constructor(
    readonly local: Address,
    readonly remote: Address,
    private readonly inbound: Channel,
    private readonly outbound: Channel,
    private readonly near: Interface,
    private readonly far: Interface,
  ) {
    this.input = { read: (max) => this.#read(max), close: () => {} };
    this.output = { write: (bytes) => this.#write(bytes), close: () => this.outbound.pipe.closeOutput() };
  }

  readiness(): true | Wait {
    return this.inbound.pipe.isReadable || this.inbound.pipe.changed.asWait();
  }

  /** FIN, or RST when something that came was never read. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.inbound.pipe.size > 0) this.outbound.reset();
    this.outbound.pipe.closeOutput();
    this.inbound.pipe.closeInput();
    this.inbound.pipe.closeOutput();
    for (const listener of this.#closed) listener();
  }

  /** Both ends learn that the connection is gone. */
  reset(): void {
    this.outbound.reset();
    this.inbound.reset();
    this.close();
  }

  /** Called once when this end is closed. */
  onClosed(listener: () => void): void {
    this.#closed.push(listener);
  }

  *#read(max?: number): Process<Uint8Array> {
    if (this.#isClosed) throw new SystemError('EBADF');
    const bytes = yield* this.inbound.pipe.input.read(max);
    if (bytes.length === 0 && max !== 0 && this.inbound.isReset) throw new SystemError('ECONNRESET');
    return bytes;
  }

  *#write(bytes: Uint8Array): Process<void> {
    if (this.#isClosed) throw new SystemError('EBADF');
    if (this.inbound.isReset && !this.#wasTold) {
      this.#wasTold = true;
      throw new SystemError('ECONNRESET');
    }
    this.near.carry(this.far, bytes.length);
    yield* this.outbound.pipe.output.write(bytes);
  }
}

/** Two ends of a new connection: the caller's, and the one to be accepted. */
export function tcpPair(client: Address, server: Address, seenAs: Address, inner: Address, { near, far }: Link): [TcpSocket, TcpSocket] {
  const there = new Channel();
  const back = new Channel();
  near.send(far, 140, 2);
  far.send(near, 74, 1);
  return [new TcpSocket(client, server, back, there, near, far), new TcpSocket(inner, seenAs, there, back, far, near)];
}

const LARGEST_DATAGRAM = 65_507;
/** What waits to be read beyond this is lost, as in a socket's buffer. */
const DATAGRAMS_KEPT = 256;

/** One end of a UDP association: each write is a datagram, each read gives one. */
export class UdpSocket implements Socket {
  readonly protocol: Protocol = 'udp';
  readonly input: Input;
  readonly output: Output;
  readonly #datagrams: Uint8Array[] = [];
  readonly #changed = new Condition('datagram');
  #isClosed = false;
  #isRefused = false;
  readonly #closed: (() => void)[] = [];

  constructor(
    readonly local: Address,
    readonly remote: Address,
    /** Carries a datagram there; false when nobody listens (ICMP says so). */
    private readonly send: (bytes: Uint8Array) => boolean,
  ) {
    this.input = { read: (max) => this.#read(max), close: () => {} };
    this.output = { write: (bytes) => this.#write(bytes), close: () => {} };
  }

  readiness(): true | Wait {
    return this.#datagrams.length > 0 || this.#isRefused || this.#isClosed || this.#changed.asWait();
  }

  /** A datagram arrives. */
  receive(bytes: Uint8Array): void {
    if (this.#isClosed || this.#datagrams.length >= DATAGRAMS_KEPT) return;
    this.#datagrams.push(bytes.slice());
    this.#changed.notify();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#changed.notify();
    for (const listener of this.#closed) listener();
  }

  onClosed(listener: () => void): void {
    this.#closed.push(listener);
  }

  /** The other side's namespace is gone: nothing tells a datagram socket. */
  reset(): void {
    this.close();
  }

  *#read(max = PIPE_CAPACITY): Process<Uint8Array> {
    while (this.#datagrams.length === 0) {
      if (this.#isClosed) return NO_BYTES;
      this.#throwRefused();
      yield* this.#changed.wait();
    }
    return this.#datagrams.shift()!.subarray(0, max);
  }

  *#write(bytes: Uint8Array): Process<void> {
    if (this.#isClosed) throw new BrokenPipe();
    this.#throwRefused();
    if (bytes.length > LARGEST_DATAGRAM) throw new SystemError('EINVAL');
    if (this.send(bytes)) return;
    this.#isRefused = true;
    this.#changed.notify();
  }

  #throwRefused(): void {
    if (!this.#isRefused) return;
    this.#isRefused = false;
    throw new SystemError('ECONNREFUSED');
  }
}

export type AnySocket = TcpSocket | UdpSocket;
