import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'arch',
  usage: '[OPTION]...',
  *run(call) {
    parseOptions(call, {});
    yield* call.print(`${call.system.host.machine}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
