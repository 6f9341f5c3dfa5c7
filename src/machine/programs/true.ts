import { Answer } from './support/endings.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'true',
  usage: '[ignored command line arguments]',
  *run(call) {
    if (!call.isBusybox && call.args.length === 1 && call.args[0] === '--help') throw new Answer(`Usage: ${call.name} [ignored command line arguments]\n`);
    return 0;
  },
};

export const program = toProgram(tool);
