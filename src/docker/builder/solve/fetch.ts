import { NotSimulated } from '../../../core/errors.ts';
import { digestOf } from '../../../core/digest.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import { SECOND } from '../../../core/clock.ts';
import type { Operation } from '../lower/vertex.ts';
import type { Solver } from './solver.ts';
import type { Step } from './step.ts';

/** ADD of a URL: the file as a folder of its own, from which it is copied. */
export function fetchStep(solver: Solver, operation: Extract<Operation, { kind: 'http' | 'git' }>): Step {
  return {
    components: () => [{ name: 'URL', value: operation.url }, { name: 'checksum', value: operation.checksum }],
    *perform() {
      if (operation.kind === 'git') throw new NotSimulated('ADD from a git repository');
      if (!solver.backend.fetch) throw new NotSimulated('ADD from a URL');
      const { content, modified } = yield* solver.backend.fetch(operation.url);
      const digest = digestOf(content);
      if (operation.checksum !== '' && operation.checksum !== digest) {
        throw new Error(`digest mismatch ${digest}: ${operation.checksum}`);
      }
      const at = modified ?? Math.floor(solver.backend.scheduler.clock.now() / SECOND);
      return layerFromEntries([{ path: operation.fileName, type: 'file', mode: 0o600, uid: 0, gid: 0, modified: at, content }]);
    },
  };
}
