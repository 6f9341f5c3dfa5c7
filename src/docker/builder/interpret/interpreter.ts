import type { Linter } from '../check/linter.ts';
import { SILENT } from '../check/linter.ts';
import { trimSpace } from '../parse/go-strings.ts';
import { DockerfileError, allArguments } from '../parse/node.ts';
import type { Node, ParsedDockerfile } from '../parse/node.ts';
import { cmd, entrypoint, run, shell } from './commands.ts';
import { from } from './from.ts';
import type { Instruction, InstructionOf, Interpreted, Stage, Written } from './instruction.ts';
import { arg, env, expose, healthcheck, label, maintainer, onbuild, stopsignal, user, volume, workdir } from './metadata.ts';
import { didYouMean } from './suggest.ts';
import { add, copy } from './transfer.ts';

/** What `# syntax=` chose. */
export interface Dialect {
  /** `docker/dockerfile:1-labs`: COPY --parents and --exclude, RUN --security. */
  readonly hasLabs: boolean;
}

export const STABLE: Dialect = { hasLabs: false };

/** Makes an instruction of a node. Throws a `DockerfileError` with BuildKit's words. */
export type Interpreter<Result extends Instruction = Instruction> = (
  node: Node,
  args: readonly string[],
  written: Written,
  dialect: Dialect,
) => Result;

const INTERPRETERS: ReadonlyMap<string, Interpreter> = new Map<string, Interpreter>([
  ['add', add], ['arg', arg], ['cmd', cmd], ['copy', copy], ['entrypoint', entrypoint], ['env', env], ['expose', expose],
  ['healthcheck', healthcheck], ['label', label], ['maintainer', maintainer], ['onbuild', onbuild], ['run', run],
  ['shell', shell], ['stopsignal', stopsignal], ['user', user], ['volume', volume], ['workdir', workdir],
]);

export const INSTRUCTIONS: readonly string[] = ['FROM', ...INTERPRETERS.keys()].map((name) => name.toUpperCase());

/** FROM starts a stage, everything else is an instruction. */
export function interpretNode(node: Node, linter: Linter = SILENT, dialect: Dialect = STABLE): Instruction | Stage {
  const name = node.keyword.toLowerCase();
  if (name === 'from') return from(node, linter);
  const interpreter = INTERPRETERS.get(name);
  if (!interpreter) {
    throw new DockerfileError(`unknown instruction: ${node.keyword}${didYouMean(node.keyword, INSTRUCTIONS, false)}`, [node.lines]);
  }
  if (name === 'maintainer') linter.report('MaintainerDeprecated', [], node.lines);
  return interpreter(node, allArguments(node), { keyword: node.keyword, code: trimSpace(node.original), lines: node.lines }, dialect);
}

/** Groups instructions into stages. Throws at the first that is wrong. */
export function interpret(parsed: ParsedDockerfile, linter: Linter = SILENT, dialect: Dialect = STABLE): Interpreted {
  const stages: Stage[] = [];
  const globalArgs: InstructionOf<'arg'>[] = [];
  let current: Instruction[] = [];
  for (const node of parsed.nodes) {
    const instruction = interpretOrPlace(node, linter, dialect);
    checkDescription(node, instruction, linter);
    if (instruction.kind === 'from') {
      current = [];
      stages.push({ ...instruction, instructions: current });
    } else if (stages.length > 0) current.push(instruction);
    else if (instruction.kind === 'arg') globalArgs.push(instruction);
    else throw new DockerfileError('no build stage in current context', [node.lines]);
  }
  return { stages, globalArgs };
}

function interpretOrPlace(node: Node, linter: Linter, dialect: Dialect): Instruction | Stage {
  try {
    return interpretNode(node, linter, dialect);
  } catch (error) {
    throw new DockerfileError(`dockerfile parse error on line ${node.lines.start}: ${(error as Error).message}`, [node.lines]);
  }
}

/** A comment right above ARG or a named stage is taken for its description. */
function checkDescription(node: Node, instruction: Instruction | Stage, linter: Linter): void {
  const comment = node.comments.at(-1);
  if (comment === undefined) return;
  const names = instruction.kind === 'arg' ? instruction.args.map(({ key }) => key) : instruction.kind === 'from' && instruction.name !== '' ? [instruction.name] : [];
  if (names.length === 0 || names.some((name) => comment.startsWith(`${name} `))) return;
  const example = names.length === 1 ? names[0]! : '<arg_key>';
  linter.report('InvalidDefinitionDescription', [instruction.kind.toUpperCase(), example], node.lines);
}
