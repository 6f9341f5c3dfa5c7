import { humanSize } from '../../../core/units.ts';
import type { ContainerSummary } from '../../api/types/containers.ts';
import { quote } from '../golang/quote.ts';
import { familiarName } from '../options/reference.ts';
import type { Listing } from './formatter.ts';
import { Struct } from './template/values.ts';
import type { Value } from './template/values.ts';
import { ago, displayPorts, ellipsis, goTime, joinLabels, shortId } from './text.ts';

export const CONTAINER_TABLE = 'table {{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}';

const RAW = `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`;

/** The format that `docker ps` is asked for by name, made a template. */
export function containerFormat(format: string, isQuiet: boolean, hasSize: boolean): string {
  if (format === 'table') return isQuiet ? '{{.ID}}' : CONTAINER_TABLE + (hasSize ? '\\t{{.Size}}' : '');
  if (format === 'raw') return isQuiet ? 'container_id: {{.ID}}' : RAW + (hasSize ? 'size: {{.Size}}\\n' : '');
  return isQuiet ? '{{.ID}}' : format;
}

function names(container: ContainerSummary, isTruncated: boolean): string {
  const all = (container.Names ?? []).map((name) => name.replace(/^\//, ''));
  // A link gives a container the name `other/alias` as well, which only --no-trunc shows.
  const own = isTruncated ? all.find((name) => !name.includes('/')) : undefined;
  return own ?? all.join(',');
}

function image(container: ContainerSummary, isTruncated: boolean): string {
  if (container.Image === '') return '<no image>';
  if (!isTruncated) return container.Image;
  const id = shortId(container.ImageID);
  if (id === shortId(container.Image)) return id;
  return familiarName(container.Image) ?? container.Image;
}

/** Only daemons with the containerd image store say which manifest a container is of. */
function platformOf(container: ContainerSummary): Value {
  const { platform } = (container as { readonly ImageManifestDescriptor?: { readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string } } }).ImageManifestDescriptor ?? {};
  if (!platform) return null;
  const name = [platform.os, platform.architecture, ...(platform.variant ? [platform.variant] : [])].join('/');
  return new Struct('formatter.Platform', new Map(Object.entries(platform)), new Map(), platform, true, name);
}

const sized = (container: ContainerSummary): string => {
  const own = humanSize(container.SizeRw ?? 0, 3);
  return (container.SizeRootFs ?? 0) > 0 ? `${own} (virtual ${humanSize(container.SizeRootFs!, 3)})` : own;
};

export const CONTAINERS: Listing<ContainerSummary> = {
  type: 'formatter.ContainerContext',
  labels: (container) => container.Labels,
  columns: [
    { name: 'ID', header: 'CONTAINER ID', value: (container, { isTruncated }) => (isTruncated ? shortId(container.Id) : container.Id) },
    { name: 'Names', header: 'NAMES', value: (container, { isTruncated }) => names(container, isTruncated) },
    { name: 'Image', header: 'IMAGE', value: (container, { isTruncated }) => image(container, isTruncated) },
    { name: 'Command', header: 'COMMAND', value: (container, { isTruncated }) => quote(isTruncated ? ellipsis(container.Command, 20) : container.Command) },
    { name: 'CreatedAt', header: 'CREATED AT', value: (container) => goTime(container.Created) },
    { name: 'RunningFor', header: 'CREATED', value: (container, { now }) => ago(container.Created, now) },
    { name: 'Platform', header: 'PLATFORM', value: platformOf },
    { name: 'Ports', header: 'PORTS', value: (container) => displayPorts(container.Ports) },
    { name: 'State', header: 'STATE', value: (container) => container.State },
    { name: 'Status', header: 'STATUS', value: (container) => container.Status },
    { name: 'Size', header: 'SIZE', value: sized },
    { name: 'Labels', header: 'LABELS', value: (container) => joinLabels(container.Labels) },
    {
      name: 'Mounts',
      header: 'MOUNTS',
      value: (container, { isTruncated }) => (container.Mounts ?? []).map((mount) => mount.Name || mount.Source).map((name) => (isTruncated ? ellipsis(name, 15) : name)).join(','),
    },
    { name: 'LocalVolumes', header: 'LOCAL VOLUMES', value: (container) => String((container.Mounts ?? []).filter((mount) => mount.Driver === 'local').length) },
    { name: 'Networks', header: 'NETWORKS', value: (container) => Object.keys(container.NetworkSettings?.Networks ?? {}).sort().join(',') },
  ],
};
