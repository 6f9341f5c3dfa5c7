import { humanSize } from '../../../core/units.ts';
import type { ImageSummary } from '../../api/types/images.ts';
import type { Listing } from './formatter.ts';
import { ago, goTime, shortId } from './text.ts';

/** One line of `docker images`: an image has as many as it has names. */
export interface ImageLine {
  readonly image: ImageSummary;
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}

const TABLE = 'table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}';
const DIGEST_TABLE = 'table {{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\t{{.Size}}';

export function imageFormat(format: string, isQuiet: boolean, hasDigest: boolean): string {
  if (format === 'table') return isQuiet ? '{{.ID}}' : hasDigest ? DIGEST_TABLE : TABLE;
  if (format === 'raw') {
    if (isQuiet) return 'image_id: {{.ID}}';
    return `repository: {{ .Repository }}\ntag: {{.Tag}}\n${hasDigest ? 'digest: {{.Digest}}\n' : ''}image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n`;
  }
  return format.startsWith('table') && hasDigest && !format.includes('{{.Digest}}') ? `${format}\t{{.Digest}}` : format;
}

const NONE = '<none>';

function splitTag(name: string): readonly [repository: string, tag: string] {
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? [name.slice(0, colon), name.slice(colon + 1)] : [name, NONE];
}

/** The lines of an image. Without digests asked for, a name is a line; with them, each digest of each name is. */
export function linesOf(image: ImageSummary, wantsDigests: boolean): ImageLine[] {
  const tags = (image.RepoTags ?? []).filter((tag) => tag !== '<none>:<none>').map(splitTag);
  const digests = (image.RepoDigests ?? []).filter((digest) => !digest.startsWith('<none>')).map((digest) => digest.split('@') as [string, string]);
  if (tags.length === 0 && digests.length === 0) return [{ image, repository: NONE, tag: NONE, digest: NONE }];
  const repositories = new Map<string, string[]>();
  for (const [repository, tag] of tags) repositories.set(repository, [...(repositories.get(repository) ?? []), tag]);
  const lines: ImageLine[] = [];
  for (const [repository, own] of repositories) {
    const mine = digests.filter(([name]) => name === repository).map(([, digest]) => digest);
    if (!wantsDigests || mine.length === 0) lines.push(...own.map((tag) => ({ image, repository, tag, digest: mine[0] && wantsDigests ? mine[0] : NONE })));
    else lines.push(...own.flatMap((tag) => mine.map((digest) => ({ image, repository, tag, digest }))));
  }
  for (const [repository, digest] of digests) if (!repositories.has(repository)) lines.push({ image, repository, tag: NONE, digest });
  return lines;
}

const shownSize = (size: number): string => (size === -1 ? 'N/A' : humanSize(size));

export const IMAGES: Listing<ImageLine> = {
  type: 'formatter.imageContext',
  columns: [
    { name: 'ID', header: 'IMAGE ID', value: ({ image }, { isTruncated }) => (isTruncated ? shortId(image.Id) : image.Id) },
    { name: 'Repository', header: 'REPOSITORY', value: (line) => line.repository },
    { name: 'Tag', header: 'TAG', value: (line) => line.tag },
    { name: 'Digest', header: 'DIGEST', value: (line) => line.digest },
    { name: 'CreatedSince', header: 'CREATED', value: ({ image }, { now }) => (image.Created <= -62_135_596_800 ? '' : ago(image.Created, now)) },
    { name: 'CreatedAt', header: 'CREATED AT', value: ({ image }) => goTime(image.Created) },
    { name: 'Size', header: 'SIZE', value: ({ image }) => humanSize(image.Size, 3) },
    { name: 'Containers', header: 'CONTAINERS', value: ({ image }) => (image.Containers === -1 ? 'N/A' : String(image.Containers)) },
    { name: 'VirtualSize', header: 'SIZE', value: ({ image }) => humanSize(image.Size, 4) },
    { name: 'SharedSize', header: 'SHARED SIZE', value: ({ image }) => shownSize(image.SharedSize) },
    { name: 'UniqueSize', header: 'UNIQUE SIZE', value: ({ image }) => (image.SharedSize === -1 ? 'N/A' : humanSize(image.Size - image.SharedSize)) },
  ],
};
