import type { Stat } from '../../../files/files.ts';

/** One file that find looks at. */
export interface Visit {
  readonly path: string;
  readonly stat: Stat;
  readonly depth: number;
  /** The starting point that it was reached from. */
  readonly root: string;
}
