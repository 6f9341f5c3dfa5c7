import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { attempt, failureOf } from './support/call.ts';
import type { Call } from './support/call.ts';
import { join } from './support/copy.ts';
import { parseOptions } from './support/options.ts';
import { canonical, relative } from './support/paths.ts';
import { directoryName } from './dirname.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { baseName, toProgram } from './support/tool.ts';

const OPTIONS = {
  backup: '!b --backup[=]',
  directory: '!gnu:d F --directory',
  force: 'f --force',
  interactive: '!gnu:i --interactive',
  logical: 'gnu:L --logical',
  noDereference: 'n --no-dereference',
  physical: 'gnu:P --physical',
  relative: 'gnu:r --relative',
  symbolic: 's --symbolic',
  suffix: '!S --suffix=',
  target: 'gnu:t --target-directory=',
  noTarget: 'T --no-target-directory',
  verbose: 'v --verbose',
} as const;

type Options = ReturnType<typeof parseOptions<keyof typeof OPTIONS>>;

function isDirectory(call: Call, path: string, isFollowed: boolean): boolean {
  const stat = attempt(() => (isFollowed ? call.files.stat(path) : call.files.lstat(path)));
  return !(stat instanceof SystemError) && stat.type === 'directory';
}

function* link(call: Call, target: string, path: string, options: Options): Process<void> {
  const isSymbolic = options.has('symbolic');
  const source = isSymbolic && options.has('relative') ? relative(canonical(call, directoryName(path), 'any'), canonical(call, target, 'any')) : target;
  if (!isSymbolic) {
    const stat = attempt(() => (options.has('logical') ? call.files.stat(target) : call.files.lstat(target)));
    if (stat instanceof SystemError) return yield* call.fail(call.isBusybox ? `${target}: ${stat.message}` : `failed to access ${quoted(target)}: ${stat.message}`);
    if (stat.type === 'directory') return yield* call.fail(call.isBusybox ? `${path}: Operation not permitted` : `${target}: hard link not allowed for directory`);
  }
  const there = attempt(() => call.files.lstat(path));
  if (options.has('force') && !(there instanceof SystemError)) {
    const own = attempt(() => call.files.lstat(target));
    if (!(own instanceof SystemError) && own.inode === there.inode && own.device === there.device) return isSymbolic || target === path ? yield* call.fail(`${quoted(target)} and ${quoted(path)} are the same file`) : undefined;
    failureOf(() => call.files.unlink(path));
  }
  const failure = failureOf(() => (isSymbolic ? call.files.symlink(source, path) : call.files.link(options.has('logical') ? call.files.realpath(target) : target, path)));
  if (!failure) {
    if (options.has('verbose')) yield* call.print(`${quoted(path)} ${isSymbolic ? '->' : '=>'} ${quoted(source)}\n`);
    return;
  }
  if (call.isBusybox) return yield* call.fail(`${path}: ${failure.message}`);
  const names = isSymbolic ? quoted(path) : failure.code === 'EEXIST' ? quoted(path) : `${quoted(path)} => ${quoted(target)}`;
  yield* call.fail(`failed to create ${isSymbolic ? 'symbolic' : 'hard'} link ${names}: ${failure.message}`);
}

export const tool: Tool = {
  name: 'ln',
  usage: '[OPTION]... [-T] TARGET LINK_NAME\n[OPTION]... TARGET\n[OPTION]... TARGET... DIRECTORY\n[OPTION]... -t DIRECTORY TARGET...',
  busyboxUsage: '[-sfnbtv] [-S SUF] TARGET... LINK|DIR',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const { operands } = options;
    if (operands.length === 0) throw call.missing('missing file operand');
    const last = operands.at(-1)!;
    const directory = options.value('target') ?? (operands.length === 1 ? '.' : isDirectory(call, last, !options.has('noDereference')) && !options.has('noTarget') ? last : undefined);
    const isGiven = options.has('target') || operands.length === 1;
    if (directory === undefined && operands.length > 2) {
      if (options.has('noTarget')) throw call.misuse(`extra operand ${quoted(operands[2]!)}`);
      throw call.refusal(call.isBusybox ? `target '${last}' is not a directory` : `target ${quoted(last)}: ${call.files.exists(last) ? 'Not a directory' : 'No such file or directory'}`);
    }
    for (const target of isGiven ? operands : operands.slice(0, -1)) {
      yield* link(call, target, directory === undefined ? last : join(directory === '.' ? '.' : directory, baseName(target)), options);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
