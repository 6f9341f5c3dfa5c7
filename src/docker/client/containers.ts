import type { Process } from '../../core/process.ts';
import type { Connection, Input } from '../../core/stream.ts';
import type { Json } from '../api/http.ts';
import type {
  ContainerInspect, ContainerSummary, CreateContainerRequest, CreateContainerResponse, FilesystemChange, PathStat, PruneContainersResponse,
  TopResponse, UpdateRequest, UpdateResponse, WaitResponse,
} from '../api/types/containers.ts';
import { fromBase64 } from '../../core/base64.ts';
import { DaemonError, segment } from './client.ts';
import type { Client } from './client.ts';

/** Ids and names are put into paths as they are; the router decodes segments. */
const at = (container: string, verb = '') => `/containers/${segment('container', container)}${verb && `/${verb}`}`;

export interface ListOptions {
  readonly all?: boolean;
  readonly limit?: number;
  readonly size?: boolean;
  readonly filters?: string;
}

export function listContainers(client: Client, { all, limit, size, filters }: ListOptions): Process<readonly ContainerSummary[]> {
  return client.json('GET', '/containers/json', { query: { all: all || undefined, limit: limit && limit > 0 ? limit : undefined, size: size || undefined, filters } });
}

export function createContainer(client: Client, request: CreateContainerRequest, name: string, platform = ''): Process<CreateContainerResponse> {
  return client.json('POST', '/containers/create', { query: { name: name || undefined, platform: platform || undefined }, body: request as Json });
}

export function inspectContainer(client: Client, container: string, size = false): Process<ContainerInspect> {
  return client.json('GET', at(container, 'json'), { query: { size: size || undefined } });
}

export function* startContainer(client: Client, container: string): Process<void> {
  yield* client.send('POST', at(container, 'start'));
}

export interface StopOptions {
  readonly signal?: string;
  /** Seconds. */
  readonly timeout?: number;
}

export function* stopContainer(client: Client, container: string, { signal, timeout }: StopOptions = {}): Process<void> {
  yield* client.send('POST', at(container, 'stop'), { query: { signal: signal || undefined, t: timeout } });
}

export function* restartContainer(client: Client, container: string, { signal, timeout }: StopOptions = {}): Process<void> {
  yield* client.send('POST', at(container, 'restart'), { query: { signal: signal || undefined, t: timeout } });
}

export function* killContainer(client: Client, container: string, signal = ''): Process<void> {
  yield* client.send('POST', at(container, 'kill'), { query: { signal: signal || undefined } });
}

export function* pauseContainer(client: Client, container: string): Process<void> {
  yield* client.send('POST', at(container, 'pause'));
}

export function* unpauseContainer(client: Client, container: string): Process<void> {
  yield* client.send('POST', at(container, 'unpause'));
}

export interface RemoveOptions {
  readonly force?: boolean;
  readonly volumes?: boolean;
  readonly link?: boolean;
}

export function* removeContainer(client: Client, container: string, { force, volumes, link }: RemoveOptions): Process<void> {
  yield* client.send('DELETE', at(container), { query: { v: volumes || undefined, link: link || undefined, force: force || undefined } });
}

export function* renameContainer(client: Client, container: string, name: string): Process<void> {
  yield* client.send('POST', at(container, 'rename'), { query: { name } });
}

/** `condition` is `not-running`, `next-exit` or `removed`. The daemon has taken note when `begun` is called. */
export function waitContainer(client: Client, container: string, condition: string): Process<WaitResponse> {
  return client.json('POST', at(container, 'wait'), { query: { condition: condition || undefined } });
}

export function topContainer(client: Client, container: string, args: readonly string[]): Process<TopResponse> {
  return client.json('GET', at(container, 'top'), { query: { ps_args: args.length > 0 ? args.join(' ') : undefined } });
}

export function changesOf(client: Client, container: string): Process<readonly FilesystemChange[] | null> {
  return client.json('GET', at(container, 'changes'));
}

export function updateContainer(client: Client, container: string, request: UpdateRequest): Process<UpdateResponse> {
  return client.json('POST', at(container, 'update'), { body: request as Json });
}

export function pruneContainers(client: Client, filters: string | undefined): Process<PruneContainersResponse> {
  return client.json('POST', '/containers/prune', { query: { filters } });
}

export function exportContainer(client: Client, container: string): Process<Input> {
  return client.stream('GET', at(container, 'export'));
}

export interface LogOptions {
  readonly follow: boolean;
  readonly since: string;
  readonly until: string;
  readonly timestamps: boolean;
  readonly tail: string;
  readonly details: boolean;
}

export function containerLogs(client: Client, container: string, { follow, since, until, timestamps, tail, details }: LogOptions): Process<Input> {
  return client.stream('GET', at(container, 'logs'), {
    query: {
      stdout: true, stderr: true, since: since || undefined, until: until || undefined, timestamps: timestamps || undefined,
      details: details || undefined, follow: follow || undefined, tail,
    },
  });
}

export function containerStats(client: Client, container: string, isStream: boolean): Process<Input> {
  return client.stream('GET', at(container, 'stats'), { query: { stream: isStream ? '1' : '0' } });
}

const UPGRADE = { connection: 'Upgrade', upgrade: 'tcp' };

export interface AttachOptions {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly logs?: boolean;
  readonly detachKeys?: string;
}

export function* attachContainer(client: Client, container: string, { stdin, stdout, stderr, logs, detachKeys }: AttachOptions): Process<Connection> {
  const response = yield* client.send('POST', at(container, 'attach'), {
    headers: UPGRADE,
    query: { stream: true, stdin: stdin || undefined, stdout: stdout || undefined, stderr: stderr || undefined, logs: logs || undefined, detachKeys: detachKeys || undefined },
  });
  return connectionOf(response.upgraded);
}

export function connectionOf(connection: Connection | undefined): Connection {
  if (!connection) throw new DaemonError(500, 'the connection was not upgraded');
  return connection;
}

export const HIJACK_HEADERS = UPGRADE;

export function* resizeContainer(client: Client, container: string, rows: number, columns: number): Process<void> {
  yield* client.send('POST', at(container, 'resize'), { query: { h: rows, w: columns } });
}

/** What is at a path in a container. */
export function* statPath(client: Client, container: string, path: string): Process<PathStat> {
  const { headers } = yield* client.send('HEAD', at(container, 'archive'), { query: { path } });
  return decodeStat(headers.get('x-docker-container-path-stat'));
}

export function* getArchive(client: Client, container: string, path: string): Process<{ readonly stat: PathStat; readonly tar: Input }> {
  const response = yield* client.send('GET', at(container, 'archive'), { query: { path } });
  return { stat: decodeStat(response.headers.get('x-docker-container-path-stat')), tar: response.body as Input };
}

export function* putArchive(client: Client, container: string, path: string, tar: Input, options: { readonly copyUidGid?: boolean; readonly allowOverwriteDirWithFile?: boolean }): Process<void> {
  yield* client.send('PUT', at(container, 'archive'), {
    body: tar,
    query: { path, noOverwriteDirNonDir: options.allowOverwriteDirWithFile ? undefined : 'true', copyUIDGID: options.copyUidGid ? 'true' : undefined },
  });
}

function decodeStat(header: string | undefined): PathStat {
  if (header === undefined) throw new DaemonError(500, 'the answer says nothing of the path');
  return JSON.parse(fromBase64(header)) as PathStat;
}
