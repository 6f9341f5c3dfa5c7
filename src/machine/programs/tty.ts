import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'tty',
  usage: '[OPTION]...',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, { silent: 's --silent --quiet' });
    const terminal = call.system.descriptors.get(0)?.terminal;
    if (!options.has('silent')) yield* call.print(terminal ? `/dev/${terminal.name}\n` : 'not a tty\n');
    return terminal ? 0 : 1;
  },
};

export const program = toProgram(tool);
