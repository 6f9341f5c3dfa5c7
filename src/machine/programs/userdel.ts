import { parseOptions } from './support/options.ts';
import { removeUser } from './support/remove-account.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'userdel',
  origin: 'shadow 4.13',
  usage: '[options] LOGIN',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, { home: 'r --remove --remove-home', force: 'gnu:f --force' });
    const [name] = options.operands;
    if (name === undefined) throw call.missing('missing name', 2);
    return yield* removeUser(call, name, options.has('home'));
  },
};

export const program = toProgram(tool);
