import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** Nobody logs in here, so nobody is listed. */
export const tool: Tool = {
  name: 'users',
  usage: '[OPTION]... [FILE]',
  *run(call) {
    parseOptions(call, {});
    return 0;
  },
};

export const program = toProgram(tool);
