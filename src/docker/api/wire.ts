import { toBytes, toText } from '../../core/bytes.ts';
import type { Micros } from '../../core/clock.ts';
import type { Process } from '../../core/process.ts';
import type { Connection, Input } from '../../core/stream.ts';
import { BrokenPipe, readAll } from '../../core/stream.ts';
import { ByteReader, HttpSyntaxError, chunkOf, headText, readRequestHead, requestBody } from '../../machine/network/http-message.ts';
import { HeaderList } from '../../machine/network/http-message.ts';
import type { RequestHead } from '../../machine/network/http-message.ts';
import { isInput } from './http.ts';
import type { ApiHandler, ApiRequest, ApiResponse, Json, Method } from './http.ts';

/** Bodies of JSON past this many bytes are answered with 413. Archives stream and have no such limit. */
const LARGEST_JSON = 16 << 20;

/** What a connection may refuse before the daemon sees it: a foreign Host, a browser's cross-site request. */
export type Guard = (head: RequestHead) => { readonly status: number; readonly message: string } | undefined;

export interface WireOptions {
  readonly guard?: Guard;
  /** Runs something beside the connection: copies one direction of a hijacked stream. */
  readonly spawn: (process: Process<void>) => void;
  /** Virtual µs since 1970, for the Date header of answers. */
  readonly now: () => Micros;
  /** The connection now carries a container's streams, and each direction ends by itself. */
  readonly hijacked?: () => void;
}

/**
 * Speaks HTTP/1.1 for the Engine API on one connection: what is behind /var/run/docker.sock, in the simulation and on a
 * real socket alike. Streams are chunked; attach and exec hijack the connection, with or without `Upgrade: tcp`.
 */
export function* serveApi(connection: Connection, handler: ApiHandler, options: WireOptions): Process<void> {
  const reader = new ByteReader(connection.input);
  try {
    for (;;) {
      const head = yield* readRequestHead(reader);
      if (!head) break;
      const refusal = options.guard?.(head);
      if (refusal) {
        yield* answerJson(connection, refusal.status, { message: refusal.message }, true);
        break;
      }
      if (head.headers.get('expect')?.toLowerCase() === '100-continue') yield* connection.output.write(toBytes('HTTP/1.1 100 Continue\r\n\r\n'));
      const body = requestBody(head, reader);
      const request = yield* toRequest(head, body);
      if (!request) {
        yield* answerJson(connection, 400, { message: 'invalid JSON in the request body' }, true);
        break;
      }
      const response = yield* handler.handle(request);
      if (response.upgraded) return yield* hijack(connection, reader, head, response, options);
      const staysOpen = yield* answer(connection, head, response, options.now());
      if (!staysOpen) break;
      // What the handler left unread is not the next request.
      if (isInput(request.body)) yield* drain(body);
    }
  } catch (error) {
    if (error instanceof HttpSyntaxError) yield* answerText(connection, 400, 'Bad Request');
    else if (error instanceof RangeError) yield* answerJson(connection, 413, { message: 'the request body is too large' }, true);
    else if (!(error instanceof BrokenPipe)) throw error;
  } finally {
    connection.close();
  }
}

/** Undefined for a body that claims to be JSON and is not. */
function* toRequest(head: RequestHead, body: Input): Process<ApiRequest | undefined> {
  const [path, search = ''] = splitOnce(head.target, '?');
  const headers = new Map([...head.headers].map(([name, value]) => [name.toLowerCase(), value]));
  const request = { method: head.method as Method, path: path!, query: parseQuery(search), headers };
  const type = headers.get('content-type') ?? '';
  const hasBody = Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding');
  if (!hasBody) return request;
  if (!/\bjson\b/.test(type)) return { ...request, body };
  const text = toText(yield* readAll(body, LARGEST_JSON)).trim();
  if (text === '') return request;
  try {
    return { ...request, body: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** `a=1&a=2&b=x%20y+z`; what can't be decoded stays as it is. */
export function parseQuery(search: string): Map<string, readonly string[]> {
  const decode = (text: string) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  };
  const query = new Map<string, readonly string[]>();
  for (const pair of search.split('&').filter(Boolean)) {
    const [name, value = ''] = splitOnce(pair, '=').map((part) => decode(part ?? ''));
    query.set(name!, [...(query.get(name!) ?? []), value]);
  }
  return query;
}

function* answerText({ output }: Connection, status: number, text: string): Process<void> {
  yield* output.write(toBytes(`HTTP/1.1 ${status} ${text}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status} ${text}`));
}

function* answerJson({ output }: Connection, status: number, value: Json, closes: boolean): Process<void> {
  const body = `${JSON.stringify(value)}\n`;
  const headers = new HeaderList([['Content-Type', 'application/json'], ['Content-Length', String(toBytes(body).length)], ...(closes ? [['Connection', 'close'] as const] : [])]);
  yield* output.write(toBytes(headText(`HTTP/1.1 ${status} ${REASONS[status] ?? ''}`, headers) + body));
}

/** Writes an answer; true when the connection may be used again. */
function* answer(connection: Connection, head: RequestHead, response: ApiResponse, now: Micros): Process<boolean> {
  const { output } = connection;
  const headers = new HeaderList([...response.headers].map(([name, value]) => [capitalised(name), value]));
  headers.set('Date', new Date(Math.floor(now / 1000)).toUTCString());
  const statusLine = `HTTP/1.1 ${response.status} ${REASONS[response.status] ?? ''}`;
  const staysOpen = head.headers.get('connection')?.toLowerCase() !== 'close' && head.version !== 'HTTP/1.0';
  if (!staysOpen) headers.set('Connection', 'close');
  if (isInput(response.body)) {
    if (head.method === 'HEAD') {
      response.body.close();
      yield* output.write(toBytes(headText(statusLine, headers)));
      return staysOpen;
    }
    if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
    headers.set('Transfer-Encoding', 'chunked');
    yield* output.write(toBytes(headText(statusLine, headers)));
    yield* copyChunked(response.body, connection);
    return staysOpen;
  }
  const body = response.body === undefined ? '' : typeof response.body === 'string' && !isJsonType(headers) ? response.body : `${JSON.stringify(response.body)}\n`;
  if (body !== '' && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  const bytes = toBytes(body);
  if (response.status !== 204 && response.status !== 304) headers.set('Content-Length', String(bytes.length));
  yield* output.write(toBytes(headText(statusLine, headers)));
  if (head.method !== 'HEAD' && bytes.length > 0) yield* output.write(bytes);
  return staysOpen;
}

function isJsonType(headers: HeaderList): boolean {
  return /json/.test(headers.get('content-type') ?? 'json');
}

function* copyChunked(input: Input, { output }: Connection): Process<void> {
  try {
    for (;;) {
      const bytes = yield* input.read();
      yield* output.write(chunkOf(bytes));
      if (bytes.length === 0) return;
    }
  } finally {
    input.close();
  }
}

/** Hands the connection over: from here on it carries the container's streams, raw or in frames. */
function* hijack(connection: Connection, reader: ByteReader, head: RequestHead, response: ApiResponse, { spawn, hijacked }: WireOptions): Process<void> {
  hijacked?.();
  const upgraded = response.upgraded!;
  const isAsked = head.headers.get('upgrade') !== undefined;
  const type = response.headers.get('content-type') ?? 'application/vnd.docker.raw-stream';
  const first = isAsked ? `HTTP/1.1 101 UPGRADED\r\nContent-Type: ${type}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n` : `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n`;
  try {
    yield* connection.output.write(toBytes(first));
    spawn(copyIn(reader, upgraded));
    for (;;) {
      const bytes = yield* upgraded.input.read();
      if (bytes.length === 0) return;
      yield* connection.output.write(bytes);
    }
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error;
  } finally {
    upgraded.close();
    connection.close();
  }
}

function* copyIn(reader: ByteReader, upgraded: Connection): Process<void> {
  try {
    for (;;) {
      const bytes = yield* reader.read();
      if (bytes.length === 0) break;
      yield* upgraded.output.write(bytes);
    }
  } catch (error) {
    if (!(error instanceof BrokenPipe)) throw error;
  }
  upgraded.output.close();
}

function* drain(input: Input): Process<void> {
  while ((yield* input.read()).length > 0);
}

const capitalised = (name: string) => (name === 'api-version' ? 'Api-Version' : name === 'ostype' ? 'Ostype' : name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase()));

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK', 201: 'Created', 204: 'No Content', 301: 'Moved Permanently', 304: 'Not Modified', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden',
  404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 409: 'Conflict', 413: 'Request Entity Too Large', 500: 'Internal Server Error', 501: 'Not Implemented', 503: 'Service Unavailable',
};
