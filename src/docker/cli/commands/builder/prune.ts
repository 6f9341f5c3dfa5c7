import { diskUsage, pruneBuildCache } from '../../../client/system.ts';
import { none } from '../../command.ts';
import type { Command } from '../../command.ts';
import { bool, bytes, filter } from '../../flags/kinds.ts';
import { encodeFilters } from '../../options/filter.ts';
import type { Filter } from '../../options/filter.ts';
import { bytesText } from '../../progress/trace.ts';
import { confirm } from '../../prompt.ts';
import { cacheTable } from './cache-table.ts';

const WARNING = (what: string) => `WARNING! This will remove all ${what}build cache. Are you sure you want to continue?`;

/** `docker buildx prune`: it tells what it removes, where `docker builder prune` only gives identifiers. */
export const prune: Command = {
  path: 'docker buildx prune',
  usage: '[OPTIONS]',
  about: 'Empty the build cache',
  arguments: none,
  flags: [
    bool('a,all', 'What images still use, too'),
    filter('filter', 'Only what matches, as in "until=24h"'),
    bool('f,force', "Don't ask"),
    bytes('keep-storage', 'How much to keep', { isHidden: true, deprecated: 'keep-storage flag has been changed to reserved-space', into: 'reserved-space' }),
    bytes('reserved-space', 'How much to keep'),
    bool('verbose', 'Tell more'),
  ],
  *run(session) {
    const { flags, client } = session;
    const all = flags.isOn('all');
    if (!flags.isOn('force') && !(yield* confirm(session, WARNING(all ? '' : 'dangling ')))) return 0;
    const before = (yield* diskUsage(client, ['build-cache'])).BuildCache ?? [];
    const keep = flags.number('reserved-space');
    const filters = encodeFilters(flags.list<Filter>('filter'));
    const { CachesDeleted, SpaceReclaimed } = yield* pruneBuildCache(client, { all, ...(keep > 0 && { 'keep-storage': keep }), ...(filters !== undefined && { filters }) });
    const removed = before.filter(({ ID }) => CachesDeleted?.includes(ID));
    if (removed.length > 0) yield* session.print(cacheTable(removed, session.now()));
    yield* session.print(`Total:\t${bytesText(SpaceReclaimed)}\n`);
    return 0;
  },
};
