import { MILLISECOND } from '../../core/clock.ts';
import { sha256Hex } from '../../core/digest.ts';
import type { Digest } from '../../core/digest.ts';
import { runNow } from '../../core/process.ts';
import type { Process } from '../../core/process.ts';
import type { LayerEntry } from '../../machine/files/layer.ts';
import type { StepDecision } from '../api/routes/build.ts';
import type { LintResult, SourceExcerpt } from '../api/types/build.ts';
import type { ImageDocument } from '../registry/oci.ts';
import type { BuildBackend } from './backend.ts';
import { ANY_IMAGE } from './check/index.ts';
import type { Linter, Warning } from './check/linter.ts';
import type { RuleName } from './check/rules.ts';
import { IgnoreMatcher } from './ignore/matcher.ts';
import { dialectOf } from './interpret/dialect.ts';
import { linterFor, lower } from './lower/lower.ts';
import type { BaseResolver, LowerOptions, NamedContext } from './lower/lowering.ts';
import { normalReference } from './lower/reference.ts';
import { formatPlatform, parsePlatform } from './lower/platform.ts';
import type { StageState } from './lower/stage.ts';
import type { ResolvedImage } from './lower/vertex.ts';
import { detectSyntax } from './parse/directives.ts';
import { byteLength } from './parse/go-strings.ts';
import { DockerfileError } from './parse/node.ts';
import type { BuildRequest } from './request.ts';
import { base64 } from '../api/base64.ts';
import { documentOf } from './solve/document.ts';
import { Progress } from './solve/progress.ts';
import type { ProgressSink, ReportedStep } from './solve/progress.ts';
import type { Snapshot } from './solve/snapshot.ts';
import { Solver } from './solve/solver.ts';
import { StepError } from './solve/step.ts';
import { pause } from './solve/together.ts';

const LOAD_DEFINITION = 4 * MILLISECOND;
const LOAD_METADATA = 3 * MILLISECOND;
const EXPORT = 6 * MILLISECOND;
/** Bytes of files a microsecond that layers are packed with. */
const PACK_RATE = 300;
/** What is found before base images are known: while the file is read, and its stages are named. */
const EARLY_RULES: readonly RuleName[] = [
  'NoEmptyContinuation', 'MaintainerDeprecated', 'InvalidDefinitionDescription', 'StageNameCasing', 'ReservedStageName', 'DuplicateStageName', 'FromAsCasing',
  'ConsistentInstructionCasing', 'InvalidDefaultArgInFrom', 'UndefinedArgInFrom', 'RedundantTargetPlatform', 'FromPlatformFlagConstDisallowed',
];

export interface BuildResult {
  /** The image, when one was made. */
  readonly image?: { readonly id: Digest; readonly document: ImageDocument };
  /** With `output: 'files'`: all files of the result. */
  readonly files?: readonly LayerEntry[];
  /** With `isCheck`. */
  readonly lint?: LintResult;
  /** What was and was not taken from the cache, and why. */
  readonly decisions: readonly StepDecision[];
  readonly warnings: readonly Warning[];
}

/** A build that failed, with the lines of the Dockerfile that it points at. */
export class BuildFailed extends Error {
  override readonly name = 'BuildFailed';

  constructor(
    message: string,
    readonly source: SourceExcerpt | undefined,
  ) {
    super(message);
  }
}

/**
 * Builds a Dockerfile. Throws `BuildFailed` with what `docker build` prints behind `failed to solve: `. `decide` is told of
 * what was decided about the steps, of a failed build too; the list grows while the build runs.
 */
export function* build(request: BuildRequest, backend: BuildBackend, sink: ProgressSink, decide: (decisions: readonly StepDecision[]) => void = () => {}): Process<BuildResult> {
  const salt = sha256Hex(`${backend.scheduler.clock.now()} ${backend.cache.nextBuild()}`);
  const run = new BuildRun(request, backend, new Progress(backend.scheduler.clock, sink, salt), salt, decide);
  try {
    return yield* run.run();
  } catch (error) {
    if (!(error instanceof DockerfileError)) throw error;
    throw new BuildFailed(error.message, run.excerpt(error));
  }
}

class BuildRun {
  readonly #text: string;
  /** How many warnings have been reported. */
  #warned = 0;

  constructor(
    private readonly request: BuildRequest,
    private readonly backend: BuildBackend,
    private readonly progress: Progress,
    private readonly salt: string,
    private readonly decide: (decisions: readonly StepDecision[]) => void,
  ) {
    this.#text = request.dockerfile.text ?? '';
  }

  *run(): Process<BuildResult> {
    const definition = yield* this.#loadDefinition();
    const { request } = this;
    if (request.dockerfile.text === undefined) throw new DockerfileError(`failed to read dockerfile: open ${request.dockerfile.name}: no such file or directory`);
    yield* this.#loadFrontend();
    const linter = linterFor(this.#text, request.buildArgs);
    const options = this.#options();
    if (request.isCheck) return yield* this.#check(options, linter);
    try {
      const { target } = yield* lower(this.#text, options, this.#resolver(), linter);
      yield* this.#loadIgnoreFile();
      this.#warn(definition, linter.warnings);
      const solver = new Solver(this.backend, request, this.progress, this.#reference());
      this.decide(solver.decisions);
      const snapshot = yield* solver.solve(target.output);
      return { ...(yield* this.#export(target, snapshot)), decisions: solver.decisions, warnings: linter.warnings };
    } catch (error) {
      if (!(error instanceof StepError)) this.#warn(definition, linter.warnings);
      throw error;
    }
  }

  /** The text around the lines that an error points at. */
  excerpt({ lines }: DockerfileError): SourceExcerpt | undefined {
    const ranges = lines.filter(({ start }) => start > 0).map(({ start, end }) => ({ start, end }));
    return ranges.length === 0 ? undefined : { filename: this.request.dockerfile.name, text: this.#text, ranges };
  }

  *#loadDefinition(): Process<ReportedStep> {
    const { name, text } = this.request.dockerfile;
    const step = this.progress.step(`[internal] load build definition from ${name}`);
    step.start();
    const status = step.status('transferring dockerfile:');
    yield* pause(this.backend.scheduler, LOAD_DEFINITION);
    const size = text === undefined ? 2 : 21 + byteLength(name) + byteLength(text) + (text === '' ? 0 : 6);
    status.done(size);
    if (text !== undefined && !this.request.isCheck) this.#warn(step, this.#earlyWarnings());
    step.complete();
    return step;
  }

  /** `# syntax=` names a frontend as an image. The one that is built in stands for all versions of docker/dockerfile. */
  *#loadFrontend(): Process<void> {
    const syntax = detectSyntax(this.#text);
    if (!syntax) return;
    const name = syntax.value;
    const isOurs = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/.test(name);
    const shown = name.startsWith('docker.io/') ? name : name.includes('/') ? `docker.io/${name}` : `docker.io/library/${name}`;
    const reference = /[:@]/.test(shown.slice(shown.lastIndexOf('/'))) ? shown : `${shown}:latest`;
    const step = this.progress.step(`resolve image config for docker-image://${reference}`);
    step.start();
    yield* pause(this.backend.scheduler, LOAD_METADATA);
    if (isOurs) {
      step.complete();
      const load = this.progress.step(`docker-image://${reference}`);
      load.complete({ cached: true });
      return;
    }
    try {
      yield* this.backend.resolveImage(reference, { pull: false });
    } catch (error) {
      step.complete({ error: (error as Error).message });
      throw new DockerfileError(`${name}: failed to resolve source metadata for ${reference}: ${(error as Error).message}`, [{ start: syntax.line, end: syntax.line }]);
    }
    step.complete();
    throw new DockerfileError(`frontend ${name} is no Dockerfile frontend`, [{ start: syntax.line, end: syntax.line }]);
  }

  *#loadIgnoreFile(): Process<void> {
    const step = this.progress.step('[internal] load .dockerignore');
    step.start();
    const status = step.status('transferring context:');
    yield* pause(this.backend.scheduler, LOAD_METADATA);
    const size = this.request.ignore.reduce((sum, line) => sum + byteLength(line) + 1, 0);
    status.done(size === 0 ? 2 : size + 41);
    step.complete();
  }

  #options(): LowerOptions {
    const { request, backend } = this;
    const buildPlatform = parsePlatform(backend.platform);
    const platform = request.platform === undefined ? buildPlatform : parsePlatform(request.platform, buildPlatform);
    const contexts = new Map([...request.contexts].map(([name, context]): [string, NamedContext] =>
      [name, 'reference' in context ? { kind: 'image', reference: context.reference } : { kind: 'local', name }]));
    return {
      target: request.target, buildArgs: request.buildArgs, labels: request.labels, platform, isPlatformGiven: request.platform !== undefined,
      buildPlatform, contexts,
      ignore: request.ignore.length > 0 ? new IgnoreMatcher(request.ignore) : undefined,
      ignoresCache: (stage) => request.hasNoCache || request.noCacheFilter.some((name) => name.toLowerCase() === stage),
      network: request.network,
      allStages: request.isCheck && request.target === '',
      dialect: dialectOf(detectSyntax(this.#text)?.value),
    };
  }

  #resolver(): BaseResolver {
    const { progress, backend, request } = this;
    const known = new Map<string, ResolvedImage>();
    return {
      *resolve(reference, platform, name) {
        const key = `${reference} ${formatPlatform(platform)}`;
        const before = known.get(key);
        if (before) return before;
        const step = progress.step(name);
        step.start();
        try {
          yield* pause(backend.scheduler, LOAD_METADATA);
          const image = yield* backend.resolveImage(reference, { platform: formatPlatform(platform), pull: request.pull });
          step.complete();
          known.set(key, image);
          return image;
        } catch (error) {
          step.complete({ error: (error as Error).message });
          if (!(error instanceof Error) || error.name !== 'ImageNotFound') throw error;
          throw new Error(`failed to resolve source metadata for ${reference}: ${error.message}`);
        }
      },
    };
  }

  *#check(options: LowerOptions, linter: Linter): Process<BuildResult> {
    let error: DockerfileError | undefined;
    try {
      yield* lower(this.#text, options, this.#resolver(), linter);
    } catch (thrown) {
      if (!(thrown instanceof DockerfileError)) throw thrown;
      error = thrown;
    }
    const { name } = this.request.dockerfile;
    const lint: LintResult = {
      warnings: linter.warnings.map(({ rule, description, url, message, lines }) => ({ ruleName: rule, description, url, detail: message, location: lines })),
      sources: [{ filename: name, data: this.#text }],
      ...(error && { error: { message: error.message, ...(error.lines[0] && { location: error.lines[0] }) } }),
    };
    return { lint, decisions: [], warnings: linter.warnings };
  }

  /** What reading the Dockerfile is enough for: BuildKit tells it while it loads the definition. */
  #earlyWarnings(): readonly Warning[] {
    let linter: Linter | undefined;
    try {
      linter = linterFor(this.#text, this.request.buildArgs);
      runNow(lower(this.#text, { ...this.#options(), isDry: true }, ANY_IMAGE, linter));
    } catch {
      // Said when it is built.
    }
    const warnings = linter?.warnings ?? [];
    const late = warnings.findIndex(({ rule }) => !EARLY_RULES.includes(rule));
    return late < 0 ? warnings : warnings.slice(0, late);
  }

  /** Reports those of all warnings that have not been reported yet. */
  #warn(definition: ReportedStep, all: readonly Warning[]): void {
    const warnings = all.slice(this.#warned);
    if (warnings.length === 0) return;
    this.#warned = all.length;
    const encode = (text: string) => base64(text);
    this.progress.emit({
      warnings: warnings.map(({ rule, message, description, url, lines }) => ({
        vertex: definition.digest,
        level: 1,
        short: encode(`${rule}: ${message} (line ${lines.start})`),
        detail: [encode(description)],
        url,
        range: [{ start: { line: lines.start }, end: { line: lines.end } }],
      })),
    });
  }

  /** `94a38652-bb11-4a49-810c-f1721012ae49::orc6g501koww8az9wbvgiovy2`: a session and a snapshot, which nobody can look up. */
  #reference(): string {
    const { salt } = this;
    const session = [salt.slice(0, 8), salt.slice(8, 12), `4${salt.slice(13, 16)}`, `8${salt.slice(17, 20)}`, salt.slice(20, 32)].join('-');
    return `${session}::${salt.slice(32, 57)}`;
  }

  *#export(target: StageState, snapshot: Snapshot): Process<Pick<BuildResult, 'image' | 'files'>> {
    const { request, backend, progress } = this;
    if (request.output === 'none') return {};
    const bytes = snapshot.layers.reduce((sum, { size }, i) => sum + (snapshot.times[i] === undefined ? 0 : size), 0);
    if (request.output === 'files') {
      const step = progress.step(`exporting to ${request.fileOutput ?? 'client directory'}`);
      step.start();
      const files = backend.createRoot(snapshot.layers).fileSystem.mergedEntries();
      const total = files.reduce((sum, { content }) => sum + (content instanceof Uint8Array ? content.length : (content?.size ?? 0)), 0);
      const status = step.status(request.fileOutput === 'client tarball' ? 'sending tarball' : 'copying files');
      yield* pause(backend.scheduler, EXPORT + Math.floor(total / PACK_RATE));
      status.done(request.fileOutput === 'client tarball' ? 0 : total);
      step.complete();
      return { files };
    }
    const step = progress.step('exporting to image');
    step.start();
    const document = documentOf(target.image, snapshot);
    if (snapshot.layers.length > 0) {
      const packing = step.status('exporting layers');
      yield* pause(backend.scheduler, EXPORT + Math.floor(bytes / PACK_RATE));
      packing.done(0);
    }
    const id = yield* backend.storeImage(document, snapshot.layers, request.tags.map(normalReference));
    step.status(`writing image ${id}`).done(0);
    for (const tag of request.tags) step.status(`naming to ${tag}`).done(0);
    step.complete();
    return { image: { id, document } };
  }
}
