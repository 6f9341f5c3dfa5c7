import type { Process } from '../../../core/process.ts';
import { empty, json, noContent } from '../call.ts';
import type { Call } from '../call.ts';
import type { Filters } from '../filters.ts';
import type { ApiResponse } from '../http.ts';
import type { Route } from '../router.ts';
import { CONNECT_NETWORK, CREATE_NETWORK, DISCONNECT_NETWORK } from '../shapes.ts';
import type { ConnectRequest, CreateNetworkRequest, CreateNetworkResponse, DisconnectRequest, NetworkInspect, PruneNetworksResponse } from '../types/networks.ts';

/** What these routes need of an engine. Everything throws ApiError. */
export interface NetworksBackend {
  list(filters: Filters): NetworkInspect[];
  create(request: CreateNetworkRequest): CreateNetworkResponse;
  inspect(reference: string): NetworkInspect;
  remove(reference: string): void;
  connect(reference: string, request: ConnectRequest): void;
  disconnect(reference: string, request: DisconnectRequest): void;
  prune(filters: Filters): PruneNetworksResponse;
}

export function networkRoutes(backend: NetworksBackend): Route[] {
  return [
    { method: 'GET', path: '/networks', handle: (call) => list(backend, call) },
    { method: 'GET', path: '/networks/', handle: (call) => list(backend, call) },
    { method: 'POST', path: '/networks/create', handle: (call) => create(backend, call) },
    { method: 'POST', path: '/networks/prune', handle: (call) => prune(backend, call) },
    { method: 'GET', path: '/networks/{name*}', handle: (call) => inspect(backend, call) },
    { method: 'POST', path: '/networks/{name*}/connect', handle: (call) => connect(backend, call) },
    { method: 'POST', path: '/networks/{name*}/disconnect', handle: (call) => disconnect(backend, call) },
    { method: 'DELETE', path: '/networks/{name*}', handle: (call) => remove(backend, call) },
  ];
}

function* list(backend: NetworksBackend, call: Call): Process<ApiResponse> {
  return json(backend.list(call.filters()));
}

function* create(backend: NetworksBackend, call: Call): Process<ApiResponse> {
  return json(backend.create((yield* call.requiredBody(CREATE_NETWORK)) as CreateNetworkRequest), 201);
}

function* inspect(backend: NetworksBackend, call: Call): Process<ApiResponse> {
  return json(backend.inspect(call.param('name')));
}

function* connect(backend: NetworksBackend, call: Call): Process<ApiResponse> {
  backend.connect(call.param('name'), (yield* call.requiredBody(CONNECT_NETWORK)) as ConnectRequest);
  return empty(200);
}

function* disconnect(backend: NetworksBackend, call: Call): Process<ApiResponse> {
  backend.disconnect(call.param('name'), (yield* call.requiredBody(DISCONNECT_NETWORK)) as DisconnectRequest);
  return empty(200);
}

function* remove(backend: NetworksBackend, call: Call): Process<ApiResponse> {
  backend.remove(call.param('name'));
  return noContent();
}

function* prune(backend: NetworksBackend, call: Call): Process<ApiResponse> {
  return json(backend.prune(call.filters()));
}
