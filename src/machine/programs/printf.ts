import { Answer } from './support/endings.ts';
import { formatPrintf } from './support/printf.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'printf',
  usage: 'FORMAT [ARGUMENT]...',
  *run(call) {
    const args = call.args[0] === '--' ? call.args.slice(1) : call.args;
    if (!call.isBusybox && call.args.length === 1 && args[0] === '--help') throw new Answer(`Usage: ${call.name} FORMAT [ARGUMENT]...\n`);
    if (args.length === 0) throw call.missing('missing operand');
    const printed = formatPrintf(args[0]!, args.slice(1));
    yield* call.print(printed.text);
    for (const complaint of printed.complaints) {
      const isWarning = complaint.startsWith('warning');
      if (call.isBusybox) {
        if (isWarning) continue;
        yield* call.fail(`invalid number ${complaint.slice(0, complaint.indexOf(':'))}`);
      } else if (isWarning) yield* call.warn(complaint);
      else yield* call.fail(complaint);
    }
    if (printed.error !== undefined) {
      yield* call.fail(call.isBusybox ? `%${printed.error.slice(1)}: invalid format` : `${printed.error}: invalid conversion specification`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
