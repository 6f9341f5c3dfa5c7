import { readRest } from './support/inputs.ts';
import { parseOptions } from './support/options.ts';
import { decodeText } from './support/text.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

const REFERENCE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

export const tool: Tool = {
  name: 'envsubst',
  origin: 'GNU gettext-runtime 0.21',
  usage: '[OPTION] [SHELL-FORMAT]',
  *run(call) {
    const options = parseOptions(call, { variables: 'v --variables' });
    const [format] = options.operands;
    if (options.operands.length > 1) throw call.refusal('too many arguments');
    const named = format === undefined ? undefined : new Set([...format.matchAll(REFERENCE)].map((match) => match[1] ?? match[2]!));
    if (options.has('variables')) {
      yield* call.print([...(named ?? [])].map((name) => `${name}\n`).join(''));
      return 0;
    }
    const text = decodeText(yield* readRest(call, { read: (max) => call.system.stdin.read(max), close: () => {} }));
    yield* call.print(text.replace(REFERENCE, (whole, plain: string | undefined, braced: string | undefined) => {
      const name = (plain ?? braced)!;
      return named && !named.has(name) ? whole : (call.env(name) ?? '');
    }));
    return 0;
  },
};

export const program = toProgram(tool);
