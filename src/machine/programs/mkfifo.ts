import { failureOf } from './support/call.ts';
import { applyMode } from './support/modes.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'mkfifo',
  usage: '[OPTION]... NAME...',
  busyboxUsage: '[-m MODE] NAME',
  *run(call) {
    const options = parseOptions(call, { mode: 'm --mode=', context: '!Z --context[=]' });
    if (options.operands.length === 0) throw call.missing('missing operand');
    const text = options.value('mode');
    const mode = text === undefined ? 0o666 & ~call.system.umask() : applyMode(text, 0o666, false, 0);
    if (mode === undefined) throw call.refusal('invalid mode');
    for (const path of options.operands) {
      const failure = failureOf(() => call.files.mknod(path, 'fifo', mode));
      if (failure) yield* call.fail(call.isBusybox ? `${path}: ${failure.message}` : `cannot create fifo ${quoted(path)}: ${failure.message}`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
