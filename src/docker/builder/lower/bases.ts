import type { Process } from '../../../core/process.ts';
import { interpretNode } from '../interpret/interpreter.ts';
import { didYouMean } from '../interpret/suggest.ts';
import { DockerfileError } from '../parse/node.ts';
import { parseDockerfile } from '../parse/parser.ts';
import { commandOf } from './dependencies.ts';
import { ImageDraft } from './draft.ts';
import type { BaseResolver, Lowering, NamedContext } from './lowering.ts';
import { formatPlatform, withoutDefault } from './platform.ts';
import { normalReference, withDigest } from './reference.ts';
import { reachableFrom } from './stage.ts';
import type { StageState } from './stage.ts';

/** Looks up the images that stages start from. Triggers of base images may name further ones. */
export function* resolveBases(lowering: Lowering, target: StageState, resolver: BaseResolver): Process<void> {
  const { states, options } = lowering;
  for (let hasNew = true; hasNew; ) {
    hasNew = false;
    const reachable = reachableFrom(target);
    for (const state of [...states.all]) {
      if (state.baseState || state.isResolved) continue;
      const isNeeded = options.allStages || reachable.has(state);
      if (isNeeded) yield* resolveBase(lowering, state, resolver);
      else checkName(state);
      state.isResolved = isNeeded;
    }
    for (const state of options.allStages ? [...states.all] : reachable) hasNew = addTriggers(lowering, state) || hasNew;
  }
}

/** Stages that are not needed are not looked up, but their names must be names. */
function checkName(state: StageState): void {
  if (state.base === 'scratch') return;
  referenceOf(state);
}

function referenceOf(state: StageState): string {
  try {
    return normalReference(state.base);
  } catch (error) {
    throw new DockerfileError(`failed to parse stage name "${state.base}": ${(error as Error).message}`, [state.stage.lines]);
  }
}

function* resolveBase(lowering: Lowering, state: StageState, resolver: BaseResolver): Process<void> {
  const { options, states } = lowering;
  const platform = state.platform ?? options.platform;
  const context = namedContext(lowering, state);
  if (state.isImplied) state.isDispatched = true;
  if (!context && state.base === 'scratch') {
    state.platform = options.platform;
    state.draft = ImageDraft.empty(options.platform);
    return;
  }
  if (context?.kind === 'local') {
    state.platform = platform;
    state.draft = ImageDraft.empty(platform);
    state.output = lowering.context(context.name);
    return;
  }
  const written = state.base;
  const reference = context ? normalReference(context.reference) : referenceOf(state);
  state.platform = platform;
  let image;
  try {
    image = yield* resolver.resolve(reference, platform, `[internal] load metadata for ${reference}`);
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'NotSimulated') throw error;
    const known = [...states.names, ...COMMON_IMAGES];
    throw new DockerfileError(`${written}: ${error.message}${didYouMean(written, known)}`, [state.stage.lines]);
  }
  state.draft = new ImageDraft(image.document);
  state.base = image.digest ? withDigest(reference, image.digest) : reference;
  if (image.document.rootfs.diff_ids.length === 0) return;
  const name = lowering.stepName(state, `FROM ${state.base}`);
  state.output = lowering.vertex(name, { kind: 'image', reference: state.base, image }, state, state.stage.lines);
  checkImagePlatform(lowering, state, written);
}

function checkImagePlatform({ linter }: Lowering, state: StageState, written: string): void {
  const expected = withoutDefault(state.platform!);
  const { os, architecture, variant } = state.image;
  if (expected.os === os && expected.architecture === architecture) return;
  linter.report('InvalidBaseImagePlatform', [written, formatPlatform(expected), formatPlatform(withoutDefault({ os, architecture, variant }))], state.stage.lines);
}

/** `--build-context`: by the stage's name, else by the image's, with or without what is usually left out. */
function namedContext({ options: { contexts } }: Lowering, state: StageState): NamedContext | undefined {
  if (contexts.size === 0) return undefined;
  const familiar = state.base.replace(/^docker\.io\//, '').replace(/^library\//, '').replace(/:latest$/, '');
  return contexts.get(state.stage.name) ?? contexts.get(state.base) ?? contexts.get(familiar);
}

/** ONBUILD instructions of the base come before the stage's own. True when they brought new stages. */
function addTriggers(lowering: Lowering, state: StageState): boolean {
  if (state.hasTriggers || state.isImplied) return false;
  const below = state.baseState;
  if (below && !below.hasTriggers) return false;
  state.hasTriggers = true;
  const expressions = below
    ? below.commands.flatMap(({ instruction }) => (instruction.kind === 'onbuild' ? [instruction.expression] : []))
    : state.image.onBuild;
  if (!below) state.image.onBuild = [];
  if (expressions.length === 0) return false;
  const before = lowering.states.all.length;
  const commands = expressions.map((expression) => commandOf(lowering, trigger(expression, state), state, true));
  state.commands = [...commands, ...state.commands];
  state.stepCount += commands.length;
  return lowering.states.all.length > before || commands.some(({ sources }) => sources.length > 0);
}

function trigger(expression: string, state: StageState) {
  const at = state.stage.lines;
  try {
    const { nodes } = parseDockerfile(expression);
    if (nodes.length !== 1) throw new DockerfileError('onbuild trigger should be a single expression');
    const instruction = interpretNode({ ...nodes[0]!, lines: at });
    if (instruction.kind === 'from') throw new DockerfileError('*instructions.Stage is not a command type');
    return instruction;
  } catch (error) {
    throw new DockerfileError((error as Error).message, [at]);
  }
}

const COMMON_IMAGES = ['alpine', 'busybox', 'centos', 'debian', 'golang', 'ubuntu', 'fedora'].flatMap((name) => [
  name, `docker.io/library${name}`, `${name}:latest`, `docker.io/library${name}:latest`,
]);
