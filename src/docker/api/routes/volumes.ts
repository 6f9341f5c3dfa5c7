import type { Process } from '../../../core/process.ts';
import { json, noContent } from '../call.ts';
import type { Call } from '../call.ts';
import { unavailable } from '../errors.ts';
import type { Filters } from '../filters.ts';
import type { ApiResponse } from '../http.ts';
import type { Route } from '../router.ts';
import { CREATE_VOLUME } from '../shapes.ts';
import type { CreateVolumeRequest, ListVolumesResponse, PruneVolumesResponse, Volume } from '../types/volumes.ts';

/** What these routes need of an engine. Everything throws ApiError. */
export interface VolumesBackend {
  list(filters: Filters): ListVolumesResponse;
  create(request: CreateVolumeRequest): Volume;
  inspect(name: string): Volume;
  remove(name: string, isForced: boolean): void;
  prune(filters: Filters): PruneVolumesResponse;
}

export function volumeRoutes(backend: VolumesBackend): Route[] {
  return [
    { method: 'GET', path: '/volumes', handle: (call) => list(backend, call) },
    { method: 'POST', path: '/volumes/create', handle: (call) => create(backend, call) },
    { method: 'POST', path: '/volumes/prune', handle: (call) => prune(backend, call) },
    { method: 'GET', path: '/volumes/{name*}', handle: (call) => inspect(backend, call) },
    { method: 'PUT', path: '/volumes/{name*}', handle: refuseUpdate },
    { method: 'DELETE', path: '/volumes/{name*}', handle: (call) => remove(backend, call) },
  ];
}

function* list(backend: VolumesBackend, call: Call): Process<ApiResponse> {
  return json(backend.list(call.filters()));
}

function* create(backend: VolumesBackend, call: Call): Process<ApiResponse> {
  return json(backend.create(((yield* call.shapedBody(CREATE_VOLUME)) ?? {}) as CreateVolumeRequest), 201);
}

function* inspect(backend: VolumesBackend, call: Call): Process<ApiResponse> {
  return json(backend.inspect(call.param('name')));
}

/** Only volumes of a swarm can be updated. */
function* refuseUpdate(): Process<ApiResponse> {
  throw unavailable('volume update only valid for cluster volumes, but swarm is unavailable');
}

function* remove(backend: VolumesBackend, call: Call): Process<ApiResponse> {
  backend.remove(call.param('name'), call.flag('force'));
  return noContent();
}

function* prune(backend: VolumesBackend, call: Call): Process<ApiResponse> {
  // Before, named volumes were pruned as well.
  return json(backend.prune(call.isOlderThan('1.42') ? call.filters().withDefault('all', 'true') : call.filters()));
}
