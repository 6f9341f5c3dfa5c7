import { NotSimulated } from '../../core/errors.ts';
import { readAutomatic, readStatus, writeAutomatic } from './apt/database.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'apt-mark',
  usage: '[options] {auto|manual} pkg1 [pkg2 ...]',
  usageStatus: 100,
  *run(call) {
    const [verb = '', ...names] = call.args;
    const automatic = readAutomatic(call.files);
    const installed = [...readStatus(call.files).keys()].sort();
    if (verb === 'showmanual' || verb === 'showauto') yield* call.print(installed.filter((name) => automatic.has(name) === (verb === 'showauto')).map((name) => `${name}\n`).join(''));
    else if (verb === 'auto' || verb === 'manual') {
      for (const name of names.includes('.*') ? installed : names) {
        if (verb === 'auto') automatic.add(name);
        else automatic.delete(name);
        yield* call.print(`${name} set to ${verb === 'auto' ? 'automatically' : 'manually'} installed.\n`);
      }
      writeAutomatic(call.files, automatic, call.system.host.platform.replace('linux/', ''));
    } else throw new NotSimulated(`apt-mark ${verb}`);
    return 0;
  },
};

export const program = toProgram(tool);
