/** What /etc/hosts says, by name in lower case (hosts(5)). */
export function parseHosts(text: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [address, ...aliases] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!address) continue;
    for (const alias of aliases) {
      const name = alias.toLowerCase();
      const known = names.get(name);
      if (known) known.push(address);
      else names.set(name, [address]);
    }
  }
  // IPv4 first: nothing but loopback has IPv6 addresses here.
  for (const addresses of names.values()) addresses.sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')));
  return names;
}

export interface ResolverSettings {
  readonly servers: readonly string[];
  readonly search: readonly string[];
}

/** What /etc/resolv.conf says (resolv.conf(5)). */
export function parseResolvConf(text: string): ResolverSettings {
  const servers: string[] = [];
  let search: string[] = [];
  for (const line of text.split('\n')) {
    const [keyword, ...words] = line.replace(/[#;].*/, '').trim().split(/\s+/);
    if (keyword === 'nameserver' && words[0]) servers.push(words[0]);
    if (keyword === 'search') search = words;
    if (keyword === 'domain' && words[0]) search = [words[0]];
  }
  return { servers, search };
}
