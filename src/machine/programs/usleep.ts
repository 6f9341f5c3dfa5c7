import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'usleep',
  usage: 'N',
  *run(call) {
    const [text = ''] = call.args;
    if (!/^\d+$/.test(text)) throw call.isBusybox && text === '' ? call.missing('') : call.refusal(`invalid number '${text}'`);
    yield* call.system.sleep(Number(text));
    return 0;
  },
};

export const program = toProgram(tool);
