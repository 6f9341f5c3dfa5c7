import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';
import { runTest } from './test.ts';

export const tool: Tool = {
  name: '[',
  usage: 'EXPRESSION ]',
  *run(call) {
    if (call.args.at(-1) !== (call.name === '[[' ? ']]' : ']')) {
      yield* call.warn(call.isBusybox ? `missing ${call.name === '[[' ? ']]' : ']'}` : "missing ']'");
      return 2;
    }
    return yield* runTest(call, call.args.slice(0, -1));
  },
};

export const program = toProgram(tool);
