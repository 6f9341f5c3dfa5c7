import { parseOptions } from './support/options.ts';
import { removeGroup } from './support/remove-account.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'delgroup',
  origin: 'adduser 3.134',
  usage: '[USER] GROUP',
  usageStatus: 2,
  *run(call) {
    const options = parseOptions(call, { force: 'f --force' });
    const [name] = options.operands;
    if (name === undefined) throw call.missing('missing name', 2);
    return yield* removeGroup(call, name);
  },
};

export const program = toProgram(tool);
