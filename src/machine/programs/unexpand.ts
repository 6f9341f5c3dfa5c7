import { mapLines } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'unexpand',
  usage: '[OPTION]... [FILE]...',
  *run(call) {
    const options = parseOptions(call, { all: '!a --all', first: 'f --first-only', tabs: 't --tabs=' });
    const size = Number(options.value('tabs') ?? 8);
    return yield* mapLines(call, options.operands, (line) => line.replace(/^[ \t]+/, (blanks) => {
      let width = 0;
      for (const character of blanks) width += character === '\t' ? size - (width % size) : 1;
      return '\t'.repeat(Math.floor(width / size)) + ' '.repeat(width % size);
    }));
  },
};

export const program = toProgram(tool);
