import { mapLines } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'expand',
  usage: '[OPTION]... [FILE]...',
  *run(call) {
    const options = parseOptions(call, { initial: 'i --initial', tabs: 't --tabs=' });
    const size = Number(options.value('tabs') ?? 8);
    if (!Number.isInteger(size) || size < 1) throw call.refusal(`tab size contains invalid character(s): '${options.value('tabs')}'`);
    return yield* mapLines(call, options.operands, (line) => {
      let text = '';
      let isInitial = true;
      for (const character of line) {
        if (character === '\t' && (isInitial || !options.has('initial'))) text += ' '.repeat(size - (text.length % size));
        else text += character;
        if (!/[ \t]/.test(character)) isInitial = false;
      }
      return text;
    });
  },
};

export const program = toProgram(tool);
