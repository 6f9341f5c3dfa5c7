import type { Process } from '../../core/process.ts';
import type { Connection } from '../../core/stream.ts';
import type { Json } from '../api/http.ts';
import type { IdResponse } from '../api/types/common.ts';
import type { ExecCreateRequest, ExecInspect, ExecStartRequest } from '../api/types/exec.ts';
import { segment } from './client.ts';
import type { Client } from './client.ts';
import { HIJACK_HEADERS, connectionOf } from './containers.ts';

export function createExec(client: Client, container: string, request: ExecCreateRequest): Process<IdResponse> {
  return client.json('POST', `/containers/${segment('container', container)}/exec`, { body: request as Json });
}

export function* startExec(client: Client, id: string, request: ExecStartRequest): Process<void> {
  yield* client.send('POST', `/exec/${id}/start`, { body: request as Json });
}

export function* attachExec(client: Client, id: string, request: ExecStartRequest): Process<Connection> {
  const response = yield* client.send('POST', `/exec/${id}/start`, { headers: HIJACK_HEADERS, body: request as Json });
  return connectionOf(response.upgraded);
}

export function inspectExec(client: Client, id: string): Process<ExecInspect> {
  return client.json('GET', `/exec/${id}/json`);
}

export function* resizeExec(client: Client, id: string, rows: number, columns: number): Process<void> {
  yield* client.send('POST', `/exec/${id}/resize`, { query: { h: rows, w: columns } });
}
