import { NO_BYTES, toBytes } from '../../../core/bytes.ts';
import type { Process } from '../../../core/process.ts';
import { BrokenPipe } from '../../../core/stream.ts';
import type { Input } from '../../../core/stream.ts';
import { isSystemError } from '../../errno.ts';
import { ByteReader, HeaderList, HttpSyntaxError, chunkOf, headText, readRequestHead, requestBody, statusLine } from '../../network/http-message.ts';
import type { RequestHead } from '../../network/http-message.ts';
import type { Listener, Socket } from '../../network/network.ts';
import type { System } from '../../system.ts';

export interface ServedRequest {
  readonly head: RequestHead;
  readonly body: Input;
  readonly socket: Socket;
}

export interface HttpAnswer {
  readonly status: number;
  readonly reason?: string;
  readonly headers: HeaderList;
  /** Streams are sent in chunks, or to the end of the connection for HTTP/1.0. */
  readonly body?: Uint8Array | string | Input;
  /** `HTTP/1.0` closes after each answer. */
  readonly version?: string;
}

export interface HttpService {
  handle(request: ServedRequest): Process<HttpAnswer>;
  /** What is answered to bytes that are no HTTP; without it the connection is closed. */
  readonly onSyntaxError?: (line: string, socket: Socket) => Process<HttpAnswer>;
  /** Told after the answer went out. */
  readonly onDone?: (request: ServedRequest, answer: HttpAnswer, sentBytes: number) => Process<void>;
  /** False ends connections after the answer under way. */
  readonly isKeepAlive?: () => boolean;
}

/** Takes connections until the listener is closed; each is served beside the others. */
export function* serveHttp(system: System, listener: Listener, service: HttpService): Process<void> {
  for (;;) {
    const socket = yield* listener.accept();
    system.startThread(serveConnection(socket, service));
  }
}

/** Answers the requests of one connection, one after the other. */
export function* serveConnection(socket: Socket, service: HttpService): Process<void> {
  const reader = new ByteReader(socket.input);
  try {
    while (yield* serveOne(socket, reader, service));
  } catch (error) {
    if (!(error instanceof BrokenPipe) && !isSystemError(error)) throw error;
  } finally {
    socket.close();
  }
}

function* serveOne(socket: Socket, reader: ByteReader, service: HttpService): Process<boolean> {
  let head: RequestHead | undefined;
  try {
    head = yield* readRequestHead(reader);
  } catch (error) {
    if (!(error instanceof HttpSyntaxError)) throw error;
    if (service.onSyntaxError) yield* send(socket, 'GET', 'HTTP/1.1', yield* service.onSyntaxError(error.message, socket));
    return false;
  }
  if (!head) return false;
  const request: ServedRequest = { head, body: requestBody(head, reader), socket };
  const answer = yield* service.handle(request);
  const sent = yield* send(socket, head.method, head.version, answer);
  yield* drain(request.body);
  if (service.onDone) yield* service.onDone(request, answer, sent);
  const asked = head.headers.get('connection')?.toLowerCase();
  if (answer.version === 'HTTP/1.0' || answer.headers.get('connection')?.toLowerCase() === 'close') return false;
  return (service.isKeepAlive?.() ?? true) && asked !== 'close' && (head.version !== 'HTTP/1.0' || asked === 'keep-alive');
}

/** Bytes of the body that went out. */
function* send(socket: Socket, method: string, requestVersion: string, answer: HttpAnswer): Process<number> {
  const headers = new HeaderList(answer.headers);
  const { body } = answer;
  const hasNoBody = method === 'HEAD' || answer.status === 204 || answer.status === 304;
  if (typeof body === 'object' && 'read' in body) {
    const isChunked = requestVersion !== 'HTTP/1.0' && answer.version !== 'HTTP/1.0' && !headers.has('content-length');
    if (isChunked) headers.set('Transfer-Encoding', 'chunked');
    yield* socket.output.write(toBytes(headText(statusLine(answer), headers)));
    return hasNoBody ? 0 : yield* sendStream(socket, body, isChunked);
  }
  const bytes = typeof body === 'string' ? toBytes(body) : (body ?? NO_BYTES);
  if (!headers.has('content-length') && answer.status !== 204 && answer.status !== 304) headers.set('Content-Length', String(bytes.length));
  yield* socket.output.write(toBytes(headText(statusLine(answer), headers)));
  if (hasNoBody) return 0;
  yield* socket.output.write(bytes);
  return bytes.length;
}

function* sendStream(socket: Socket, body: Input, isChunked: boolean): Process<number> {
  let sent = 0;
  for (;;) {
    const part = yield* body.read();
    if (isChunked) yield* socket.output.write(chunkOf(part));
    else if (part.length > 0) yield* socket.output.write(part);
    sent += part.length;
    if (part.length === 0) return sent;
  }
}

function* drain(body: Input): Process<void> {
  while ((yield* body.read()).length > 0);
}
