import type { GenericSchema } from 'valibot';
import type { Process } from '../../core/process.ts';
import type { Json } from '../../docker/api/http.ts';
import type { Probe } from './probe.ts';

/**
 * A kind of check: what it looks at. Judging what was found is the same for all (`expect` in the lesson). One kind, one
 * file; the file's name is the kind's.
 */
export interface CheckKind<Spec = unknown> {
  readonly name: string;
  /** The shape of the value that a lesson gives under the kind's name. */
  readonly schema: GenericSchema<unknown, Spec>;
  /** It changes what it looks at (runs a container, builds): done in a copy of the learner's world. */
  readonly needsCopy?: boolean;
  /** A property that must be true before anything else of it is looked at, unless the lesson names it: what was not typed has no status. */
  readonly presupposes?: string;
  /** What is expected where the lesson gives no `expect`. */
  readonly standard?: Readonly<Record<string, Json>>;
  /** What it sees, as plain data that `expect` names by paths. */
  observe(probe: Probe, spec: Spec): Process<Json>;
  /** `the container web`: how its subject is called in a message. */
  subject(spec: Spec): string;
}
