import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'logger',
  origin: 'util-linux 2.38.1',
  usage: '[options] [<message>]',
  busyboxUsage: '[-s] [-t TAG] [-p PRIO] [MESSAGE]',
  *run(call) {
    const options = parseOptions(call, { tag: 't --tag=', priority: 'p --priority=', error: 's --stderr', pid: 'i' });
    // No syslog listens on /dev/log in a container: what is logged is lost, unless it is to be shown as well.
    if (options.has('error')) yield* call.complain(`${options.value('tag') ?? 'root'}: ${options.operands.join(' ')}\n`);
    else if (!call.files.exists('/dev/log') && !call.isBusybox) throw call.refusal('socket /dev/log: No such file or directory');
    return 0;
  },
};

export const program = toProgram(tool);
