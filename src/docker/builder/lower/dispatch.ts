import { parseSignal } from '../../../machine/signals.ts';
import { goDuration, goRune } from './go-format.ts';
import type { Argument, Instruction, InstructionOf } from '../interpret/instruction.ts';
import { quoteList } from '../parse/go-strings.ts';
import { DockerfileError } from '../parse/node.ts';
import { PortSet, parsePortRange } from './expose.ts';
import { NOT_IN_ENVIRONMENT, upperKeyword } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { resolvePath } from './paths.ts';
import { lowerRun } from './run.ts';
import type { Command, StageState } from './stage.ts';
import { lowerAdd, lowerCopy } from './transfer.ts';

type Dispatcher<Kind extends Instruction['kind']> = (lowering: Lowering, state: StageState, instruction: InstructionOf<Kind>, command: Command) => void;

/** What each instruction does to its stage: to the image's configuration, and with RUN, COPY, ADD and WORKDIR to its files. */
const DISPATCHERS: { readonly [Kind in Instruction['kind']]: Dispatcher<Kind> } = {
  add: lowerAdd,
  arg: lowerArg,
  cmd: lowerCmd,
  copy: lowerCopy,
  entrypoint: lowerEntrypoint,
  env: lowerEnv,
  expose: lowerExpose,
  healthcheck: lowerHealthcheck,
  label: lowerLabel,
  maintainer(_lowering, state, { maintainer }) {
    state.image.author = maintainer;
    state.image.commit(`MAINTAINER ${maintainer}`, false);
  },
  onbuild(_lowering, state, { expression }) {
    state.image.onBuild = [...state.image.onBuild, expression];
  },
  run: lowerRun,
  shell(_lowering, state, { shell }) {
    state.image.shell = shell;
    state.image.commit(`SHELL [${shell.join(' ')}]`, false);
  },
  stopsignal(lowering, state, instruction) {
    const signal = lowering.expand(state, instruction.signal, instruction);
    if (!parseSignal(signal)) throw new DockerfileError(`invalid signal: ${signal}`);
    state.image.stopSignal = signal;
    state.image.commit(`STOPSIGNAL ${signal}`, false);
  },
  user(lowering, state, instruction) {
    const user = lowering.expand(state, instruction.user, instruction);
    setUser(state, user);
    state.image.commit(`USER ${user}`, false);
  },
  volume(lowering, state, instruction) {
    const volumes = instruction.volumes.map((volume) => lowering.expand(state, volume, instruction));
    if (volumes.includes('')) throw new DockerfileError('VOLUME specified can not be an empty string');
    for (const volume of volumes) state.image.volumes.add(volume);
    state.image.commit(`VOLUME [${volumes.join(' ')}]`, false);
  },
  workdir: lowerWorkdir,
};

/** Throws a `DockerfileError` that points at the instruction. */
export function dispatch(lowering: Lowering, state: StageState, command: Command): void {
  const { instruction } = command;
  state.isTriggering = command.isTrigger;
  try {
    (DISPATCHERS[instruction.kind] as Dispatcher<typeof instruction.kind>)(lowering, state, instruction as never, command);
  } catch (error) {
    if (error instanceof DockerfileError && error.lines.length > 0) throw error;
    throw error instanceof Error && error.name !== 'NotSimulated' ? new DockerfileError(error.message, [instruction.lines]) : error;
  }
}

export function setUser(state: StageState, user: string): void {
  state.user = user;
  state.image.user = user;
}

export function setFolder(state: StageState, path: string): void {
  state.folder = resolvePath(state.image.workingDir || '/', path);
  state.image.workingDir = state.folder;
}

const SECRET = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const PUBLIC = /(?:_|^)(?:public)(?:_|$)/i;

function checkSecret(lowering: Lowering, name: string, instruction: Instruction): void {
  if (SECRET.test(name) && !PUBLIC.test(name)) lowering.linter.report('SecretsUsedInArgOrEnv', [instruction.kind.toUpperCase(), name], instruction.lines);
}

function lowerArg(lowering: Lowering, state: StageState, instruction: InstructionOf<'arg'>): void {
  const written: string[] = [];
  for (const argument of instruction.args) {
    checkSecret(lowering, argument.key, instruction);
    const value = argumentValue(lowering, state, instruction, argument);
    if (value !== undefined && !NOT_IN_ENVIRONMENT.has(argument.key)) state.env.set(argument.key, value);
    state.buildArgs.set(argument.key, value);
    written.push(value === undefined ? argument.key : `${argument.key}=${value}`);
  }
  state.image.commit(`ARG ${written.join(' ')}`, false);
}

/** What was given with --build-arg, else the default, else what a global ARG of that name has. */
function argumentValue(lowering: Lowering, state: StageState, instruction: InstructionOf<'arg'>, { key, value }: Argument): string | undefined {
  const given = lowering.options.buildArgs.get(key);
  if (given !== undefined) return given;
  return value === undefined ? lowering.globals.get(key) : lowering.expand(state, value, instruction);
}

function lowerEnv(lowering: Lowering, state: StageState, instruction: InstructionOf<'env'>): void {
  const pairs = expandPairs(lowering, state, instruction);
  let message = 'ENV';
  pairs.forEach(([key, value], i) => {
    if (instruction.pairs[i]!.isLegacy) lowering.linter.report('LegacyKeyValueFormat', [instruction.keyword], instruction.lines);
    checkSecret(lowering, key, instruction);
    message += ` ${key}=${value}`;
    state.env.set(key, value);
    state.image.env.set(key, value);
  });
  state.image.commit(message, false);
}

function lowerLabel(lowering: Lowering, state: StageState, instruction: InstructionOf<'label'>): void {
  const pairs = expandPairs(lowering, state, instruction);
  let message = 'LABEL';
  const labels = (state.image.labels ??= new Map());
  pairs.forEach(([key, value], i) => {
    if (instruction.pairs[i]!.isLegacy) lowering.linter.report('LegacyKeyValueFormat', [instruction.keyword], instruction.lines);
    labels.set(key, value);
    message += ` ${key}=${value}`;
  });
  state.image.commit(message, false);
}

/** All are expanded before any is set: `ENV a=1 b=$a` takes the old `a`. */
function expandPairs(lowering: Lowering, state: StageState, instruction: InstructionOf<'env'> | InstructionOf<'label'>): readonly (readonly [string, string])[] {
  return instruction.pairs.map(({ key, value }) => [lowering.expand(state, key, instruction), lowering.expand(state, value, instruction)]);
}

/** The command with its shell before it, in the shell form. */
export function withShell(state: StageState, command: readonly string[]): readonly string[] {
  const shell = state.image.shell.length > 0 ? state.image.shell : state.image.os === 'windows' ? ['cmd', '/S', '/C'] : ['/bin/sh', '-c'];
  return [...shell, command.join(' ')];
}

function commandArguments(lowering: Lowering, state: StageState, instruction: InstructionOf<'cmd'> | InstructionOf<'entrypoint'>): readonly string[] {
  checkUsedOnce(lowering, state, instruction);
  if (!instruction.isShellForm) return instruction.command;
  // Who chose a shell with SHELL knows what it does with signals.
  if (state.image.shell.length === 0) lowering.linter.report('JSONArgsRecommended', [instruction.keyword], instruction.lines);
  return withShell(state, instruction.command);
}

/** It points at the one before, which does not count. */
function checkUsedOnce(lowering: Lowering, state: StageState, instruction: InstructionOf<'cmd'> | InstructionOf<'entrypoint'> | InstructionOf<'healthcheck'>): void {
  const before = state.once[instruction.kind];
  if (before) lowering.linter.report('MultipleInstructionsDisallowed', [instruction.keyword], before);
  state.once[instruction.kind] = instruction.lines;
}

function lowerCmd(lowering: Lowering, state: StageState, instruction: InstructionOf<'cmd'>): void {
  const args = commandArguments(lowering, state, instruction);
  state.image.cmd = args.length > 0 ? args : undefined;
  state.image.isArgsEscaped = true;
  state.image.commit(`CMD ${quoteList(args)}`, false);
}

function lowerEntrypoint(lowering: Lowering, state: StageState, instruction: InstructionOf<'entrypoint'>): void {
  const args = commandArguments(lowering, state, instruction);
  state.image.entrypoint = args.length > 0 ? args : undefined;
  if (!state.once.cmd) state.image.cmd = undefined;
  state.image.commit(`ENTRYPOINT ${quoteList(args)}`, false);
}

function lowerHealthcheck(lowering: Lowering, state: StageState, instruction: InstructionOf<'healthcheck'>): void {
  checkUsedOnce(lowering, state, instruction);
  const { health } = instruction;
  state.image.healthcheck = health;
  const times = [health.Interval, health.Timeout, health.StartPeriod, health.StartInterval].map((time) => `"${goDuration(time ?? 0)}"`);
  state.image.commit(`HEALTHCHECK &{${quoteList(health.Test)} ${times.join(' ')} ${goRune(health.Retries ?? 0)}}`, false);
}

/** Its variables are filled in without a warning for those that are not there. */
function lowerExpose(lowering: Lowering, state: StageState, instruction: InstructionOf<'expose'>): void {
  const ports = instruction.ports.flatMap((port) => lowering.lexer.words(port, state.env));
  const ranges = ports.map(parsePortRange);
  for (const port of ports) {
    if (/\/.*[A-Z]/.test(port)) lowering.linter.report('ExposeProtoCasing', [port], instruction.lines);
    if (/[^:]:/.test(port)) lowering.linter.report('ExposeInvalidFormat', [port], instruction.lines);
  }
  for (const range of ranges) state.image.exposedPorts.addRange(range);
  if (lowering.options.isDry) return;
  const exposed = new PortSet();
  for (const range of ranges) {
    lowering.spend(range.last - range.first);
    exposed.addRange(range);
  }
  state.image.commit(`EXPOSE map[${exposed.keys().map((port) => `${port}:{}`).join(' ')}]`, false);
}

function lowerWorkdir(lowering: Lowering, state: StageState, instruction: InstructionOf<'workdir'>): void {
  const path = lowering.expand(state, instruction.path, instruction);
  if (!state.hasWorkdir && !path.startsWith('/')) lowering.linter.report('WorkdirRelativePath', [path], instruction.lines);
  state.hasWorkdir = true;
  lowering.spend(state.folder.length);
  setFolder(state, path);
  const hasLayer = state.folder !== '/';
  if (hasLayer) {
    const name = lowering.stepName(state, upperKeyword(lowering.tryExpand(lowering.lexer, instruction.code, state.env)));
    const operation = { kind: 'mkdir', root: state.output, path: state.folder, user: state.image.user } as const;
    state.output = lowering.vertex(name, operation, state, instruction.lines);
  }
  state.image.commit(`WORKDIR ${state.folder}`, hasLayer);
}
