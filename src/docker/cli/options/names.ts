import { FlagValueError } from '../flags/flag.ts';
import { quote } from '../golang/quote.ts';
import { canonicalIp } from './ip.ts';

/** Checks of values that are names: hosts, domains, labels, links, variables, capabilities. */

/** `--add-host name:address`; `=` does as well, and brackets around the address. */
export function validateExtraHost(text: string): string {
  const fail = (message: string): never => {
    throw new FlagValueError(message);
  };
  const separator = text.search(/[:=]/);
  const byEquals = text.indexOf('=');
  const at = byEquals >= 0 ? byEquals : separator;
  const name = text.slice(0, at);
  if (at < 0 || name === '' || /[:=]/.test(name)) return fail(`bad format for add-host: ${quote(text)}`);
  const written = text.slice(at + 1);
  const address = written.length > 2 && written.startsWith('[') && written.endsWith(']') ? written.slice(1, -1) : written;
  if (address !== 'host-gateway' && canonicalIp(address) === undefined) fail(`invalid IP address in add-host: ${quote(address)}`);
  return `${name}:${address}`;
}

const LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(:?(${LABEL}(\\.${LABEL})*))\\.?\\s*$`);

/** `--dns-search`: a domain, or `.` for none. */
export function validateDnsSearch(text: string): string {
  const domain = text.trim();
  if (domain === '.') return domain;
  const match = /[a-zA-Z]/.test(domain) ? DOMAIN.exec(domain) : null;
  if (!match || match[1]!.length >= 255) throw new FlagValueError(`${domain} is not a valid domain`);
  return match[1]!;
}

export function validateLabel(text: string): string {
  const equals = text.indexOf('=');
  const written = equals < 0 ? text : text.slice(0, equals);
  const name = written.trimStart();
  if (name.trim() === '') throw new FlagValueError(`invalid label '${text}': empty name`);
  if (/[ \t]/.test(name)) throw new FlagValueError(`label '${name}' contains whitespaces`);
  return text;
}

/** `--link container:alias`. */
export function validateLink(text: string): string {
  parseLink(text);
  return text;
}

export function parseLink(text: string): readonly [name: string, alias: string] {
  if (text === '') throw new FlagValueError('empty string specified for links');
  const words = text.split(':');
  if (words.length > 2) throw new FlagValueError(`bad format for links: ${text}`);
  const [name, alias = name!] = words as [string, string?];
  // Legacy links name themselves by a path, whose last part counts.
  return text.startsWith('/') && words.length === 2 ? [name.slice(1), alias.slice(alias.lastIndexOf('/') + 1)] : [name, alias];
}

/** `--env NAME=value`, or NAME alone for its value in the environment of the docker command. */
export function validateVariable(text: string, env: ReadonlyMap<string, string>): string {
  if (text.startsWith('=') || text === '') throw new FlagValueError(`invalid environment variable: ${text}`);
  if (text.includes('=')) return text;
  const value = env.get(text);
  return value === undefined ? text : `${text}=${value}`;
}

export function normaliseCapability(text: string): string {
  const capability = text.trim().toUpperCase();
  return capability === 'ALL' || capability.startsWith('CAP_') ? capability : `CAP_${capability}`;
}

/** What is added and what is dropped, each once and in order; adding wins. */
export function effectiveCapabilities(add: readonly string[] | null, drop: readonly string[] | null): readonly [readonly string[] | null, readonly string[] | null] {
  const gather = (names: readonly string[] | null) => {
    const all = new Set((names ?? []).map(normaliseCapability));
    return all.has('ALL') ? new Set(['ALL']) : all;
  };
  const added = gather(add);
  const dropped = gather(drop);
  const kept = [...dropped].filter((name) => !added.has(name) || (name === 'ALL' && !added.has('ALL')));
  const sorted = (names: Iterable<string>) => {
    const list = [...names].sort();
    return list.length > 0 ? list : null;
  };
  return [sorted(added), sorted(kept)];
}
