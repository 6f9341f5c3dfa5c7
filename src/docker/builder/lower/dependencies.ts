import type { Instruction, Stage } from '../interpret/instruction.ts';
import { mountSource } from '../interpret/mounts.ts';
import { DockerfileError } from '../parse/node.ts';
import type { Lines } from '../parse/node.ts';
import type { Lowering } from './lowering.ts';
import { StageState } from './stage.ts';
import type { Command } from './stage.ts';

/** Finds what an instruction reads from: stages, and images that nobody named before, which become stages of their own. */
export function commandOf(lowering: Lowering, instruction: Instruction, owner: StageState, isTrigger: boolean): Command {
  const sources = sourcesOf(lowering, instruction);
  for (const source of sources) {
    if (!source) continue;
    owner.needs.set(source, instruction.lines);
    if (source.isImplied && !lowering.states.all.includes(source)) lowering.states.add(source);
  }
  return { instruction, sources, isTrigger };
}

function sourcesOf(lowering: Lowering, instruction: Instruction): readonly (StageState | undefined)[] {
  if (instruction.kind === 'run') return instruction.mounts.map((mount) => mountStage(lowering, mountSource(mount), instruction.lines));
  if (instruction.kind !== 'copy' || instruction.from === '') return [];
  const { from, lines } = instruction;
  if (lowering.lexer.expand(from, new Map()).text !== from) {
    throw new DockerfileError('variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround', [lines]);
  }
  if (!/^[+-]?\d+$/.test(from)) return [lowering.states.byName(from) ?? imageStage(from, lines)];
  const stage = lowering.states.all[Number(from)];
  if (!stage) throw new DockerfileError(`invalid stage index ${Number(from)}`, [lines]);
  return [stage];
}

/** A mount without `from` counts as one from `scratch`, since its type is not known before variables are; it is not looked at. */
function mountStage(lowering: Lowering, from: string, lines: Lines): StageState {
  return lowering.states.byName(from || 'scratch') ?? imageStage(from || 'scratch', lines);
}

function imageStage(name: string, lines: Lines): StageState {
  const stage: Stage = { kind: 'from', keyword: '', code: '', lines, name: '', base: name, platform: '', comment: '', instructions: [] };
  return new StageState(stage, '', true);
}

/** Stages that wait for each other. Throws for the first. */
export function checkCircles(states: readonly StageState[]): void {
  const done = new Set<StageState>();
  for (const state of states) {
    const circle = findCircle(state, done);
    if (circle) throw new DockerfileError(`circular dependency detected on stage: ${state.label}`, circle);
  }
}

/** Walks without recursion: there may be thousands of stages. */
function findCircle(start: StageState, done: Set<StageState>): readonly Lines[] | undefined {
  if (done.has(start)) return undefined;
  const path: { readonly state: StageState; readonly lines: Lines; readonly rest: Iterator<[StageState, Lines]> }[] = [];
  const onPath = new Set<StageState>();
  const enter = (state: StageState, lines: Lines) => {
    done.add(state);
    onPath.add(state);
    path.push({ state, lines, rest: state.needs.entries() });
  };
  enter(start, start.stage.lines);
  while (path.length > 0) {
    const top = path.at(-1)!;
    const next = top.rest.next();
    if (next.done) {
      onPath.delete(top.state);
      path.pop();
      continue;
    }
    const [need, lines] = next.value;
    if (onPath.has(need)) return [...path.slice(1).map((step) => step.lines), lines];
    if (!done.has(need)) enter(need, lines);
  }
  return undefined;
}
