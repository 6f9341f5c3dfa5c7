import { NO_BYTES, toBytes } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import { readAll } from '../../core/stream.ts';
import type { Connection } from '../../core/stream.ts';
import { SystemError } from '../errno.ts';
import { ByteReader, HeaderList, HttpSyntaxError, headText, readRequestHead, readResponseHead, requestBody, responseBody, statusLine, writeRequest } from './http-message.ts';
import type { RequestHead } from './http-message.ts';

export interface HttpRequest {
  readonly method: string;
  /** `/path?query`. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason?: string;
  readonly headers?: Iterable<readonly [string, string]>;
  readonly body?: Uint8Array | string;
}

export type HttpHandler = (request: HttpRequest) => Process<HttpResponse>;

/** Bodies past this are answered with 413. */
const LARGEST_BODY = 64 * 1024 * 1024;

/**
 * Answers the requests of one connection, one after the other, for a site of the internet: `ports: new Map([[80,
 * (socket) => serveHttp(socket, handler)]])`. What is no HTTP gets 400. Programs use `programs/support/http-server.ts`.
 */
export function* serveHttp(connection: Connection, handle: HttpHandler): Process<void> {
  const reader = new ByteReader(connection.input);
  for (;;) {
    let head: RequestHead | undefined;
    let request: HttpRequest;
    try {
      head = yield* readRequestHead(reader);
      if (!head) return connection.close();
      request = { method: head.method, target: head.target, headers: head.headers, body: yield* readAll(requestBody(head, reader), LARGEST_BODY) };
    } catch (error) {
      const status = error instanceof HttpSyntaxError ? 400 : error instanceof RangeError ? 413 : undefined;
      if (status === undefined) throw error;
      yield* respond(connection, { status, headers: [['Connection', 'close']] }, 'GET');
      return connection.close();
    }
    const response = yield* handle(request);
    yield* respond(connection, response, request.method);
    if (!staysOpen(head, response)) return connection.close();
  }
}

function staysOpen({ version, headers }: RequestHead, response: HttpResponse): boolean {
  const asked = headers.get('connection')?.toLowerCase();
  const answered = new HeaderList(response.headers ?? []).get('connection')?.toLowerCase();
  return asked !== 'close' && answered !== 'close' && (version !== 'HTTP/1.0' || asked === 'keep-alive');
}

function* respond({ output }: Connection, response: HttpResponse, method: string): Process<void> {
  const headers = new HeaderList(response.headers ?? []);
  const body = typeof response.body === 'string' ? toBytes(response.body) : (response.body ?? NO_BYTES);
  if (!headers.has('content-length') && response.status !== 204 && response.status !== 304) headers.set('Content-Length', String(body.length));
  yield* output.write(toBytes(headText(statusLine(response), headers)));
  if (method !== 'HEAD' && body.length > 0) yield* output.write(body);
}

export interface Fetched {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** Sends one request over a connection and reads the whole answer. Throws ECONNRESET when none comes, HttpSyntaxError. */
export function* fetchHttp(connection: Connection, request: Partial<HttpRequest> & { readonly target: string }): Process<Fetched> {
  const { method = 'GET', target, body } = request;
  const headers = new HeaderList(request.headers ?? []);
  if (body && !headers.has('content-length')) headers.set('Content-Length', String(body.length));
  yield* writeRequest(connection.output, { method, target, headers }, body);
  const reader = new ByteReader(connection.input);
  const head = yield* readResponseHead(reader);
  if (!head) throw new SystemError('ECONNRESET');
  return { status: head.status, reason: head.reason, headers: head.headers, body: yield* readAll(responseBody(head, method, reader)) };
}
