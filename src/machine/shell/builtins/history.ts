import { NotSimulated } from '../../../core/errors.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';

export const history: Builtin = {
  name: 'history',
  dialects: ['bash', 'ash'],
  *run(shell, args) {
    const list = shell.history;
    if (args[0] === '-c') {
      shell.changeHistory?.([]);
      return 0;
    }
    if (args[0] === '-d') {
      const at = Number(args[1]);
      if (!(at >= 1 && at <= list.length)) {
        yield* complain(shell, 'history', `${args[1]}: history position out of range`);
        return 1;
      }
      shell.changeHistory?.(list.filter((_, i) => i !== at - 1));
      return 0;
    }
    if (args[0] === '-w' || args[0] === '-a') {
      shell.saveHistory?.();
      return 0;
    }
    if (args[0] !== undefined && /^-[rnps]$/.test(args[0])) throw new NotSimulated(`history ${args[0]}`);
    const count = args[0] === undefined ? list.length : Number(args[0]);
    if (!Number.isInteger(count)) {
      yield* complain(shell, 'history', `${args[0]}: numeric argument required`);
      return 1;
    }
    const from = Math.max(0, list.length - count);
    yield* shell.print(list.slice(from).map((line, i) => `${String(from + i + 1).padStart(5)}  ${line}\n`).join(''));
    return 0;
  },
};
