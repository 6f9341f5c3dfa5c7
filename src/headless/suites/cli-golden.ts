import type { Micros } from '../../core/clock.ts';
import { parseTime } from '../../docker/api/time.ts';
import { blockIo, usedMemory } from '../../docker/cli/commands/container/stats.ts';
import { CONTAINERS } from '../../docker/cli/format/containers.ts';
import { formatUsage, formatVerboseUsage } from '../../docker/cli/format/disk-usage.ts';
import { eventFormatter } from '../../docker/cli/format/events.ts';
import { formatList } from '../../docker/cli/format/formatter.ts';
import type { Listing } from '../../docker/cli/format/formatter.ts';
import { historyListing } from '../../docker/cli/format/history.ts';
import { IMAGES, linesOf } from '../../docker/cli/format/images.ts';
import { formatClientInfo, formatServerInfo } from '../../docker/cli/format/info.ts';
import { formatInfo } from '../../docker/cli/format/info-template.ts';
import { executeOn, readTemplate, toText } from '../../docker/cli/format/inspect/inspect.ts';
import { IMAGE, VOLUME } from '../../docker/cli/format/inspect/schemas.ts';
import { anything } from '../../docker/cli/format/inspect/schema.ts';
import { NETWORKS } from '../../docker/cli/format/networks.ts';
import { CONTEXTS, DIFF, searchListing } from '../../docker/cli/format/small-lists.ts';
import { STATS } from '../../docker/cli/format/stats.ts';
import { displayPorts, ellipsis } from '../../docker/cli/format/text.ts';
import { formatVersion } from '../../docker/cli/format/version.ts';
import { VOLUMES } from '../../docker/cli/format/volumes.ts';
import { Tally, canonical } from './suite.ts';
import type { SuiteResult } from './suite.ts';

/** Inputs by name, as recorded: what is called says their types. */
type InputName =
  | 'blkio' | 'buildCache' | 'changes' | 'client' | 'containers' | 'contexts' | 'digest' | 'elements' | 'event' | 'histories' | 'human' | 'images'
  | 'info' | 'layersSize' | 'maxDisplayWidth' | 'mem' | 'networks' | 'osType' | 'out0' | 'out1' | 'ports' | 'results' | 's' | 'stats' | 'template'
  | 'userName' | 'verbose' | 'version' | 'volumes';
type Case = Readonly<Record<InputName, never>> & { readonly kind: string; readonly now: string; readonly format: string; readonly trunc: boolean; readonly output: string; readonly error: string | null; readonly at: string };

interface Suite {
  readonly cases: readonly Case[];
}

const view = (test: Case) => ({ now: parseTime(test.now)! as Micros, isTruncated: test.trunc });

function listed<Item>(listing: Listing<Item>, items: readonly Item[] | null, test: Case): string {
  return formatList(listing, items ?? [], test.format, view(test));
}

interface GoUsage {
  readonly Container: string; readonly Name: string; readonly ID: string; readonly CPUPercentage: number; readonly Memory: number; readonly MemoryLimit: number;
  readonly MemoryPercentage: number; readonly NetworkRx: number; readonly NetworkTx: number; readonly BlockRead: number; readonly BlockWrite: number;
  readonly PidsCurrent: number; readonly IsInvalid: boolean;
}

const usageOf = (usage: GoUsage) => ({
  container: usage.Container, name: usage.Name, id: usage.ID, cpu: usage.CPUPercentage, memory: usage.Memory, memoryLimit: usage.MemoryLimit,
  memoryPercentage: usage.MemoryPercentage, received: usage.NetworkRx, sent: usage.NetworkTx, read: usage.BlockRead, written: usage.BlockWrite,
  processes: usage.PidsCurrent, isUnknown: usage.IsInvalid,
});

interface GoContext {
  readonly Name: string; readonly Description: string; readonly DockerEndpoint: string; readonly Current: boolean; readonly Error: string;
}

interface Element {
  readonly element: unknown;
  readonly raw: string;
}

function objectsOf(test: Case) {
  const elements = (test['elements'] ?? []) as readonly Element[];
  const schema = test.at.includes('/image/') ? IMAGE : test.at.includes('/volume/') ? VOLUME : anything;
  return elements.map(({ element, raw }) => ({ schema, json: raw === '' ? element : (JSON.parse(raw) as unknown) }));
}

/** Kinds of writers that are simulated: those of swarm, plugins, checkpoints and trust are not. */
const KINDS: Readonly<Record<string, (test: Case) => unknown>> = {
  ps: (test) => listed(CONTAINERS, test['containers'], test),
  images: (test) => {
    const wantsDigests = Boolean(test['digest']) || test.format.includes('{{.Digest}}');
    return formatList(IMAGES, ((test['images'] ?? []) as readonly never[]).flatMap((image) => linesOf(image, wantsDigests)), test.format, view(test));
  },
  'volume.ls': (test) => listed(VOLUMES, test['volumes'], test),
  'network.ls': (test) => listed(NETWORKS, test['networks'], test),
  stats: (test) => formatList(STATS, ((test['stats'] ?? []) as readonly GoUsage[]).map(usageOf), test.format, view(test)),
  history: (test) => listed(historyListing(test['human']), test['histories'], test),
  diff: (test) => listed(DIFF, test['changes'], test),
  search: (test) => listed(searchListing(test.format.startsWith('table')), test['results'], test),
  'context.ls': (test) =>
    formatList(
      CONTEXTS,
      ((test['contexts'] ?? []) as readonly GoContext[]).map((one) => ({ name: one.Name, description: one.Description, endpoint: one.DockerEndpoint, isCurrent: one.Current, error: one.Error })),
      test.format,
      view(test),
    ),
  'system.df': (test) => {
    const usage = {
      LayersSize: test['layersSize'] as number, Images: test['images'] ?? [], Containers: test['containers'] ?? [], Volumes: test['volumes'] ?? [], BuildCache: test['buildCache'] ?? [],
    };
    return test['verbose'] ? formatVerboseUsage(usage, test.format.startsWith('table') ? 'table' : test.format, view(test)) : formatUsage(usage, test.format, view(test));
  },
  events: (test) => eventFormatter(test['template'])(test['event']),
  'info.pretty': (test) => `${formatClientInfo(test['client'])}${test['info'] ? formatServerInfo(test['info'], test['userName']) : 'Server:\n'}`,
  'info.format': (test) => formatInfo(test['info'], test['client'], test.format),
  version: (test) => {
    const { Client: client, Server: server } = test['version'] as { Client: Record<string, string>; Server: never };
    const own = {
      version: client['Version']!, apiVersion: client['ApiVersion']!, defaultApiVersion: client['DefaultAPIVersion']!, gitCommit: client['GitCommit']!, goVersion: client['GoVersion']!,
      os: client['Os']!, arch: client['Arch']!, buildTime: client['BuildTime']!, context: client['Context']!,
    };
    return formatVersion(own, server ?? undefined, test['template']);
  },
  'inspect.json': (test) => `${toText(objectsOf(test), !test.output.includes('\n ') && test.output.includes('{'))}\n`,
  'inspect.template': (test) => {
    const template = readTemplate(test['template']);
    const lines = objectsOf(test).map((object) => `${executeOn(template, object)}\n`);
    // Some of the tests empty what was printed before the last object.
    const printed = test.output.split('\n').length - 1;
    return lines.length > 0 ? lines.slice(-printed).join('') : '\n';
  },
  'fn.Ellipsis': (test) => ellipsis(test['s'], test['maxDisplayWidth']),
  'fn.DisplayablePorts': (test) => displayPorts(test['ports']),
  'fn.calculateMemUsageUnixNoCache': (test) => usedMemory(test['mem']),
  'fn.calculateBlockIO': (test) => {
    const { read, written } = blockIo(test['blkio']);
    return [read, written];
  },
};

/** What went into these is not recorded: a struct whose field is called otherwise in JSON, and errors of the client. */
function isUnrecorded(test: Case): boolean {
  return test['template'] === '{{.DNS}}' || (test.kind === 'info.format' && test.output.includes('"ServerErrors":'));
}

/** Of Windows or a swarm, or of a kind of object that is not simulated. */
function isElsewhere(test: Case): boolean {
  if (test.kind === 'stats') return test['osType'] === 'windows';
  if (test.kind === 'info.pretty') return (test['info'] as { Swarm?: { ControlAvailable?: boolean } } | null)?.Swarm?.ControlAvailable ?? false;
  if (test.kind === 'volume.ls') return ((test['volumes'] ?? []) as readonly { ClusterVolume?: unknown }[]).some((volume) => volume.ClusterVolume !== undefined);
  return test.kind.startsWith('inspect.') && !/command\/(image|volume|network|container|context|inspect)\//.test(test.at);
}

function expected(test: Case): string {
  if (test.kind === 'fn.calculateBlockIO') return canonical([test['out0'], test['out1']]);
  if (test.kind.startsWith('fn.')) return canonical(test['out0']);
  // `docker info` prints what it can before it fails.
  return test.error && test.kind !== 'info.pretty' ? `error: ${test.error}` : test.output;
}

function found(test: Case, write: NonNullable<(typeof KINDS)[string]>): string {
  try {
    const value = write(test);
    return test.kind.startsWith('fn.') ? canonical(value) : (value as string);
  } catch (error) {
    return `error: ${(error as Error).message}`;
  }
}

/** cli-golden.json: what Docker's own tests print of objects of the API. */
export function runSuite(suite: Suite): SuiteResult {
  const tally = new Tally();
  for (const [i, test] of suite.cases.entries()) {
    const write = KINDS[test.kind];
    if (!write || isElsewhere(test) || isUnrecorded(test)) tally.skip();
    else tally.check(`${i} ${test.kind} ${String(test.format ?? test['template'] ?? '')}`.slice(0, 120), expected(test), found(test, write));
  }
  return tally.result;
}
