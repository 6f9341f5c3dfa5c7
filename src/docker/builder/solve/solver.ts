import { MILLISECOND } from '../../../core/clock.ts';
import { sha256Hex } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import { layerFromEntries } from '../../../machine/files/layer.ts';
import type { LayerEntry } from '../../../machine/files/layer.ts';
import type { StepDecision } from '../../api/routes/build.ts';
import type { BuildBackend, BuildRoot } from '../backend.ts';
import { definitionOf, sourcesOf } from '../lower/definition.ts';
import type { Output, Vertex } from '../lower/vertex.ts';
import type { BuildRequest } from '../request.ts';
import type { Component } from './cache.ts';
import { fetchStep } from './fetch.ts';
import { imageSnapshot } from './image.ts';
import { mkdirStep } from './mkdir.ts';
import type { Progress, ReportedStep } from './progress.ts';
import { runStep } from './run.ts';
import { NOTHING, extend } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { MissingSource, StepError } from './step.ts';
import type { Step } from './step.ts';
import { Shared, all, pause } from './together.ts';
import { transferStep } from './transfer.ts';
import { transferSize } from './transfer-size.ts';
import { explain } from './why.ts';

/** How many layers the overlay driver puts on top of one another. */
const DEEPEST = 128;

/** The builder's own work, in virtual time. */
const LOOK_UP = 1 * MILLISECOND;
const ASK_CONTEXT = 3 * MILLISECOND;
const LOAD_CONTEXT = 5 * MILLISECOND;
/** Bytes a microsecond that a client sends. */
const SEND_RATE = 500;

/** Carries out steps, each once, and those that don't need each other side by side. */
export class Solver {
  readonly #results = new Map<string, Shared<Snapshot>>();
  readonly #contexts = new Map<string, BuildRoot>();
  readonly #views = new Map<string, BuildRoot>();
  readonly decisions: StepDecision[] = [];

  constructor(
    readonly backend: BuildBackend,
    readonly request: BuildRequest,
    readonly progress: Progress,
    /** How messages call a snapshot. */
    readonly reference: string,
  ) {}

  *solve(output: Output): Process<Snapshot> {
    if (!output) return NOTHING;
    // Equal steps of several stages are one.
    const key = definitionOf(output);
    const shared = this.#results.get(key);
    if (shared) return yield* shared.wait();
    const mine = new Shared<Snapshot>();
    this.#results.set(key, mine);
    return yield* mine.make(this.#solve(output));
  }

  /** The files of something that was solved, to read. */
  rootOf(output: Output): BuildRoot {
    if (output?.operation.kind === 'local') return this.#context(output.operation.context);
    const snapshot = output ? this.#results.get(definitionOf(output))!.value : NOTHING;
    let root = this.#views.get(snapshot.key);
    if (!root) this.#views.set(snapshot.key, (root = this.backend.createRoot(snapshot.layers)));
    return root;
  }

  *#solve(vertex: Vertex): Process<Snapshot> {
    const { operation } = vertex;
    if (operation.kind === 'local') return yield* this.#loadContext(vertex, operation.context);
    if (operation.kind === 'image') return yield* imageSnapshot(this, vertex, operation);
    if (operation.kind === 'http' || operation.kind === 'git') return yield* this.#perform(vertex, NOTHING, fetchStep(this, operation));
    const inputs = [operation.root, ...sourcesOf(operation)];
    const [base = NOTHING] = yield* all(this.backend.scheduler, inputs.map((input) => () => this.solve(input)));
    if (operation.kind === 'run') return yield* this.#perform(vertex, base, runStep(this, operation, base));
    if (operation.kind === 'transfer') return yield* this.#perform(vertex, base, transferStep(this, operation, base));
    return yield* this.#perform(vertex, base, mkdirStep(this, operation, base));
  }

  *#perform(vertex: Vertex, base: Snapshot, step: Step): Process<Snapshot> {
    const { cache, scheduler } = this.backend;
    const report = this.progress.step(vertex.name);
    yield* pause(scheduler, LOOK_UP);
    let components: readonly Component[];
    try {
      components = [{ name: 'base', value: base.key }, { name: 'platform', value: vertex.platform }, ...step.components()];
    } catch (error) {
      throw failed(report, vertex, error);
    }
    const key = sha256Hex(JSON.stringify(components));
    const known = vertex.ignoresCache ? undefined : cache.get(key);
    const identity = identityOf(vertex);
    const why = explain(cache, known, identity, vertex.ignoresCache, components);
    const decided = this.decisions.push({ name: vertex.name, line: vertex.lines?.start ?? 0, isCached: known !== undefined, why }) - 1;
    const made = (size: number) => (this.decisions[decided] = { ...this.decisions[decided]!, size });
    if (known?.layer) {
      made(known.layer.size);
      known.lastUsedAt = scheduler.clock.now();
      known.usageCount++;
      report.complete({ cached: true, why });
      return extend(base, known.layer, known.createdAt);
    }
    report.start();
    try {
      if (base.layers.length > DEEPEST) throw new Error(`failed to prepare ${shortId(base.key)} as ${shortId(key)}: max depth exceeded`);
      const layer = yield* step.perform(report);
      made(layer.size);
      const now = scheduler.clock.now();
      const snapshot = extend(base, layer, now);
      cache.put({
        id: shortId(`${key} ${now}`), key, components, step: identity, parent: cache.byResult(base.key)?.id, type: 'regular',
        description: vertex.name, layer, result: snapshot.key, size: layer.size, createdAt: now, lastUsedAt: now, usageCount: 1,
      });
      report.complete({ why });
      return snapshot;
    } catch (error) {
      throw failed(report, vertex, error);
    }
  }

  #entriesOf(name: string): readonly LayerEntry[] {
    if (name === 'context') return this.request.context;
    const named = this.request.contexts.get(name);
    return named && 'entries' in named ? named.entries : [];
  }

  #context(name: string): BuildRoot {
    let root = this.#contexts.get(name);
    if (!root) this.#contexts.set(name, (root = this.backend.createRoot([layerFromEntries(this.#entriesOf(name))])));
    return root;
  }

  *#loadContext(vertex: Vertex, name: string): Process<Snapshot> {
    const report = this.progress.step(vertex.name);
    yield* pause(this.backend.scheduler, ASK_CONTEXT);
    report.start();
    const bytes = transferSize(this.#entriesOf(name));
    const status = report.status(name === 'context' ? 'transferring context:' : `transferring ${name}:`);
    yield* pause(this.backend.scheduler, LOAD_CONTEXT + Math.floor(bytes / SEND_RATE));
    status.done(bytes);
    report.complete();
    return { layers: [], times: [], key: `context ${name}` };
  }
}

/** Reports a step's failure and gives what the build ends with. */
function failed(report: ReportedStep, vertex: Vertex, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  report.complete({ error: error.message });
  if (error.name === 'NotSimulated' || error.name === 'Defect' || error instanceof StepError) return error;
  return new StepError(error instanceof MissingSource ? `failed to compute cache key: ${error.message}` : error.message, vertex);
}

/** The step without its number and what went into it: `RUN` of the same line, to compare with what it was before. */
function identityOf(vertex: Vertex): string {
  return `${vertex.lines?.start ?? 0} ${vertex.operation.kind} ${vertex.name.replace(/ \d+\/\d+\].*$/, '')}`;
}

/** As BuildKit's ids look. */
function shortId(text: string): string {
  const digits = sha256Hex(text);
  let id = '';
  for (let i = 0; i < 25; i++) id += '0123456789abcdefghijklmnopqrstuvwxyz'[parseInt(digits.slice(i * 2, i * 2 + 2), 16) % 36]!;
  return id;
}
