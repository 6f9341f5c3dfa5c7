import { humanSize } from '../../../core/units.ts';
import type { Volume } from '../../api/types/volumes.ts';
import type { Listing } from './formatter.ts';
import { joinLabels } from './text.ts';

export function volumeFormat(format: string, isQuiet: boolean): string {
  if (format === 'table') return isQuiet ? '{{.Name}}' : 'table {{.Driver}}\t{{.Name}}';
  if (format === 'raw') return isQuiet ? 'name: {{.Name}}' : 'name: {{.Name}}\\ndriver: {{.Driver}}\\n';
  return format;
}

/** What only volumes of a swarm's cluster have. */
const cluster = (name: string, header: string) => ({ name, header, value: () => 'N/A' });

export const VOLUMES: Listing<Volume> = {
  type: 'formatter.volumeContext',
  labels: (volume) => volume.Labels,
  columns: [
    { name: 'Name', header: 'VOLUME NAME', value: (volume) => volume.Name },
    { name: 'Driver', header: 'DRIVER', value: (volume) => volume.Driver },
    { name: 'Scope', header: 'SCOPE', value: (volume) => volume.Scope },
    { name: 'Mountpoint', header: 'MOUNTPOINT', value: (volume) => volume.Mountpoint },
    { name: 'Labels', header: 'LABELS', value: (volume) => joinLabels(volume.Labels) },
    { name: 'Links', header: 'LINKS', value: (volume) => (volume.UsageData ? String(volume.UsageData.RefCount) : 'N/A') },
    { name: 'Size', header: 'SIZE', value: (volume) => (volume.UsageData ? humanSize(volume.UsageData.Size) : 'N/A') },
    cluster('Availability', 'AVAILABILITY'),
    cluster('Group', 'GROUP'),
    cluster('Status', 'STATUS'),
  ],
};
