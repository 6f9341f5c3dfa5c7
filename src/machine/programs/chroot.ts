import { NotSimulated } from '../../core/errors.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'chroot',
  usage: '[OPTION] NEWROOT [COMMAND [ARG]...]',
  *run() {
    throw new NotSimulated('chroot');
  },
};

export const program = toProgram(tool);
