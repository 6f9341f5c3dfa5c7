import type { NetworkInterface } from './network.ts';

/** Ethernet, IP and TCP headers of one packet. */
const HEADERS = 66;
const LARGEST_SEGMENT = 1448;
const LOOPBACK_MTU = 65_536;

/** A network interface with its counters. */
export class Interface implements NetworkInterface {
  receivedBytes = 0;
  sentBytes = 0;
  receivedPackets = 0;
  sentPackets = 0;

  constructor(
    readonly name: string,
    readonly mac: string,
    readonly addresses: readonly string[],
    readonly mtu: number,
    public isUp = true,
  ) {}

  /** Counts what one write of `bytes` sends from here to there, and its acknowledgement. */
  carry(to: Interface, bytes: number): void {
    const packets = Math.max(1, Math.ceil(bytes / LARGEST_SEGMENT));
    this.send(to, bytes + packets * HEADERS, packets);
    to.send(this, HEADERS, 1);
  }

  /** Counts packets from here to there. */
  send(to: Interface, bytes: number, packets: number): void {
    this.sentBytes += bytes;
    this.sentPackets += packets;
    to.receivedBytes += bytes;
    to.receivedPackets += packets;
  }
}

export function loopback(): Interface {
  return new Interface('lo', '00:00:00:00:00:00', ['127.0.0.1/8', '::1/128'], LOOPBACK_MTU);
}
