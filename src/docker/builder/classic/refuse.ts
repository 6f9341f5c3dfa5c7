import type { Instruction } from '../interpret/instruction.ts';

const HINT = 'Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled';

/** What only BuildKit can do. */
export function refusal(instruction: Instruction): string | undefined {
  const flag = flagOf(instruction);
  return flag === undefined ? undefined : `the --${flag} option requires BuildKit. ${HINT}`;
}

function flagOf(instruction: Instruction): string | undefined {
  if (instruction.kind === 'run') return instruction.flagsUsed[0];
  if (instruction.kind !== 'copy' && instruction.kind !== 'add') return undefined;
  if (instruction.chmod !== '') return 'chmod';
  return instruction.isLinked ? 'link' : undefined;
}
