import type { FilesystemChange } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';

const KINDS = { changed: 0, added: 1, deleted: 2 } as const;

/** GET /containers/{id}/changes. */
export function containerChanges(daemon: Daemon, reference: string): FilesystemChange[] {
  const container = daemon.containers.find(reference);
  if (!container.hasRoot) return [];
  return container.root.changes().map(({ path, kind }) => ({ Path: path, Kind: KINDS[kind] }));
}
