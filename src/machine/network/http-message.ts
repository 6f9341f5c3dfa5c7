import { NO_BYTES, concat, toBytes, toText } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import type { Input, Output } from '../../core/stream.ts';

/** Names and values in the order sent; names are found whatever their case (RFC 9110). */
export class HeaderList {
  readonly #entries: [name: string, value: string][];

  constructor(entries: Iterable<readonly [string, string]> = []) {
    this.#entries = [...entries].map(([name, value]) => [name, value]);
  }

  get(name: string): string | undefined {
    const lower = name.toLowerCase();
    return this.#entries.find(([each]) => each.toLowerCase() === lower)?.[1];
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Replaces what has that name, in its place. */
  set(name: string, value: string): this {
    const lower = name.toLowerCase();
    const at = this.#entries.findIndex(([each]) => each.toLowerCase() === lower);
    if (at < 0) this.#entries.push([name, value]);
    else this.#entries[at] = [name, value];
    return this;
  }

  add(name: string, value: string): this {
    this.#entries.push([name, value]);
    return this;
  }

  delete(name: string): void {
    const lower = name.toLowerCase();
    for (let i = this.#entries.length - 1; i >= 0; i--) if (this.#entries[i]![0].toLowerCase() === lower) this.#entries.splice(i, 1);
  }

  [Symbol.iterator](): IterableIterator<readonly [string, string]> {
    return this.#entries[Symbol.iterator]();
  }
}

/** The first line and the headers of a request. */
export interface RequestHead {
  readonly method: string;
  /** As sent: `/path?query`, or a whole URL to a proxy. */
  readonly target: string;
  /** `HTTP/1.1`. */
  readonly version: string;
  readonly headers: HeaderList;
}

export interface ResponseHead {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
}

/** What is not HTTP. */
export class HttpSyntaxError extends Error {
  override readonly name = 'HttpSyntaxError';
}

const MAX_LINE = 65_536;

/** Reads lines and counted bytes from one stream. */
export class ByteReader {
  #rest: Uint8Array = NO_BYTES;

  constructor(private readonly input: Input) {}

  /** Whether bytes have come that nobody has read. */
  get hasBuffered(): boolean {
    return this.#rest.length > 0;
  }

  /** At most `max` bytes; none means the end. */
  *read(max = MAX_LINE): Process<Uint8Array> {
    if (this.#rest.length === 0) return yield* this.input.read(max);
    const part = this.#rest.subarray(0, max);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  /** Exactly `count` bytes, fewer only at the end. */
  *readExactly(count: number): Process<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let left = count; left > 0; ) {
      const part = yield* this.read(left);
      if (part.length === 0) break;
      parts.push(part);
      left -= part.length;
    }
    return concat(parts);
  }

  /** A line without CR LF; undefined at the end. */
  *line(): Process<string | undefined> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const bytes = yield* this.read();
      if (bytes.length === 0) return size > 0 ? toText(concat(parts)) : undefined;
      const newline = bytes.indexOf(10);
      if (newline >= 0) {
        parts.push(bytes.subarray(0, newline));
        this.#rest = concat([bytes.subarray(newline + 1), this.#rest]);
        const line = toText(concat(parts));
        return line.endsWith('\r') ? line.slice(0, -1) : line;
      }
      parts.push(bytes);
      size += bytes.length;
      if (size > MAX_LINE) throw new HttpSyntaxError('line too long');
    }
  }

  /** The whole rest. */
  *rest(): Process<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (;;) {
      const part = yield* this.read();
      if (part.length === 0) return concat(parts);
      parts.push(part);
    }
  }
}

/** The next request of a connection; undefined when it ends instead. */
export function* readRequestHead(reader: ByteReader): Process<RequestHead | undefined> {
  let line = yield* reader.line();
  while (line === '') line = yield* reader.line();
  if (line === undefined) return undefined;
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) (HTTP\/\d\.\d)$/.exec(line);
  if (!match) throw new HttpSyntaxError(line);
  return { method: match[1]!, target: match[2]!, version: match[3]!, headers: yield* readHeaders(reader) };
}

/** The next response; undefined when the connection ends instead. Throws for what is not HTTP. */
export function* readResponseHead(reader: ByteReader): Process<ResponseHead | undefined> {
  const line = yield* reader.line();
  if (line === undefined) return undefined;
  const match = /^(HTTP\/\d(?:\.\d)?) (\d{3})(?: (.*))?$/.exec(line);
  if (!match) throw new HttpSyntaxError(line);
  return { version: match[1]!, status: Number(match[2]), reason: match[3] ?? '', headers: yield* readHeaders(reader) };
}

function* readHeaders(reader: ByteReader): Process<HeaderList> {
  const headers = new HeaderList();
  for (;;) {
    const line = yield* reader.line();
    if (line === undefined || line === '') return headers;
    const colon = line.indexOf(':');
    if (colon <= 0) throw new HttpSyntaxError(line);
    headers.add(line.slice(0, colon), line.slice(colon + 1).trim());
  }
}

/** A request's body: nothing where neither its length is given nor it is sent in chunks. */
export function requestBody(head: RequestHead, reader: ByteReader): Input {
  return bodyInput(head.headers, reader, false);
}

/** A response's body, up to the end of the connection where nothing else is said. */
export function responseBody(head: ResponseHead, method: string, reader: ByteReader): Input {
  const isEmpty = method === 'HEAD' || head.status === 204 || head.status === 304 || head.status < 200;
  return isEmpty ? sizedInput(reader, 0) : bodyInput(head.headers, reader, true);
}

function bodyInput(headers: HeaderList, reader: ByteReader, isUntilClose: boolean): Input {
  if (headers.get('transfer-encoding')?.toLowerCase().includes('chunked')) return chunkedInput(reader);
  const length = headers.get('content-length');
  if (length !== undefined) return sizedInput(reader, Number(length));
  return sizedInput(reader, isUntilClose ? Infinity : 0);
}

function sizedInput(reader: ByteReader, size: number): Input {
  let left = size;
  return {
    *read(max = MAX_LINE) {
      if (left === 0) return NO_BYTES;
      const part = yield* reader.read(Math.min(max, left));
      left = part.length === 0 ? 0 : left - part.length;
      return part;
    },
    close() {
      left = 0;
    },
  };
}

function chunkedInput(reader: ByteReader): Input {
  let left = 0;
  let isOver = false;
  return {
    *read(max = MAX_LINE) {
      if (isOver) return NO_BYTES;
      if (left === 0) {
        const line = yield* reader.line();
        left = Number.parseInt(line ?? '0', 16) || 0;
        if (left === 0) {
          isOver = true;
          while (yield* reader.line());
          return NO_BYTES;
        }
      }
      const part = yield* reader.read(Math.min(max, left));
      if (part.length === 0) isOver = true;
      left -= part.length;
      if (left === 0) yield* reader.line();
      return part;
    },
    close() {
      isOver = true;
    },
  };
}

/** Writes a request. A body of bytes gets a Content-Length unless it has one. */
export function* writeRequest(output: Output, head: { readonly method: string; readonly target: string; readonly version?: string; readonly headers: HeaderList }, body?: Uint8Array): Process<void> {
  yield* writeMessage(output, `${head.method} ${head.target} ${head.version ?? 'HTTP/1.1'}`, head.headers, body, body !== undefined);
}

/** Writes a whole response. The Content-Length is set unless it is there. */
export function* writeResponse(output: Output, head: { readonly version?: string; readonly status: number; readonly reason?: string; readonly headers: HeaderList }, body: Uint8Array = NO_BYTES): Process<void> {
  yield* writeMessage(output, statusLine(head), head.headers, body, head.status !== 304 && head.status !== 204);
}

export function statusLine(head: { readonly version?: string; readonly status: number; readonly reason?: string }): string {
  return `${head.version ?? 'HTTP/1.1'} ${head.status} ${head.reason ?? REASONS[head.status] ?? ''}`;
}

export function headText(firstLine: string, headers: HeaderList): string {
  return `${firstLine}\r\n${[...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

function* writeMessage(output: Output, firstLine: string, headers: HeaderList, body: Uint8Array | undefined, hasLength: boolean): Process<void> {
  if (hasLength && !headers.has('content-length') && !headers.has('transfer-encoding')) headers.set('Content-Length', String(body?.length ?? 0));
  const head = toBytes(headText(firstLine, headers));
  yield* output.write(body && body.length > 0 ? concat([head, body]) : head);
}

/** One chunk of a body sent with `Transfer-Encoding: chunked`; an empty one ends it. */
export function chunkOf(bytes: Uint8Array): Uint8Array {
  return concat([toBytes(`${bytes.length.toString(16)}\r\n`), bytes, toBytes('\r\n')]);
}

/** The phrases of RFC 9110. */
export const REASONS: Readonly<Record<number, string>> = {
  100: 'Continue', 101: 'Switching Protocols', 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 206: 'Partial Content',
  301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 307: 'Temporary Redirect', 308: 'Permanent Redirect',
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 408: 'Request Timeout',
  409: 'Conflict', 410: 'Gone', 411: 'Length Required', 413: 'Request Entity Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Entity',
  429: 'Too Many Requests', 499: 'Client Closed Request', 500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway',
  503: 'Service Unavailable', 504: 'Gateway Timeout',
};

/** A URL of http or https. */
export interface HttpUrl {
  readonly scheme: string;
  readonly user?: string;
  readonly host: string;
  readonly port: number;
  /** With the query, never empty. */
  readonly target: string;
}

/** Takes `http://ann:secret@web:8080/x?y`; the scheme may lack (http). Undefined for what is none. */
export function parseUrl(text: string): HttpUrl | undefined {
  const match = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:([^@/?#]*)@)?(\[[0-9a-fA-F:]+\]|[^:/?#[\]]*)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/.exec(text.trim());
  if (!match || !match[3]) return undefined;
  const scheme = (match[1] ?? 'http').toLowerCase();
  const path = match[5] ?? '/';
  const port = match[4] ? Number(match[4]) : scheme === 'https' ? 443 : 80;
  if (port > 65_535) return undefined;
  return { scheme, host: match[3].replace(/^\[|\]$/g, ''), port, target: path.startsWith('/') ? path : `/${path}`, ...(match[2] === undefined ? {} : { user: match[2] }) };
}

/** Where a redirect leads: an absolute URL, or a path of the same server. */
export function resolveUrl(location: string, from: HttpUrl): HttpUrl | undefined {
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(location)) return parseUrl(location);
  const folder = from.target.replace(/[?].*$/, '').replace(/[^/]*$/, '');
  return { ...from, target: location.startsWith('/') ? location : `${folder}${location}` };
}

/** How it is written in a Host header: without the scheme's own port. */
export function hostHeader(url: HttpUrl): string {
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return url.port === (url.scheme === 'https' ? 443 : 80) ? host : `${host}:${url.port}`;
}
