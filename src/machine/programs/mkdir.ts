import type { Process } from '../../core/process.ts';
import type { Call } from './support/call.ts';
import { failureOf } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { applyMode } from './support/modes.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  parents: 'p --parents',
  mode: 'm --mode=',
  verbose: 'v --verbose',
  context: '!Z --context[=]',
} as const;

interface Wish {
  readonly mode: number | undefined;
  readonly hasParents: boolean;
  readonly isVerbose: boolean;
}

function* make(call: Call, path: string, wish: Wish): Process<void> {
  if (wish.hasParents && !(yield* makeParents(call, path, wish))) return;
  if (wish.hasParents && call.files.exists(path) && call.files.stat(path).type === 'directory') return;
  const failure = failureOf(() => {
    call.files.mkdir(path, 0o777);
    if (wish.mode !== undefined) call.files.chmod(path, wish.mode);
  });
  if (!failure) {
    if (wish.isVerbose) yield* call.print(call.isBusybox ? `created directory: '${path}'\n` : `${call.name}: created directory ${quoted(path)}\n`);
    return;
  }
  yield* call.fail(call.isBusybox ? `can't create directory '${path}': ${failure.message}` : `cannot create directory ${quoted(path)}: ${failure.message}`);
}

function* makeParents(call: Call, path: string, wish: Wish): Process<boolean> {
  const parts = path.replace(/\/+$/, '').split('/');
  for (let i = 1; i < parts.length; i++) {
    const above = parts.slice(0, i).join('/');
    if (above === '' || call.files.exists(above)) continue;
    const failure = failureOf(() => call.files.mkdir(above, 0o777));
    if (failure) {
      yield* call.fail(call.isBusybox ? `can't create directory '${above}': ${failure.message}` : `cannot create directory ${quoted(above)}: ${failure.message}`);
      return false;
    }
    if (wish.isVerbose) yield* call.print(call.isBusybox ? `created directory: '${above}/'\n` : `${call.name}: created directory ${quoted(above)}\n`);
  }
  return true;
}

export const tool: Tool = {
  name: 'mkdir',
  usage: '[OPTION]... DIRECTORY...',
  busyboxUsage: '[-m MODE] [-p] DIRECTORY...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0) throw call.missing('missing operand');
    const modeText = options.value('mode');
    const mode = modeText === undefined ? undefined : applyMode(modeText, 0o777, true, call.system.umask());
    if (modeText !== undefined && mode === undefined) throw call.refusal(call.isBusybox ? `invalid mode '${modeText}'` : `invalid mode ${quoted(modeText)}`);
    for (const path of options.operands) {
      yield* make(call, path, { mode, hasParents: options.has('parents'), isVerbose: options.has('verbose') });
    }
    return call.status;
  },
};

export const program = toProgram(tool);
