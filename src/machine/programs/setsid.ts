import { isSystemError } from '../errno.ts';
import { statusCode } from '../system.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'setsid',
  origin: 'util-linux 2.38.1',
  usage: '[options] <program> [arguments ...]',
  busyboxUsage: '[-c] PROG ARGS',
  *run(call) {
    const options = parseOptions(call, { terminal: '!c --ctty', fork: 'gnu:f --fork', wait: 'gnu:w --wait' }, { stopsAtOperand: true });
    if (options.operands.length === 0) throw call.missing('no command specified');
    try {
      const child = call.system.spawn(options.operands, { session: 'new' });
      const isLeader = call.system.group === call.system.pid;
      if (options.has('fork') || (isLeader && !options.has('wait'))) return 0;
      return statusCode(yield* child.wait());
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw call.refusal(call.isBusybox ? `can't execute '${options.operands[0]}': ${error.message}` : `failed to execute ${options.operands[0]}: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
    }
  },
};

export const program = toProgram(tool);
