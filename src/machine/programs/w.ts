import { parseOptions } from './support/options.ts';
import { uptimeLine } from './support/uptime.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'w',
  origin: 'procps-ng 4.0.2',
  usage: '[options] [user]',
  *run(call) {
    const options = parseOptions(call, { noHeader: 'gnu:h --no-header', short: 'gnu:s --short', from: 'gnu:f --from' });
    if (options.has('noHeader')) return 0;
    yield* call.print(`${uptimeLine(call)}\n${call.isBusybox ? 'USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n' : 'USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n'}`);
    return 0;
  },
};

export const program = toProgram(tool);
