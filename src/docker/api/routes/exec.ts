import type { Process } from '../../../core/process.ts';
import type { Connection } from '../../../core/stream.ts';
import { MULTIPLEXED_STREAM, RAW_STREAM, empty, hijacked, json } from '../call.ts';
import type { Call } from '../call.ts';
import type { ApiResponse } from '../http.ts';
import type { Route } from '../router.ts';
import type { ExecCreateRequest, ExecInspect, ExecStartRequest } from '../types/exec.ts';
import { CREATE_EXEC, START_EXEC } from '../shapes.ts';
import { sizeQuery } from './containers.ts';

/** What these routes need of an engine. Everything throws ApiError. */
export interface ExecBackend {
  /** Gives the exec's id. */
  create(reference: string, request: ExecCreateRequest): string;
  startDetached(id: string, request: ExecStartRequest): Process<void>;
  startAttached(id: string, request: ExecStartRequest): Connection;
  inspect(id: string): ExecInspect;
  isTty(id: string): boolean;
  resize(id: string, height: number, width: number): void;
}

export function execRoutes(backend: ExecBackend): Route[] {
  return [
    { method: 'POST', path: '/containers/{name}/exec', handle: (call) => create(backend, call) },
    { method: 'POST', path: '/exec/{id}/start', handle: (call) => start(backend, call) },
    { method: 'POST', path: '/exec/{id}/resize', handle: (call) => resize(backend, call) },
    { method: 'GET', path: '/exec/{id}/json', handle: (call) => inspect(backend, call) },
  ];
}

function* create(backend: ExecBackend, call: Call): Process<ApiResponse> {
  return json({ Id: backend.create(call.param('name'), (yield* call.requiredBody(CREATE_EXEC)) as ExecCreateRequest) }, 201);
}

function* start(backend: ExecBackend, call: Call): Process<ApiResponse> {
  const id = call.param('id');
  const request = ((yield* call.shapedBody(START_EXEC)) ?? {}) as ExecStartRequest;
  const isTty = backend.isTty(id);
  if (request.Detach) {
    yield* backend.startDetached(id, request);
    return empty(200);
  }
  return hijacked(call, backend.startAttached(id, request), isTty ? RAW_STREAM : MULTIPLEXED_STREAM);
}

function* resize(backend: ExecBackend, call: Call): Process<ApiResponse> {
  const [height, width] = sizeQuery(call);
  backend.resize(call.param('id'), height, width);
  return empty(200);
}

function* inspect(backend: ExecBackend, call: Call): Process<ApiResponse> {
  return json(backend.inspect(call.param('id')));
}
