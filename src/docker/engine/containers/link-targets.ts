import { invalidParameter } from '../../api/errors.ts';
import type { Daemon } from '../daemon.ts';
import type { Container } from './container.ts';
import { parseLink } from './links.ts';

interface LinkTarget {
  readonly other: Container;
  readonly alias: string;
  readonly address: string;
}

function targetsOf(daemon: Daemon, container: Container): readonly LinkTarget[] {
  if (container.hostConfig.NetworkMode !== 'bridge') return [];
  return (container.hostConfig.Links ?? []).flatMap((link) => {
    const [target, alias] = parseLink(link);
    const other = daemon.containers.find(target);
    const address = other.attachments.get('bridge')?.active?.address;
    return address ? [{ other, alias, address }] : [];
  });
}

/** Before a start: what is linked has to run. */
export function requireLinked(daemon: Daemon, container: Container): void {
  if (container.hostConfig.NetworkMode !== 'bridge') return;
  for (const link of container.hostConfig.Links ?? []) {
    const [target, alias] = parseLink(link);
    const other = daemon.containers.find(target);
    if (!other.isRunning) throw invalidParameter(`Cannot link to a non running container: /${other.name} AS /${container.name}/${alias}`);
  }
}

/** Lines for /etc/hosts: the address, the alias, and what else the other container is called. */
export function linkHosts(daemon: Daemon, container: Container): readonly string[] {
  return targetsOf(daemon, container).map(({ other, alias, address }) => `${address}\t${[...new Set([alias, other.id.slice(0, 12), other.name])].join(' ')}`);
}

/** The variables of links on the default bridge: `DB_NAME`, `DB_PORT_5432_TCP_ADDR`, `DB_ENV_…`. */
export function linkEnvironment(daemon: Daemon, container: Container): readonly string[] {
  return targetsOf(daemon, container).flatMap(({ other, alias, address }) => {
    const prefix = alias.toUpperCase().replaceAll('-', '_');
    const ports = Object.keys(other.config.ExposedPorts ?? {}).sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
    const first = ports[0];
    return [
      ...(first ? [`${prefix}_PORT=${url(address, first)}`] : []),
      ...ports.flatMap((port) => portVariables(prefix, address, port)),
      `${prefix}_NAME=/${container.name}/${alias}`,
      ...(other.config.Env ?? []).filter((entry) => !/^(?:PATH|HOME|HOSTNAME)=/.test(entry) && entry.includes('=')).map((entry) => `${prefix}_ENV_${entry}`),
    ];
  });
}

function url(address: string, port: string): string {
  const [number, protocol] = port.split('/') as [string, string];
  return `${protocol}://${address}:${number}`;
}

function portVariables(prefix: string, address: string, port: string): string[] {
  const [number, protocol] = port.split('/') as [string, string];
  const name = `${prefix}_PORT_${number}_${protocol.toUpperCase()}`;
  return [`${name}=${url(address, port)}`, `${name}_ADDR=${address}`, `${name}_PORT=${number}`, `${name}_PROTO=${protocol}`];
}
