import { NotSimulated } from '../../core/errors.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'umount',
  origin: 'util-linux 2.38.1',
  usage: '[options] <source> | <directory>',
  busyboxUsage: '[-rlf] FILESYSTEM|DIRECTORY',
  *run(call) {
    const target = call.args.find((arg) => !arg.startsWith('-'));
    if (target === undefined) throw call.isBusybox ? call.missing('') : call.misuse('bad usage');
    if (!call.files.mounts().some((mount) => mount.target === target)) {
      throw call.refusal(call.isBusybox ? `can't unmount ${target}: Invalid argument` : `${target}: ${call.files.exists(target) ? 'not mounted' : 'no mount point specified'}.`, call.isBusybox ? 1 : 32);
    }
    throw new NotSimulated('unmounting');
  },
};

export const program = toProgram(tool);
