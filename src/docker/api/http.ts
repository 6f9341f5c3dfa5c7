import type { Process } from '../../core/process.ts';
import type { Connection, Input } from '../../core/stream.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
/** Each name may come more than once. Names and values are decoded. */
export type Query = ReadonlyMap<string, readonly string[]>;
/** Names in lower case. */
export type Headers = ReadonlyMap<string, string>;

/** A request of the Engine API (https://docs.docker.com/reference/api/engine/). */
export interface ApiRequest {
  readonly method: Method;
  /** With or without its version: `/v1.50/containers/json`, `/containers/json`. Without the query; percent-decoded a segment at a time by the router. */
  readonly path: string;
  readonly query: Query;
  readonly headers: Headers;
  /** JSON as a value, or bytes (a tar). */
  readonly body?: Json | Input;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Headers;
  /** JSON as a value; an Input streams (JSON lines, a tar, raw or multiplexed output). Absent: no body. */
  readonly body?: Json | Input;
  /** After 101 UPGRADED (or 200 with a hijack): both ways. */
  readonly upgraded?: Connection;
}

/** The seam between client and daemon. */
export interface ApiHandler {
  /**
   * Answers one request. What the daemon does for it runs as the daemon's, not the caller's: a caller that is killed
   * closes its streams and nothing else. Never throws for what the request did wrong: that is a status and `{message}`.
   */
  handle(request: ApiRequest): Process<ApiResponse>;
}

export function isInput(body: Json | Input | undefined): body is Input {
  return typeof body === 'object' && body !== null && 'read' in body && typeof body.read === 'function';
}
