import { toText } from '../../../core/bytes.ts';
import { sha256Hex } from '../../../core/digest.ts';
import type { Digest } from '../../../core/digest.ts';
import type { Process } from '../../../core/process.ts';
import { bytesFromBase64 } from '../../api/base64.ts';
import { formatTime } from '../../api/time.ts';
import type { SolveStatus } from '../../api/types/build.ts';
import type { ImageDocument } from '../../registry/oci.ts';
import { familiarReference, parseNormalizedReference, withDefaultTag } from '../../registry/references.ts';
import type { BuildBackend } from '../backend.ts';
import type { Instruction, Interpreted, Stage } from '../interpret/instruction.ts';
import type { LowerObserver } from '../lower/lower.ts';
import type { Command, StageState } from '../lower/stage.ts';
import { DockerfileError } from '../parse/node.ts';
import { normalReference } from '../lower/reference.ts';
import type { BuildRequest } from '../request.ts';
import type { JsonLines } from '../serve/json-lines.ts';
import { Progress } from '../solve/progress.ts';
import type { Snapshot } from '../solve/snapshot.ts';
import { Solver } from '../solve/solver.ts';
import { classicHistory } from './history.ts';
import { refusal } from './refuse.ts';

/** Carries out instruction after instruction, makes an image of each, and says so. */
export class ClassicRun implements LowerObserver {
  #step = 0;
  readonly #steps: number;
  readonly #solver: Solver;
  /** The image so far. */
  #id: Digest | undefined;
  /** Once a step was not in the cache, those after it are not looked up. */
  #isMissed = false;
  /** Said when the step turns out to run. */
  #running = '';

  constructor(
    private readonly backend: BuildBackend,
    private readonly request: BuildRequest,
    private readonly interpreted: Interpreted,
    private readonly lines: JsonLines,
    private readonly options: { readonly isQuiet: boolean; readonly keepsContainers: boolean },
  ) {
    const { globalArgs, stages } = interpreted;
    this.#steps = globalArgs.length + upTo(stages, request.target).reduce((sum, { instructions }) => sum + 1 + instructions.length, 0);
    this.#solver = new Solver(backend, request, new Progress(backend.scheduler.clock, { emit: (status) => this.#follow(status) }, 'classic'), 'context');
  }

  announceGlobals(): void {
    for (const { code } of this.interpreted.globalArgs) this.#announce(code);
  }

  *startStage(state: StageState): Process<void> {
    this.#announce(state.stage.code);
    this.#isMissed = this.request.hasNoCache;
    const snapshot = yield* this.#solver.solve(state.output);
    this.#id = yield* this.#baseImage(state, snapshot);
    this.#print(` ---> ${this.#id === undefined ? '' : short(this.#id)}\n`);
    const triggers = state.commands.filter(({ isTrigger }) => isTrigger).length;
    if (triggers > 0) this.#print(`# Executing ${triggers} build trigger${triggers > 1 ? 's' : ''}\n`);
  }

  *startInstruction(_state: StageState, { instruction, isTrigger }: Command): Process<void> {
    yield* [];
    if (!isTrigger) this.#announce(instruction.code);
    const refused = refusal(instruction);
    if (refused !== undefined) throw new DockerfileError(refused);
    if ((instruction.kind === 'copy' || instruction.kind === 'add') && instruction.sources.length > 1 && !instruction.destination.endsWith('/')) {
      throw new DockerfileError(`When using ${instruction.kind.toUpperCase()} with more than one source file, the destination must be a directory and end with a /`);
    }
  }

  *endInstruction(state: StageState, { instruction }: Command): Process<void> {
    const container = sha256Hex(`${this.#step} ${this.backend.scheduler.clock.now()} ${this.backend.cache.nextBuild()}`).slice(0, 12);
    const isTransfer = instruction.kind === 'copy' || instruction.kind === 'add';
    this.#running = isTransfer ? '' : ` ---> Running in ${container}\n`;
    const decided = this.#solver.decisions.length;
    const snapshot = yield* this.#solver.solve(state.output);
    const isRunAnew = this.#solver.decisions.slice(decided).some(({ isCached }) => !isCached);
    const isCached = this.#commit(state, instruction, snapshot) && !isRunAnew;
    this.#isMissed ||= !isCached;
    this.#id = yield* this.backend.storeImage(documentOf(state, snapshot), snapshot.layers, [], this.#id);
    if (isCached) this.#print(' ---> Using cache\n');
    else if (!isTransfer) {
      this.#sayRunning();
      if (!this.options.keepsContainers) this.#print(` ---> Removed intermediate container ${container}\n`);
    }
    this.#print(` ---> ${short(this.#id)}\n`);
  }

  *finish(target: StageState): Process<void> {
    const { tags } = this.request;
    const snapshot = yield* this.#solver.solve(target.output);
    const id = yield* this.backend.storeImage(documentOf(target, snapshot), snapshot.layers, tags.map(normalReference));
    const unused = [...this.request.buildArgs.keys()].filter((name) => !this.#isDeclared(name));
    if (unused.length > 0) this.#print(`[Warning] One or more build-args [${unused.join(' ')}] were not consumed\n`);
    this.lines.send({ aux: { ID: id } });
    if (this.options.isQuiet) return this.lines.send({ stream: `${id}\n` });
    this.#print(`Successfully built ${short(id)}\n`);
    for (const tag of tags) this.#print(`Successfully tagged ${familiarReference(withDefaultTag(parseNormalizedReference(tag)))}\n`);
  }

  /** The base under its own id; for `scratch` there is none. */
  *#baseImage(state: StageState, snapshot: Snapshot): Process<Digest | undefined> {
    const operation = state.output?.operation;
    if (operation?.kind === 'image') return this.backend.idOf?.(operation.image.document) ?? `sha256:${sha256Hex(JSON.stringify(operation.image.document))}`;
    return state.output ? yield* this.backend.storeImage(documentOf(state, snapshot), snapshot.layers, []) : undefined;
  }

  /** Writes the step into the history as the old builder does; true when the same was done before, whose time it takes. */
  #commit(state: StageState, instruction: Instruction, snapshot: Snapshot): boolean {
    const last = instruction.kind === 'onbuild' ? undefined : state.image.popHistory();
    const created_by = classicHistory(state, instruction, last?.created_by ?? '');
    const hasLayer = last !== undefined && !last.empty_layer;
    const key = `${this.#id ?? ''} ${created_by} ${snapshot.key}`;
    const before = this.#isMissed ? undefined : this.backend.cache.note(key);
    const created = before ?? formatTime(this.backend.scheduler.clock.now());
    this.backend.cache.setNote(key, created);
    state.image.pushHistory({ created, created_by, ...(!hasLayer && { empty_layer: true }) });
    return before !== undefined;
  }

  #isDeclared(name: string): boolean {
    if (/^(?:https?|ftp|no|all)_proxy$/i.test(name)) return true;
    const { globalArgs, stages } = this.interpreted;
    const all: readonly Instruction[] = [...globalArgs, ...stages.flatMap(({ instructions }) => instructions)];
    return all.some((instruction) => instruction.kind === 'arg' && instruction.args.some(({ key }) => key === name));
  }

  #follow({ vertexes = [], logs = [] }: SolveStatus): void {
    if (vertexes.some(({ started, completed, name }) => started && !completed && name.includes('] RUN '))) this.#sayRunning();
    for (const { data, stream } of logs) {
      const text = toText(bytesFromBase64(data)!);
      // Standard error is red.
      this.#print(stream === 2 ? `\u001b[91m${text}\u001b[0m` : text);
    }
  }

  #sayRunning(): void {
    this.#print(this.#running);
    this.#running = '';
  }

  #announce(code: string): void {
    this.#print(`Step ${++this.#step}/${this.#steps} : ${code}\n`);
  }

  #print(text: string): void {
    if (text !== '' && !this.options.isQuiet) this.lines.send({ stream: text });
  }
}

function documentOf({ image }: StageState, snapshot: Snapshot): ImageDocument {
  const created = image.lastHistory?.created;
  return {
    architecture: image.architecture,
    ...(image.author !== undefined && { author: image.author }),
    config: image.config(),
    ...(created !== undefined && { created }),
    history: image.history,
    os: image.os,
    rootfs: { type: 'layers', diff_ids: snapshot.layers.map(({ digest }) => digest) },
    ...(image.variant !== '' && { variant: image.variant }),
  };
}

function upTo(stages: readonly Stage[], target: string): readonly Stage[] {
  const at = target === '' ? -1 : stages.findIndex(({ name }) => name === target.toLowerCase());
  return at < 0 ? stages : stages.slice(0, at + 1);
}

function short(id: string): string {
  return id.replace('sha256:', '').slice(0, 12);
}
