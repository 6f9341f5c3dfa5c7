import type { Instruction, InstructionOf, Stage, Transfer, CommandLine } from '../../docker/builder/interpret/instruction.ts';
import { interpret, interpretNode } from '../../docker/builder/interpret/interpreter.ts';
import type { Lines } from '../../docker/builder/parse/node.ts';
import { checkDockerfile } from '../../docker/builder/check/index.ts';
import { SuiteRun } from './suite-run.ts';
import type { SuiteResult } from './suite.ts';
import { nodeFrom } from './tree.ts';
import type { Tree } from './tree.ts';

interface Call {
  readonly test: string;
  readonly original: string;
  readonly node: Tree;
  readonly value: unknown;
  readonly error: string | null;
}

/** `buildkit-parse-errors.json`. */
export interface ParseErrorsSuite {
  readonly instructionErrors: readonly Call[];
  readonly instructionOk: readonly Call[];
  readonly stageParse: readonly { readonly test: string; readonly ast: Tree; readonly stages: unknown; readonly metaArgs: unknown; readonly error: string | null }[];
  readonly buildErrors: readonly { readonly test: string; readonly dockerfile: string; readonly contains: string; readonly realAgrees: boolean | null }[];
  readonly sourceMap: readonly { readonly name: string; readonly dockerfile: string; readonly errorLines: readonly number[] }[];
}

/** Errors that arise when steps run, not before: the checker says nothing of them. */
const RUN_TIME: ReadonlySet<string> = new Set(['invalidrun', 'invalidcopy', 'invalidcopyfrom', 'invalidmultiline', 'invalidsyntax']);

export function runSuite(suite: ParseErrorsSuite): SuiteResult {
  const run = new SuiteRun();
  for (const { original, node, error, value } of [...suite.instructionErrors, ...suite.instructionOk]) {
    run.check(original, error === null ? value : { threw: error }, () => goForm(interpretNode(nodeFrom(node))));
  }
  for (const { test, ast, stages, metaArgs, error } of suite.stageParse) {
    run.check(`stages ${test}`, error === null ? { stages: stages ?? [], metaArgs: metaArgs ?? [] } : { threw: error }, () => {
      const found = interpret({ nodes: (ast.children ?? []).map(nodeFrom), escape: '\\', warnings: [] });
      return { stages: found.stages.map(goStage), metaArgs: found.globalArgs.map(goForm) };
    });
  }
  for (const { test, dockerfile, contains, realAgrees } of suite.buildErrors) {
    if (realAgrees !== true) continue;
    run.check(`${test}: ${contains}`, true, () => checkDockerfile(dockerfile).errors.some(({ message }) => message.includes(contains)));
  }
  for (const { name, dockerfile, errorLines } of suite.sourceMap) {
    if (RUN_TIME.has(name)) continue;
    run.check(`lines of ${name}`, errorLines, () => checkDockerfile(dockerfile).errors.flatMap(({ lines }) => lines));
  }
  return run.result;
}

/** An instruction in the shape of BuildKit's own types. */
function goForm(instruction: Instruction | Stage): unknown {
  switch (instruction.kind) {
    case 'from':
      return goStage(instruction);
    case 'add':
      return { ...goTransfer(instruction), Checksum: instruction.checksum, KeepGitDir: instruction.keepsGitFolder };
    case 'copy':
      return { ...goTransfer(instruction), From: instruction.from, Parents: instruction.hasParents };
    case 'arg':
      return { Args: instruction.args.map(({ key, value, comment }) => ({ Key: key, Value: value ?? null, Comment: comment })) };
    case 'run':
      return { ...goCommand(instruction), FlagsUsed: instruction.flagsUsed };
    case 'cmd':
    case 'entrypoint':
      return goCommand(instruction);
    case 'env':
      return { Env: goPairs(instruction) };
    case 'label':
      return { Labels: goPairs(instruction) };
    case 'expose':
      return { Ports: instruction.ports };
    case 'healthcheck':
      return { Health: instruction.health };
    case 'maintainer':
      return { Maintainer: instruction.maintainer };
    case 'onbuild':
      return { Expression: instruction.expression };
    case 'shell':
      return { Shell: instruction.shell };
    case 'stopsignal':
      return { Signal: instruction.signal };
    case 'user':
      return { User: instruction.user };
    case 'volume':
      return { Volumes: instruction.volumes };
    case 'workdir':
      return { Path: instruction.path };
  }
}

function goStage(stage: Stage): unknown {
  return {
    BaseName: stage.base,
    Commands: stage.instructions.map(goForm),
    Comment: stage.comment,
    Location: [goRange(stage.lines)],
    Name: stage.name,
    OrigCmd: stage.keyword,
    Platform: stage.platform,
    SourceCode: stage.code,
  };
}

/** BuildKit has a range of one line for each line. */
function goRange({ start, end }: Lines): unknown {
  return { Start: { Line: start, Character: 0 }, End: { Line: end, Character: 0 } };
}

function goTransfer(transfer: Transfer): Record<string, unknown> {
  return {
    Chmod: transfer.chmod,
    Chown: transfer.chown,
    DestPath: transfer.destination,
    ExcludePatterns: orNull(transfer.exclude),
    Link: transfer.isLinked,
    SourceContents: orNull(transfer.contents.map(({ path, data, isExpanded }) => ({ Path: path, Data: data, Expand: isExpanded }))),
    SourcePaths: orNull(transfer.sources),
  };
}

function goCommand(line: CommandLine): Record<string, unknown> {
  return {
    CmdLine: line.command,
    Files: orNull(line.files.map(({ name, data, isChomped }) => ({ Name: name, Data: data, Chomp: isChomped }))),
    PrependShell: line.isShellForm,
  };
}

function goPairs({ pairs }: InstructionOf<'env'> | InstructionOf<'label'>): unknown {
  return pairs.map(({ key, value, isLegacy }) => ({ Key: key, Value: value, NoDelim: isLegacy }));
}

function orNull(list: readonly unknown[]): unknown {
  return list.length > 0 ? list : null;
}

