import { failureOf } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'link',
  usage: 'FILE1 FILE2',
  *run(call) {
    const { operands } = parseOptions(call, {});
    const [from, to, extra] = operands;
    if (to === undefined) throw call.missing(from === undefined ? 'missing operand' : `missing operand after ${quoted(from)}`);
    if (extra !== undefined) throw call.misuse(`extra operand ${quoted(extra)}`);
    const failure = failureOf(() => call.files.link(from!, to));
    if (failure) throw call.refusal(`cannot create link ${quoted(to)} to ${quoted(from!)}: ${failure.message}`);
    return 0;
  },
};

export const program = toProgram(tool);
