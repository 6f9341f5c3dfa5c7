import type { Process } from '../../core/process.ts';
import type { Input } from '../../core/stream.ts';
import type { Json } from '../api/http.ts';
import type { AuthConfig, DiskUsage, VersionResponse } from '../api/types/system.ts';
import type { Client } from './client.ts';

export function serverVersion(client: Client): Process<VersionResponse> {
  return client.json('GET', '/version');
}

export function serverInfo(client: Client): Process<Readonly<Record<string, unknown>>> {
  return client.json('GET', '/info');
}

/** `types` are `container`, `image`, `volume`, `build-cache`; none is all. */
export function diskUsage(client: Client, types: readonly string[] = []): Process<DiskUsage> {
  return client.json('GET', '/system/df', { query: { type: types.length > 0 ? types : undefined } });
}

export function events(client: Client, query: { readonly since?: string; readonly until?: string; readonly filters?: string }): Process<Input> {
  return client.stream('GET', '/events', { query: { since: query.since || undefined, until: query.until || undefined, filters: query.filters } });
}

export function login(client: Client, auth: AuthConfig): Process<{ readonly Status: string; readonly IdentityToken?: string }> {
  return client.json('POST', '/auth', { body: auth as Json });
}

export function pruneBuildCache(client: Client, query: { readonly all?: boolean; readonly 'keep-storage'?: number; readonly filters?: string }): Process<{ readonly CachesDeleted: readonly string[] | null; readonly SpaceReclaimed: number }> {
  return client.json('POST', '/build/prune', { query: { all: query.all || undefined, 'keep-storage': query['keep-storage'] || undefined, filters: query.filters } });
}
