import { SystemError } from '../errno.ts';

/** A subnet as numbers, so that membership is one comparison. */
export interface Subnet {
  readonly network: number;
  /** Length of the prefix, 0 to 32. */
  readonly length: number;
}

/** Dotted IPv4 as a number below 2^32; undefined for anything else. */
export function parseIPv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256 + Number(part);
  }
  return value;
}

export function formatIPv4(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

export function isIPv4(text: string): boolean {
  return parseIPv4(text) !== undefined;
}

/** A literal address rather than a name. */
export function isAddress(text: string): boolean {
  return text.includes(':') || isIPv4(text);
}

export function networkOf(address: number, length: number): number {
  const size = 2 ** (32 - length);
  return Math.floor(address / size) * size;
}

/** `172.17.0.0/16`. Throws EINVAL. */
export function parseSubnet(text: string): Subnet {
  const [address = '', prefix = '32'] = text.split('/');
  const value = parseIPv4(address);
  const length = Number(prefix);
  if (value === undefined || !Number.isInteger(length) || length < 0 || length > 32) throw new SystemError('EINVAL', text);
  return { network: networkOf(value, length), length };
}

export function contains(subnet: Subnet, address: number): boolean {
  return networkOf(address, subnet.length) === subnet.network;
}

export function isLoopback(text: string): boolean {
  return text === '::1' || (text.startsWith('127.') && isIPv4(text));
}

export const ANY = '0.0.0.0';
export const ANY6 = '::';

export function isWildcard(host: string): boolean {
  return host === ANY || host === ANY6;
}

/** Docker's own: 02:42 and the address. */
export function macOf(address: string): string {
  const value = parseIPv4(address) ?? 0;
  const bytes = [24, 16, 8, 0].map((shift) => (Math.floor(value / 2 ** shift) % 256).toString(16).padStart(2, '0'));
  return `02:42:${bytes.join(':')}`;
}
