import { readRest } from './support/inputs.ts';
import { decodeText } from './support/text.ts';
import { toProgram } from './support/tool.ts';
import type { Tool } from './support/tool.ts';

/** Puts environment variables in the place of `$NAME` and `${NAME}`: all, or those that its argument names. */
export const tool: Tool = {
  name: 'envsubst',
  usage: '[OPTION] [SHELL-FORMAT]',
  origin: 'envsubst (GNU gettext-runtime) 0.21',
  *run(call) {
    const format = call.args.find((arg) => !arg.startsWith('-'));
    const chosen = format === undefined ? undefined : new Set([...format.matchAll(/\$\{?(\w+)\}?/g)].map(([, name]) => name!));
    if (call.args.includes('-v') || call.args.includes('--variables')) {
      yield* call.print([...(chosen ?? [])].map((name) => `${name}\n`).join(''));
      return 0;
    }
    const text = decodeText(yield* readRest(call, call.system.stdin));
    yield* call.print(text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (all, braced: string | undefined, bare: string | undefined) => {
      const name = (braced ?? bare)!;
      return chosen && !chosen.has(name) ? all : (call.env(name) ?? '');
    }));
    return 0;
  },
};

export const program = toProgram(tool);
