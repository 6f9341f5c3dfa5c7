import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'lscpu',
  origin: 'util-linux 2.38.1',
  usage: '[options]',
  *run(call) {
    parseOptions(call, { extended: '!e --extended[=]', parse: '!p --parse[=]', json: '!J --json', all: '!a --all', caches: '!C --caches[=]' });
    const { cores } = call.system.resources;
    const { machine } = call.system.host;
    const rows: readonly (readonly [string, string])[] = [
      ['Architecture:', machine], ['CPU op-mode(s):', '32-bit, 64-bit'], ['Byte Order:', 'Little Endian'], ['CPU(s):', String(cores)], ['On-line CPU(s) list:', cores === 1 ? '0' : `0-${cores - 1}`],
      ['Thread(s) per core:', '1'], ['Core(s) per socket:', String(cores)], ['Socket(s):', '1'],
    ];
    yield* call.print(rows.map(([name, value]) => `${name.padEnd(25)}${value}\n`).join(''));
    return 0;
  },
};

export const program = toProgram(tool);
