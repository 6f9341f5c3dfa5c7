import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'printenv',
  usage: '[OPTION]... [VARIABLE]...',
  busyboxUsage: '[VARIABLE]...',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, { zero: 'gnu:0 --null' }, { stopsAtOperand: true });
    const end = options.has('zero') ? '\0' : '\n';
    if (options.operands.length === 0) {
      yield* call.print([...call.system.env].map(([name, value]) => `${name}=${value}${end}`).join(''));
      return 0;
    }
    let status = 0;
    for (const name of options.operands) {
      const value = call.env(name);
      if (value === undefined) status = 1;
      else yield* call.print(value + end);
    }
    return status;
  },
};

export const program = toProgram(tool);
