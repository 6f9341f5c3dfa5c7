import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { json, stream } from '../call.ts';
import type { Call } from '../call.ts';
import type { Filters } from '../filters.ts';
import type { ApiResponse, Query } from '../http.ts';
import type { Route } from '../router.ts';
import type { BuildPruneResponse } from '../types/build.ts';
import type { BuildCacheRecord } from '../types/system.ts';

/** What these routes need of a builder. Everything throws ApiError. */
export interface BuildRoutesBackend {
  /** The answer is JSON lines (`types/build.ts`), and ends with the build. */
  build(query: Query, body: Input): Process<Input>;
  /** For `GET /system/df`. */
  usage(): readonly BuildCacheRecord[];
  prune(options: { readonly all: boolean; readonly filters: Filters; readonly keepBytes: number }): BuildPruneResponse;
  /** What was decided about each step of the last build, for those who ask why. No route has it: Docker's API doesn't. */
  lastDecisions(): readonly StepDecision[];
}

export interface StepDecision {
  /** `[2/3] RUN pip install -r requirements.txt` */
  readonly name: string;
  /** The line that the step comes from; 0 where it comes from none. */
  readonly line: number;
  readonly isCached: boolean;
  /** `not cached: requirements.txt changed` */
  readonly why: string;
  /** Bytes of the layer that it made; absent while it is being made, and where it failed. */
  readonly size?: number;
}

export function buildRoutes(backend: BuildRoutesBackend): Route[] {
  return [
    { method: 'POST', path: '/build', handle: (call) => build(backend, call) },
    { method: 'POST', path: '/build/prune', handle: (call) => prune(backend, call) },
  ];
}

function* build(backend: BuildRoutesBackend, call: Call): Process<ApiResponse> {
  return stream(yield* backend.build(call.request.query, call.stream()), 'application/json');
}

function* prune(backend: BuildRoutesBackend, call: Call): Process<ApiResponse> {
  const keepBytes = call.integer('keep-storage') ?? call.integer('reserved-space') ?? 0;
  return json(backend.prune({ all: call.flag('all'), filters: call.filters(), keepBytes }));
}
