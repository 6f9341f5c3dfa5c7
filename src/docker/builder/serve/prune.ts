import { invalidParameter } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { BuildPruneResponse } from '../../api/types/build.ts';
import { formatTime, parseMoment } from '../../api/time.ts';
import type { BuildCacheRecord } from '../../api/types/system.ts';
import type { BuildBackend } from '../backend.ts';
import type { CacheRecord } from '../solve/cache.ts';

const FILTERS = ['id', 'parent', 'type', 'description', 'inuse', 'shared', 'private', 'until', 'unused-for'];

/** `docker builder prune`: what no image holds, or with `all` everything. */
export function pruneCache(backend: BuildBackend, options: { readonly all: boolean; readonly filters: Filters; readonly keepBytes: number }): BuildPruneResponse {
  const { cache, scheduler } = backend;
  const unknown = options.filters.names.find((name) => !FILTERS.includes(name));
  if (unknown !== undefined) throw invalidParameter(`failed to prune build cache: invalid filter '${unknown}'`);
  const now = scheduler.clock.now();
  const before = options.filters.get('until')[0] ?? options.filters.get('unused-for')[0];
  const limit = before === undefined ? undefined : parseMoment(before, now);
  if (before !== undefined && limit === undefined) throw invalidParameter(`invalid filter until=${before}`);
  let kept = 0;
  const isKept = (record: CacheRecord) => {
    if (!matches(record, options.filters) || (limit !== undefined && record.lastUsedAt > limit)) return true;
    if (!options.all && (backend.isLayerUsed?.(record.layer?.digest ?? 'sha256:') ?? false)) return true;
    if (kept + record.size > options.keepBytes) return false;
    kept += record.size;
    return true;
  };
  const removed = cache.prune(isKept);
  return { CachesDeleted: removed.length > 0 ? removed.map(({ id }) => id) : null, SpaceReclaimed: removed.reduce((sum, { size }) => sum + size, 0) };
}

/** What `docker system df` and `docker buildx du` count. */
export function cacheUsage(backend: BuildBackend): readonly BuildCacheRecord[] {
  return backend.cache.list().map((record) => ({
    ID: record.id,
    ...(record.parent !== undefined && { Parents: [record.parent] }),
    Type: record.type,
    Description: record.description,
    InUse: false,
    Shared: record.layer !== undefined && (backend.isLayerUsed?.(record.layer.digest) ?? false),
    Size: record.size,
    CreatedAt: formatTime(record.createdAt),
    LastUsedAt: formatTime(record.lastUsedAt),
    UsageCount: record.usageCount,
  }));
}

function matches(record: CacheRecord, filters: Filters): boolean {
  return filters.fuzzyMatch('id', record.id) && filters.exactMatch('type', record.type) && filters.match('description', record.description)
    && filters.exactMatch('parent', record.parent ?? '');
}

