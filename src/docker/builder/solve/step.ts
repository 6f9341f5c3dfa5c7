import type { Process } from '../../../core/process.ts';
import type { Layer } from '../../../machine/files/layer.ts';
import type { Vertex } from '../lower/vertex.ts';
import { DockerfileError } from '../parse/node.ts';
import type { Component } from './cache.ts';
import type { ReportedStep } from './progress.ts';

/** A step whose inputs are there: what counts for the cache, and how it is carried out. */
export interface Step {
  /** In a fixed order. Throws when something that it reads is not there. */
  components(): readonly Component[];
  perform(report: ReportedStep): Process<Layer>;
}

/** A step that failed, and with it the build. The message may say more than what the step itself reports. */
export class StepError extends DockerfileError {
  constructor(
    message: string,
    readonly vertex: Vertex,
  ) {
    super(message, vertex.lines ? [vertex.lines] : []);
  }
}

/** A path that is not in the context, stage or image that it is read from. */
export class MissingSource extends Error {
  override readonly name = 'MissingSource';
}
