import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** Nobody logs in here: there is no utmp. */
export const tool: Tool = {
  name: 'logname',
  usage: '[OPTION]',
  *run(call) {
    throw call.refusal(call.isBusybox ? 'getlogin: No such file or directory' : 'no login name');
  },
};

export const program = toProgram(tool);
