import type { SolveStatus } from '../../api/types/build.ts';
import type { BuildProgress } from './progress.ts';
import { Trace } from './trace.ts';

/** `--progress=rawjson`: what the builder reports, an object after the other. */
export class RawJsonProgress implements BuildProgress {
  readonly trace = new Trace();

  start(): string {
    return '';
  }

  update(status: SolveStatus): string {
    this.trace.update(status);
    // Why a step was cached is ours to know.
    const vertexes = status.vertexes?.map(({ why: _why, ...vertex }) => vertex);
    return `${JSON.stringify({ ...(vertexes && { vertexes }), ...(status.statuses && { statuses: status.statuses }), ...(status.logs && { logs: status.logs }), ...(status.warnings && { warnings: status.warnings }) }, undefined, 2)}\n`;
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
