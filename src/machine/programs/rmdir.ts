import { failureOf } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  parents: 'p --parents',
  ignore: '--ignore-fail-on-non-empty',
  verbose: 'gnu:v --verbose',
} as const;

function withParents(path: string): string[] {
  const parts = path.replace(/\/+$/, '').split('/');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/')).filter((part) => part !== '');
}

export const tool: Tool = {
  name: 'rmdir',
  usage: '[OPTION]... DIRECTORY...',
  busyboxUsage: '[-p] DIRECTORY...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0) throw call.missing('missing operand');
    for (const operand of options.operands) {
      for (const path of options.has('parents') ? withParents(operand) : [operand]) {
        if (options.has('verbose')) yield* call.print(`${call.name}: removing directory, ${quoted(path)}\n`);
        const failure = failureOf(() => call.files.rmdir(path));
        if (!failure) continue;
        if (failure.code === 'ENOTEMPTY' && options.has('ignore')) break;
        yield* call.fail(call.isBusybox ? `'${path}': ${failure.message}` : `failed to remove ${path === operand ? '' : 'directory '}${quoted(path)}: ${failure.message}`);
        break;
      }
    }
    return call.status;
  },
};

export const program = toProgram(tool);
