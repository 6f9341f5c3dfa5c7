import type { Process } from '../../../core/process.ts';
import { until } from '../../../core/process.ts';
import { MILLISECOND } from '../../../core/clock.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { SearchResult } from '../../api/types/images.ts';
import type { Daemon } from '../daemon.ts';
import { requireRegistry } from './registry-errors.ts';

const ROUND_TRIP = 250 * MILLISECOND;

/** GET /images/search: asks Docker Hub. */
export function* searchImages(daemon: Daemon, term: string, limit: number, filters: Filters): Process<readonly SearchResult[]> {
  filters.validate(['is-automated', 'is-official', 'stars']);
  const isOfficial = filters.has('is-official') ? filters.flag('is-official', false) : undefined;
  const isAutomated = filters.flag('is-automated', false);
  const stars = filters.get('stars').map((text) => {
    if (!/^\d+$/.test(text)) throw invalidParameter(`invalid filter 'stars=${text}': strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    return Number(text);
  });
  const registry = requireRegistry(daemon);
  if (term === '') throw invalidParameter('Search term cannot be empty');
  yield until(daemon.host.scheduler.clock, daemon.host.now() + ROUND_TRIP);
  if (isAutomated) return [];
  return registry
    .search(term.replace(/^(?:docker\.io|index\.docker\.io)\//, '').replace(/^library\//, ''))
    .filter((found) => (isOfficial === undefined || found.isOfficial === isOfficial) && stars.every((least) => found.stars >= least))
    .slice(0, limit)
    .map((found) => ({ star_count: found.stars, is_official: found.isOfficial, name: found.name, is_automated: false, description: found.description }));
}
