import { SECOND } from '../../../core/clock.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import { parseMoment } from '../../api/time.ts';
import type { ImageSummary } from '../../api/types/images.ts';
import type { Daemon } from '../daemon.ts';
import type { Image } from './image.ts';
import { familiarName } from './reference.ts';
import type { Reference } from './reference.ts';
import { matchesReference } from './reference-pattern.ts';

export interface ListImagesOptions {
  readonly all: boolean;
  readonly filters: Filters;
  readonly sharedSize: boolean;
}

const FILTERS = ['before', 'dangling', 'label', 'label!', 'reference', 'since', 'until'];

/** GET /images/json: the newest first. */
export function listImages(daemon: Daemon, { all, filters, sharedSize }: ListImagesOptions): ImageSummary[] {
  filters.validate(FILTERS);
  const isDangling = filters.has('dangling') ? filters.flag('dangling', false) : undefined;
  const [before, since] = [edge(daemon, filters, 'before'), edge(daemon, filters, 'since')];
  const until = untilOf(daemon, filters);
  const found: { image: Image; summary: ImageSummary }[] = [];
  for (const image of daemon.images.all()) {
    if (before !== undefined && image.created >= before) continue;
    if (since !== undefined && image.created <= since) continue;
    if (until !== undefined && image.created > until) continue;
    const labels = image.document.config?.Labels;
    if (filters.has('label') && !filters.matchLabels('label', labels)) continue;
    if (filters.has('label!') && filters.matchLabels('label!', labels)) continue;
    const names = daemon.images.namesOf(image.id);
    const shown = filters.has('reference') ? names.filter((name) => filters.get('reference').some((pattern) => matchesReference(pattern, name))) : names;
    if (filters.has('reference') && shown.length === 0) continue;
    const hasTag = names.some((name) => name.tag !== undefined);
    const isLoose = names.length === 0;
    if (isLoose && daemon.images.hasChildren(image.id) && !all) continue;
    if (isDangling !== undefined && isDangling === (hasTag || !isLoose)) continue;
    if (isDangling === true && daemon.images.hasChildren(image.id)) continue;
    found.push({ image, summary: summaryOf(daemon, image, shown, sharedSize) });
  }
  return found.sort((a, b) => b.image.created - a.image.created).map(({ summary }) => summary);
}

function edge(daemon: Daemon, filters: Filters, name: 'before' | 'since'): number | undefined {
  const moments = filters.get(name).map((reference) => daemon.images.find(reference).created);
  if (moments.length === 0) return undefined;
  return name === 'before' ? Math.min(...moments) : Math.max(...moments);
}

function untilOf(daemon: Daemon, filters: Filters): number | undefined {
  const [text] = filters.get('until');
  if (text === undefined) return undefined;
  const moment = parseMoment(text, daemon.host.now());
  if (moment === undefined) throw invalidParameter(`failed to parse value as time or duration: ${JSON.stringify(text)}`);
  return moment;
}

export function summaryOf(daemon: Daemon, image: Image, names: readonly Reference[], withSharedSize: boolean, containers = -1): ImageSummary {
  const tags = names.filter((name) => name.tag !== undefined).map(familiarName).sort();
  const digests = names.filter((name) => name.digest !== undefined).map(familiarName).sort();
  return {
    Containers: containers,
    Created: Math.floor(image.created / SECOND),
    Id: image.id,
    Labels: image.document.config?.Labels ?? null,
    ParentId: image.parent ?? '',
    RepoDigests: digests,
    RepoTags: tags,
    SharedSize: withSharedSize ? image.layers.reduce((sum, layer) => sum + (layer.users > 1 ? layer.size : 0), 0) : -1,
    Size: image.size,
  };
}

