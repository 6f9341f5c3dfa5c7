import type { Process } from '../../../core/process.ts';
import type { Input } from '../../../core/stream.ts';
import { json, stream } from '../call.ts';
import type { Call } from '../call.ts';
import { invalidParameter } from '../errors.ts';
import type { Filters } from '../filters.ts';
import type { ApiResponse } from '../http.ts';
import type { Route } from '../router.ts';
import { COMMIT_CONFIG } from '../shapes.ts';
import { fromBase64 } from '../base64.ts';
import type { DeletedImage, DistributionInspect, HistoryEntry, ImageInspect, ImageSummary, PruneImagesResponse, SearchResult } from '../types/images.ts';
import type { AuthConfig } from '../types/system.ts';

/** What these routes need of an engine. Everything throws ApiError. */
export interface ImagesBackend {
  list(options: { all: boolean; filters: Filters; sharedSize: boolean }): ImageSummary[];
  inspect(name: string): ImageInspect;
  history(name: string): HistoryEntry[];
  tag(name: string, repository: string, tag: string): void;
  remove(name: string, options: { isForced: boolean; prunes: boolean }): Process<readonly DeletedImage[]>;
  prune(filters: Filters): Process<PruneImagesResponse>;
  pull(options: { image: string; tag: string; platform: string; auth: AuthConfig | undefined }): Process<Input>;
  import(options: { source: string; repository: string; tag: string; message: string; changes: readonly string[]; platform: string; archive: Input }): Process<Input>;
  push(options: { name: string; tag: string; auth: AuthConfig | undefined; platform: string }): Process<Input>;
  save(names: readonly string[]): Input;
  load(archive: Input, isQuiet: boolean): Process<Input>;
  search(term: string, limit: number, filters: Filters): Process<readonly SearchResult[]>;
  distribution(name: string, auth: AuthConfig | undefined): Process<DistributionInspect>;
  commit(container: string, options: CommitQuery): Process<{ readonly Id: string }>;
}

export interface CommitQuery {
  readonly repository: string;
  readonly tag: string;
  readonly comment: string;
  readonly author: string;
  readonly changes: readonly string[];
  readonly pauses: boolean;
  readonly config: { readonly [key: string]: unknown } | undefined;
}

export function imageRoutes(backend: ImagesBackend): Route[] {
  return [
    { method: 'GET', path: '/images/json', handle: (call) => list(backend, call) },
    { method: 'GET', path: '/images/search', handle: (call) => search(backend, call) },
    { method: 'GET', path: '/images/get', handle: (call) => save(backend, call.list('names')) },
    { method: 'GET', path: '/images/{name*}/get', handle: (call) => save(backend, [call.param('name')]) },
    { method: 'GET', path: '/images/{name*}/history', handle: (call) => history(backend, call) },
    { method: 'GET', path: '/images/{name*}/json', handle: (call) => inspect(backend, call) },
    { method: 'GET', path: '/distribution/{name*}/json', handle: (call) => distribution(backend, call) },
    { method: 'POST', path: '/images/load', handle: (call) => load(backend, call) },
    { method: 'POST', path: '/images/create', handle: (call) => create(backend, call) },
    { method: 'POST', path: '/images/prune', handle: (call) => prune(backend, call) },
    { method: 'POST', path: '/images/{name*}/push', handle: (call) => push(backend, call) },
    { method: 'POST', path: '/images/{name*}/tag', handle: (call) => tag(backend, call) },
    { method: 'POST', path: '/commit', handle: (call) => commit(backend, call) },
    { method: 'DELETE', path: '/images/{name*}', handle: (call) => remove(backend, call) },
  ];
}

function* list(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  return json(backend.list({ all: call.flag('all'), filters: call.filters(), sharedSize: call.flag('shared-size') }));
}

function* inspect(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  return json(backend.inspect(call.param('name')));
}

function* history(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  return json(backend.history(call.param('name')));
}

function* tag(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  backend.tag(call.param('name'), call.text('repo'), call.text('tag'));
  return { status: 201, headers: new Map() };
}

function* remove(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  const name = call.param('name').trim();
  if (name === '') throw invalidParameter('image name cannot be blank');
  return json(yield* backend.remove(name, { isForced: call.flag('force'), prunes: !call.flag('noprune') }));
}

function* prune(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  return json(yield* backend.prune(call.filters()));
}

function* create(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  const [image, platform] = [call.text('fromImage'), call.text('platform')];
  if (image !== '') return stream(yield* backend.pull({ image, tag: call.text('tag'), platform, auth: authOf(call) }), 'application/json');
  const body = yield* backend.import({
    source: call.text('fromSrc'), repository: call.text('repo'), tag: call.text('tag'), message: call.text('message'), changes: call.list('changes'), platform, archive: call.stream(),
  });
  return stream(body, 'application/json');
}

function* push(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  if (call.header('x-registry-auth') === '' && !(yield* call.body())) throw invalidParameter('bad parameters and missing X-Registry-Auth: invalid X-Registry-Auth header: EOF');
  return stream(yield* backend.push({ name: call.param('name'), tag: call.text('tag'), auth: authOf(call), platform: call.text('platform') }), 'application/json');
}

function* save(backend: ImagesBackend, names: readonly string[]): Process<ApiResponse> {
  return stream(backend.save(names.flatMap((name) => name.split(','))), 'application/x-tar');
}

function* load(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  return stream(yield* backend.load(call.stream(), call.flag('quiet', true)), 'application/json');
}

function* search(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  const limit = call.integer('limit') ?? 25;
  if (limit < 1 || limit > 100) throw invalidParameter(`limit ${limit} is outside the range of [1, 100]`);
  return json(yield* backend.search(call.text('term'), limit, call.filters()));
}

function* distribution(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  return json(yield* backend.distribution(call.param('name'), authOf(call)));
}

function* commit(backend: ImagesBackend, call: Call): Process<ApiResponse> {
  const config = yield* call.shapedBody(COMMIT_CONFIG);
  const answer = yield* backend.commit(call.text('container'), {
    repository: call.text('repo'), tag: call.text('tag'), comment: call.text('comment'), author: call.text('author'), changes: call.list('changes'), pauses: call.flag('pause', true), config,
  });
  return json(answer, 201);
}

/** X-Registry-Auth: a JSON object in base64. */
export function authOf(call: Call): AuthConfig | undefined {
  const header = call.header('x-registry-auth');
  if (header === '') return undefined;
  const text = fromBase64(header);
  try {
    return JSON.parse(text ?? '') as AuthConfig;
  } catch {
    return undefined;
  }
}
