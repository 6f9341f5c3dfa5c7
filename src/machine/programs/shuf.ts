import { linesOf } from './support/filter.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import { shuffled } from './support/sorting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const OPTIONS = { echo: 'e --echo', range: 'i --input-range=', count: 'n --head-count=', output: 'o --output=', random: '!--random-source=', repeat: 'gnu:r --repeat', zero: 'z --zero-terminated' } as const;

export const tool: Tool = {
  name: 'shuf',
  usage: '[OPTION]... [FILE]\n-e [OPTION]... [ARG]...\n-i LO-HI [OPTION]...',
  *run(call) {
    const options = parseOptions(call, OPTIONS);
    const range = options.value('range');
    const bounds = range === undefined ? undefined : /^(\d+)-(\d+)$/.exec(range);
    if (range !== undefined && !bounds) throw call.refusal(`invalid input range: ${quoted(range)}`);
    const items = bounds ? Array.from({ length: Math.max(0, Math.min(10_000_000, Number(bounds[2]) - Number(bounds[1]) + 1)) }, (_, i) => String(Number(bounds[1]) + i))
      : options.has('echo') ? options.operands : yield* linesOf(call, options.operands[0] ?? '-', options.has('zero') ? 0 : 10);
    if (!items) return 1;
    yield* call.spend(items.length / 10);
    const count = Number(options.value('count') ?? Infinity);
    const end = options.has('zero') ? '\0' : '\n';
    const { entropy } = call.system;
    if (options.has('repeat')) {
      for (let i = 0; i < count; i++) if (call.put(entropy.pick(items) + end)) yield* call.flush();
      return 0;
    }
    const chosen = shuffled(items, entropy).slice(0, count).map((item) => item + end);
    const output = options.value('output');
    if (output === undefined) for (const line of chosen) yield* call.print(line);
    else call.files.write(output, chosen.join(''));
    return 0;
  },
};

export const program = toProgram(tool);
