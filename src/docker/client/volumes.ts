import type { Process } from '../../core/process.ts';
import type { Json } from '../api/http.ts';
import type { CreateVolumeRequest, ListVolumesResponse, PruneVolumesResponse, Volume } from '../api/types/volumes.ts';
import { segment } from './client.ts';
import type { Client } from './client.ts';

export function createVolume(client: Client, request: CreateVolumeRequest): Process<Volume> {
  return client.json('POST', '/volumes/create', { body: request as Json });
}

export function listVolumes(client: Client, filters: string | undefined): Process<ListVolumesResponse> {
  return client.json('GET', '/volumes', { query: { filters } });
}

export function inspectVolume(client: Client, name: string): Process<Volume> {
  return client.json('GET', `/volumes/${segment('volume', name)}`);
}

export function* removeVolume(client: Client, name: string, force: boolean): Process<void> {
  yield* client.send('DELETE', `/volumes/${segment('volume', name)}`, { query: { force: force || undefined } });
}

export function pruneVolumes(client: Client, filters: string | undefined): Process<PruneVolumesResponse> {
  return client.json('POST', '/volumes/prune', { query: { filters } });
}
