import { NotSimulated } from '../../../core/errors.ts';
import type { InlineScript, RunInstruction } from '../interpret/instruction.ts';
import { parseMount } from '../interpret/mounts.ts';
import type { Mount } from '../interpret/mounts.ts';
import { trimSpace } from '../parse/go-strings.ts';
import { chomp, heredocOrWord } from '../parse/heredoc.ts';
import { DockerfileError } from '../parse/node.ts';
import { withShell } from './dispatch.ts';
import { upperKeyword } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { resolvePath } from './paths.ts';
import type { Command, StageState } from './stage.ts';
import type { Output, RunMount } from './vertex.ts';

export function lowerRun(lowering: Lowering, state: StageState, instruction: RunInstruction, { sources }: Command): void {
  const mounts = instruction.mounts.map((text) => parseMount(text, (value) => lowering.expand(state, value, instruction)));
  const { args, script, summary } = scripts(state, instruction);
  const argv = instruction.isShellForm && !script ? withShell(state, args) : args;
  if (instruction.devices.length > 0) {
    if (!lowering.options.dialect.hasLabs) throw new DockerfileError('device feature is only supported in Dockerfile frontend 1.14.0-labs or later');
    throw new NotSimulated('RUN --device');
  }
  const runMounts = mounts.map((mount, i) => runMount(lowering, state, mount, sources[i]));
  if (lowering.options.isDry) return;
  const written = lowering.tryExpand(lowering.commandLexer, instruction.code + summary, maskSecrets(mounts, state.env));
  const name = lowering.stepName(state, upperKeyword(written));
  state.output = lowering.vertex(name, {
    kind: 'run',
    root: state.output,
    argv,
    command: argv.join(' '),
    env: new Map(state.env),
    proxies: lowering.proxies,
    cwd: state.folder,
    user: state.user,
    network: instruction.flagsUsed.includes('network') ? (instruction.network as 'default' | 'none' | 'host') : lowering.options.network,
    isPrivileged: instruction.security === 'insecure',
    mounts: runMounts,
    script,
  }, state, instruction.lines);
  state.image.commit(`RUN ${historyText(state, argv)} # buildkit`, true);
}

/** A here-document alone is the script; one with `#!` is put in a file; with words around it the shell gets it as it is. */
function scripts(state: StageState, { command, files, isShellForm }: RunInstruction): {
  readonly args: readonly string[];
  readonly script: { readonly name: string; readonly data: string } | undefined;
  readonly summary: string;
} {
  const first = files[0];
  if (!first) return { args: command, script: undefined, summary: '' };
  if (command.length !== 1 || !isShellForm) throw new DockerfileError(`parsing produced an invalid run command: [${command.join(' ')}]`);
  if (!heredocOrWord(command[0]!)) return { args: [command[0]! + files.map(written).join('')], script: undefined, summary: '' };
  const data = first.isChomped ? chomp(first.data) : first.data;
  const summary = ` (${summarise(first.data)})`;
  if (state.image.os === 'windows' || !data.startsWith('#!')) return { args: [data], script: undefined, summary };
  return { args: [`/dev/pipes/${first.name}`], script: { name: first.name, data }, summary };
}

function written({ data, name }: InlineScript): string {
  return `\n${data}${name}`;
}

/** Its first line. */
function summarise(document: string): string {
  const lines = trimSpace(document).replaceAll('\r\n', '\n').split('\n');
  return lines[0]! + (lines.length > 1 ? '...' : '');
}

function runMount(lowering: Lowering, state: StageState, mount: Mount, source: StageState | undefined): RunMount {
  const folder = mount.type === 'secret' || mount.type === 'ssh' ? '/' : state.folder;
  lowering.spend(folder.length);
  const at = resolvePath(folder, mount.target);
  if (at === '/' && mount.type !== 'secret' && mount.type !== 'ssh') throw new DockerfileError(`invalid mount target "/"`);
  return { ...mount, at, root: mountRoot(lowering, mount, source) };
}

function mountRoot(lowering: Lowering, mount: Mount, source: StageState | undefined): Output {
  if (mount.type === 'tmpfs' || mount.type === 'secret' || mount.type === 'ssh') return undefined;
  if (mount.from !== '') return source?.output;
  return mount.type === 'bind' ? lowering.context() : undefined;
}

/** Secrets in variables are not to be seen in the names of steps. */
function maskSecrets(mounts: readonly Mount[], env: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = mounts.flatMap(({ type, env: name, id, source, target }) => (type === 'secret' && name !== undefined ? [name || id || source || target] : []));
  if (names.length === 0) return env;
  return new Map([...env].filter(([name]) => !names.includes(name)));
}

/** `|1 VERSION=3 /bin/sh -c make`: the ARGs that the step saw come first. */
function historyText(state: StageState, argv: readonly string[]): string {
  const shown = [...state.buildArgs].map(([key, value]) => `${key}=${state.env.get(key) ?? value ?? ''}`);
  return [...(shown.length > 0 ? [`|${shown.length}`, ...shown] : []), ...argv].join(' ');
}
