import type { Process } from '../../core/process.ts';
import { SystemError } from '../errno.ts';
import { attempt, failureOf } from './support/call.ts';
import type { Call } from './support/call.ts';
import { Copier, targetsOf } from './support/copy.ts';
import { parseOptions } from './support/options.ts';
import { askYesNo } from './support/prompt.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  backup: '!gnu:b --backup[=]',
  force: 'f --force',
  interactive: 'i --interactive',
  noClobber: 'n --no-clobber',
  stripSlashes: '!gnu:--strip-trailing-slashes',
  suffix: '!gnu:S --suffix=',
  target: 't --target-directory=',
  noTarget: 'T --no-target-directory',
  update: 'u --update[=]',
  verbose: 'v --verbose',
  context: '!Z',
} as const;

interface Wish {
  readonly overwrites: 'force' | 'interactive' | 'noClobber' | undefined;
  readonly isUpdate: boolean;
  readonly isVerbose: boolean;
}

function* move(call: Call, from: string, to: string, wish: Wish): Process<void> {
  const stat = attempt(() => call.files.lstat(from));
  if (stat instanceof SystemError) return yield* call.fail(call.isBusybox ? `can't rename '${from}': ${stat.message}` : `cannot stat ${quoted(from)}: ${stat.message}`);
  const there = attempt(() => call.files.lstat(to));
  if (there instanceof SystemError && there.code === 'ENOTDIR') return yield* call.fail(call.isBusybox ? `can't stat '${to}': Path has non-directory component` : `cannot stat ${quoted(to)}: ${there.message}`);
  if (!(there instanceof SystemError)) {
    if (there.inode === stat.inode && there.device === stat.device) return yield* call.fail(`${quoted(from)} and ${quoted(to)} are the same file`);
    if (there.type === 'directory' && stat.type !== 'directory') {
      return yield* call.fail(call.isBusybox ? `can't rename '${from}': Is a directory` : `cannot overwrite directory ${quoted(to)} with non-directory ${quoted(from)}`);
    }
    if (wish.overwrites === 'noClobber' || (wish.isUpdate && there.modified >= stat.modified)) return;
    const isProtected = wish.overwrites === undefined && there.type !== 'symlink' && !call.files.may(to, 'w') && call.system.descriptors.get(0)?.terminal !== undefined;
    if ((wish.overwrites === 'interactive' || isProtected) && !(yield* askYesNo(call, `${call.name}: ${isProtected && !call.isBusybox ? 'replace' : 'overwrite'} ${quoted(to)}? `))) return;
  }
  yield* rename(call, from, to, wish);
}

function* rename(call: Call, from: string, to: string, wish: Wish): Process<void> {
  const failure = failureOf(() => call.files.rename(from, to));
  if (failure?.code === 'EXDEV') return yield* moveAcross(call, from, to, wish);
  if (!failure) {
    if (wish.isVerbose) yield* call.print(call.isBusybox ? `'${from}' -> '${to}'\n` : `renamed ${quoted(from)} -> ${quoted(to)}\n`);
    return;
  }
  if (call.isBusybox) return yield* call.fail(`can't rename '${from}': ${failure.message}`);
  if (failure.code === 'EINVAL') return yield* call.fail(`cannot move ${quoted(from)} to a subdirectory of itself, ${quoted(to)}`);
  if (failure.code === 'ENOTDIR' && call.files.exists(to)) return yield* call.fail(`cannot overwrite non-directory ${quoted(to)} with directory ${quoted(from)}`);
  yield* call.fail(`cannot move ${quoted(from)} to ${quoted(to)}: ${failure.message}`);
}

function* moveAcross(call: Call, from: string, to: string, wish: Wish): Process<void> {
  const copier = new Copier(call, {
    isRecursive: true, follows: 'none', keepsMode: true, keepsOwner: true, keepsTimes: true, keepsLinks: true, isForced: true,
    overwrites: 'always', isVerbose: false, makes: 'copy', removesDestination: false, hasDirectoryTarget: false,
  });
  if (!(yield* copier.copy(from, to))) return;
  const failure = failureOf(() => call.files.removeAll(from));
  if (failure) return yield* call.fail(`cannot remove ${quoted(from)}: ${failure.message}`);
  if (wish.isVerbose) yield* call.print(`copied ${quoted(from)} -> ${quoted(to)}\n`);
}

export const tool: Tool = {
  name: 'mv',
  usage: '[OPTION]... [-T] SOURCE DEST\n[OPTION]... SOURCE... DIRECTORY\n[OPTION]... -t DIRECTORY SOURCE...',
  busyboxUsage: '[-finT] SOURCE DEST\n[-fin] SOURCE... { -t DIRECTORY | DIRECTORY }',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const targets = targetsOf(call, options.operands, options.value('target'), options.has('noTarget'));
    const overwrites = options.last('force', 'interactive', 'noClobber') as Wish['overwrites'];
    for (const source of targets.sources) {
      yield* move(call, source, targets.place(source), { overwrites, isUpdate: options.has('update'), isVerbose: options.has('verbose') });
    }
    return call.status;
  },
};

export const program = toProgram(tool);
