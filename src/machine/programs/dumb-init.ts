import { isSystemError } from '../errno.ts';
import { parseSignal } from '../signals.ts';
import { Answer, Refusal } from './support/endings.ts';
import { runInit } from './support/init.ts';
import { parseOptions } from './support/options.ts';
import type { Tool } from './support/tool.ts';
import { toProgram } from './support/tool.ts';

export const tool: Tool = {
  name: 'dumb-init',
  origin: 'dumb-init v1.2.5',
  usage: '[option] command [[arg] ...]',
  *run(call) {
    const options = parseOptions(call, { single: 'c --single-child', rewrite: 'r --rewrite=', verbose: 'v --verbose', version: 'V --version', help: 'h' }, { stopsAtOperand: true });
    if (options.has('version')) throw new Answer('dumb-init v1.2.5\n');
    if (options.has('help')) throw new Answer('Usage: dumb-init [option] command [[arg] ...]\n');
    if (options.operands.length === 0) throw new Refusal(`Usage: ${call.name} [option] program [args]\nTry ${call.name} --help for full usage.\n`, 1);
    const rewrite = new Map(options.values('rewrite').map((text) => {
      const [from, to] = text.split(':').map((part) => parseSignal(part) ?? Number(part));
      if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) throw new Refusal(`Usage: -r option takes <signum>:<signum>, where <signum> is between 1 and 31.\n`, 1);
      return [from, to] as const;
    }));
    const toGroup = !options.has('single');
    try {
      return yield* runInit(call.system, options.operands, { toGroup, ownGroup: toGroup, rewrite });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      yield* call.complain(`[dumb-init] ${options.operands[0]}: ${error.message}\n`);
      return 2;
    }
  },
};

export const program = toProgram(tool);
