import type { Process } from '../../../core/process.ts';
import type { System } from '../../system.ts';

/** Completes the arguments of one command: what is exported by whoever knows them. */
export interface Completer {
  /**
   * What `words[index]` can be completed to: whole words, in the order to be shown. `words[0]` is the command, and
   * `words[index]` ends at the cursor. A word that ends in `/`, `=` or `:` has more to come: no blank is put behind it.
   */
  complete(system: System, words: readonly string[], index: number): Process<readonly string[]>;
  /** Where it knows nothing, nothing fits: paths are not offered instead. */
  readonly isExhaustive?: boolean;
}

/** Completers by the name of their command. A command's module puts its own in: `completers.set('docker', completer)`. */
export const completers = new Map<string, Completer>();
