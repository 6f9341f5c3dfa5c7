import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export function directoryName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  if (trimmed === '') return path === '' ? '.' : '/';
  const slash = trimmed.lastIndexOf('/');
  return slash < 0 ? '.' : trimmed.slice(0, slash).replace(/\/+$/, '') || '/';
}

export const tool: Tool = {
  name: 'dirname',
  usage: '[OPTION] NAME...',
  busyboxUsage: 'FILENAME',
  *run(call) {
    const options = parseOptions(call, { zero: 'gnu:z --zero' });
    if (options.operands.length === 0) throw call.missing('missing operand');
    for (const name of options.operands) yield* call.print(`${directoryName(name)}${options.has('zero') ? '\0' : '\n'}`);
    return 0;
  },
};

export const program = toProgram(tool);
