import { mapLines } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'rev',
  origin: 'util-linux 2.38.1',
  usage: '[options] [<file> ...]',
  *run(call) {
    const { operands } = parseOptions(call, {});
    return yield* mapLines(call, operands, (line) => [...line].reverse().join(''), (name, error) => call.fail(call.isBusybox ? `${name}: ${error.message}` : `cannot open ${name}: ${error.message}`));
  },
};

export const program = toProgram(tool);
