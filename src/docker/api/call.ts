import { toBytes, toText } from '../../core/bytes.ts';
import type { Process } from '../../core/process.ts';
import { Condition } from '../../core/process.ts';
import type { Connection, Input } from '../../core/stream.ts';
import { inputOf, readAll } from '../../core/stream.ts';
import { invalidParameter } from './errors.ts';
import { Filters } from './filters.ts';
import { isInput } from './http.ts';
import { isOlder } from './older.ts';
import { shaped } from './shape.ts';
import type { Shape } from './shape.ts';
import type { ApiRequest, ApiResponse, Json } from './http.ts';

export type JsonObject = { readonly [key: string]: Json | undefined };

/** JSON bodies past this many bytes are refused. */
const BODY_LIMIT = 16 * 1024 * 1024;

/** A request on its way to its handler: what the route's pattern caught, and the query and body as the handler wants them. */
export class Call {
  /** The caller went away before the answer. */
  isAbandoned = false;
  readonly abandoned = new Condition('caller');

  constructor(
    readonly request: ApiRequest,
    /** What `{name}` of the route's path matched, decoded. */
    readonly params: Readonly<Record<string, string>>,
    /** `1.50`. */
    readonly version: string,
  ) {}

  param(name: string): string {
    return this.params[name] ?? '';
  }

  /** Whether the client speaks a version of the API before `1.42`, say. */
  isOlderThan(version: string): boolean {
    return isOlder(this.version, version);
  }

  /** The first value of a query parameter, or ''. */
  text(name: string): string {
    return this.request.query.get(name)?.[0] ?? '';
  }

  has(name: string): boolean {
    return this.request.query.has(name);
  }

  list(name: string): readonly string[] {
    return this.request.query.get(name) ?? [];
  }

  /** As the daemon reads booleans: everything but '', 0, no, false and none is true. */
  flag(name: string, otherwise = false): boolean {
    if (!this.has(name)) return otherwise;
    return !['', '0', 'no', 'false', 'none'].includes(this.text(name).trim().toLowerCase());
  }

  /** Throws what Go's strconv says. */
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === '') return undefined;
    if (!/^[+-]?\d+$/.test(text)) throw invalidParameter(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    return Number(text);
  }

  filters(): Filters {
    return Filters.parse(this.text('filters'));
  }

  header(name: string): string {
    return this.request.headers.get(name) ?? '';
  }

  /** The body as a JSON object; undefined when there is none. Throws for what is not JSON. */
  *body(): Process<JsonObject | undefined> {
    const body = this.request.body;
    if (body === undefined || body === null) return undefined;
    const type = this.header('content-type');
    if (isInput(body) && type !== '' && !/\bjson\b/.test(type)) throw invalidParameter(`unsupported Content-Type header (${type}): must be 'application/json'`);
    const value = isInput(body) ? parse(toText(yield* readAll(body, BODY_LIMIT))) : body;
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) throw invalidParameter(`invalid JSON: json: cannot unmarshal ${kindOf(value)} into Go value`);
    return value as JsonObject;
  }

  /** As `body`, in that shape. Throws for what does not fit. */
  *shapedBody(shape: Shape): Process<JsonObject | undefined> {
    const body = yield* this.body();
    return body && shaped(body, shape);
  }

  /** As `shapedBody`, but a request without a body is refused. */
  *requiredBody(shape: Shape): Process<JsonObject> {
    const body = yield* this.shapedBody(shape);
    if (!body) throw invalidParameter('invalid JSON: got EOF while reading request body');
    return body;
  }

  /** The body as bytes: a tar, or input for a build. */
  stream(): Input {
    const body = this.request.body;
    if (body === undefined) return inputOf('');
    return isInput(body) ? body : inputOf(toBytes(JSON.stringify(body)));
  }
}

function parse(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw invalidParameter(`invalid JSON: invalid character ${JSON.stringify(text.trim().slice(0, 1)).replaceAll('"', "'")} looking for beginning of value`);
  }
}

function kindOf(value: Json): string {
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

const NO_HEADERS: ReadonlyMap<string, string> = new Map();
const JSON_HEADERS: ReadonlyMap<string, string> = new Map([['content-type', 'application/json']]);

export function json(body: Json, status = 200): ApiResponse {
  return { status, headers: JSON_HEADERS, body };
}

export function noContent(): ApiResponse {
  return { status: 204, headers: NO_HEADERS };
}

export function empty(status: number): ApiResponse {
  return { status, headers: NO_HEADERS };
}

export function stream(body: Input, contentType: string, headers: readonly (readonly [string, string])[] = []): ApiResponse {
  return { status: 200, headers: new Map([['content-type', contentType], ...headers]), body };
}

/** A connection taken over from HTTP: 101 when the client asked to upgrade, 200 from older ones. */
export function hijacked(call: Call, connection: Connection, contentType: string): ApiResponse {
  const isUpgrade = call.header('upgrade') !== '';
  const headers = new Map([['content-type', isUpgrade && !call.isOlderThan('1.42') ? contentType : RAW_STREAM]]);
  if (isUpgrade) headers.set('connection', 'Upgrade').set('upgrade', 'tcp');
  return { status: isUpgrade ? 101 : 200, headers, upgraded: connection };
}

export const RAW_STREAM = 'application/vnd.docker.raw-stream';
export const MULTIPLEXED_STREAM = 'application/vnd.docker.multiplexed-stream';
