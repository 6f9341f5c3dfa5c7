import type { Process, Scheduler } from '../../core/process.ts';
import { Call } from './call.ts';
import { ApiError } from './errors.ts';
import { isInput } from './http.ts';
import type { ApiHandler, ApiRequest, ApiResponse, Method } from './http.ts';
import { isOlder, olderAnswer } from './older.ts';
import { failureOf } from './status.ts';

export const API_VERSION = '1.50';
export const MIN_API_VERSION = '1.24';
export const ENGINE_VERSION = '28.2.2';

/** One line of a table of routes. */
export interface Route {
  readonly method: Method;
  /** `{name}` is one segment, `{name*}` one or more. */
  readonly path: string;
  readonly handle: (call: Call) => Process<ApiResponse>;
  /** It only waits or reads, so it ends with its caller. All of GET and HEAD do. */
  readonly endsWithCaller?: boolean;
}

interface CompiledRoute {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Answers requests from a table of routes. What a route does runs as a task of the daemon's. */
export class Router implements ApiHandler {
  readonly #routes = new Map<string, CompiledRoute[]>();

  constructor(
    private readonly scheduler: Scheduler,
    routes: readonly Route[],
  ) {
    for (const route of routes) {
      const key = `${route.method} ${firstSegment(route.path)}`;
      const compiled = this.#routes.get(key) ?? [];
      compiled.push(compile(route));
      this.#routes.set(key, compiled);
    }
  }

  *handle(request: ApiRequest): Process<ApiResponse> {
    return withDaemonHeaders(yield* this.#answer(request));
  }

  *#answer(request: ApiRequest): Process<ApiResponse> {
    const versioned = /^\/v(\d+\.\d+)(\/.*)$/.exec(request.path);
    const version = versioned?.[1] ?? API_VERSION;
    const refusal = refusedVersion(version);
    if (refusal !== undefined) return failure(400, refusal);
    const found = this.#find(request.method, versioned?.[2] ?? request.path);
    if (!found) return request.method === 'OPTIONS' ? { status: 200, headers: new Map() } : failure(404, 'page not found');
    return yield* this.#run(found.route, new Call(request, found.params, version));
  }

  #find(method: Method, path: string): { route: Route; params: Record<string, string> } | undefined {
    for (const { route, pattern, names } of this.#routes.get(`${method} ${firstSegment(path)}`) ?? []) {
      const match = pattern.exec(path);
      if (!match) continue;
      const params: Record<string, string> = {};
      names.forEach((name, i) => (params[name] = decode(match[i + 1]!)));
      return { route, params };
    }
    return undefined;
  }

  *#run(route: Route, call: Call): Process<ApiResponse> {
    let response: ApiResponse | undefined;
    let defect: { error: unknown } | undefined;
    const task = this.scheduler.start(route.handle(call), (outcome) => {
      if (outcome.kind === 'returned') response = outcome.value;
      else if (outcome.kind === 'cancelled') response = failure(500, 'context canceled');
      else {
        response = failureResponse(outcome.error);
        if (!response) defect = { error: outcome.error };
      }
    });
    try {
      while (!task.isDone) yield* task.ended.wait();
    } finally {
      if (!task.isDone) this.#abandon(route, call, task);
    }
    if (defect) throw defect.error;
    return isOlder(call.version, API_VERSION) ? inVersion(response!, route, call.version) : response!;
  }

  #abandon(route: Route, call: Call, task: { cancel(): void }): void {
    call.isAbandoned = true;
    call.abandoned.notify();
    if (route.endsWithCaller || route.method === 'GET' || route.method === 'HEAD') task.cancel();
  }
}

/** By path, which the tables of routes hold: the same for the engines of all worlds. */
const patterns = new Map<string, { readonly pattern: RegExp; readonly names: readonly string[] }>();

function inVersion(response: ApiResponse, { method, path }: Route, version: string): ApiResponse {
  if (response.status !== 200 || response.body === undefined || isInput(response.body)) return response;
  return { ...response, body: olderAnswer(`${method} ${path}`, version, response.body) };
}

function compile(route: Route): CompiledRoute {
  let compiled = patterns.get(route.path);
  if (!compiled) patterns.set(route.path, (compiled = patternOf(route.path)));
  return { route, pattern: compiled.pattern, names: compiled.names };
}

function patternOf(path: string) {
  const names: string[] = [];
  const pattern = path.replace(/\{(\w+)(\*?)\}/g, (_, name: string, many: string) => {
    names.push(name);
    return many ? '(.+)' : '([^/]+)';
  });
  return { pattern: new RegExp(`^${pattern}$`), names };
}

function firstSegment(path: string): string {
  const end = path.indexOf('/', 1);
  return end < 0 ? path.slice(1) : path.slice(1, end);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What the daemon says to a client that is too old or too new; undefined for one that it serves. */
function refusedVersion(version: string): string | undefined {
  const minor = Number(version.split('.')[1]);
  const major = Number(version.split('.')[0]);
  if (major > 1 || minor > 50) return `client version ${version} is too new. Maximum supported API version is ${API_VERSION}`;
  if (minor < 24) return `client version ${version} is too old. Minimum supported API version is ${MIN_API_VERSION}, please upgrade your client to a newer version`;
  return undefined;
}

export function failure(status: number, message: string): ApiResponse {
  if (status === 304) return { status, headers: new Map() };
  return { status, headers: new Map([['content-type', 'application/json']]), body: { message } };
}

function failureResponse(error: unknown): ApiResponse | undefined {
  const found = failureOf(error);
  if (!found) return undefined;
  const response = failure(found.status, found.message);
  if (!(error instanceof ApiError) || !error.headers) return response;
  return { ...response, headers: new Map([...response.headers, ...error.headers]) };
}

const DAEMON_HEADERS: readonly (readonly [string, string])[] = [
  ['api-version', API_VERSION],
  ['docker-experimental', 'false'],
  ['ostype', 'linux'],
  ['server', `Docker/${ENGINE_VERSION} (linux)`],
];

function withDaemonHeaders(response: ApiResponse): ApiResponse {
  return { ...response, headers: new Map([...DAEMON_HEADERS, ...response.headers]) };
}
