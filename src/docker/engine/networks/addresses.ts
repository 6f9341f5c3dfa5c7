/** IPv4 arithmetic: addresses as whole numbers. */

export function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function toAddress(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

export interface Subnet {
  readonly text: string;
  readonly first: number;
  readonly prefixLength: number;
  /** How many addresses. */
  readonly size: number;
}

/** `10.77.0.0/24`; undefined for what is none. Host bits are cut. */
export function parseSubnet(text: string): Subnet | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const prefixLength = Number(match[2]);
  if (prefixLength > 32 || match[1]!.split('.').some((part) => Number(part) > 255)) return undefined;
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(toNumber(match[1]!) / size) * size;
  return { text: `${toAddress(first)}/${prefixLength}`, first, prefixLength, size };
}

export function contains(subnet: Subnet, address: number): boolean {
  return address >= subnet.first && address < subnet.first + subnet.size;
}

export function overlaps(a: Subnet, b: Subnet): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

/** The addresses of a subnet that are given out: the lowest free one of the range. */
export class AddressPool {
  readonly #taken = new Set<number>();
  readonly #first: number;
  readonly #last: number;
  /** No address below is free. */
  #hint: number;

  constructor(
    readonly subnet: Subnet,
    range: Subnet = subnet,
  ) {
    this.#first = Math.max(range.first, subnet.first + (subnet.size > 2 ? 1 : 0));
    this.#last = Math.min(range.first + range.size - 1, subnet.first + subnet.size - (subnet.size > 2 ? 2 : 1));
    this.#hint = this.#first;
  }

  isTaken(address: number): boolean {
    return this.#taken.has(address);
  }

  /** False when it is taken. */
  take(address: number): boolean {
    if (this.#taken.has(address)) return false;
    this.#taken.add(address);
    return true;
  }

  /** Undefined when none is left. */
  takeLowest(): number | undefined {
    let address = this.#hint;
    while (address <= this.#last && this.#taken.has(address)) address++;
    this.#hint = address;
    if (address > this.#last) return undefined;
    this.#taken.add(address);
    return address;
  }

  release(address: number): void {
    this.#taken.delete(address);
    if (address >= this.#first && address < this.#hint) this.#hint = address;
  }
}
