import { COOKED } from '../processes/terminal.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'reset',
  origin: 'ncurses 6.4',
  usage: '',
  *run(call) {
    call.system.terminal?.setSettings(COOKED);
    yield* call.print('\x1bc\x1b[0m\x1b[?25h\x1b[H\x1b[2J');
    return 0;
  },
};

export const program = toProgram(tool);
