import type { Process } from '../../../core/process.ts';
import { MILLISECOND } from '../../../core/clock.ts';
import type { BaseImage } from '../backend.ts';
import type { Operation, Vertex } from '../lower/vertex.ts';
import type { Solver } from './solver.ts';
import { snapshotOf } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { pause } from './together.ts';

const RESOLVE = 2 * MILLISECOND;

/** The files of a base image, fetched when they are not here. */
export function* imageSnapshot(solver: Solver, vertex: Vertex, operation: Extract<Operation, { kind: 'image' }>): Process<Snapshot> {
  const image = operation.image as BaseImage;
  const report = solver.progress.step(vertex.name);
  yield* pause(solver.backend.scheduler, RESOLVE);
  if (!image.fetch) {
    const snapshot = snapshotOf(image.layers);
    const isCached = solver.backend.cache.useBase(snapshot.key);
    report.complete(isCached ? { cached: true } : {});
    return snapshot;
  }
  report.start();
  const resolving = report.status(`resolve ${operation.reference}`);
  yield* pause(solver.backend.scheduler, RESOLVE);
  resolving.done(0);
  const layers = yield* image.fetch(followLayers(report));
  const snapshot = snapshotOf(layers);
  solver.backend.cache.useBase(snapshot.key);
  report.complete();
  return snapshot;
}

/** Reports each layer's download and unpacking once it begins, moves on and ends. */
function followLayers(report: ReturnType<Solver['progress']['step']>): Parameters<NonNullable<BaseImage['fetch']>>[0] {
  const shown = new Map<string, ReturnType<typeof report.status>>();
  const ended = new Set<string>();
  const statusOf = (id: string) => {
    let status = shown.get(id);
    if (!status) shown.set(id, (status = report.status(id)));
    return status;
  };
  return (layers) => {
    for (const { digest, current, total, status } of layers) {
      if (status === 'waiting' || ended.has(`extracting ${digest}`)) continue;
      if (!ended.has(digest)) {
        if (status === 'downloading') statusOf(digest).update(current, total);
        else {
          statusOf(digest).done(total, total);
          ended.add(digest);
        }
      }
      if (status === 'extracting') statusOf(`extracting ${digest}`).update(0);
      if (status === 'done') {
        statusOf(`extracting ${digest}`).done(0);
        ended.add(`extracting ${digest}`);
      }
    }
  };
}
