import type { Process } from '../../../core/process.ts';
import { invalidParameter } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import { parseMoment } from '../../api/time.ts';
import type { PruneContainersResponse } from '../../api/types/containers.ts';
import type { Daemon } from '../daemon.ts';
import { removeContainer } from './rm.ts';
import { writableSize } from './size.ts';

/** Whether labels fit the filters `label` and `label!` of a prune. */
export function matchesPruneLabels(filters: Filters, labels: Readonly<Record<string, string>> | null | undefined): boolean {
  if (!filters.matchLabels('label', labels)) return false;
  return !filters.has('label!') || !filters.matchLabels('label!', labels);
}

/** The moment of a filter `until`: what is younger stays. Throws for several, and for what is none. */
export function pruneUntil(filters: Filters, now: number): number {
  const values = filters.get('until');
  if (values.length === 0) return Infinity;
  if (values.length > 1) throw invalidParameter('more than one until filter specified');
  const moment = parseMoment(values[0]!, now);
  if (moment === undefined) throw invalidParameter(`invalid filter 'until=${values[0]!}'`.replace(/^.*$/, `failed to parse value as time or duration: ${JSON.stringify(values[0])}`));
  return moment;
}

/** POST /containers/prune: everything that does not run. */
export function* pruneContainers(daemon: Daemon, filters: Filters): Process<PruneContainersResponse> {
  filters.validate(['label', 'label!', 'until']);
  const until = pruneUntil(filters, daemon.host.now());
  const deleted: string[] = [];
  let reclaimed = 0;
  for (const container of [...daemon.containers.all()]) {
    if (container.isRunning || container.created > until || !matchesPruneLabels(filters, container.config.Labels)) continue;
    reclaimed += writableSize(container);
    removeContainer(daemon, container, { removesVolumes: false });
    deleted.push(container.id);
  }
  daemon.events.log('container', 'prune', '', { reclaimed: String(reclaimed) });
  return { ContainersDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: reclaimed };
}
