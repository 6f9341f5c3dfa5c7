import { NotSimulated } from '../../core/errors.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** Priorities are not simulated. */
export const tool: Tool = {
  name: 'renice',
  usage: '[-n] <priority> [-p|--pid] <pid>...',
   
  *run() {
    throw new NotSimulated('renice');
  },
};

export const program = toProgram(tool);
