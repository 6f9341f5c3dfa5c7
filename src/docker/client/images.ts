import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import type { ContainerConfig } from '../api/types/containers.ts';
import type { Json } from '../api/http.ts';
import type { IdResponse } from '../api/types/common.ts';
import type { DeletedImage, DistributionInspect, HistoryEntry, ImageInspect, ImageSummary, PruneImagesResponse, SearchResult } from '../api/types/images.ts';
import { ClientError } from './client.ts';
import type { Client } from './client.ts';

/** A slash in a name is part of the path: `/images/library/redis/json`. */
const at = (image: string, verb = '') => `/images/${image}${verb && `/${verb}`}`;

export function listImages(client: Client, options: { readonly all?: boolean; readonly filters?: string; readonly sharedSize?: boolean }): Process<readonly ImageSummary[]> {
  return client.json('GET', '/images/json', { query: { all: options.all || undefined, filters: options.filters, 'shared-size': options.sharedSize || undefined } });
}

export function inspectImage(client: Client, image: string, platform?: string): Process<ImageInspect> {
  if (image === '') throw new ClientError('Error: No such image: ');
  return client.json('GET', at(image, 'json'), { query: { platform } });
}

export function imageHistory(client: Client, image: string, platform?: string): Process<readonly HistoryEntry[]> {
  return client.json('GET', at(image, 'history'), { query: { platform } });
}

export function* tagImage(client: Client, image: string, repository: string, tag: string): Process<void> {
  yield* client.send('POST', at(image, 'tag'), { query: { repo: repository, tag: tag || undefined } });
}

export function removeImage(client: Client, image: string, options: { readonly force?: boolean; readonly noPrune?: boolean; readonly platforms?: readonly string[] }): Process<readonly DeletedImage[]> {
  const { force, noPrune, platforms = [] } = options;
  return client.json('DELETE', at(image), { query: { force: force || undefined, noprune: noPrune || undefined, platforms: platforms.length > 0 ? platforms : undefined } });
}

export function pruneImages(client: Client, filters: string | undefined): Process<PruneImagesResponse> {
  return client.json('POST', '/images/prune', { query: { filters } });
}

export interface PullOptions {
  /** The repository, without tag. */
  readonly image: string;
  /** A tag or a digest; empty for all tags. */
  readonly tag: string;
  readonly platform?: string;
  /** The header X-Registry-Auth. */
  readonly auth?: string;
}

export function pullImage(client: Client, { image, tag, platform, auth }: PullOptions): Process<Input> {
  return client.stream('POST', '/images/create', { query: { fromImage: image, tag: tag || undefined, platform: platform?.toLowerCase() || undefined }, headers: auth === undefined ? {} : { 'x-registry-auth': auth } });
}

export function pushImage(client: Client, image: string, tag: string, auth: string, platform?: string): Process<Input> {
  return client.stream('POST', at(image, 'push'), { query: { tag: tag || undefined, platform }, headers: { 'x-registry-auth': auth } });
}

export interface ImportOptions {
  /** `-` for the body, or an address. */
  readonly source: string;
  readonly repository: string;
  readonly tag: string;
  readonly message: string;
  readonly changes: readonly string[];
  readonly platform: string;
}

export function importImage(client: Client, options: ImportOptions, tar?: Input): Process<Input> {
  const { source, repository, tag, message, changes, platform } = options;
  return client.stream('POST', '/images/create', {
    query: { fromSrc: source, repo: repository || undefined, tag: tag || undefined, message: message || undefined, changes: changes.length > 0 ? changes : undefined, platform: platform || undefined },
    ...(tar ? { body: tar } : {}),
  });
}

export function saveImages(client: Client, names: readonly string[], platform?: string): Process<Input> {
  return client.stream('GET', '/images/get', { query: { names, platform } });
}

export function loadImages(client: Client, tar: Input, isQuiet: boolean, platform?: string): Process<Input> {
  return client.stream('POST', '/images/load', { query: { quiet: isQuiet ? '1' : '0', platform }, body: tar });
}

export function searchImages(client: Client, term: string, options: { readonly limit: number; readonly filters?: string; readonly auth?: string }): Process<readonly SearchResult[]> {
  return client.json('GET', '/images/search', {
    query: { term, limit: options.limit > 0 ? options.limit : undefined, filters: options.filters },
    headers: options.auth === undefined ? {} : { 'x-registry-auth': options.auth },
  });
}

export function inspectDistribution(client: Client, image: string, auth: string): Process<DistributionInspect> {
  return client.json('GET', `/distribution/${image}/json`, { headers: { 'x-registry-auth': auth } });
}

export interface CommitOptions {
  readonly container: string;
  readonly repository: string;
  readonly tag: string;
  readonly author: string;
  readonly message: string;
  readonly changes: readonly string[];
  readonly isPaused: boolean;
  readonly config?: Partial<ContainerConfig>;
}

export function commitContainer(client: Client, options: CommitOptions): Process<IdResponse> {
  const { container, repository, tag, author, message, changes, isPaused } = options;
  return client.json('POST', '/commit', {
    query: {
      container, repo: repository || undefined, tag: tag || undefined, comment: message || undefined, author: author || undefined,
      changes: changes.length > 0 ? changes : undefined, pause: isPaused ? undefined : '0',
    },
    body: (options.config ?? null) as Json,
  });
}
