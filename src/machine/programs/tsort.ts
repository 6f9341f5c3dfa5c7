import { eachInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'tsort',
  usage: '[OPTION] [FILE]',
  *run(call) {
    const { operands } = parseOptions(call, {});
    const before = new Map<string, Set<string>>();
    yield* eachInput(call, operands.slice(0, 1), function* (input, name) {
      const words = decodeText(yield* readRest(call, input)).split(/\s+/).filter(Boolean);
      if (words.length % 2 === 1) throw call.refusal(`${name}: input contains an odd number of tokens`);
      for (let i = 0; i < words.length; i += 2) {
        const [first, second] = [words[i]!, words[i + 1]!];
        for (const word of [first, second]) if (!before.has(word)) before.set(word, new Set());
        if (first !== second) before.get(second)!.add(first);
      }
    });
    while (before.size > 0) {
      let ready = [...before].filter(([, needs]) => needs.size === 0).map(([word]) => word);
      if (ready.length === 0) {
        yield* call.fail(`${operands[0] ?? '-'}: input contains a loop:`);
        ready = [before.keys().next().value!];
      }
      for (const word of ready) {
        yield* call.print(`${word}\n`);
        before.delete(word);
        for (const needs of before.values()) needs.delete(word);
      }
    }
    return call.status;
  },
};

export const program = toProgram(tool);
