import type { Clock, Micros } from '../../../core/clock.ts';
import { sha256Hex } from '../../../core/digest.ts';
import { formatTime } from '../../api/time.ts';
import type { SolveStatus, Vertex } from '../../api/types/build.ts';
import { base64OfBytes } from '../../api/base64.ts';

/** Who is told how a build goes on. */
export interface ProgressSink {
  emit(status: SolveStatus): void;
}

/** The steps of one build as they are reported. */
export class Progress {
  #count = 0;

  constructor(
    readonly clock: Clock,
    private readonly sink: ProgressSink,
    /** Makes the steps of one build different from those of another. */
    private readonly salt: string,
  ) {}

  /** A step that is reported. Nothing is shown before it starts. */
  step(name: string, inputs: readonly ReportedStep[] = [], key = name): ReportedStep {
    const digest = `sha256:${sha256Hex(`${this.salt} ${this.#count++} ${key}`)}`;
    return new ReportedStep(this, { digest, ...(inputs.length > 0 && { inputs: inputs.map((input) => input.digest) }), name });
  }

  emit(status: SolveStatus): void {
    this.sink.emit(status);
  }

  get time(): string {
    return formatTime(this.clock.now());
  }
}

export class ReportedStep {
  #vertex: Vertex;
  startedAt: Micros | undefined;

  constructor(
    private readonly progress: Progress,
    vertex: Vertex,
  ) {
    this.#vertex = vertex;
  }

  get digest(): string {
    return this.#vertex.digest;
  }

  start(): void {
    this.startedAt = this.progress.clock.now();
    this.#report({ started: this.progress.time });
  }

  complete(more: Pick<Vertex, 'cached' | 'error' | 'why'> = {}): void {
    const time = this.progress.time;
    this.#report({ ...(!this.#vertex.started && { started: time }), completed: time, ...more });
  }

  log(stream: 1 | 2, bytes: Uint8Array): void {
    this.progress.emit({ logs: [{ vertex: this.digest, stream, data: base64OfBytes(bytes), timestamp: this.progress.time }] });
  }

  /** Something that the step is doing: `transferring context:`. Bytes. */
  status(id: string): { update(current: number, total?: number): void; done(current: number, total?: number): void } {
    const started = this.progress.time;
    const report = (current: number, total: number | undefined, isDone: boolean) => {
      const timestamp = this.progress.time;
      const status = { id, vertex: this.digest, name: id, current, ...(total !== undefined && { total }), timestamp, started, ...(isDone && { completed: timestamp }) };
      this.progress.emit({ statuses: [status] });
    };
    return { update: (current, total) => report(current, total, false), done: (current, total) => report(current, total, true) };
  }

  #report(change: Partial<Vertex>): void {
    this.#vertex = { ...this.#vertex, ...change };
    this.progress.emit({ vertexes: [this.#vertex] });
  }
}
