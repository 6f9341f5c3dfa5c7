import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { baseName, toProgram } from './support/tool.ts';

const OPTIONS = { multiple: 'gnu:a --multiple', suffix: 'gnu:s --suffix=', zero: 'gnu:z --zero' } as const;

function without(name: string, suffix: string | undefined): string {
  return suffix !== undefined && suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
}

export const tool: Tool = {
  name: 'basename',
  usage: 'NAME [SUFFIX]\nOPTION... NAME...',
  busyboxUsage: 'FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...',
  *run(call) {
    const options = parseOptions(call, OPTIONS, { stopsAtOperand: true });
    const { operands } = options;
    if (operands.length === 0) throw call.missing('missing operand');
    const isMultiple = options.has('multiple') || options.has('suffix');
    if (!isMultiple && operands.length > 2) throw call.misuse(`extra operand ${quoted(operands[2]!)}`);
    const suffix = isMultiple ? options.value('suffix') : operands[1];
    for (const name of isMultiple ? operands : operands.slice(0, 1)) yield* call.print(`${without(baseName(name), suffix)}${options.has('zero') ? '\0' : '\n'}`);
    return 0;
  },
};

export const program = toProgram(tool);
