import { NotSimulated } from '../../core/errors.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'mount',
  origin: 'util-linux 2.38.1',
  usage: '[-l]',
  busyboxUsage: '[OPTIONS] [-o OPT] DEVICE NODE',
  *run(call) {
    const type = call.args[0] === '-t' ? call.args[1] : undefined;
    const isListing = call.args.every((arg) => arg === '-l') || (type !== undefined && call.args.length === 2);
    if (!isListing) {
      if (!call.system.capabilities.has('CAP_SYS_ADMIN')) throw call.refusal(call.isBusybox ? 'permission denied (are you root?)' : `${call.args.at(-1)}: must be superuser to use mount.`, 1);
      throw new NotSimulated('mounting');
    }
    for (const mount of call.files.mounts()) {
      if (type === undefined || type.split(',').includes(mount.type)) yield* call.print(`${mount.source} on ${mount.target} type ${mount.type} (${mount.options})\n`);
    }
    return 0;
  },
};

export const program = toProgram(tool);
