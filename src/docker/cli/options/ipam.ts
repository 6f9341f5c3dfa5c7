import type { IPAMConfig } from '../../api/types/networks.ts';
import { CommandError } from '../errors.ts';
import { canonicalIp } from './ip.ts';

export interface PoolFlags {
  readonly subnets: readonly string[];
  readonly ranges: readonly string[];
  readonly gateways: readonly string[];
  /** Name to address. */
  readonly auxiliary: Readonly<Record<string, string>>;
}

const fail = (message: string): never => {
  throw new CommandError(message);
};

interface Net {
  readonly value: bigint;
  readonly bits: number;
  readonly size: number;
}

function valueOf(address: string): { readonly value: bigint; readonly size: number } | undefined {
  const canonical = canonicalIp(address);
  if (canonical === undefined) return undefined;
  if (!canonical.includes(':')) return { value: canonical.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n), size: 32 };
  const [head = '', tail = ''] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const groups = canonical.includes('::') ? [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right] : left;
  return { value: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n), size: 128 };
}

function netOf(text: string): Net {
  const [address = '', prefix = ''] = text.split('/');
  const found = valueOf(address);
  if (!found || !/^\d+$/.test(prefix) || Number(prefix) > found.size) return fail(`invalid CIDR address: ${text}`);
  return { ...found, bits: Number(prefix) };
}

const contains = (net: Net, value: bigint, size: number): boolean => size === net.size && value >> BigInt(net.size - net.bits) === net.value >> BigInt(net.size - net.bits);

function subnetHolds(subnet: string, text: string): boolean {
  const net = netOf(subnet);
  const other = text.includes('/') ? netOf(text) : valueOf(text);
  if (!other) return fail(`invalid address: ${text}`);
  return contains(net, other.value, other.size);
}

/** Puts ranges, gateways and other addresses to the subnet that they are in. Throws CommandError. */
export function poolsOf({ subnets, ranges, gateways, auxiliary }: PoolFlags): IPAMConfig[] {
  if (subnets.length < ranges.length || subnets.length < gateways.length) fail('every ip-range or gateway must have a corresponding subnet');
  const pools = new Map<string, { Subnet: string; IPRange?: string; Gateway?: string; AuxiliaryAddresses?: Record<string, string> }>();
  for (const subnet of subnets) {
    for (const other of pools.keys()) {
      if (subnetHolds(other, subnet) || subnetHolds(subnet, other)) fail('multiple overlapping subnet configuration is not supported');
    }
    pools.set(subnet, { Subnet: subnet });
  }
  const place = (text: string, what: string) => {
    const subnet = subnets.find((one) => subnetHolds(one, text));
    return subnet === undefined ? fail(`no matching subnet for ${what} ${text}`) : pools.get(subnet)!;
  };
  for (const range of ranges) {
    const pool = place(range, 'range');
    if (pool.IPRange !== undefined) fail(`cannot configure multiple ranges (${range}, ${pool.IPRange}) on the same subnet (${pool.Subnet})`);
    pool.IPRange = range;
  }
  for (const gateway of gateways) {
    const pool = place(gateway, 'gateway');
    if (pool.Gateway !== undefined) fail(`cannot configure multiple gateways (${gateway}, ${pool.Gateway}) for the same subnet (${pool.Subnet})`);
    pool.Gateway = gateway;
  }
  for (const [name, address] of Object.entries(auxiliary)) {
    const pool = place(address, 'aux-address');
    pool.AuxiliaryAddresses = { ...pool.AuxiliaryAddresses, [name]: address };
  }
  return [...pools.values()];
}
