import { SECOND } from '../../../../core/clock.ts';
import type { Member } from '../archive.ts';
import { formatMoment, momentOf, zoneOf } from '../calendar.ts';
import { modeText } from '../format.ts';

/** A line of `tar -tv`: `-rw-r--r-- root/root         4 2025-06-02 08:00 a`. */
export function longRow(member: Member, isNumeric: boolean, timeZone: string | undefined): string {
  const owner = `${isNumeric || member.user === '' ? member.uid : member.user}/${isNumeric || member.group === '' ? member.gid : member.group}`;
  const size = String(member.size);
  const time = formatMoment('%F %R', momentOf(member.modified * SECOND, zoneOf(timeZone)));
  const link = member.type === 'symlink' ? ` -> ${member.target}` : member.type === 'hardlink' ? ` link to ${member.target}` : '';
  const mode = member.type === 'hardlink' ? `h${modeText('file', member.mode).slice(1)}` : modeText(member.type, member.mode);
  return `${mode} ${owner} ${size.padStart(Math.max(0, 18 - owner.length))} ${time} ${member.name}${link}\n`;
}

/** BusyBox's: `-rw-r--r-- root/root         4 2025-06-02 08:00:00 a`. */
export function busyboxRow(member: Member, timeZone: string | undefined): string {
  const owner = `${member.user === '' ? member.uid : member.user}/${member.group === '' ? member.gid : member.group}`;
  const time = formatMoment('%F %T', momentOf(member.modified * SECOND, zoneOf(timeZone)));
  const link = member.type === 'symlink' ? ` -> ${member.target}` : member.type === 'hardlink' ? ` link to ${member.target}` : '';
  return `${modeText(member.type === 'hardlink' ? 'file' : member.type, member.mode)} ${owner} ${String(member.size).padStart(9)} ${time} ${member.name}${link}\n`;
}
