import { toBytes } from '../../../core/bytes.ts';
import type { Micros } from '../../../core/clock.ts';
import { NotSimulated } from '../../../core/errors.ts';
import { anyOf } from '../../../core/process.ts';
import type { Process } from '../../../core/process.ts';
import { BrokenPipe, connectionPair, inputOf } from '../../../core/stream.ts';
import type { Connection, Input } from '../../../core/stream.ts';
import { SystemError, isSystemError } from '../../errno.ts';
import { ByteReader, HeaderList, hostHeader, readRequestHead, readResponseHead, requestBody, responseBody, statusLine, headText, chunkOf, writeRequest } from '../../network/http-message.ts';
import type { HttpUrl, ResponseHead } from '../../network/http-message.ts';
import type { Address, Socket } from '../../network/network.ts';
import type { System } from '../../system.ts';

/** Why a request came to nothing; each client has its own words for them. */
export type HttpProblem = 'unresolved' | 'refused' | 'unreachable' | 'timeout' | 'empty' | 'reset' | 'not http';

export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';

  constructor(
    readonly problem: HttpProblem,
    /** What connect(2) said. */
    override readonly cause?: SystemError,
    readonly address?: Address,
  ) {
    super(cause?.message ?? problem);
  }
}

export interface Exchange {
  readonly url: HttpUrl;
  readonly method?: string;
  readonly headers?: HeaderList;
  readonly body?: Uint8Array | undefined;
  /** For connecting, µs. */
  readonly connectTimeout?: Micros | undefined;
  /** A Unix socket to go through. */
  readonly unixSocket?: string | undefined;
  readonly onEvent?: (event: HttpEvent) => Process<void>;
}

export type HttpEvent =
  | { readonly kind: 'trying'; readonly address: string; readonly port: number }
  | { readonly kind: 'failed'; readonly address: string; readonly port: number; readonly error: SystemError }
  | { readonly kind: 'connected'; readonly address: string; readonly port: number }
  | { readonly kind: 'request'; readonly text: string }
  | { readonly kind: 'response'; readonly text: string };

export interface Answered {
  readonly head: ResponseHead;
  readonly body: Input;
  readonly remote?: Address;
  close(): void;
}

/** Sends one request on a connection of its own and reads the answer's head. Throws `HttpFailure`. */
export function* exchange(system: System, request: Exchange): Process<Answered> {
  const { url } = request;
  if (url.scheme !== 'http' && url.scheme !== 'https') throw new NotSimulated(`the protocol ${url.scheme}`);
  const connection = request.unixSocket === undefined ? yield* connectByName(system, request) : connectUnix(system, request.unixSocket);
  if (url.scheme === 'https') {
    connection.close();
    throw new NotSimulated('TLS');
  }
  const method = request.method ?? 'GET';
  const headers = new HeaderList(request.headers ?? []);
  if (!headers.has('host')) headers.set('Host', hostHeader(url));
  if (request.body && !headers.has('content-length')) headers.set('Content-Length', String(request.body.length));
  const reader = new ByteReader(connection.input);
  try {
    yield* request.onEvent?.({ kind: 'request', text: headText(`${method} ${url.target} HTTP/1.1`, headers) }) ?? nothing();
    yield* writeRequest(connection.output, { method, target: url.target, headers }, request.body);
    const head = yield* readResponseHead(reader);
    if (!head) throw new HttpFailure('empty');
    yield* request.onEvent?.({ kind: 'response', text: headText(statusLine(head), head.headers) }) ?? nothing();
    return { head, body: responseBody(head, method, reader), ...('remote' in connection ? { remote: (connection as Socket).remote } : {}), close: () => connection.close() };
  } catch (error) {
    connection.close();
    if (error instanceof HttpFailure || error instanceof NotSimulated) throw error;
    if (isSystemError(error, 'ECONNRESET') || error instanceof BrokenPipe) throw new HttpFailure('reset');
    if (error instanceof Error && error.name === 'HttpSyntaxError') throw new HttpFailure('not http');
    throw error;
  }
}

function* nothing(): Process<void> {}

/** Tries a name's addresses one after the other. Throws `HttpFailure`. */
export function* connectByName(system: System, request: Pick<Exchange, 'url' | 'connectTimeout' | 'onEvent'>): Process<Socket> {
  const { host, port } = request.url;
  const addresses = yield* addressesOf(system, host);
  let last: HttpFailure | undefined;
  for (const address of addresses) {
    yield* request.onEvent?.({ kind: 'trying', address, port }) ?? nothing();
    try {
      const socket = yield* system.network.connect({ host: address, port }, request.connectTimeout === undefined ? {} : { timeout: request.connectTimeout });
      yield* request.onEvent?.({ kind: 'connected', address, port }) ?? nothing();
      return socket;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* request.onEvent?.({ kind: 'failed', address, port, error }) ?? nothing();
      const problem = error.code === 'ECONNREFUSED' ? 'refused' : error.code === 'ETIMEDOUT' ? 'timeout' : 'unreachable';
      last ??= new HttpFailure(problem, error, { host: address, port });
    }
  }
  throw last ?? new HttpFailure('unresolved');
}

/** Addresses of a name, or the address that it is. Throws `HttpFailure`. */
export function* addressesOf(system: System, host: string): Process<readonly string[]> {
  if (isAddress(host)) return [host];
  let addresses: readonly string[];
  try {
    addresses = yield* system.network.resolve(host);
  } catch (error) {
    if (isSystemError(error)) throw new HttpFailure('unresolved', error);
    throw error;
  }
  if (addresses.length === 0) throw new HttpFailure('unresolved');
  return addresses;
}

export function isAddress(host: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':');
}

/** What a Unix socket that speaks HTTP is served by: a listener for bytes, or somebody who takes requests as they are. */
interface RequestHandler {
  handle(request: {
    readonly method: string;
    readonly path: string;
    readonly query: ReadonlyMap<string, readonly string[]>;
    readonly headers: ReadonlyMap<string, string>;
    readonly body?: unknown;
  }): Process<{ readonly status: number; readonly headers: ReadonlyMap<string, string>; readonly body?: unknown }>;
}

interface ByteService {
  connect(): Connection;
}

function connectUnix(system: System, path: string): Connection {
  let service: object;
  try {
    service = system.files.connectSocket(path);
  } catch (error) {
    if (isSystemError(error)) throw new HttpFailure('refused', error);
    throw error;
  }
  if ('connect' in service && typeof service.connect === 'function') return (service as ByteService).connect();
  if (!('handle' in service)) throw new HttpFailure('refused', new SystemError('ECONNREFUSED'));
  const [ours, theirs] = connectionPair();
  system.startThread(serveHandler(theirs, service as RequestHandler));
  return ours;
}

/** Speaks HTTP for a handler that takes requests as values. */
function* serveHandler(connection: Connection, handler: RequestHandler): Process<void> {
  const reader = new ByteReader(connection.input);
  const head = yield* readRequestHead(reader);
  if (!head) return connection.close();
  const [path, query] = splitTarget(head.target);
  const headers = new Map([...head.headers].map(([name, value]) => [name.toLowerCase(), value]));
  const hasBody = headers.has('content-length') || headers.has('transfer-encoding');
  const answer = yield* handler.handle({ method: head.method, path, query, headers, ...(hasBody ? { body: yield* bodyValue(requestBody(head, reader), headers.get('content-type')) } : {}) });
  const list = new HeaderList([...answer.headers].map(([name, value]) => [titled(name), value]));
  const { body } = answer;
  if (body === undefined) {
    if (!list.has('content-length')) list.set('Content-Length', '0');
    yield* connection.output.write(toBytes(headText(statusLine({ status: answer.status }), list)));
  } else if (isInput(body)) {
    list.set('Transfer-Encoding', 'chunked');
    yield* connection.output.write(toBytes(headText(statusLine({ status: answer.status }), list)));
    for (;;) {
      const part = yield* body.read();
      yield* connection.output.write(chunkOf(part));
      if (part.length === 0) break;
    }
  } else {
    const bytes = toBytes(`${JSON.stringify(body)}\n`);
    if (!list.has('content-type')) list.set('Content-Type', 'application/json');
    list.set('Content-Length', String(bytes.length));
    yield* connection.output.write(toBytes(headText(statusLine({ status: answer.status }), list)));
    yield* connection.output.write(bytes);
  }
  connection.close();
}

function* bodyValue(body: Input, type: string | undefined): Process<unknown> {
  const parts: Uint8Array[] = [];
  for (let part = yield* body.read(); part.length > 0; part = yield* body.read()) parts.push(part);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  if (type?.includes('json')) {
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
    } catch {
      // What is not JSON the daemon is to refuse itself.
    }
  }
  return inputOf(bytes);
}

function isInput(body: unknown): body is Input {
  return typeof body === 'object' && body !== null && 'read' in body && typeof body.read === 'function';
}

function titled(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase());
}

/** `/path?a=1&a=2` as a path and what each name was given. */
export function splitTarget(target: string): [path: string, query: Map<string, string[]>] {
  const mark = target.indexOf('?');
  const query = new Map<string, string[]>();
  for (const pair of mark < 0 ? [] : target.slice(mark + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = percentDecode(equals < 0 ? pair : pair.slice(0, equals));
    query.set(name, [...(query.get(name) ?? []), equals < 0 ? '' : percentDecode(pair.slice(equals + 1))]);
  }
  return [mark < 0 ? target : target.slice(0, mark), query];
}

export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Runs something for at most `duration`; `expired` when it took longer, and then it is ended. */
export function* within<Result>(system: System, duration: Micros | undefined, body: Process<Result>): Process<{ readonly value: Result } | 'expired'> {
  if (duration === undefined) return { value: yield* body };
  let outcome: { readonly value: Result } | { readonly error: unknown } | undefined;
  const task = system.startThread((function* () {
    try {
      outcome = { value: yield* body };
    } catch (error) {
      outcome = { error };
    }
  })());
  const due = system.now() + duration;
  while (!task.isDone && system.now() < due) yield anyOf(task.ended.asWait(), system.timer(due - system.now()));
  if (!task.isDone) {
    task.cancel();
    return 'expired';
  }
  if (outcome && 'error' in outcome) throw outcome.error;
  return outcome ?? 'expired';
}
