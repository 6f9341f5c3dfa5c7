import { isSystemError } from '../errno.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** Runs a command. Priorities have no effect here beyond that. */
export const tool: Tool = {
  name: 'nice',
  usage: '[OPTION] [COMMAND [ARG]...]',
  usageStatus: 125,
  *run(call) {
    const options = parseOptions(call, { adjustment: 'n --adjustment=' }, { stopsAtOperand: true, rewrite: (arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : undefined) });
    const [name] = options.operands;
    if (name === undefined) {
      yield* call.print('0\n');
      return 0;
    }
    try {
      return call.system.exec(options.operands);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.warn(call.isBusybox ? `can't execute '${name}': ${error.message}` : `${quoted(name)}: ${error.message}`);
      return error.code === 'ENOENT' ? 127 : 126;
    }
  },
};

export const program = toProgram(tool);
