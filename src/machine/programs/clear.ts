import { Refusal } from './support/endings.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'clear',
  origin: 'ncurses 6.4',
  usage: '[options]',
  *run(call) {
    const options = parseOptions(call, { keepScrollback: 'gnu:x', terminal: 'gnu:T=', version: 'gnu:V' });
    if (call.env('TERM') === undefined && !call.isBusybox) throw new Refusal('TERM environment variable not set.\n', 1);
    yield* call.print(call.isBusybox ? '\x1b[H\x1b[J' : `\x1b[H\x1b[2J${options.has('keepScrollback') ? '' : '\x1b[3J'}`);
    return 0;
  },
};

export const program = toProgram(tool);
