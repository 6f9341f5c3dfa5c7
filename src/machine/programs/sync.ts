import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'sync',
  usage: '[OPTION] [FILE]...',
  *run(call) {
    for (const path of call.args.filter((arg) => !arg.startsWith('-'))) {
      if (!call.files.exists(path)) yield* call.fail(`error opening '${path}': No such file or directory`);
    }
    yield* call.spend(100);
    return call.status;
  },
};

export const program = toProgram(tool);
