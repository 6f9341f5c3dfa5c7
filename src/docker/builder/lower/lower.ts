import type { Process } from '../../../core/process.ts';
import { Linter, parseCheckOptions } from '../check/linter.ts';
import { allowanceFor } from '../expand/allowance.ts';
import { ShellLexer } from '../expand/lexer.ts';
import type { InstructionOf, Stage } from '../interpret/instruction.ts';
import { interpret } from '../interpret/interpreter.ts';
import { didYouMean, suggestion } from '../interpret/suggest.ts';
import { findDirective } from '../parse/directives.ts';
import { DockerfileError } from '../parse/node.ts';
import { parseDockerfile } from '../parse/parser.ts';
import { globalArguments, predefinedArguments } from './arguments.ts';
import { resolveBases } from './bases.ts';
import { checkBaseNames, checkCasing, checkStageNames } from './checks.ts';
import { checkCircles, commandOf } from './dependencies.ts';
import { dispatch, setFolder, setUser } from './dispatch.ts';
import { Lowering } from './lowering.ts';
import type { BaseResolver, LowerOptions } from './lowering.ts';
import { parsePlatform } from './platform.ts';
import { StageState, reachableFrom } from './stage.ts';
import type { Command } from './stage.ts';

/** A Dockerfile as steps: the stage that was asked for, with its files as the output of a step and its image's configuration. */
export interface Lowered {
  readonly target: StageState;
  readonly linter: Linter;
}

/** Goes along and carries out each instruction before the next is looked at, as the builder before BuildKit does. */
export interface LowerObserver {
  startStage(state: StageState): Process<void>;
  startInstruction(state: StageState, command: Command): Process<void>;
  endInstruction(state: StageState, command: Command): Process<void>;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The checks that a Dockerfile asks for; `BUILDKIT_DOCKERFILE_CHECK` as build argument asks for others. */
export function linterFor(text: string, buildArgs: ReadonlyMap<string, string>): Linter {
  const given = buildArgs.get('BUILDKIT_DOCKERFILE_CHECK');
  try {
    return new Linter(parseCheckOptions(given ?? findDirective('check', text)?.value ?? ''));
  } catch (error) {
    throw new DockerfileError(`failed to parse check options: ${(error as Error).message}`);
  }
}

/**
 * Turns a Dockerfile into steps. Throws a `DockerfileError` with BuildKit's words and the lines they point at. What the
 * checks found until then is in `linter`.
 */
export function* lower(text: string, options: LowerOptions, resolver: BaseResolver, linter: Linter, observer?: LowerObserver): Process<Lowered> {
  if (text === '') throw new DockerfileError('the Dockerfile cannot be empty');
  const parsed = parseDockerfile(text);
  for (const { line } of parsed.warnings) linter.report('NoEmptyContinuation', [], { start: line, end: line });
  const { stages, globalArgs } = interpret(parsed, linter, options.dialect);
  if (stages.length === 0) throw new DockerfileError('dockerfile contains no stages to build');
  checkStageNames(stages, linter);
  checkCasing(stages, linter);

  const lexer = new ShellLexer(parsed.escape, {}, allowanceFor(text));
  const lowering = withGlobals(stages, globalArgs, options, linter, lexer);
  for (const [i, stage] of stages.entries()) addStage(lowering, stage, i);
  const target = findTarget(lowering, stages);
  findDependencies(lowering);
  yield* resolveBases(lowering, target, resolver);
  const reachable = reachableFrom(target);
  for (const state of lowering.states.all) {
    if (options.allStages || (reachable.has(state) && !state.isDispatched)) yield* dispatchStage(lowering, state, observer);
    if (observer && state === target) break;
  }
  finish(lowering, target);
  return { target, linter };
}

function withGlobals(stages: readonly Stage[], args: readonly InstructionOf<'arg'>[], options: LowerOptions, linter: Linter, lexer: ShellLexer): Lowering {
  const stage = options.target || (stages.at(-1)?.name ?? '');
  const predefined = predefinedArguments(options.buildPlatform, options.platform, stage, options.buildArgs);
  checkBaseNames(stages, args, predefined, lexer, linter);
  const { values, declared } = globalArguments(predefined, args, lexer, options.buildArgs);
  return new Lowering(options, linter, lexer, values, declared);
}

function addStage(lowering: Lowering, stage: Stage, index: number): void {
  const { states, globals, options } = lowering;
  const state = new StageState(stage, stage.name || `stage-${index}`, false);
  state.base = expandFrom(lowering, stage, stage.base).text;
  if (state.base === '') throw new DockerfileError(`base name (${stage.base}) should not be blank`, [stage.lines]);
  if (stage.platform !== '') {
    const found = expandFrom(lowering, stage, stage.platform, 'failed to process arguments for platform : ');
    checkPlatform(lowering, stage, found);
    const hint = [...found.unmatched].map((name) => didYouMean(name, globals.keys())).find((text) => text !== '') ?? '';
    if (found.text === '') throw new DockerfileError(`empty platform value from expression ${stage.platform}${hint}`, [stage.lines]);
    try {
      state.platform = parsePlatform(found.text, options.buildPlatform);
    } catch (error) {
      throw new DockerfileError(`failed to parse platform ${stage.platform}: ${(error as Error).message}${hint}`, [stage.lines]);
    }
  }
  states.add(state);
  const steps = stage.instructions.filter(({ kind }) => kind === 'add' || kind === 'copy' || kind === 'run' || kind === 'workdir').length;
  state.stepCount = steps + (state.base !== 'scratch' && !state.baseState ? 1 : 0);
  state.ignoresCache = options.ignoresCache(stage.name || (index === 0 && options.target === '' ? '' : stage.name));
}

/** With global ARGs alone. */
function expandFrom(lowering: Lowering, stage: Stage, text: string, prefix = '') {
  const { lexer, globals, declaredGlobals, linter } = lowering;
  let result: ReturnType<ShellLexer['expand']>;
  try {
    result = lexer.expand(text, globals);
  } catch (error) {
    throw new DockerfileError(prefix + (error as Error).message, [stage.lines]);
  }
  for (const name of result.unmatched) {
    if (declaredGlobals.has(name)) continue;
    linter.report('UndefinedArgInFrom', [name, suggestion(name, new Set([...globals.keys(), ...declaredGlobals])) ?? ''], stage.lines);
  }
  return result;
}

function checkPlatform({ globals, linter }: Lowering, stage: Stage, found: ReturnType<ShellLexer['expand']>): void {
  if (found.matched.size === 1 && found.unmatched.size === 0 && found.matched.has('TARGETPLATFORM') && found.text === globals.get('TARGETPLATFORM')) {
    linter.report('RedundantTargetPlatform', [stage.platform], stage.lines);
  }
  if (found.matched.size > 0 || found.unmatched.size > 0) return;
  try {
    const { os, architecture } = parsePlatform(found.text);
    if (!stage.name.includes(os) && !stage.name.includes(architecture)) linter.report('FromPlatformFlagConstDisallowed', [found.text], stage.lines);
  } catch {
    // It fails later, with its own message.
  }
}

function findTarget({ states, options }: Lowering, stages: readonly Stage[]): StageState {
  if (options.target === '') return states.all[stages.length - 1]!;
  const target = states.byName(options.target) ?? byIndex(states.all, options.target);
  if (!target) throw new DockerfileError(`target stage "${options.target}" could not be found${didYouMean(options.target, states.names)}`);
  return target;
}

function byIndex(states: readonly StageState[], text: string): StageState | undefined {
  return /^\d+$/.test(text) ? states[Number(text)] : undefined;
}

function findDependencies(lowering: Lowering): void {
  const { states } = lowering;
  for (const state of [...states.all]) {
    state.commands = state.stage.instructions.map((instruction) => commandOf(lowering, instruction, state, false));
  }
  checkCircles(states.all);
  if (states.all.length === 1) states.all[0]!.label = '';
}

function* dispatchStage(lowering: Lowering, state: StageState, observer: LowerObserver | undefined): Process<void> {
  if (state.isImplied) return;
  state.inherit();
  state.isDispatched = true;
  state.platform ??= lowering.options.platform;
  const { image } = state;
  if (!image.env.has('PATH') && state.platform.os !== 'windows') image.env.set('PATH', DEFAULT_PATH);
  for (const [name, value] of image.env) state.env.set(name, value);
  if (image.workingDir !== '') setFolder(state, image.workingDir);
  if (image.user !== '') setUser(state, image.user);
  if (observer) yield* observer.startStage(state);
  for (const command of state.commands) {
    if (observer) yield* observer.startInstruction(state, command);
    dispatch(lowering, state, command);
    if (observer) yield* observer.endInstruction(state, command);
  }
}

function finish({ options, linter }: Lowering, target: StageState): void {
  const { image } = target;
  for (const [name, value] of options.labels) (image.labels ??= new Map()).set(name, value);
  if (linter.violation) throw linter.violation;
  if (!options.isPlatformGiven) return;
  image.os = options.platform.os;
  image.architecture = options.platform.architecture;
  image.variant = options.platform.variant;
}

