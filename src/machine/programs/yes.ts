import { encodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'yes',
  usage: '[STRING]...',
  *run(call) {
    const words = call.args[0] === '--' ? call.args.slice(1) : call.args;
    const line = `${words.length > 0 ? words.join(' ') : 'y'}\n`;
    const block = encodeText(line.repeat(Math.max(1, Math.floor(8192 / line.length))));
    for (;;) {
      yield* call.print(block);
      yield* call.flush();
    }
  },
};

export const program = toProgram(tool);
