import { NotSimulated } from '../../core/errors.ts';
import { Apt } from './apt/command.ts';
import { readStatus } from './apt/database.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

export const tool: Tool = {
  name: 'apt-cache',
  usage: '[options] command',
  usageStatus: 100,
  *run(call) {
    const [verb = '', name = ''] = call.args;
    if (verb === 'show' || verb === 'search') return yield* new Apt(call).run();
    if (verb === 'policy') {
      const present = readStatus(call.files).get(name);
      yield* call.print(`${name}:\n  Installed: ${present?.version ?? '(none)'}\n  Candidate: ${present?.version ?? '(none)'}\n  Version table:\n`);
      return 0;
    }
    throw new NotSimulated(`apt-cache ${verb}`);
  },
};

export const program = toProgram(tool);
