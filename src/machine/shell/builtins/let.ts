import { evaluateArithmetic } from '../expand/arithmetic.ts';
import { ShellError } from '../execute/errors.ts';
import { reportError } from '../execute/report-error.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';

export const letBuiltin: Builtin = {
  name: 'let',
  dialects: ['bash', 'ash'],
  *run(shell, args) {
    if (args.length === 0) {
      yield* complain(shell, 'let', 'expression expected');
      return shell.isBash ? 1 : 2;
    }
    let value = 0n;
    try {
      for (const arg of args) value = evaluateArithmetic(shell, arg, 'let: ');
    } catch (error) {
      if (!(error instanceof ShellError) || error.severity === 'exit') throw error;
      return yield* reportError(shell, error);
    }
    return value === 0n ? 1 : 0;
  },
};
