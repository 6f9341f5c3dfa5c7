import { failureOf } from './support/call.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { applyMode } from './support/modes.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const TYPES = { p: 'fifo', c: 'character', u: 'character', b: 'block' } as const;

export const tool: Tool = {
  name: 'mknod',
  usage: '[OPTION]... NAME TYPE [MAJOR MINOR]',
  busyboxUsage: '[-m MODE] NAME TYPE [MAJOR MINOR]',
  *run(call) {
    const options = parseOptions(call, { mode: 'm --mode=', context: '!Z --context[=]' });
    const [name, letter, major, minor] = options.operands;
    if (name === undefined || letter === undefined) throw call.missing(name === undefined ? 'missing operand' : `missing operand after ${quoted(name)}`);
    const type = TYPES[letter as 'p'];
    if (!type) throw call.misuse(`invalid device type ${quoted(letter)}`);
    if (type !== 'fifo' && minor === undefined) throw call.misuse(`missing operand after ${quoted(options.operands.at(-1)!)}\nSpecial files require major and minor device numbers.`);
    const mode = applyMode(options.value('mode') ?? '666', 0, false, 0);
    if (mode === undefined) throw call.refusal('invalid mode');
    const failure = failureOf(() => call.files.mknod(name, type, mode & ~(options.has('mode') ? 0 : call.system.umask()), type === 'fifo' ? undefined : [Number(major), Number(minor)]));
    if (failure) throw call.refusal(`${name}: ${failure.message}`);
    return 0;
  },
};

export const program = toProgram(tool);
