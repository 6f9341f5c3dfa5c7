import { DockerfileError } from '../parse/node.ts';

/** `80`, `80/udp`, `8000-8002`, and with a host's side that is ignored: each port with its protocol. Throws docker's words. */
export function exposedPorts(specifications: readonly string[]): string[] {
  return specifications.flatMap(portsOf);
}

function portsOf(specification: string): string[] {
  const parts = specification.split(':');
  const container = parts.pop()!;
  const host = parts.pop() ?? '';
  const slash = container.indexOf('/');
  const port = slash < 0 ? container : container.slice(0, slash);
  const protocol = (slash < 0 ? '' : container.slice(slash + 1)).toLowerCase() || 'tcp';
  if (port === '') throw new DockerfileError(`no port specified: ${specification}<empty>`);
  const range = parseRange(port);
  if (!range) throw new DockerfileError(`invalid containerPort: ${port}`);
  const hostRange = host === '' ? undefined : parseRange(host);
  if (host !== '' && !hostRange) throw new DockerfileError(`invalid hostPort: ${host}`);
  const [first, last] = range;
  if (hostRange && last - first !== hostRange[1] - hostRange[0] && last !== first) {
    throw new DockerfileError(`invalid ranges specified for container and host Ports: ${port} and ${host}`);
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) throw new DockerfileError(`invalid proto: ${protocol}`);
  return Array.from({ length: last - first + 1 }, (_, i) => `${first + i}/${protocol}`);
}

function parseRange(text: string): readonly [number, number] | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return last <= 65535 && first <= last ? [first, last] : undefined;
}
