import { DockerfileError } from '../parse/node.ts';
import type { Node } from '../parse/node.ts';
import { Flags, NO_FLAGS } from './flags.ts';
import type { FlagTypes } from './flags.ts';
import type { InlineScript, InstructionOf, RunInstruction } from './instruction.ts';
import type { Interpreter } from './interpreter.ts';
import { atLeastOne } from './messages.ts';
import { mountSource } from './mounts.ts';

const RUN_FLAGS: FlagTypes = { mount: 'texts', network: 'text', device: 'texts' };
const NETWORKS = ['default', 'none', 'host'];
const SECURITIES = ['sandbox', 'insecure'];

export const run: Interpreter<RunInstruction> = (node, args, written, dialect) => {
  const flags = Flags.read(node.flags, dialect.hasLabs ? { ...RUN_FLAGS, security: 'text' } : RUN_FLAGS);
  const network = flags.text('network');
  const security = flags.text('security');
  flags.texts('mount').forEach(mountSource);
  if (flags.used.includes('network') && !NETWORKS.includes(network)) throw new DockerfileError(`invalid network mode: "${network}"`);
  if (flags.used.includes('security') && !SECURITIES.includes(security)) throw new DockerfileError(`security ${JSON.stringify(security)} is not valid`);
  return {
    kind: 'run', keyword: written.keyword, code: written.code, lines: written.lines,
    command: jsonOrJoined(node, args), files: filesOf(node), isShellForm: !node.isJson,
    flagsUsed: flags.used,
    mounts: flags.texts('mount'),
    network: network || 'default',
    security: security || 'sandbox',
    devices: flags.texts('device'),
  };
};

export const cmd: Interpreter<InstructionOf<'cmd'>> = (node, args, written) => {
  Flags.read(node.flags, NO_FLAGS);
  return { kind: 'cmd', keyword: written.keyword, code: written.code, lines: written.lines, command: jsonOrJoined(node, args), files: filesOf(node), isShellForm: !node.isJson };
};

export const entrypoint: Interpreter<InstructionOf<'entrypoint'>> = (node, args, written) => {
  Flags.read(node.flags, NO_FLAGS);
  return { kind: 'entrypoint', keyword: written.keyword, code: written.code, lines: written.lines, command: jsonOrJoined(node, args), files: filesOf(node), isShellForm: !node.isJson };
};

export const shell: Interpreter<InstructionOf<'shell'>> = (node, args, written) => {
  Flags.read(node.flags, NO_FLAGS);
  if (args.length === 0) throw atLeastOne('SHELL');
  if (!node.isJson) throw new DockerfileError('SHELL requires the arguments to be in JSON form');
  return { ...written, kind: 'shell', shell: args };
};

function filesOf({ heredocs }: Node): readonly InlineScript[] {
  return heredocs.map(({ name, content, isChomped }) => ({ name, data: content, isChomped }));
}

/** The shell form is one argument. */
export function jsonOrJoined(node: Pick<Node, 'isJson'>, args: readonly string[]): readonly string[] {
  return node.isJson || args.length === 0 ? args : [args.join(' ')];
}
