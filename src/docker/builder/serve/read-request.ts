import { toText } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import { TarError } from '../../../machine/files/tar/format.ts';
import { readTar } from '../../../machine/files/tar/read.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { Query } from '../../api/http.ts';
import { parseIgnoreFile } from '../ignore/ignore-file.ts';
import { formatReference, parseNormalizedReference } from '../../registry/references.ts';
import { IgnoreMatcher, clean } from '../ignore/matcher.ts';
import { parseBool } from '../parse/go-strings.ts';
import type { BuildRequest } from '../request.ts';

/**
 * Reads a build request of our own client (`version=2`). What BuildKit fetches from its client piece by piece comes as one
 * tar: the context below `context/`, others below `contexts/NAME/`, secrets as `secrets/ID`, the Dockerfile as `Dockerfile`
 * and the lines of .dockerignore as `ignore`.
 */
export function* readBuildKitRequest(query: Query, body: Input): Process<BuildRequest> {
  const parts = sortParts(yield* readArchive(body));
  const common = readQuery(query);
  const contexts = new Map<string, { entries: readonly LayerEntry[] } | { reference: string }>();
  for (const [name, entries] of parts.contexts) contexts.set(name, { entries });
  for (const [name, reference] of pairsOf(query, 'contexts')) contexts.set(name, { reference });
  return {
    ...common,
    dockerfile: { name: text(query, 'dockerfile') || 'Dockerfile', text: parts.dockerfile },
    context: parts.context,
    ignore: parts.ignore === undefined ? [] : parts.ignore.split('\n').filter((line) => line !== ''),
    contexts,
    secrets: parts.secrets,
    ssh: list(query, 'ssh'),
    noCacheFilter: list(query, 'nocachefilter'),
    output: outputOf(text(query, 'output')),
    fileOutput: text(query, 'output') === 'tar' ? 'client tarball' : 'client directory',
    isCheck: flag(query, 'check'),
  };
}

/** Reads a request of the client without BuildKit: the body is the context. */
export function* readClassicRequest(query: Query, body: Input): Process<BuildRequest> {
  const entries = yield* readArchive(body);
  const name = clean(text(query, 'dockerfile') || 'Dockerfile');
  const file = entries.find((entry) => entry.type === 'file' && clean(entry.path) === name);
  const ignoreFile = entries.find((entry) => clean(entry.path) === '.dockerignore');
  const ignore = ignoreFile ? parseIgnoreFile(contentText(ignoreFile)) : [];
  const matcher = new IgnoreMatcher(ignore);
  // The client sends these two in any case; what ignores them means that they are not to be copied.
  const isDropped = (path: string) => (path === name || path === '.dockerignore') && matcher.matchesOrParentMatches(path);
  return {
    ...readQuery(query),
    dockerfile: { name, text: file && contentText(file) },
    context: entries.filter(({ path }) => !isDropped(clean(path))),
    ignore,
    contexts: new Map(),
    secrets: new Map(),
    ssh: [],
    noCacheFilter: [],
    output: 'image',
    isCheck: false,
  };
}

type Common = Omit<BuildRequest, 'dockerfile' | 'context' | 'ignore' | 'contexts' | 'secrets' | 'ssh' | 'noCacheFilter' | 'output' | 'fileOutput' | 'isCheck'>;

function readQuery(query: Query): Common {
  const shm = text(query, 'shmsize');
  const platform = text(query, 'platform');
  return {
    target: text(query, 'target'),
    buildArgs: new Map(pairsOf(query, 'buildargs')),
    labels: new Map(pairsOf(query, 'labels')),
    platform: platform === '' ? undefined : platform,
    hasNoCache: flag(query, 'nocache'),
    pull: flag(query, 'pull'),
    network: networkOf(text(query, 'networkmode')),
    extraHosts: list(query, 'extrahosts').flatMap((value) => value.split(',')).filter((value) => value !== '').map(hostOf),
    shmSize: shm === '' || shm === '0' ? undefined : Number(shm),
    ulimits: new Map(ulimitsOf(text(query, 'ulimits'))),
    tags: list(query, 't').filter((tag) => tag !== '').map(tagOf),
  };
}

function text(query: Query, name: string): string {
  return query.get(name)?.[0] ?? '';
}

function list(query: Query, name: string): readonly string[] {
  return query.get(name) ?? [];
}

function flag(query: Query, name: string): boolean {
  return parseBool(text(query, name)) ?? false;
}

function json(query: Query, name: string): unknown {
  const value = text(query, name);
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw invalidParameter(`error reading build args: invalid ${name}`);
  }
}

/** An object of texts; null stands for a name without a value and is left out. */
function pairsOf(query: Query, name: string): [string, string][] {
  const value = json(query, name);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]): [string, string][] => (typeof item === 'string' ? [[key, item]] : []));
}

function networkOf(mode: string): BuildRequest['network'] {
  return mode === 'none' || mode === 'host' ? mode : 'default';
}

function hostOf(value: string): readonly [string, string] {
  const at = value.search(/[:=]/);
  return at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)];
}

function ulimitsOf(value: string): [string, { soft: number; hard: number }][] {
  if (value === '') return [];
  const limits = JSON.parse(value) as readonly { Name: string; Soft: number; Hard: number }[];
  return limits.map(({ Name, Soft, Hard }) => [Name, { soft: Soft, hard: Hard }]);
}

function tagOf(tag: string): string {
  try {
    return formatReference(parseNormalizedReference(tag));
  } catch (error) {
    throw invalidParameter((error as Error).message);
  }
}

function outputOf(value: string): BuildRequest['output'] {
  if (value === 'local' || value === 'tar') return 'files';
  return value === 'none' ? 'none' : 'image';
}

function contentText({ content }: LayerEntry): string {
  return content instanceof Uint8Array ? toText(content) : '';
}

function* readArchive(body: Input): Process<readonly LayerEntry[]> {
  try {
    return yield* readTar(body);
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    throw invalidParameter(error.message);
  }
}

interface Parts {
  dockerfile: string | undefined;
  ignore: string | undefined;
  readonly context: LayerEntry[];
  readonly contexts: Map<string, LayerEntry[]>;
  readonly secrets: Map<string, Uint8Array>;
}

function sortParts(entries: readonly LayerEntry[]): Parts {
  const parts: Parts = { dockerfile: undefined, ignore: undefined, context: [], contexts: new Map(), secrets: new Map() };
  for (const entry of entries) {
    const [top, ...rest] = entry.path.split('/');
    const path = rest.join('/');
    if (top === 'Dockerfile') parts.dockerfile = contentText(entry);
    else if (top === 'ignore') parts.ignore = contentText(entry);
    else if (top === 'secrets' && entry.content instanceof Uint8Array) parts.secrets.set(path, entry.content);
    else if (top === 'context' && path !== '') parts.context.push(moved(entry, 1));
    else if (top === 'contexts' && rest.length > 1) {
      const known = parts.contexts.get(rest[0]!) ?? [];
      parts.contexts.set(rest[0]!, known);
      if (rest[1] !== '') known.push(moved(entry, 2));
    }
  }
  return parts;
}

/** Without the first folders of its path, and of the path that a hard link names. */
function moved(entry: LayerEntry, depth: number): LayerEntry {
  const cut = (path: string) => path.split('/').slice(depth).join('/');
  return { ...entry, path: cut(entry.path), uid: 0, gid: 0, ...(entry.type === 'hardlink' && { target: cut(entry.target!) }) };
}
