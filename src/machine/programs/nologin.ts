import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'nologin',
  origin: 'util-linux 2.38.1',
  usage: '[options]',
  *run(call) {
    yield* call.print('This account is currently not available.\n');
    return 1;
  },
};

export const program = toProgram(tool);
