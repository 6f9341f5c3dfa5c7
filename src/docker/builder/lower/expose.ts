import { DockerfileError } from '../parse/node.ts';

export interface PortRange {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
}

/** `80`, `80/udp`, `8000-8002`, and with a host's side, which is ignored. Throws docker's words. */
export function parsePortRange(specification: string): PortRange {
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
  return { first, last, protocol };
}

/** Ports by protocol, a mark for each, so that `EXPOSE 1-65535` costs nothing however often it comes. */
export class PortSet {
  readonly #marks = new Map<string, Uint8Array>();

  constructor(keys: Iterable<string> = []) {
    for (const key of keys) this.addRange(parsePortRange(key));
  }

  addRange({ first, last, protocol }: PortRange): void {
    let marks = this.#marks.get(protocol);
    if (!marks) this.#marks.set(protocol, (marks = new Uint8Array(65_536)));
    marks.fill(1, first, last + 1);
  }

  /** `443/tcp`, `80/tcp`: in the order of their text. */
  keys(): readonly string[] {
    const keys: string[] = [];
    for (const [protocol, marks] of this.#marks) marks.forEach((mark, port) => mark && keys.push(`${port}/${protocol}`));
    return keys.sort();
  }
}

function parseRange(text: string): readonly [number, number] | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return last <= 65535 && first <= last ? [first, last] : undefined;
}
