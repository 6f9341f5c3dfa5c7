import { SECOND } from '../../../core/clock.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { ContainerStatus, ContainerSummary, Port } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import { mountPointOf } from '../volumes/mount.ts';
import { shownPorts } from '../networks/ports.ts';
import type { Container } from './container.ts';
import { endpointsOf } from './inspect.ts';
import { sizesOf } from './size.ts';
import { statusText } from './state.ts';

export interface ListOptions {
  readonly all: boolean;
  readonly size: boolean;
  /** Of the newest; 0 and below for no limit. */
  readonly limit: number;
  readonly filters: Filters;
}

const FILTERS = ['ancestor', 'before', 'exited', 'expose', 'health', 'id', 'is-task', 'isolation', 'label', 'name', 'network', 'publish', 'since', 'status', 'volume'];
const STATUSES: readonly ContainerStatus[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** GET /containers/json: the newest first. */
export function listContainers(daemon: Daemon, options: ListOptions): ContainerSummary[] {
  const { filters, limit } = options;
  const isChosen = chooser(daemon, filters);
  const showsStopped = options.all || limit > 0 || filters.has('status');
  const found: ContainerSummary[] = [];
  for (const container of candidates(daemon, showsStopped)) {
    if (!isChosen(container)) continue;
    found.push(summaryOf(daemon, container, options.size));
    if (found.length === limit) break;
  }
  return found;
}

function candidates(daemon: Daemon, showsStopped: boolean): readonly Container[] {
  const all = [...daemon.containers.all()].reverse();
  return showsStopped ? all : all.filter((container) => container.isRunning);
}

/** Looks at the filters once; what it gives looks at containers. Throws for filters that make no sense. */
function chooser(daemon: Daemon, filters: Filters): (container: Container) => boolean {
  filters.validate(FILTERS);
  if (filters.isEmpty) return () => true;
  const tests: ((container: Container) => boolean)[] = [];
  if (filters.has('status')) tests.push(byStatus(filters));
  if (filters.has('exited')) tests.push(byExitCode(filters));
  if (filters.has('health')) tests.push(byHealth(filters));
  if (filters.has('is-task')) {
    const isTask = filters.flag('is-task', false);
    tests.push(() => !isTask);
  }
  if (filters.has('before')) tests.push(byAge(daemon, filters, 'before'));
  if (filters.has('since')) tests.push(byAge(daemon, filters, 'since'));
  if (filters.has('ancestor')) tests.push(byAncestor(daemon, filters));
  if (filters.has('publish')) tests.push(byPort(filters, 'publish'));
  if (filters.has('expose')) tests.push(byPort(filters, 'expose'));
  if (filters.has('network')) tests.push(byNetwork(daemon, filters));
  if (filters.has('volume')) tests.push(byVolume(filters));
  if (filters.has('name')) tests.push(({ name }) => filters.match('name', name) || filters.match('name', `/${name}`));
  if (filters.has('id')) tests.push(({ id }) => filters.match('id', id));
  if (filters.has('label')) tests.push(({ config }) => filters.matchLabels('label', config.Labels));
  if (filters.has('isolation')) tests.push(({ hostConfig }) => filters.match('isolation', hostConfig.Isolation));
  return (container) => tests.every((test) => test(container));
}

function byStatus(filters: Filters) {
  for (const status of filters.get('status')) {
    if (!STATUSES.includes(status as ContainerStatus)) throw invalidParameter(`invalid filter 'status=${status}': invalid value for state (${status}): must be one of ${STATUSES.join(', ')}`);
  }
  return (container: Container) => filters.get('status').includes(container.shownStatus);
}

function byExitCode(filters: Filters) {
  for (const code of filters.get('exited')) if (!/^-?\d+$/.test(code)) throw invalidParameter(`invalid filter 'exited=${code}': strconv.Atoi: parsing ${JSON.stringify(code)}: invalid syntax`);
  const codes = filters.get('exited').map(Number);
  return (container: Container) => !container.isRunning && container.startedAt !== undefined && codes.includes(container.exitCode);
}

function byHealth(filters: Filters) {
  for (const status of filters.get('health')) {
    if (!['none', 'starting', 'healthy', 'unhealthy'].includes(status)) throw invalidParameter(`invalid filter 'health=${status}': invalid value for health (${status}): must be one of none, starting, healthy, unhealthy`);
  }
  return (container: Container) => filters.get('health').includes(container.health?.status ?? 'none');
}

function byAge(daemon: Daemon, filters: Filters, name: 'before' | 'since') {
  const others = filters.get(name).map((reference) => daemon.containers.find(reference));
  const isOlder = (a: Container, b: Container) => a.sequence < b.sequence;
  return (container: Container) => others.every((other) => (name === 'before' ? isOlder(container, other) : isOlder(other, container)));
}

/** Of an image or of one that was made from it. */
function byAncestor(daemon: Daemon, filters: Filters) {
  const images = new Set<string>();
  const add = (id: string) => {
    images.add(id);
    for (const child of daemon.images.children(id as `sha256:${string}`)) add(child);
  };
  for (const name of filters.get('ancestor')) {
    const image = lookUpQuietly(daemon, name);
    if (image) add(image);
  }
  return ({ image }: Container) => image !== undefined && images.has(image.id);
}

function lookUpQuietly(daemon: Daemon, name: string): string | undefined {
  try {
    return daemon.images.lookUp(name)?.id;
  } catch {
    return undefined;
  }
}

function byPort(filters: Filters, name: 'publish' | 'expose') {
  const wanted = filters.get(name).map((text) => parsePort(name, text));
  return (container: Container) => portsOf(container).some((port) => {
    if (name === 'publish' && port.PublicPort === undefined) return false;
    const number = name === 'publish' ? port.PublicPort! : port.PrivatePort;
    return wanted.some(({ from, to, protocol }) => number >= from && number <= to && (protocol === '' || protocol === port.Type));
  });
}

/** `80`, `80/udp`, `8000-8010`. Throws in the words of Go's ParsePortRange. */
function parsePort(name: string, text: string): { from: number; to: number; protocol: string } {
  const match = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(text);
  if (text.includes(':')) throw invalidParameter(`filter for '${name}' should not contain ':': ${text}`);
  if (!match) {
    const wrong = text.replace(/\/.*$/, '').split('-').find((part) => !/^\d+$/.test(part)) ?? '';
    throw invalidParameter(`error while looking up for ${name} ${text}: ${text === '' ? 'empty string specified for ports' : `strconv.ParseUint: parsing ${JSON.stringify(wrong)}: invalid syntax`}`);
  }
  return { from: Number(match[1]), to: Number(match[2] ?? match[1]), protocol: match[3] ?? 'tcp' };
}

function byNetwork(daemon: Daemon, filters: Filters) {
  const wanted = filters.get('network');
  return (container: Container) => {
    for (const [name, { network }] of container.attachments) {
      const id = network?.id ?? daemon.networks.byName(name)?.id ?? '';
      if (wanted.some((value) => value === name || (value !== '' && id.startsWith(value)))) return true;
    }
    return false;
  };
}

function byVolume(filters: Filters) {
  const wanted = new Set(filters.get('volume'));
  return ({ mounts }: Container) => mounts.some(({ volume, destination, source }) => wanted.has(destination) || (volume ? wanted.has(volume.name) : wanted.has(source ?? '')));
}

/** As one line of GET /containers/json. */
export function summaryOf(daemon: Daemon, container: Container, withSize: boolean): ContainerSummary {
  const { id, name, config, hostConfig } = container;
  return {
    Id: id,
    Names: [`/${name}`],
    Image: shownImage(daemon, container),
    ImageID: container.image?.id ?? '',
    Command: commandText(container),
    Created: Math.floor(container.created / SECOND),
    Ports: portsOf(container),
    ...(withSize ? withoutEmpty(sizesOf(container)) : {}),
    Labels: config.Labels,
    State: container.shownStatus,
    Status: statusText(container, daemon.host.now()),
    HostConfig: { NetworkMode: hostConfig.NetworkMode, ...(hostConfig.Annotations ? { Annotations: hostConfig.Annotations } : {}) },
    NetworkSettings: { Networks: endpointsOf(container) },
    Mounts: container.mounts.map(mountPointOf),
  };
}

/** The name it was made with, as long as that still means its image. */
function shownImage(daemon: Daemon, container: Container): string {
  const { image, config } = container;
  if (!image || config.Image === image.id) return config.Image;
  return lookUpQuietly(daemon, config.Image) === image.id ? config.Image : image.id;
}

export function commandText({ path, args }: Container): string {
  if (args.length === 0) return path;
  return `${path} ${args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ')}`;
}

const NO_PORTS: readonly Port[] = [];

export function portsOf(container: Container): readonly Port[] {
  const sandbox = container.run?.sandbox;
  if (!sandbox?.isOwn || (sandbox.published.length === 0 && !container.config.ExposedPorts)) return NO_PORTS;
  return Object.entries(shownPorts(container, sandbox.published)).flatMap(([port, bindings]): Port[] => {
    const [number, Type] = port.split('/') as [string, string];
    const PrivatePort = Number(number);
    if (!bindings) return [{ PrivatePort, Type }];
    return bindings.map(({ HostIp, HostPort }) => ({ IP: HostIp, PrivatePort, PublicPort: Number(HostPort), Type }));
  });
}

function withoutEmpty({ SizeRw, SizeRootFs }: ReturnType<typeof sizesOf>): { SizeRw?: number; SizeRootFs: number } {
  return { ...(SizeRw > 0 ? { SizeRw } : {}), SizeRootFs };
}
