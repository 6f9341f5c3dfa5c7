import { parseOptions } from './support/options.ts';
import { Owners } from './support/owners.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'whoami',
  usage: '[OPTION]...',
  *run(call) {
    const { operands } = parseOptions(call, {});
    if (operands.length > 0) throw call.misuse(`extra operand ${quoted(operands[0]!)}`);
    const { uid } = call.system.credentials;
    const name = new Owners(call.files).userName(uid);
    if (name === undefined) throw call.refusal(call.isBusybox ? `unknown uid ${uid}` : `cannot find name for user ID ${uid}`);
    yield* call.print(`${name}\n`);
    return 0;
  },
};

export const program = toProgram(tool);
