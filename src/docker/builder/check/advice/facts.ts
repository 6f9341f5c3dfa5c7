import { dialectOf } from '../../interpret/dialect.ts';
import type { Instruction, InstructionOf, RunInstruction, Stage } from '../../interpret/instruction.ts';
import { interpretNode } from '../../interpret/interpreter.ts';
import type { Dialect } from '../../interpret/interpreter.ts';
import { parseMount } from '../../interpret/mounts.ts';
import type { Mount } from '../../interpret/mounts.ts';
import { detectSyntax } from '../../parse/directives.ts';
import { heredocOrWord } from '../../parse/heredoc.ts';
import { DockerfileError } from '../../parse/node.ts';
import type { Lines, Node, ParsedDockerfile } from '../../parse/node.ts';
import { baseName, EMPTY_SCRIPT, readArguments, readScript } from './script.ts';
import type { Script, ScriptCommand } from './script.ts';

/** RUN, CMD or ENTRYPOINT with its script understood. */
export interface ScriptStep {
  readonly instruction: InstructionOf<'run' | 'cmd' | 'entrypoint'>;
  readonly lines: Lines;
  readonly stage: StageFacts;
  readonly script: Script;
  /** What runs the shell form: `["/bin/sh", "-c"]`. */
  readonly shell: readonly string[];
  /** Of RUN. */
  readonly mounts: readonly Mount[];
}

/** A command of a RUN. */
export interface RunCommand {
  readonly step: ScriptStep;
  readonly command: ScriptCommand;
  /** Its place among the commands of the script. */
  readonly at: number;
  /** What its program gets: for `python -m pip` what pip does. */
  readonly args: readonly string[];
}

export interface StageFacts {
  readonly index: number;
  /** Absent for what stands before the first FROM. */
  readonly from: Stage | undefined;
  /** The earlier stage that it is built on. */
  readonly parent: StageFacts | undefined;
  readonly steps: readonly Instruction[];
  readonly scripts: readonly ScriptStep[];
  /** It is the last stage, or one that the last is built on: its files and settings are in the image. */
  readonly isKept: boolean;
  /** The image that it is built on in the end; '' for none. */
  readonly root: string;
  /** What its own ENV and ARG set, as written, the last of each name. */
  readonly env: ReadonlyMap<string, string>;
  readonly args: ReadonlyMap<string, string>;
}

/** What rules ask of a Dockerfile. */
export interface DockerfileFacts {
  readonly stages: readonly StageFacts[];
  readonly last: StageFacts | undefined;
  /** Every command of a RUN by its program; `python -m pip` counts as `pip`. */
  readonly programs: ReadonlyMap<string, readonly RunCommand[]>;
  /** The context has no .dockerignore; undefined when that is not known. */
  readonly lacksIgnoreFile: boolean | undefined;
}

interface OpenStage {
  index: number;
  from: Stage | undefined;
  parent: OpenStage | undefined;
  steps: Instruction[];
  scripts: ScriptStep[];
  isKept: boolean;
  root: string;
  env: Map<string, string>;
  args: Map<string, string>;
  shell: readonly string[];
}

/** Asked for each stage: what is built on thousands of stages must not take their square. */
const LONGEST_LINEAGE = 50;
const SH = ['/bin/sh', '-c'];
const POSIX = new Set(['sh', 'bash', 'ash', 'dash', 'zsh', 'ksh', 'busybox']);

/** Gathers facts. An instruction that is wrong is left out: the build itself says so. */
export function gatherFacts(text: string, parsed: ParsedDockerfile, lacksIgnoreFile?: boolean): DockerfileFacts {
  const dialect = dialectOf(detectSyntax(text)?.value);
  const stages: OpenStage[] = [];
  const named = new Map<string, OpenStage>();
  const open = (from: Stage | undefined): OpenStage => {
    const parent = from && named.get(from.base.toLowerCase());
    const stage: OpenStage = {
      index: stages.length, from, parent, steps: [], scripts: [], isKept: false, root: parent?.root ?? from?.base ?? '', env: new Map(), args: new Map(), shell: parent?.shell ?? SH,
    };
    stages.push(stage);
    if (from && from.name !== '') named.set(from.name, stage);
    return stage;
  };
  for (const node of parsed.nodes) {
    const instruction = tryInterpret(innermost(node), dialect);
    if (!instruction) continue;
    if (instruction.kind === 'from') open(instruction);
    else if (stages.length > 0 || instruction.kind !== 'arg') take(stages.at(-1) ?? open(undefined), instruction);
  }
  for (let stage = stages.at(-1); stage; stage = stage.parent) stage.isKept = true;
  return { stages, last: stages.at(-1), programs: programsOf(runsOf(stages)), lacksIgnoreFile };
}

function programsOf(runs: readonly ScriptStep[]): ReadonlyMap<string, readonly RunCommand[]> {
  const programs = new Map<string, RunCommand[]>();
  const add = (program: string, found: RunCommand) => {
    const others = programs.get(program);
    if (others) others.push(found);
    else programs.set(program, [found]);
  };
  for (const step of runs) {
    step.script.commands.forEach((command, at) => {
      const { program, args } = command;
      add(program, { step, command, at, args });
      if (args[0] === '-m' && /^python[\d.]*$/.test(program)) add(args[1] ?? '', { step, command, at, args: args.slice(2) });
    });
  }
  return programs;
}

/** ONBUILD's own instruction counts as if it stood there. */
function innermost(node: Node): Node {
  let inner = node;
  while (inner.trigger) inner = inner.trigger;
  return inner === node ? node : { ...inner, lines: node.lines };
}

function tryInterpret(node: Node, dialect: Dialect): Instruction | Stage | undefined {
  try {
    return interpretNode(node, undefined, dialect);
  } catch (error) {
    if (error instanceof DockerfileError) return undefined;
    throw error;
  }
}

function take(stage: OpenStage, instruction: Instruction): void {
  stage.steps.push(instruction);
  if (instruction.kind === 'shell') stage.shell = instruction.shell;
  else if (instruction.kind === 'env') for (const { key, value } of instruction.pairs) stage.env.set(key, unquoted(value));
  else if (instruction.kind === 'arg') for (const { key, value } of instruction.args) stage.args.set(key, unquoted(value ?? ''));
  else if (instruction.kind === 'run' || instruction.kind === 'cmd' || instruction.kind === 'entrypoint') {
    stage.scripts.push({
      instruction, lines: instruction.lines, stage, shell: stage.shell,
      script: scriptOf(instruction, stage.shell),
      mounts: instruction.kind === 'run' ? mountsOf(instruction) : [],
    });
  }
}

function scriptOf({ command, files, isShellForm }: InstructionOf<'run' | 'cmd' | 'entrypoint'>, shell: readonly string[]): Script {
  if (!isShellForm) return readArguments(command);
  if (!POSIX.has(baseName(shell[0] ?? ''))) return EMPTY_SCRIPT;
  const written = command[0] ?? '';
  const first = files[0];
  if (!first) return readScript(written);
  if (!heredocOrWord(written)) return readScript(written + files.map(({ data, name }) => `\n${data}${name}`).join(''));
  return /^#!(?!.*\b(?:ba|da|a)?sh\b)/.test(first.data) ? EMPTY_SCRIPT : readScript(first.data);
}

/** Mounts that make sense; variables in them stay as they are. */
function mountsOf({ mounts }: RunInstruction): readonly Mount[] {
  return mounts.flatMap((text) => {
    try {
      return [parseMount(text, (value) => value)];
    } catch (error) {
      if (error instanceof DockerfileError) return [];
      throw error;
    }
  });
}

/** A stage and those that it is built on, nearest first; not endlessly many. */
export function lineage(stage: StageFacts | undefined): readonly StageFacts[] {
  const stages: StageFacts[] = [];
  for (let each = stage; each && stages.length < LONGEST_LINEAGE; each = each.parent) stages.push(each);
  return stages;
}

/** The instructions of one kind in a stage. */
export function stepsOf<Kind extends Instruction['kind']>(stage: StageFacts, ...kinds: readonly Kind[]): readonly InstructionOf<Kind>[] {
  return stage.steps.filter((step): step is InstructionOf<Kind> => (kinds as readonly string[]).includes(step.kind));
}

/** Every RUN with its script. */
export function runsOf(stages: readonly StageFacts[]): readonly ScriptStep[] {
  return stages.flatMap(({ scripts }) => scripts.filter(({ instruction }) => instruction.kind === 'run'));
}

/** A cache or tmpfs mount takes what is written to `path`: it does not get into the layer. */
export function isMounted({ mounts }: ScriptStep, ...paths: readonly string[]): boolean {
  return mounts.some(({ type, target }) => (type === 'cache' || type === 'tmpfs') && paths.some((path) => path === trimSlash(target) || path.startsWith(`${trimSlash(target)}/`)));
}

/** Without the quotes around it. */
export function unquoted(text: string): string {
  const quote = text[0];
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}

export function trimSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
