import { eachInput, readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'tac',
  usage: '[OPTION]... [FILE]...',
  *run(call) {
    const options = parseOptions(call, { before: '!gnu:b --before', regex: '!gnu:r --regex', separator: 'gnu:s --separator=' });
    const separator = options.value('separator') ?? '\n';
    yield* eachInput(call, options.operands, function* (input) {
      const text = decodeText(yield* readRest(call, input));
      const records = text.split(separator);
      const last = records.pop()!;
      const ended = records.map((record) => record + separator);
      if (last !== '') ended.push(last);
      yield* call.print(ended.reverse().join(''));
    }, {
      *complain(name, error) {
        yield* call.fail(call.isBusybox ? `${name}: ${error.message}` : `failed to open '${name}' for reading: ${error.message}`);
      },
    });
    return call.status;
  },
};

export const program = toProgram(tool);
