import type { NetworkInterface, NetworkStack } from '../../network/network.ts';

/** `172.17.0.2` and 16 of `172.17.0.2/16`. */
export function splitPrefix(address: string): readonly [host: string, bits: number] {
  const slash = address.indexOf('/');
  return slash < 0 ? [address, 32] : [address.slice(0, slash), Number(address.slice(slash + 1))];
}

export function maskOf(bits: number): string {
  const mask = bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0;
  return toDotted(mask);
}

/** The broadcast address of an address with its prefix. */
export function broadcastOf(address: string): string {
  const [host, bits] = splitPrefix(address);
  const number = host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  return toDotted((number | (bits === 0 ? 0xffffffff : (1 << (32 - bits)) - 1)) >>> 0);
}

function toDotted(number: number): string {
  return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255].join('.');
}

export function isIpv4(address: string): boolean {
  return !address.includes(':');
}

/** `eth0@if29`: the other end of a container's cable lies in the host. */
export function linkName(face: NetworkInterface): string {
  return /^eth\d+$/.test(face.name) ? `${face.name}@if${Number.parseInt(face.mac.slice(-2), 16) + 4}` : face.name;
}

/** The interface that carries `default`. */
export function defaultRoute(stack: NetworkStack) {
  return stack.routes.find(({ destination }) => destination === 'default');
}
