import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { absolute, canonical, relative } from './support/paths.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  existing: 'gnu:e --canonicalize-existing',
  missing: 'gnu:m --canonicalize-missing',
  logical: '!gnu:L --logical',
  physical: 'gnu:P --physical',
  quiet: 'gnu:q --quiet',
  relativeTo: 'gnu:--relative-to=',
  relativeBase: '!gnu:--relative-base=',
  strip: 'gnu:s --strip --no-symlinks',
  zero: 'gnu:z --zero',
} as const;

export const tool: Tool = {
  name: 'realpath',
  usage: '[OPTION]... FILE...',
  busyboxUsage: 'FILE...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0) throw call.missing('missing operand');
    const missing = options.has('existing') ? 'none' : options.has('missing') ? 'any' : call.isBusybox ? 'none' : 'last';
    const resolve = (path: string) => (options.has('strip') ? absolute(call, path) : canonical(call, path, missing));
    const base = options.value('relativeTo');
    for (const path of options.operands) {
      const found = attempt(() => (base === undefined ? resolve(path) : relative(resolve(base), resolve(path))));
      if (!(found instanceof SystemError)) yield* call.print(`${found}${options.has('zero') ? '\0' : '\n'}`);
      else if (options.has('quiet')) call.status = 1;
      else yield* call.fail(`${path}: ${found.message}`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
