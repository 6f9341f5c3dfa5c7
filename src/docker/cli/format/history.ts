import { humanSize } from '../../../core/units.ts';
import type { HistoryEntry } from '../../api/types/images.ts';
import { formatSeconds } from '../../api/time.ts';
import { SECOND } from '../../../core/clock.ts';
import type { Listing } from './formatter.ts';
import { ago, ellipsis, shortId } from './text.ts';

export function historyFormat(format: string, isQuiet: boolean, isHuman: boolean): string {
  if (format !== 'table') return format;
  if (isQuiet) return '{{.ID}}';
  return isHuman ? 'table {{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}' : 'table {{.ID}}\t{{.CreatedAt}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}';
}

/** `isHuman` is `--human`: sizes and times in words. */
export function historyListing(isHuman: boolean): Listing<HistoryEntry> {
  return {
    type: 'formatter.historyContext',
    columns: [
      { name: 'ID', header: 'IMAGE', value: (entry, { isTruncated }) => (isTruncated ? shortId(entry.Id) : entry.Id) },
      { name: 'CreatedAt', header: 'CREATED AT', value: (entry) => (entry.Created <= -62_135_596_800 ? '' : `${formatSeconds(entry.Created * SECOND)}Z`) },
      { name: 'CreatedSince', header: 'CREATED', value: (entry, { now }) => (entry.Created <= 0 ? 'N/A' : ago(entry.Created, now)) },
      {
        name: 'CreatedBy',
        header: 'CREATED BY',
        value: (entry, { isTruncated }) => {
          const line = entry.CreatedBy.replaceAll('\t', ' ');
          return isTruncated ? ellipsis(line, 45) : line;
        },
      },
      { name: 'Size', header: 'SIZE', value: (entry) => (isHuman ? humanSize(entry.Size, 3) : String(entry.Size)) },
      { name: 'Comment', header: 'COMMENT', value: (entry) => entry.Comment },
    ],
  };
}
