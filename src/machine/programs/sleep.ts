import { SECOND } from '../../core/clock.ts';
import { parseDuration } from './support/durations.ts';
import { parseOptions } from './support/options.ts';
import { quoted } from './support/quoting.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'sleep',
  usage: 'NUMBER[SUFFIX]...',
  busyboxUsage: '[N]...',
  *run(call) {
    const operands = call.isBusybox ? call.args : parseOptions(call, {}).operands;
    if (operands.length === 0) throw call.missing('missing operand');
    let total = 0;
    const wrong: string[] = [];
    for (const text of operands) {
      const duration = parseDuration(text);
      if (duration === undefined) wrong.push(text);
      else total += duration;
    }
    if (call.isBusybox && wrong.length > 0) throw call.refusal(`invalid number '${wrong[0]}'`);
    for (const text of wrong.slice(0, -1)) yield* call.warn(`invalid time interval ${quoted(text)}`);
    if (wrong.length > 0) throw call.misuse(`invalid time interval ${quoted(wrong.at(-1)!)}`);
    // Longer than virtual time can count is for ever.
    const longest = 100 * 365 * 86_400 * SECOND;
    do yield* call.system.sleep(Math.min(total, longest));
    while (total > longest);
    return 0;
  },
};

export const program = toProgram(tool);
