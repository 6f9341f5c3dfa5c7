import { SystemError } from '../errno.ts';
import { attempt } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'mountpoint',
  origin: 'util-linux 2.38.1',
  usage: '[-qd] </path/to/directory>',
  busyboxUsage: '[-q] { [-dn] DIR | -x DEVICE }',
  *run(call) {
    const options = parseOptions(call, { quiet: 'q --quiet', device: '!d --fs-devno', name: '!n', number: '!x --devno' });
    const [path] = options.operands;
    if (path === undefined) throw call.missing('bad usage');
    const real = attempt(() => call.files.realpath(path));
    if (real instanceof SystemError) throw call.refusal(`${path}: ${real.message}`);
    const isOne = call.files.mounts().some(({ target }) => target === real);
    if (!options.has('quiet')) yield* call.print(`${path} is ${isOne ? '' : 'not '}a mountpoint\n`);
    return isOne ? 0 : call.isBusybox ? 1 : 32;
  },
};

export const program = toProgram(tool);
