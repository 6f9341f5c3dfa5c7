import { NotSimulated } from '../../core/errors.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** Nobody has a password in here. */
export const tool: Tool = {
  name: 'passwd',
  usage: '[options] [LOGIN]',
  *run() {
    throw new NotSimulated('passwd: changing passwords');
  },
};

export const program = toProgram(tool);
