import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'which',
  origin: 'debianutils 5.7',
  usage: '[-a] args',
  busyboxUsage: '[-a] COMMAND...',
  *run(call) {
    const options = parseOptions(call, { all: 'a', silent: 'gnu:s' });
    if (options.operands.length === 0) {
      if (call.isBusybox) throw call.missing('');
      return 1;
    }
    let status = 0;
    const path = call.env('PATH') ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    for (const name of options.operands) {
      const candidates = name.includes('/') ? [name] : path.split(':').map((folder) => `${folder === '' ? '.' : folder}/${name}`);
      const found = candidates.filter((candidate) => call.files.exists(candidate) && call.files.stat(candidate).type === 'file' && call.files.may(candidate, 'x'));
      if (found.length === 0) status = 1;
      if (!options.has('silent')) for (const one of options.has('all') ? found : found.slice(0, 1)) yield* call.print(`${one}\n`);
    }
    return status;
  },
};

export const program = toProgram(tool);
