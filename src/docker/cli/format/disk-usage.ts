import { humanSize } from '../../../core/units.ts';
import type { BuildCacheRecord, DiskUsage } from '../../api/types/system.ts';
import { CommandError } from '../errors.ts';
import { CONTAINERS } from './containers.ts';
import { contextOf, formatList, readFormat } from './formatter.ts';
import type { Listing, View } from './formatter.ts';
import { IMAGES, linesOf } from './images.ts';
import { agoOf, shortId } from './text.ts';
import { TemplateError } from './template/errors.ts';
import { Struct } from './template/values.ts';
import type { Value } from './template/values.ts';
import { VOLUMES } from './volumes.ts';

interface Line {
  readonly type: string;
  readonly count: number;
  readonly active: number;
  /** Bytes. */
  readonly size: number;
  readonly reclaimable: number;
  /** Build cache never shows how much of it that is. */
  readonly hasShare: boolean;
}

export const DF_TABLE = 'table {{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}';
export const DF_RAW = 'type: {{.Type}}\ntotal: {{.TotalCount}}\nactive: {{.Active}}\nsize: {{.Size}}\nreclaimable: {{.Reclaimable}}\n';

const LINES: Listing<Line> = {
  type: 'formatter.diskUsageContext',
  columns: [
    { name: 'Type', header: 'TYPE', value: (line) => line.type },
    { name: 'TotalCount', header: 'TOTAL', value: (line) => String(line.count) },
    { name: 'Active', header: 'ACTIVE', value: (line) => String(line.active) },
    { name: 'Size', header: 'SIZE', value: (line) => humanSize(line.size) },
    {
      name: 'Reclaimable',
      header: 'RECLAIMABLE',
      value: (line) => humanSize(line.reclaimable) + (line.hasShare && line.size > 0 ? ` (${Math.trunc((line.reclaimable * 100) / line.size)}%)` : ''),
    },
  ],
};

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** Bytes that the build cache takes, without what it shares with images. */
export function buildCacheSize(records: readonly BuildCacheRecord[]): number {
  return sum(records.filter((record) => !record.Shared).map((record) => record.Size));
}

function linesOfUsage(usage: DiskUsage): Line[] {
  const images = usage.Images ?? [];
  const containers = usage.Containers ?? [];
  const volumes = usage.Volumes ?? [];
  const cache = usage.BuildCache ?? [];
  const layers = usage.LayersSize ?? 0;
  const held = sum(images.filter((image) => image.Containers !== 0 && image.Size !== -1 && image.SharedSize !== -1).map((image) => image.Size - image.SharedSize));
  const isActive = (state: string) => ['running', 'paused', 'restarting'].some((word) => state.includes(word));
  const volumeSize = (volume: (typeof volumes)[number]) => Math.max(volume.UsageData?.Size ?? 0, 0);
  const builderSize = buildCacheSize(cache);
  return [
    { type: 'Images', count: images.length, active: images.filter((image) => image.Containers > 0).length, size: layers, reclaimable: layers - held, hasShare: true },
    {
      type: 'Containers',
      count: containers.length,
      active: containers.filter((container) => isActive(container.State)).length,
      size: sum(containers.map((container) => container.SizeRw ?? 0)),
      reclaimable: sum(containers.filter((container) => !isActive(container.State)).map((container) => container.SizeRw ?? 0)),
      hasShare: true,
    },
    {
      type: 'Local Volumes',
      count: volumes.length,
      active: volumes.filter((volume) => (volume.UsageData?.RefCount ?? 0) > 0).length,
      size: sum(volumes.map(volumeSize)),
      reclaimable: sum(volumes.filter((volume) => volume.UsageData?.RefCount === 0).map(volumeSize)),
      hasShare: true,
    },
    {
      type: 'Build Cache',
      count: cache.length,
      active: cache.filter((record) => record.InUse).length,
      size: builderSize,
      reclaimable: builderSize - sum(cache.filter((record) => record.InUse).map((record) => record.Size)),
      hasShare: false,
    },
  ];
}

export function formatUsage(usage: DiskUsage, format: string, view: View): string {
  return formatList(LINES, linesOfUsage(usage), format === 'table' ? DF_TABLE : format === 'raw' ? DF_RAW : format, view);
}

const BUILD_CACHE: Listing<BuildCacheRecord> = {
  type: 'formatter.buildCacheContext',
  columns: [
    { name: 'ID', header: 'CACHE ID', value: (record, { isTruncated }) => (isTruncated ? shortId(record.ID) : record.ID) + (record.InUse ? '*' : '') },
    { name: 'Parent', header: 'PARENT', value: (record, { isTruncated }) => (record.Parents ?? []).map((id) => (isTruncated ? shortId(id) : id)).join(', ') },
    { name: 'CacheType', header: 'CACHE TYPE', value: (record) => record.Type },
    { name: 'Description', header: 'DESCRIPTION', value: (record) => record.Description },
    { name: 'Size', header: 'SIZE', value: (record) => humanSize(record.Size, 3) },
    { name: 'CreatedAt', header: 'CREATED', value: (record) => record.CreatedAt },
    { name: 'CreatedSince', header: 'CREATED', value: (record, { now }) => agoOf(record.CreatedAt, now) },
    { name: 'LastUsedAt', header: 'LAST USED', value: (record) => record.LastUsedAt ?? '' },
    { name: 'LastUsedSince', header: 'LAST USED', value: (record, { now }) => (record.LastUsedAt === null ? '' : agoOf(record.LastUsedAt, now)) },
    { name: 'UsageCount', header: 'USAGE', value: (record) => String(record.UsageCount) },
    { name: 'InUse', header: 'IN USE', value: (record) => String(record.InUse) },
    { name: 'Shared', header: 'SHARED', value: (record) => String(record.Shared) },
  ],
};

const VERBOSE_IMAGES = 'table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}';
const VERBOSE_CONTAINERS = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}';
const VERBOSE_VOLUMES = 'table {{.Name}}\t{{.Links}}\t{{.Size}}';
const VERBOSE_CACHE = 'table {{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t{{.UsageCount}}\t{{.Shared}}';

const VERBOSE_RAW = `{{range .Images}}type: Image
repository: {{ .Repository }}
tag: {{.Tag}}
digest: {{.Digest}}
image_id: {{.ID}}
created_at: {{.CreatedAt}}
virtual_size: {{.Size}}

{{end -}}
{{range .Containers}}type: Container
container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
size: {{.Size}}

{{end -}}
{{range .Volumes}}type: Volume
name: {{.Name}}
driver: {{.Driver}}

{{end -}}
{{range .BuildCache}}type: Build Cache
build_cache_id: {{.ID}}
parent_id: {{.Parent}}
build_cache_type: {{.CacheType}}
description: {{.Description}}
created_at: {{.CreatedAt}}
created_since: {{.CreatedSince}}
last_used_at: {{.LastUsedAt}}
last_used_since: {{.LastUsedSince}}
usage_count: {{.UsageCount}}
in_use: {{.InUse}}
shared: {{.Shared}}
size: {{.Size}}

{{end -}}`;

const sortedCache = (records: readonly BuildCacheRecord[]): BuildCacheRecord[] =>
  [...records].sort((a, b) => ((a.LastUsedAt ?? '') < (b.LastUsedAt ?? '') ? -1 : (a.LastUsedAt ?? '') > (b.LastUsedAt ?? '') ? 1 : a.ID < b.ID ? -1 : 1));

/** `docker system df -v`. */
export function formatVerboseUsage(usage: DiskUsage, given: string, view: View): string {
  const format = given === 'raw' ? VERBOSE_RAW : given;
  const images = (usage.Images ?? []).flatMap((image) => linesOf(image, false));
  const containers = (usage.Containers ?? []).map((container) => ({ ...container, SizeRootFs: 0 }));
  const cache = sortedCache(usage.BuildCache ?? []);
  if (format === 'table') {
    return [
      `Images space usage:\n\n${formatList(IMAGES, images, VERBOSE_IMAGES, view)}`,
      `Containers space usage:\n\n${formatList(CONTAINERS, containers, VERBOSE_CONTAINERS, view)}`,
      `Local Volumes space usage:\n\n${formatList(VOLUMES, usage.Volumes ?? [], VERBOSE_VOLUMES, view)}`,
      `Build cache usage: ${humanSize(buildCacheSize(cache))}\n\n${formatList(BUILD_CACHE, cache, VERBOSE_CACHE, view)}`,
    ].join('\n');
  }
  const contexts = <Item>(listing: Listing<Item>, items: readonly Item[]): Value => items.map((item) => contextOf(listing, item, view));
  const fields = new Map<string, Value>([
    ['Images', contexts(IMAGES, images)],
    ['Containers', contexts(CONTAINERS, containers)],
    ['Volumes', contexts(VOLUMES, usage.Volumes ?? [])],
    ['BuildCache', contexts(BUILD_CACHE, cache)],
  ]);
  try {
    return readFormat(format).template.execute(new Struct('formatter.diskUsageContext', fields, new Map(), undefined, true));
  } catch (error) {
    if (error instanceof TemplateError) throw new CommandError(error.message);
    throw error;
  }
}
