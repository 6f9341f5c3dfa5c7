import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { canonical } from './support/paths.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = {
  canonicalize: 'f --canonicalize',
  existing: 'gnu:e --canonicalize-existing',
  missing: 'gnu:m --canonicalize-missing',
  noNewline: 'n --no-newline',
  quiet: 'q --quiet',
  silent: 's --silent',
  verbose: 'v --verbose',
  zero: 'gnu:z --zero',
} as const;

export const tool: Tool = {
  name: 'readlink',
  usage: '[OPTION]... FILE...',
  busyboxUsage: '[-fnv] FILE',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    if (options.operands.length === 0) throw call.missing('missing operand');
    const how = options.last('canonicalize', 'existing', 'missing');
    const end = options.has('zero') ? '\0' : options.has('noNewline') && options.operands.length === 1 ? '' : '\n';
    for (const path of options.operands) {
      const found = attempt(() => (how ? canonical(call, path, how === 'canonicalize' ? 'last' : how === 'existing' ? 'none' : 'any') : call.files.readlink(path)));
      if (!(found instanceof SystemError)) {
        yield* call.print(found + end);
        continue;
      }
      call.status = 1;
      if (options.last('quiet', 'silent', 'verbose') === 'verbose') yield* call.warn(`${path}: ${found.message}`);
    }
    return call.status;
  },
};

export const program = toProgram(tool);
