import type { Process } from '../../core/process.ts';
import type { Stat } from '../files/files.ts';
import { SystemError } from '../errno.ts';
import { attempt, failureOf } from './support/call.ts';
import type { Call } from './support/call.ts';
import { modeText } from './support/format.ts';
import { applyMode } from './support/modes.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { walk } from './support/walk.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  changes: 'c --changes',
  quiet: 'f --silent --quiet',
  verbose: 'v --verbose',
  noPreserveRoot: 'gnu:--no-preserve-root',
  preserveRoot: 'gnu:--preserve-root',
  reference: 'gnu:--reference=',
  recursive: 'R --recursive',
} as const;

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** A mode such as `-w` or `-x,g+r` looks like options: it is an operand. */
function withModeApart(args: readonly string[]): readonly string[] {
  const at = args.findIndex((arg) => /^-[rwxXstugo0-7,+=-]+$/.test(arg) && arg !== '--' && /^-[rwxXst]/.test(arg));
  return at < 0 || args.slice(0, at).includes('--') ? args : [...args.slice(0, at), '\0mode', ...args.slice(at + 1)];
}

class Changer {
  constructor(private readonly call: Call, private readonly modeOf: (old: number, isDirectory: boolean) => number, private readonly talk: 'changes' | 'verbose' | undefined, private readonly isQuiet: boolean) {}

  *change(path: string, stat: Stat): Process<void> {
    const { call } = this;
    if (stat.type === 'symlink') return;
    const mode = this.modeOf(stat.mode, stat.type === 'directory');
    const failure = failureOf(() => call.files.chmod(path, mode));
    if (failure) return yield* this.complain(failure, call.isBusybox ? `${path}: ${failure.message}` : `changing permissions of ${quoted(path)}: ${failure.message}`);
    if (this.talk === undefined || (this.talk === 'changes' && mode === stat.mode)) return;
    const words = call.isBusybox ? `mode of '${path}' changed to ${octal(mode)} (${modeText('file', mode).slice(1)})` : mode === stat.mode
      ? `mode of ${quoted(path)} retained as ${octal(mode)} (${modeText('file', mode).slice(1)})`
      : `mode of ${quoted(path)} changed from ${octal(stat.mode)} (${modeText('file', stat.mode).slice(1)}) to ${octal(mode)} (${modeText('file', mode).slice(1)})`;
    yield* call.print(`${words}\n`);
  }

  *complain(_error: SystemError, words: string): Process<void> {
    if (this.isQuiet) this.call.status = 1;
    else yield* this.call.fail(words);
  }
}

export const tool: Tool = {
  name: 'chmod',
  usage: '[OPTION]... MODE[,MODE]... FILE...\n[OPTION]... OCTAL-MODE FILE...\n[OPTION]... --reference=RFILE FILE...',
  busyboxUsage: '[-Rcvf] MODE[,MODE]... FILE...',
  *run(call) {
    const args = withModeApart(call.args);
    const options = parseOptions(call, OPTIONS, { args });
    const operands = options.operands.map((operand) => (operand === '\0mode' ? call.args[args.indexOf('\0mode')]! : operand));
    const reference = options.value('reference');
    const text = reference === undefined ? operands.shift() : undefined;
    if (text === undefined && reference === undefined) throw call.missing('missing operand');
    if (operands.length === 0) throw call.missing(`missing operand after ${quoted(text ?? '')}`);
    const umask = call.system.umask();
    if (text !== undefined && applyMode(text, 0, false, umask) === undefined) throw call.isBusybox ? call.refusal(`invalid mode '${text}'`) : call.misuse(`invalid mode: ${quoted(text)}`);
    const fixed = reference === undefined ? undefined : call.files.stat(reference).mode;
    const changer = new Changer(call, (old, isDirectory) => fixed ?? applyMode(text!, old, isDirectory, umask)!, options.last('changes', 'verbose'), options.has('quiet'));
    const failed = (path: string, error: SystemError) => changer.complain(error, call.isBusybox ? `${path}: ${error.message}` : `cannot access ${quoted(path)}: ${error.message}`);
    for (const path of operands) {
      if (options.has('recursive')) yield* walk(call, path, (child, stat) => changer.change(child, stat), failed);
      else {
        const stat = attempt(() => call.files.stat(path));
        if (stat instanceof SystemError) yield* failed(path, stat);
        else yield* changer.change(path, stat);
      }
    }
    return call.status;
  },
};

export const program = toProgram(tool);
