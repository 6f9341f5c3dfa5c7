import { eachInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { toLatin1 } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'strings',
  origin: 'GNU Binutils 2.40',
  usage: '[option(s)] [file(s)]',
  busyboxUsage: '[-fo] [-t o|d|x] [-n LEN] [FILE]...',
  *run(call) {
    const options = parseOptions(call, { all: 'a --all', name: 'f --print-file-name', least: 'n --bytes=', radix: 't --radix=', octal: 'o' }, { rewrite: (arg) => (/^-\d+$/.test(arg) ? ['-n', arg.slice(1)] : undefined) });
    const least = Number(options.value('least') ?? 4);
    const base = { o: 8, d: 10, x: 16 }[options.has('octal') ? 'o' : (options.value('radix') as 'o')];
    yield* eachInput(call, options.operands, function* (input, name) {
      const text = toLatin1(yield* readRest(call, input));
      for (const match of text.matchAll(new RegExp(`[\\t -~]{${Math.max(1, least)},}`, 'g'))) {
        yield* call.print(`${options.has('name') ? `${name}: ` : ''}${base ? `${match.index.toString(base).padStart(7)} ` : ''}${match[0]}\n`);
      }
    }, {
      complain: (name, error) => call.fail(call.isBusybox ? `${name}: ${error.message}` : `'${name}': ${error.code === 'ENOENT' ? 'No such file' : error.message}`),
    });
    return call.status;
  },
};

export const program = toProgram(tool);
