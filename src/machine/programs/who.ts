import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

/** Nobody logs in here, so nobody is listed. */
export const tool: Tool = {
  name: 'who',
  usage: '[OPTION]... [FILE]',
  *run(call) {
    const options = parseOptions(call, { all: 'a --all', heading: 'H --heading', count: 'gnu:q --count', boot: 'gnu:b --boot', me: 'gnu:m', users: 'gnu:u --users' });
    if (options.has('heading')) yield* call.print('NAME     LINE         TIME             COMMENT\n');
    if (options.has('count')) yield* call.print('# users=0\n');
    return 0;
  },
};

export const program = toProgram(tool);
