import { contains, formatIPv4, macOf, parseIPv4, parseSubnet } from './addresses.ts';
import type { Subnet } from './addresses.ts';
import type { Bridge, Endpoint } from './fabric.ts';
import { Interface } from './interface.ts';
import type { Namespace } from './namespace.ts';

export interface BridgeOptions {
  readonly name: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly isInternal?: boolean;
  readonly mtu?: number;
}

const MTU = 1500;

/** A virtual switch, with the host on it under the gateway's address. */
export class VirtualBridge implements Bridge {
  readonly name: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly isInternal: boolean;
  readonly mtu: number;
  readonly network: Subnet;
  /** The host's side. */
  readonly interface: Interface;
  readonly #ports = new Map<string, SwitchPort>();

  constructor({ name, subnet, gateway, isInternal = false, mtu = MTU }: BridgeOptions) {
    this.name = name;
    this.network = parseSubnet(subnet);
    this.subnet = `${formatIPv4(this.network.network)}/${this.network.length}`;
    this.gateway = gateway.replace(/\/.*/, '');
    this.isInternal = isInternal;
    this.mtu = mtu;
    this.interface = new Interface(name, macOf(this.gateway), [`${this.gateway}/${this.network.length}`], mtu, false);
  }

  has(address: number): boolean {
    return contains(this.network, address);
  }

  get portCount(): number {
    return this.#ports.size;
  }

  get ports(): Iterable<SwitchPort> {
    return this.#ports.values();
  }

  portOf(address: string): SwitchPort | undefined {
    return this.#ports.get(address);
  }

  plug(port: SwitchPort): void {
    this.#ports.set(port.address, port);
    this.interface.isUp = true;
  }

  /** A bridge with nothing on it has no carrier. */
  unplug(port: SwitchPort): void {
    this.#ports.delete(port.address);
    this.interface.isUp = this.#ports.size > 0;
  }
}

/** A namespace's place on a bridge. */
export class SwitchPort implements Endpoint {
  readonly interface: Interface;

  constructor(
    readonly namespace: Namespace,
    readonly bridge: VirtualBridge,
    name: string,
    readonly address: string,
    mac: string | undefined,
    readonly isDefaultRoute: boolean,
  ) {
    this.interface = new Interface(name, mac ?? macOf(address), [`${address}/${bridge.network.length}`], bridge.mtu);
  }
}

export function isOnSubnet(bridge: VirtualBridge, address: string): boolean {
  const value = parseIPv4(address);
  return value !== undefined && bridge.has(value);
}
