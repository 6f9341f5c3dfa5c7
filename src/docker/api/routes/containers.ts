import type { Process } from '../../../core/process.ts';
import type { Connection, Input } from '../../../core/stream.ts';
import { MULTIPLEXED_STREAM, RAW_STREAM, empty, hijacked, json, noContent, stream } from '../call.ts';
import type { Call } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import type { Filters } from '../filters.ts';
import type { ApiResponse } from '../http.ts';
import type { Route } from '../router.ts';
import type {
  ContainerInspect, ContainerSummary, CreateContainerRequest, CreateContainerResponse, FilesystemChange, PathStat, PruneContainersResponse, StatsQuery, TopResponse, UpdateRequest,
  UpdateResponse,
} from '../types/containers.ts';
import { base64 } from '../base64.ts';
import { CREATE_CONTAINER, UPDATE_CONTAINER } from '../shapes.ts';

/** What these routes need of an engine. Everything throws ApiError. */
export interface ContainersBackend {
  list(options: { all: boolean; size: boolean; limit: number; filters: Filters }): ContainerSummary[];
  create(name: string, request: CreateContainerRequest, platform: string): Process<CreateContainerResponse>;
  inspect(reference: string, withSize: boolean): ContainerInspect;
  start(reference: string): Process<void>;
  stop(reference: string, options: { signal: string; timeout: number | undefined }): Process<void>;
  restart(reference: string, options: { signal: string; timeout: number | undefined }): Process<void>;
  kill(reference: string, signal: string): Process<void>;
  pause(reference: string): Process<void>;
  unpause(reference: string): Process<void>;
  rename(reference: string, name: string): void;
  update(reference: string, request: UpdateRequest): UpdateResponse;
  remove(reference: string, options: { removesVolumes: boolean; isForced: boolean; isLink: boolean }): Process<void>;
  /** The body comes when it is over: a WaitResponse. */
  wait(reference: string, condition: string): Input;
  top(reference: string, psArgs: string): TopResponse;
  stats(reference: string, query: StatsQuery): Input;
  logs(reference: string, options: LogsQuery): { readonly body: Input; readonly isTty: boolean };
  attach(reference: string, options: AttachQuery): Connection;
  resize(reference: string, height: number, width: number): void;
  changes(reference: string): FilesystemChange[];
  statPath(reference: string, path: string): PathStat;
  archive(reference: string, path: string): { readonly stat: PathStat; readonly body: Input };
  extract(reference: string, path: string, archive: Input, options: { refusesTypeChange: boolean; copiesOwners: boolean }): Process<void>;
  export(reference: string): Input;
  prune(filters: Filters): Process<PruneContainersResponse>;
  isTty(reference: string): boolean;
}

export interface LogsQuery {
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly follow: boolean;
  readonly timestamps: boolean;
  readonly details: boolean;
  readonly since: string;
  readonly until: string;
  readonly tail: string;
}

export interface AttachQuery {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly logs: boolean;
  readonly stream: boolean;
  readonly detachKeys: string;
}

const CONTAINER = '/containers/{name}';

export function containerRoutes(backend: ContainersBackend): Route[] {
  return [
    { method: 'GET', path: '/containers/json', handle: (call) => list(backend, call) },
    { method: 'POST', path: '/containers/create', handle: (call) => create(backend, call) },
    { method: 'POST', path: '/containers/prune', handle: (call) => prune(backend, call) },
    { method: 'GET', path: `${CONTAINER}/json`, handle: (call) => inspect(backend, call) },
    { method: 'GET', path: `${CONTAINER}/top`, handle: (call) => top(backend, call) },
    { method: 'GET', path: `${CONTAINER}/logs`, handle: (call) => logs(backend, call) },
    { method: 'GET', path: `${CONTAINER}/stats`, handle: (call) => stats(backend, call) },
    { method: 'GET', path: `${CONTAINER}/changes`, handle: (call) => changes(backend, call) },
    { method: 'GET', path: `${CONTAINER}/export`, handle: (call) => exportRoot(backend, call) },
    { method: 'HEAD', path: `${CONTAINER}/archive`, handle: (call) => headArchive(backend, call) },
    { method: 'GET', path: `${CONTAINER}/archive`, handle: (call) => getArchive(backend, call) },
    { method: 'PUT', path: `${CONTAINER}/archive`, handle: (call) => putArchive(backend, call) },
    { method: 'POST', path: `${CONTAINER}/start`, handle: (call) => done(backend.start(call.param('name'))) },
    { method: 'POST', path: `${CONTAINER}/stop`, handle: (call) => done(backend.stop(call.param('name'), stopQuery(call))) },
    { method: 'POST', path: `${CONTAINER}/restart`, handle: (call) => done(backend.restart(call.param('name'), stopQuery(call))) },
    { method: 'POST', path: `${CONTAINER}/kill`, handle: (call) => done(backend.kill(call.param('name'), call.text('signal'))) },
    { method: 'POST', path: `${CONTAINER}/pause`, handle: (call) => done(backend.pause(call.param('name'))) },
    { method: 'POST', path: `${CONTAINER}/unpause`, handle: (call) => done(backend.unpause(call.param('name'))) },
    { method: 'POST', path: `${CONTAINER}/rename`, handle: (call) => rename(backend, call) },
    { method: 'POST', path: `${CONTAINER}/update`, handle: (call) => update(backend, call) },
    { method: 'POST', path: `${CONTAINER}/resize`, handle: (call) => resize(backend, call) },
    { method: 'POST', path: `${CONTAINER}/wait`, handle: (call) => wait(backend, call) },
    { method: 'POST', path: `${CONTAINER}/attach`, handle: (call) => attach(backend, call) },
    { method: 'DELETE', path: CONTAINER, handle: (call) => remove(backend, call) },
  ];
}

function* done(work: Process<void>): Process<ApiResponse> {
  yield* work;
  return noContent();
}

function* list(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const filters = call.filters();
  return json(backend.list({ all: call.flag('all'), size: call.flag('size'), limit: call.integer('limit') ?? 0, filters }));
}

function* create(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const body = withOlderDefaults((yield* call.requiredBody(CREATE_CONTAINER)) as CreateContainerRequest, call);
  return json(yield* backend.create(call.text('name'), body, call.text('platform')), 201);
}

/** Before, a container shared its IPC with those that asked, and saw the host's cgroups. */
function withOlderDefaults(body: CreateContainerRequest, call: Call): CreateContainerRequest {
  const { HostConfig } = body;
  if (!HostConfig || !call.isOlderThan('1.41')) return body;
  const IpcMode = HostConfig.IpcMode || (call.isOlderThan('1.40') ? 'shareable' : '');
  return { ...body, HostConfig: { ...HostConfig, IpcMode, CgroupnsMode: HostConfig.CgroupnsMode || 'host' } };
}

function* inspect(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  return json(backend.inspect(call.param('name'), call.flag('size')));
}

function* top(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  return json(backend.top(call.param('name'), call.has('ps_args') ? call.text('ps_args') : '-ef'));
}

function* logs(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const { body, isTty } = backend.logs(call.param('name'), {
    stdout: call.flag('stdout'), stderr: call.flag('stderr'), follow: call.flag('follow'), timestamps: call.flag('timestamps'), details: call.flag('details'),
    since: call.text('since'), until: call.text('until'), tail: call.text('tail'),
  });
  return stream(body, isTty || call.isOlderThan('1.42') ? RAW_STREAM : MULTIPLEXED_STREAM);
}

function* stats(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const isStream = call.flag('stream', true);
  const isOneShot = call.flag('one-shot');
  if (isStream && isOneShot) throw invalidParameter('cannot have stream=true and one-shot=true');
  return stream(backend.stats(call.param('name'), { isStream, isOneShot }), 'application/json');
}

function* changes(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  return json(backend.changes(call.param('name')));
}

function* exportRoot(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  return stream(backend.export(call.param('name')), 'application/octet-stream');
}

function pathOf(call: Call): string {
  const path = call.text('path');
  if (path === '') throw invalidParameter('bad parameter: pathcannot be empty');
  return path;
}

function statHeader(stat: PathStat): readonly [string, string] {
  return ['x-docker-container-path-stat', base64(JSON.stringify(stat))];
}

function* headArchive(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const stat = backend.statPath(call.param('name'), pathOf(call));
  return { status: 200, headers: new Map([statHeader(stat)]) };
}

function* getArchive(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const { stat, body } = backend.archive(call.param('name'), pathOf(call));
  return stream(body, 'application/x-tar', [statHeader(stat)]);
}

function* putArchive(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const options = { refusesTypeChange: call.flag('noOverwriteDirNonDir'), copiesOwners: call.flag('copyUIDGID') };
  yield* backend.extract(call.param('name'), pathOf(call), call.stream(), options);
  return empty(200);
}

function stopQuery(call: Call): { signal: string; timeout: number | undefined } {
  return { signal: call.text('signal'), timeout: call.integer('t') };
}

function* rename(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  backend.rename(call.param('name'), call.text('name'));
  return noContent();
}

function* update(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  return json(backend.update(call.param('name'), (yield* call.requiredBody(UPDATE_CONTAINER)) as UpdateRequest));
}

/** Throws what Go says of a size that is no number. */
export function sizeQuery(call: Call): [height: number, width: number] {
  const number = (name: string) => {
    const text = call.text(name);
    if (!/^\d+$/.test(text)) throw invalidParameter(`invalid resize ${name === 'h' ? 'height' : 'width'} ${JSON.stringify(text)}: invalid syntax`);
    return Number(text);
  };
  return [number('h'), number('w')];
}

function* resize(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const [height, width] = sizeQuery(call);
  backend.resize(call.param('name'), height, width);
  return empty(200);
}

function* wait(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  return stream(backend.wait(call.param('name'), call.text('condition')), 'application/json');
}

function* attach(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  const name = call.param('name');
  const isTty = backend.isTty(name);
  const connection = backend.attach(name, {
    stdin: call.flag('stdin'), stdout: call.flag('stdout'), stderr: call.flag('stderr'), logs: call.flag('logs'), stream: call.flag('stream'),
    detachKeys: call.text('detachKeys'),
  });
  return hijacked(call, connection, isTty ? RAW_STREAM : MULTIPLEXED_STREAM);
}

function* remove(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  yield* backend.remove(call.param('name'), { removesVolumes: call.flag('v'), isForced: call.flag('force'), isLink: call.flag('link') });
  return noContent();
}

function* prune(backend: ContainersBackend, call: Call): Process<ApiResponse> {
  return json(yield* backend.prune(call.filters()));
}
