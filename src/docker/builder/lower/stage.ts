import type { Instruction, Stage } from '../interpret/instruction.ts';
import type { Lines } from '../parse/node.ts';
import { ImageDraft } from './draft.ts';
import type { Platform } from './platform.ts';
import type { Output } from './vertex.ts';

/** An instruction and the stages that it reads from. */
export interface Command {
  readonly instruction: Instruction;
  /** COPY's --from; of RUN one for each mount. */
  readonly sources: readonly (StageState | undefined)[];
  /** Comes from the base image. */
  readonly isTrigger: boolean;
}

/** A stage on its way: what its instructions made so far. */
export class StageState {
  /** The base's name with variables filled in, later the whole reference. */
  base: string;
  baseState: StageState | undefined;
  commands: Command[] = [];
  readonly needs = new Map<StageState, Lines>();
  platform: Platform | undefined;
  draft: ImageDraft | undefined;
  output: Output;
  /** What RUN sees and what variables are filled in from: ENV and ARG. */
  env: Map<string, string> = new Map();
  folder = '/';
  user = '';
  /** ARGs by name, the last of a name: undefined for one without a value. */
  buildArgs: Map<string, string | undefined> = new Map();
  /** All instructions were lowered. */
  isDispatched = false;
  isResolved = false;
  hasTriggers = false;
  ignoresCache = false;
  /** WORKDIR was set in this Dockerfile. */
  hasWorkdir = false;
  /** Where the last CMD, ENTRYPOINT and HEALTHCHECK stand. */
  readonly once: { cmd?: Lines; entrypoint?: Lines; healthcheck?: Lines } = {};
  stepCount = 0;
  step = 0;
  isTriggering = false;

  constructor(
    readonly stage: Stage,
    /** In messages: its name or `stage-N`; '' when it is the only one. */
    public label: string,
    /** An image named by COPY --from or a mount, rather than FROM. */
    readonly isImplied: boolean,
  ) {
    this.base = stage.base;
  }

  /** Takes over what the stage below it made. */
  inherit(): void {
    const below = this.baseState;
    if (!below) return;
    this.output = below.output;
    this.platform = below.platform;
    this.draft = below.draft!.clone();
    this.draft.onBuild = [];
    this.env = new Map(below.env);
    this.hasWorkdir = below.hasWorkdir;
    this.buildArgs = new Map(below.buildArgs);
  }

  get image(): ImageDraft {
    return (this.draft ??= ImageDraft.empty(this.platform ?? { os: 'linux', architecture: 'amd64', variant: '' }));
  }
}

/** Stages in the order of the Dockerfile, then the images that only COPY and RUN name. */
export class StageStates {
  readonly all: StageState[] = [];
  readonly #byName = new Map<string, StageState>();

  add(state: StageState): void {
    this.all.push(state);
    state.baseState = this.#byName.get(state.base);
    if (state.stage.name !== '') this.#byName.set(state.stage.name.toLowerCase(), state);
  }

  byName(name: string): StageState | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  get names(): string[] {
    return this.all.map(({ label }) => label).filter((label) => label !== '');
  }
}

/** All stages that this one stands on or copies from, itself among them. */
export function reachableFrom(target: StageState): ReadonlySet<StageState> {
  const found = new Set<StageState>([target]);
  for (const state of found) {
    if (state.baseState) found.add(state.baseState);
    for (const need of state.needs.keys()) found.add(need);
  }
  return found;
}
