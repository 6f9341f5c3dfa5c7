import type { BuildCacheRecord } from '../../api/types/system.ts';

/** What the engine hands a build to; made by the world. */
export interface BuildPort {
  cacheRecords(): readonly BuildCacheRecord[];
}
