import type { Process } from '../../core/process.ts';
import type { Stat } from '../files/files.ts';
import { SystemError } from '../errno.ts';
import type { Call } from './support/call.ts';
import { attempt, failureOf } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { askYesNo } from './support/prompt.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { baseName, toProgram } from './support/tool.ts';

const OPTIONS = {
  force: 'f --force',
  interactive: 'i',
  once: 'gnu:I',
  interactiveWhen: 'gnu:--interactive[=]',
  recursive: 'r R --recursive',
  directories: 'gnu:d --dir',
  verbose: 'v --verbose',
  preserveRoot: 'gnu:--preserve-root[=]',
  noPreserveRoot: 'gnu:--no-preserve-root',
  oneFileSystem: '!gnu:--one-file-system',
} as const;

const NOUNS = { file: 'regular file', directory: 'directory', symlink: 'symbolic link', fifo: 'fifo', socket: 'socket', character: 'character special file', block: 'block special file' } as const;

interface Wish {
  readonly isRecursive: boolean;
  readonly isForced: boolean;
  readonly asks: 'always' | 'protected' | 'never';
  readonly takesEmptyDirectories: boolean;
  readonly isVerbose: boolean;
}

class Remover {
  constructor(private readonly call: Call, private readonly wish: Wish) {}

  /** False when it is still there. */
  *remove(path: string): Process<boolean> {
    const { call, wish } = this;
    const stat = attempt(() => call.files.lstat(path));
    if (stat instanceof SystemError) {
      if (!(wish.isForced && (stat.code === 'ENOENT' || stat.code === 'ENOTDIR'))) yield* this.#cannot(path, stat);
      return false;
    }
    yield* call.spend(3);
    if (stat.type === 'directory' && !wish.takesEmptyDirectories && !wish.isRecursive) {
      yield* call.fail(call.isBusybox ? `'${path}' is a directory` : `cannot remove ${quoted(path)}: Is a directory`);
      return false;
    }
    if (stat.type === 'directory' && wish.isRecursive) return yield* this.#removeTree(path, stat);
    if (!(yield* this.#isConfirmed(path, stat))) return false;
    return yield* this.#act(path, stat, () => (stat.type === 'directory' ? call.files.rmdir(path) : call.files.unlink(path)));
  }

  *#removeTree(path: string, stat: Stat): Process<boolean> {
    const { call, wish } = this;
    const entries = attempt(() => call.files.list(path));
    if (entries instanceof SystemError) {
      yield* this.#cannot(path, entries);
      return false;
    }
    if (entries.length > 0 && wish.asks === 'always' && !(yield* this.#ask(`descend into directory ${quoted(path)}?`))) return false;
    let isEmpty = true;
    for (const { name } of entries) if (!(yield* this.remove(`${path.replace(/\/$/, '')}/${name}`))) isEmpty = false;
    if (!isEmpty && entries.some(({ name }) => call.files.may(`${path}/${name}`, '') || call.files.exists(`${path}/${name}`))) return false;
    if (!(yield* this.#isConfirmed(path, stat))) return false;
    return yield* this.#act(path, stat, () => call.files.rmdir(path));
  }

  *#act(path: string, stat: Stat, remove: () => void): Process<boolean> {
    const failure = failureOf(remove);
    if (failure) yield* this.#cannot(path, failure);
    else if (this.wish.isVerbose) yield* this.call.print(stat.type === 'directory' ? `removed directory${this.call.isBusybox ? ':' : ''} ${quoted(path)}\n` : `removed ${quoted(path)}\n`);
    return !failure;
  }

  *#cannot(path: string, error: SystemError): Process<void> {
    yield* this.call.fail(this.call.isBusybox ? `can't remove '${path}': ${error.message}` : `cannot remove ${quoted(path)}: ${error.message}`);
  }

  *#isConfirmed(path: string, stat: Stat): Process<boolean> {
    const { call, wish } = this;
    if (wish.asks === 'never') return true;
    const isProtected = stat.type !== 'symlink' && !call.files.may(path, 'w') && call.system.descriptors.get(0)?.terminal !== undefined;
    if (wish.asks === 'protected' && !isProtected) return true;
    if (call.isBusybox) return yield* this.#ask(`remove '${path}'?`);
    const noun = stat.type === 'file' && stat.size === 0 ? 'regular empty file' : NOUNS[stat.type];
    return yield* this.#ask(`remove ${isProtected ? 'write-protected ' : ''}${noun} ${quoted(path)}?`);
  }

  *#ask(question: string): Process<boolean> {
    return yield* askYesNo(this.call, `${this.call.name}: ${question} `);
  }
}

export const tool: Tool = {
  name: 'rm',
  usage: '[OPTION]... [FILE]...',
  busyboxUsage: '[-irf] FILE...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const when = options.value('interactiveWhen');
    const last = options.last('force', 'interactive', 'interactiveWhen', 'once');
    const isForced = last === 'force' || when === 'never';
    const isRecursive = options.has('recursive');
    if (options.operands.length === 0) {
      if (options.has('force')) return 0;
      throw call.missing('missing operand');
    }
    if (last === 'once' && (options.operands.length > 3 || isRecursive)) {
      const count = options.operands.length;
      const question = `${call.name}: remove ${count} argument${count === 1 ? '' : 's'}${isRecursive ? ' recursively' : ''}? `;
      if (!(yield* askYesNo(call, question))) return 0;
    }
    const asks = last === 'interactive' || (last === 'interactiveWhen' && when !== 'never' && when !== 'once') ? 'always' : isForced ? 'never' : 'protected';
    const remover = new Remover(call, { isRecursive, isForced, asks, takesEmptyDirectories: options.has('directories'), isVerbose: options.has('verbose') });
    for (const path of options.operands) {
      if ((isRecursive || call.isBusybox) && (baseName(path) === '.' || baseName(path) === '..')) {
        yield* call.fail(call.isBusybox ? "can't remove '.' or '..'" : `refusing to remove '.' or '..' directory: skipping ${quoted(path)}`);
      } else if (isRecursive && !options.has('noPreserveRoot') && !call.isBusybox && /^\/+$/.test(path)) {
        yield* call.fail(`it is dangerous to operate recursively on '/'`);
        yield* call.warn('use --no-preserve-root to override this failsafe');
      } else yield* remover.remove(path.length > 1 ? path : path);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
