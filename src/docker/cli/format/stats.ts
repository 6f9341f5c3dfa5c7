import { bytesSize, humanSize } from '../../../core/units.ts';
import { formatFloat } from '../../../core/floats.ts';
import type { Listing } from './formatter.ts';
import { shortId } from './text.ts';

/** One container's line of `docker stats`. Percentages are of 100, sizes in bytes. */
export interface Usage {
  /** As it was asked for. */
  readonly container: string;
  readonly name: string;
  readonly id: string;
  readonly cpu: number;
  readonly memory: number;
  readonly memoryLimit: number;
  readonly memoryPercentage: number;
  readonly received: number;
  readonly sent: number;
  readonly read: number;
  readonly written: number;
  readonly processes: number;
  /** Nothing is known of it yet. */
  readonly isUnknown: boolean;
}

export const STATS_TABLE = 'table {{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}';

export function statsFormat(format: string): string {
  return format === 'table' ? STATS_TABLE : format;
}

const known = (show: (usage: Usage) => string) => (usage: Usage) => (usage.isUnknown ? '--' : show(usage));
const percent = (value: number): string => `${formatFloat(value, 'f', 2)}%`;
const both = (a: number, b: number): string => `${humanSize(a, 3)} / ${humanSize(b, 3)}`;

export const STATS: Listing<Usage> = {
  type: 'container.statsContext',
  columns: [
    { name: 'Container', header: 'CONTAINER', value: (usage) => usage.container },
    { name: 'Name', header: 'NAME', value: (usage) => (usage.name.length > 1 ? usage.name.slice(1) : '--') },
    { name: 'ID', header: 'CONTAINER ID', value: (usage, { isTruncated }) => (isTruncated ? shortId(usage.id) : usage.id) },
    { name: 'CPUPerc', header: 'CPU %', value: known((usage) => percent(usage.cpu)) },
    { name: 'MemUsage', header: 'MEM USAGE / LIMIT', value: (usage) => (usage.isUnknown ? '-- / --' : `${bytesSize(usage.memory)} / ${bytesSize(usage.memoryLimit)}`) },
    { name: 'MemPerc', header: 'MEM %', value: known((usage) => percent(usage.memoryPercentage)) },
    { name: 'NetIO', header: 'NET I/O', value: known((usage) => both(usage.received, usage.sent)) },
    { name: 'BlockIO', header: 'BLOCK I/O', value: known((usage) => both(usage.read, usage.written)) },
    { name: 'PIDs', header: 'PIDS', value: known((usage) => String(usage.processes)) },
  ],
};
