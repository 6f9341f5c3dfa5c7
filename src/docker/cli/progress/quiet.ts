import type { SolveStatus } from '../../api/types/build.ts';
import type { BuildProgress } from './progress.ts';
import { Trace } from './trace.ts';

/** `--progress=quiet`, `--quiet`: nothing. */
export class QuietProgress implements BuildProgress {
  readonly trace = new Trace();

  start(): string {
    return '';
  }

  update(status: SolveStatus): string {
    this.trace.update(status);
    return '';
  }

  tick(): string {
    return '';
  }

  finish(): string {
    return '';
  }

  errors(): string {
    return '';
  }
}
