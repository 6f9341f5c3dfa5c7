import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import { inputOf, readAll } from '../../core/stream.ts';
import { toText } from '../../core/bytes.ts';
import { isInput } from '../api/http.ts';
import type { ApiHandler, ApiRequest, ApiResponse, Json, Method } from '../api/http.ts';

/** The version of the Engine API that this client speaks. */
export const API_VERSION = '1.50';

/** What the daemon answered when it would not do something. */
export class DaemonError extends Error {
  override readonly name = 'DaemonError';

  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(status === 501 && detail.startsWith('drydock: ') ? detail : `Error response from daemon: ${detail}`);
  }
}

/** The daemon was not even asked. */
export class ClientError extends Error {
  override readonly name: string = 'ClientError';
}

/** Nobody answers at the daemon's address, or may not be asked. */
export class ConnectionError extends ClientError {
  override readonly name = 'ConnectionError';
}

/** A name or id as a segment of a path. Throws ClientError for an empty one. */
export function segment(kind: 'container' | 'network' | 'volume', name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new ClientError(`invalid ${kind} name or ID: value is empty`);
  return encodeURIComponent(trimmed);
}

export interface RequestOptions {
  /** Undefined values are left out; a list gives the name several times. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json | Input;
}

/** Sends requests of the Engine API. `reach` finds the daemon at each request. Throws ConnectionError, DaemonError. */
export class Client {
  constructor(private readonly reach: (method: Method, path: string) => ApiHandler) {}

  /** The answer, whatever its status below 400. */
  *send(method: Method, path: string, options: RequestOptions = {}): Process<ApiResponse> {
    const versioned = path === '/_ping' ? path : `/v${API_VERSION}${path}`;
    const request: ApiRequest = { method, path: versioned, query: queryOf(options.query), headers: headersOf(options), ...(options.body === undefined ? {} : { body: options.body }) };
    const response = yield* this.reach(method, versioned).handle(request);
    if (request.headers.get('upgrade') !== undefined && response.status !== 101 && !response.upgraded) {
      throw new ConnectionError(`unable to upgrade to tcp, received ${response.status}`);
    }
    if (response.status >= 400) throw new DaemonError(response.status, yield* messageOf(response));
    return response;
  }

  /** The answer's body as a value. When the caller is cancelled, the connection is closed. */
  *json<Body>(method: Method, path: string, options: RequestOptions = {}): Process<Body> {
    const { body } = yield* this.send(method, path, options);
    if (!isInput(body)) return body as Body;
    try {
      return JSON.parse(toText(yield* readAll(body))) as Body;
    } finally {
      // Whoever is ended while waiting for the rest hangs up, and the daemon stops answering.
      body.close();
    }
  }

  /** The answer's body as a stream. */
  *stream(method: Method, path: string, options: RequestOptions = {}): Process<Input> {
    const { body } = yield* this.send(method, path, options);
    // An answer that is one value is a stream of one line.
    return isInput(body) ? body : inputOf(body === undefined ? '' : `${JSON.stringify(body)}\n`);
  }
}

function queryOf(query: RequestOptions['query'] = {}): Map<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    values.set(name, Array.isArray(value) ? (value as readonly string[]) : [typeof value === 'boolean' ? (value ? '1' : '0') : String(value)]);
  }
  return values;
}

function headersOf(options: RequestOptions): Map<string, string> {
  const headers = new Map<string, string>([['user-agent', 'Docker-Client/28.2.2 (linux)']]);
  if (options.body !== undefined) headers.set('content-type', isInput(options.body) ? 'application/x-tar' : 'application/json');
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return headers;
}

function* messageOf(response: ApiResponse): Process<string> {
  let { body } = response;
  if (isInput(body)) {
    const text = toText(yield* readAll(body));
    try {
      body = JSON.parse(text) as Json;
    } catch {
      return text.trim();
    }
  }
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') return body.message;
  return `request returned ${response.status}`;
}
