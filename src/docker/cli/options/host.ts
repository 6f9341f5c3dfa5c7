import { CommandError } from '../errors.ts';
import { quote } from '../golang/quote.ts';

const DEFAULT_SOCKET = 'unix:///var/run/docker.sock';

/** The daemon's address as -H and DOCKER_HOST take it, made whole: `:2375` is `tcp://localhost:2375`. Throws CommandError. */
export function parseHost(text: string): string {
  return text.trim() === '' ? DEFAULT_SOCKET : parseDaemonHost(text.trim());
}

export function parseDaemonHost(address: string): string {
  const separator = address.indexOf('://');
  const scheme = separator >= 0 ? address.slice(0, separator) : 'tcp';
  if (separator < 0 && address === '') throw new CommandError(`invalid bind address format: ${address}`);
  switch (scheme) {
    case 'tcp':
      return parseTcpAddress(address, 'tcp://localhost:2375');
    case 'unix':
    case 'npipe':
      return parseSimpleAddress(scheme, address.slice(separator + 3), scheme === 'unix' ? '/var/run/docker.sock' : '//./pipe/docker_engine');
    case 'fd':
    case 'ssh':
      return address;
    default:
      throw new CommandError(`invalid bind address format: ${address}`);
  }
}

export function parseSimpleAddress(scheme: string, address: string, fallback: string): string {
  const path = address.startsWith(`${scheme}://`) ? address.slice(scheme.length + 3) : address;
  if (path.includes('://')) throw new CommandError(`invalid proto, expected ${scheme}: ${path}`);
  return `${scheme}://${path || fallback}`;
}

/** Fills in the host and the port of `fallback` where they are missing. */
export function parseTcpAddress(text: string, fallback: string): string {
  if (text === '' || text === 'tcp://') return fallback;
  const address = text.replace(/^tcp:\/\//, '');
  if (address.includes('://')) throw new CommandError(`invalid proto, expected tcp: ${address}`);
  const url = `tcp://${address}`;
  const fail = (reason: string): never => {
    throw new CommandError(`parse ${quote(url)}: ${reason}`);
  };
  const slash = address.indexOf('/');
  const authority = slash < 0 ? address : address.slice(0, slash);
  const path = slash < 0 ? '' : address.slice(slash);
  const odd = /[ "<>\\^`{|}]/.exec(authority)?.[0];
  if (odd !== undefined) fail(`invalid character ${quote(odd)} in host name`);
  const colon = authority.startsWith('[') ? authority.indexOf(':', authority.indexOf(']')) : authority.indexOf(':');
  const host = colon < 0 ? authority : authority.slice(0, colon);
  const port = colon < 0 ? '' : authority.slice(colon + 1);
  if (!/^\d*$/.test(port)) fail(`invalid port ${quote(`:${port}`)} after host`);
  const [defaultHost, defaultPort] = fallback.replace(/^tcp:\/\//, '').split(/:(?=\d+$)/) as [string, string];
  return `tcp://${host || defaultHost}:${port || defaultPort}${path}`;
}
