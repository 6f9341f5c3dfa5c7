import { parseOptions } from './support/options.ts';
import { attempt } from './support/call.ts';
import { SystemError } from '../errno.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'pwd',
  usage: '[OPTION]...',
  *run(call) {
    const options = parseOptions(call, { logical: 'L --logical', physical: 'P --physical' });
    const logical = call.env('PWD');
    const isRight = options.last('logical', 'physical') === 'logical' && logical?.startsWith('/') && !(attempt(() => call.files.realpath(logical)) instanceof SystemError);
    yield* call.print(`${isRight ? logical : call.system.cwd}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
