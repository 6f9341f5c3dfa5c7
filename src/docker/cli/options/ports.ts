import type { PortBinding, PortMap } from '../../api/types/containers.ts';
import type { PortSet } from '../../api/types/common.ts';
import { FlagValueError } from '../flags/flag.ts';
import { parseUnsigned } from '../golang/numbers.ts';
import { canonicalIp } from './ip.ts';

/** Ports as `-p` and `--expose` take them (the Go package nat). All throw FlagValueError or ParseError. */

const fail = (message: string): never => {
  throw new FlagValueError(message);
};

/** `80/udp` → udp, 80. What is no port at all gives two empty strings. */
export function splitProtocol(text: string): readonly [protocol: string, port: string] {
  const parts = text.split('/');
  if (text === '' || parts[0] === '') return ['', ''];
  if (parts.length === 1) return ['tcp', text];
  return [parts[1] === '' ? 'tcp' : parts[1]!, parts[0]!];
}

/** 0 for nothing. */
export function parsePort(text: string): number {
  return text === '' ? 0 : parseUnsigned(text, { base: 10, bits: 16 });
}

export type Range = readonly [start: number, end: number];

/** `8000-8010` or one port. */
export function parsePortRange(text: string): Range {
  if (text === '') fail('empty string specified for ports');
  const dash = text.indexOf('-');
  if (dash < 0) {
    const port = parseUnsigned(text, { base: 10, bits: 16 });
    return [port, port];
  }
  const start = parseUnsigned(text.slice(0, dash), { base: 10, bits: 16 });
  const end = parseUnsigned(text.slice(dash + 1), { base: 10, bits: 16 });
  if (end < start) fail(`invalid range specified for port: ${text}`);
  return [start, end];
}

/** The same, where nothing is 0. */
export function parseOptionalRange(text: string): Range {
  return text === '' ? [0, 0] : parsePortRange(text);
}

/** `80/tcp` or `80-90/tcp`. */
export function newPort(protocol: string, port: string): string {
  const [start, end] = parseOptionalRange(port);
  return start === end ? `${start}/${protocol}` : `${start}-${end}/${protocol}`;
}

const PROTOCOLS = ['tcp', 'udp', 'sctp'];

export interface PortMapping {
  /** `80/tcp`. */
  readonly port: string;
  readonly binding: PortBinding;
}

/** `[address:][host port:]container port[/protocol]`, ranges expanded. */
export function parsePortSpec(text: string): PortMapping[] {
  const parts = text.split(':');
  const container = parts.pop()!;
  const hostPort = parts.pop() ?? '';
  let address = parts.join(':');
  const [protocol, port] = splitProtocol(container);
  if (port === '') fail(`no port specified: ${text}<empty>`);
  if (address.startsWith('[')) {
    if (!address.endsWith(']')) fail(`invalid IP address: ${address}`);
    address = address.slice(1, -1);
  }
  if (address !== '' && canonicalIp(address) === undefined) fail(`invalid IP address: ${address}`);
  const [start, end] = attempt(() => parsePortRange(port), `invalid containerPort: ${port}`);
  const [hostStart, hostEnd] = hostPort === '' ? [0, 0] : attempt(() => parsePortRange(hostPort), `invalid hostPort: ${hostPort}`);
  if (hostPort !== '' && end - start !== hostEnd - hostStart && end !== start) fail(`invalid ranges specified for container and host Ports: ${port} and ${hostPort}`);
  if (!PROTOCOLS.includes(protocol.toLowerCase())) fail(`invalid proto: ${protocol}`);
  const mappings: PortMapping[] = [];
  for (let i = 0; i <= end - start; i++) {
    let bound = hostPort === '' ? '' : String(hostStart + i);
    // One container port and a range of the host's: the engine picks one of the range.
    if (end === start && hostStart !== hostEnd) bound = `${hostStart}-${hostEnd}`;
    mappings.push({ port: `${start + i}/${protocol.toLowerCase()}`, binding: { HostIp: address, HostPort: bound } });
  }
  return mappings;
}

function attempt(read: () => Range, message: string): Range {
  try {
    return read();
  } catch {
    return fail(message);
  }
}

export interface PublishedPorts {
  readonly exposed: PortSet;
  readonly bindings: PortMap;
}

/** All values of `-p`. */
export function parsePortSpecs(specs: readonly string[]): PublishedPorts {
  const exposed: Record<string, Record<string, never>> = {};
  const bindings: Record<string, PortBinding[]> = {};
  for (const spec of specs) {
    for (const { port, binding } of parsePortSpec(spec)) {
      exposed[port] ??= {};
      (bindings[port] ??= []).push(binding);
    }
  }
  return { exposed, bindings };
}

/** `-p target=80,published=8080` is made `8080:80/tcp`; others stay. */
export function shortPublish(text: string): string {
  if (!text.includes('=')) return text;
  const fields: Record<string, string> = { protocol: 'tcp', published: '', target: '' };
  for (const field of text.split(',')) {
    const equals = field.indexOf('=');
    if (equals < 1) fail(`invalid publish opts format (should be name=value but got '${field}')`);
    fields[field.slice(0, equals)] = field.slice(equals + 1);
  }
  return `${fields['published']}:${fields['target']}/${fields['protocol']}`;
}
