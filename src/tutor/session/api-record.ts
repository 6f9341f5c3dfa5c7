import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import { isInput } from '../../docker/api/http.ts';
import type { ApiHandler, ApiRequest, ApiResponse, Json } from '../../docker/api/http.ts';
import type { Input } from '../../core/stream.ts';
import type { Files } from '../../machine/files/files.ts';

/** One request of a client to the daemon, for the page's API panel. */
export interface ApiExchange {
  readonly number: number;
  readonly at: Micros;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** JSON, shortened. Absent for streams. */
  readonly request?: string;
  readonly status?: number;
  readonly response?: string;
}

const SOCKET = '/run/docker.sock';
const MOST_TEXT = 4000;
const MOST_KEPT = 200;

/** Puts a listener between /run/docker.sock and the engine that notes each request. It changes nothing. */
export function recordApi(files: Files, engine: ApiHandler, exchanges: ApiExchange[], now: () => Micros): void {
  const { mode, uid, gid } = files.stat(SOCKET);
  const recorder: ApiHandler = {
    *handle(request): Process<ApiResponse> {
      const exchange = { number: (exchanges.at(-1)?.number ?? 0) + 1, at: now(), method: request.method, path: pathOf(request), ...bodyText('request', request.body) };
      const at = exchanges.push(exchange);
      if (exchanges.length > MOST_KEPT * 2) exchanges.splice(0, MOST_KEPT);
      const response = yield* engine.handle(request);
      const index = exchanges.findIndex((one) => one.number === exchange.number);
      if (index >= 0 && at > 0) exchanges[index] = Object.assign({}, exchange, { status: response.status }, bodyText('response', response.body));
      return response;
    },
  };
  files.unlink(SOCKET);
  files.bindSocket(SOCKET, recorder, mode);
  files.chmod(SOCKET, mode);
  files.chown(SOCKET, uid, gid);
}

function pathOf({ path, query }: ApiRequest): string {
  const pairs = [...query].flatMap(([name, values]) => values.map((value) => `${name}=${value}`));
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

function bodyText(name: 'request' | 'response', body: Json | Input | undefined): { request?: string; response?: string } {
  if (body === undefined || isInput(body)) return {};
  const text = typeof body === 'string' ? body : JSON.stringify(body, undefined, 2);
  return { [name]: text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}\n…` : text };
}
