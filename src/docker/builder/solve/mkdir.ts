import { MILLISECOND } from '../../../core/clock.ts';
import type { Operation } from '../lower/vertex.ts';
import { ownerOf } from './accounts.ts';
import { Copier } from './copier.ts';
import type { Snapshot } from './snapshot.ts';
import type { Solver } from './solver.ts';
import type { Step } from './step.ts';
import { pause } from './together.ts';

const MAKE = 8 * MILLISECOND;

/** WORKDIR: makes the folder, with those above it, for the user of the moment. */
export function mkdirStep(solver: Solver, { path, user }: Extract<Operation, { kind: 'mkdir' }>, base: Snapshot): Step {
  return {
    components: () => [{ name: 'folder', value: path }, { name: 'user', value: user }],
    *perform() {
      yield* pause(solver.backend.scheduler, MAKE);
      const root = solver.backend.createRoot(base.layers);
      const owner = user === '' ? undefined : ownerOf(root.files, user);
      new Copier(root.files, root.files, { owner, mode: '', keeps: () => true, isSelective: false }).makeFolders(path);
      return root.layer();
    },
  };
}
