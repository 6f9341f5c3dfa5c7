import { isSystemError } from '../errno.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** Runs a command. Priorities have no effect here beyond that. */
export const tool: Tool = {
  name: 'ionice',
  usage: '[OPTION] [COMMAND [ARG]...]',
  usageStatus: 125,
  *run(call) {
    const options = parseOptions(call, { classOf: 'c --class=', level: 'n --classdata=', ignore: 't --ignore' }, { stopsAtOperand: true });
    const [name] = options.operands;
    if (name === undefined) {
      throw call.missing('missing operand');
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
