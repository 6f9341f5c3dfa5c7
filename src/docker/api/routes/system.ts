import type { Process } from '../../../core/process.ts';
import { NotSimulated } from '../../../core/errors.ts';
import type { Input } from '../../../core/stream.ts';
import { json, stream } from '../call.ts';
import type { Call } from '../call.ts';
import { invalidParameter, unavailable } from '../errors.ts';
import type { Filters } from '../filters.ts';
import type { ApiResponse, Json } from '../http.ts';
import type { Route } from '../router.ts';
import { AUTH } from '../shapes.ts';
import { parseUnixTime } from '../time.ts';
import type { Micros } from '../../../core/clock.ts';
import type { AuthConfig, DiskUsage, VersionResponse } from '../types/system.ts';

/** What these routes need of an engine. Everything throws ApiError. */
export interface SystemBackend {
  info(): Json;
  version(): VersionResponse;
  diskUsage(types: readonly string[]): DiskUsage;
  events(options: { since: Micros | undefined; until: Micros | undefined; filters: Filters }): Input;
  login(auth: AuthConfig): Process<{ readonly Status: string; readonly IdentityToken: string }>;
}

export function systemRoutes(backend: SystemBackend): Route[] {
  return [
    { method: 'GET', path: '/_ping', handle: () => ping(true) },
    { method: 'HEAD', path: '/_ping', handle: () => ping(false) },
    { method: 'GET', path: '/info', handle: () => answer(() => backend.info()) },
    { method: 'GET', path: '/version', handle: () => answer(() => backend.version()) },
    { method: 'GET', path: '/events', handle: (call) => events(backend, call) },
    { method: 'GET', path: '/system/df', handle: (call) => diskUsage(backend, call) },
    { method: 'POST', path: '/auth', handle: (call) => login(backend, call) },
    { method: 'GET', path: '/plugins', handle: () => answer(() => []) },
    ...swarmRoutes(),
  ];
}

const PING_HEADERS: readonly (readonly [string, string])[] = [
  ['builder-version', '2'], ['cache-control', 'no-cache, no-store, must-revalidate'], ['pragma', 'no-cache'], ['swarm', 'inactive'], ['content-type', 'text/plain; charset=utf-8'],
];

function* ping(hasBody: boolean): Process<ApiResponse> {
  return { status: 200, headers: new Map(PING_HEADERS), ...(hasBody ? { body: 'OK' } : {}) };
}

function* answer(make: () => Json): Process<ApiResponse> {
  return json(make());
}

const DISK_TYPES = ['container', 'image', 'volume', 'build-cache'];

function* diskUsage(backend: SystemBackend, call: Call): Process<ApiResponse> {
  const types = call.list('type');
  for (const type of types) if (!DISK_TYPES.includes(type)) throw invalidParameter(`unknown object type: ${type}`);
  return json(backend.diskUsage(types.length > 0 ? types : DISK_TYPES));
}

function* events(backend: SystemBackend, call: Call): Process<ApiResponse> {
  const [since, until] = [moment(call, 'since'), moment(call, 'until')];
  if (since !== undefined && until !== undefined && until < since) throw invalidParameter('`since` time (' + call.text('since') + ') cannot be after `until` time (' + call.text('until') + ')');
  const filters = call.filters();
  return stream(backend.events({ since, until, filters }), 'application/json');
}

function moment(call: Call, name: string): Micros | undefined {
  const text = call.text(name);
  if (text === '') return undefined;
  const time = parseUnixTime(text);
  if (time === undefined) throw invalidParameter(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return time;
}

function* login(backend: SystemBackend, call: Call): Process<ApiResponse> {
  return json(yield* backend.login((yield* call.requiredBody(AUTH)) as AuthConfig));
}

/** What BuildKit's own protocol needs; builds of the real client without BuildKit, and of ours, don't. */
export function sessionRoutes(): Route[] {
  const refuse = function* (call: Call): Process<ApiResponse> {
    if (call.header('upgrade') === '') throw invalidParameter('no upgrade proto in request');
    throw new NotSimulated('the session protocol of BuildKit (use DOCKER_BUILDKIT=0)');
  };
  return [{ method: 'POST', path: '/session', handle: refuse }, { method: 'POST', path: '/grpc', handle: refuse }];
}

const NOT_A_MANAGER = 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.';

/** A node that is in no swarm answers all of these the same. */
function swarmRoutes(): Route[] {
  const refuse = function* (): Process<ApiResponse> {
    throw unavailable(NOT_A_MANAGER);
  };
  const paths: readonly (readonly [Route['method'], string])[] = [
    ['GET', '/swarm'], ['POST', '/swarm/update'], ['GET', '/swarm/unlockkey'], ['POST', '/swarm/unlock'],
    ...['services', 'nodes', 'tasks', 'secrets', 'configs'].flatMap((kind): (readonly [Route['method'], string])[] => [
      ['GET', `/${kind}`], ['GET', `/${kind}/{id}`], ['POST', `/${kind}/create`], ['POST', `/${kind}/{id}/update`], ['DELETE', `/${kind}/{id}`], ['GET', `/${kind}/{id}/logs`],
    ]),
  ];
  const leave = function* (): Process<ApiResponse> {
    throw unavailable('This node is not part of a swarm');
  };
  return [...paths.map(([method, path]) => ({ method, path, handle: refuse })), { method: 'POST', path: '/swarm/leave', handle: leave }];
}
