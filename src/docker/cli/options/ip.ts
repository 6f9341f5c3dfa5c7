import { FlagValueError } from '../flags/flag.ts';

/** The 4 or 8 parts of an IP address as Go's net.ParseIP reads it (no zones, no leading zeros); undefined when it is none. */
function parts(text: string): { readonly version: 4 | 6; readonly groups: readonly number[] } | undefined {
  const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (four) {
    const groups = four.slice(1).map(Number);
    return four.slice(1).every((part, i) => groups[i]! < 256 && String(groups[i]) === part) ? { version: 4, groups } : undefined;
  }
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(':')) return undefined;
  let body = text;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail) {
    const embedded = parts(tail[2]!);
    if (!embedded) return undefined;
    const [a, b, c, d] = embedded.groups as [number, number, number, number];
    body = `${tail[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const halves = body.split('::');
  if (halves.length > 2) return undefined;
  const groupsOf = (half: string) => (half === '' ? [] : half.split(':'));
  const head = groupsOf(halves[0]!);
  const rest = halves.length === 2 ? groupsOf(halves[1]!) : [];
  const missing = 8 - head.length - rest.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const words = [...head, ...Array<string>(Math.max(missing, 0)).fill('0'), ...rest];
  if (words.some((word) => !/^[0-9a-fA-F]{1,4}$/.test(word))) return undefined;
  return { version: 6, groups: words.map((word) => Number.parseInt(word, 16)) };
}

/** The address in its shortest form, or undefined when it is none. */
export function canonicalIp(text: string): string | undefined {
  const address = parts(text);
  if (!address) return undefined;
  if (address.version === 4) return address.groups.join('.');
  const { groups } = address;
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.');
  }
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > best.length) best = { at: i, length };
  }
  const hex = (list: readonly number[]) => list.map((group) => group.toString(16)).join(':');
  if (best.at < 0) return hex(groups);
  return `${hex(groups.slice(0, best.at))}::${hex(groups.slice(best.at + best.length))}`;
}

/** A value of `--dns`. */
export function validateIpAddress(text: string): string {
  const address = canonicalIp(text.trim());
  if (address === undefined) throw new FlagValueError(`IP address is not correctly formatted: ${text.trim()}`);
  return address;
}

export function isMacAddress(text: string): boolean {
  return /^([0-9a-f]{2}([:-])[0-9a-f]{2}(\2[0-9a-f]{2}){4}(\2[0-9a-f]{2}\2[0-9a-f]{2})?|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i.test(text);
}

export function validateMacAddress(text: string): string {
  if (!isMacAddress(text.trim())) throw new FlagValueError(`address ${text.trim()}: invalid MAC address`);
  return text.trim();
}
