import { failureOf } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'unlink',
  usage: 'FILE',
  *run(call) {
    const { operands } = parseOptions(call, {});
    const [path, extra] = operands;
    if (path === undefined) throw call.missing('missing operand');
    if (extra !== undefined) throw call.misuse(`extra operand ${quoted(extra)}`);
    const failure = failureOf(() => call.files.unlink(path));
    if (failure) throw call.refusal(call.isBusybox ? `can't remove file '${path}': ${failure.message}` : `cannot unlink ${quoted(path)}: ${failure.message}`);
    return 0;
  },
};

export const program = toProgram(tool);
