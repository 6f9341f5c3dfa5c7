import type { Micros } from '../../../../core/clock.ts';
import type { BuildCacheRecord } from '../../../api/types/system.ts';
import { bytesText } from '../../progress/trace.ts';
import { goTimeOf, agoOf } from '../../format/text.ts';

const HEADER = 'ID\t\t\t\t\t\tRECLAIMABLE\tSIZE\t\tLAST ACCESSED\n';

/** The build cache as buildx lists it, the largest first. */
export function cacheTable(records: readonly BuildCacheRecord[], now: Micros): string {
  const rows = sorted(records).map(({ ID, Type, Size, Shared, InUse, LastUsedAt }) => {
    const id = `${ID}${isMutable(Type) ? '*' : ''}`.padEnd(40);
    const size = `${bytesText(Size)}${Shared ? '*' : ''}`.padEnd(10);
    return `${id}\t${String(!InUse).padEnd(5)}\t\t${size}\t${LastUsedAt === null ? '' : agoOf(LastUsedAt, now)}`.trimEnd() + '\n';
  });
  return HEADER + rows.join('');
}

/** Everything of each record. */
export function cacheDetails(records: readonly BuildCacheRecord[], now: Micros): string {
  return sorted(records).map((record) => {
    const lines: readonly (readonly [string, string])[] = [
      ['ID:\t\t', record.ID],
      ...(record.Parents ?? []).map((parent) => ['Parent:\t\t', parent] as const),
      ['Created at:\t', goTimeOf(record.CreatedAt)],
      ['Mutable:\t', String(isMutable(record.Type))],
      ['Reclaimable:\t', String(!record.InUse)],
      ['Shared:\t\t', String(record.Shared)],
      ['Size:\t\t', bytesText(record.Size)],
      ...(record.Description === '' ? [] : [['Description:\t', record.Description] as const]),
      ['Usage count:\t', String(record.UsageCount)],
      ...(record.LastUsedAt === null ? [] : [['Last used:\t', agoOf(record.LastUsedAt, now)] as const]),
      ['Type:\t\t', record.Type],
    ];
    return `${lines.map(([name, value]) => `${name}${value}\n`).join('')}\n`;
  }).join('');
}

/** What they come to. */
export function cacheSummary(records: readonly BuildCacheRecord[]): string {
  const sum = (wanted: (record: BuildCacheRecord) => boolean) => records.filter(wanted).reduce((total, { Size }) => total + Size, 0);
  const shared = sum(({ Shared }) => Shared);
  const total = sum(() => true);
  const parts = shared > 0 ? `Shared:\t\t${bytesText(shared)}\nPrivate:\t${bytesText(total - shared)}\n` : '';
  return `${parts}Reclaimable:\t${bytesText(sum(({ InUse }) => !InUse))}\nTotal:\t\t${bytesText(total)}\n`;
}

function isMutable(type: string): boolean {
  return type !== 'regular';
}

function sorted(records: readonly BuildCacheRecord[]): readonly BuildCacheRecord[] {
  return [...records].sort((a, b) => b.Size - a.Size);
}
