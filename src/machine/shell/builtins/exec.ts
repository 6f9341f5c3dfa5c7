import { isSystemError } from '../../errno.ts';
import { findCommand } from '../execute/command-search.ts';
import { ShellExit } from '../execute/errors.ts';
import type { Builtin } from './builtin.ts';
import { parseFlags } from './builtin.ts';

export const exec: Builtin = {
  name: 'exec',
  isSpecial: true,
  *run(shell, args) {
    const { values, rest } = shell.isBash ? parseFlags(shell, 'exec', args, 'cla:', 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]') : { values: new Map<string, string>(), rest: args[0] === '--' ? args.slice(1) : args };
    const name = rest[0];
    if (name === undefined) return 0;
    const environment = values.has('c') ? new Map<string, string>() : shell.variables.environment();
    const found = findCommand(shell, name, shell.variables.get('PATH'));
    let status = 127;
    let reason = 'not found';
    if ('path' in found) {
      const called = values.get('a') ?? (values.has('l') ? `-${name}` : name);
      shell.giveBackSignals();
      try {
        return shell.system.exec([called, ...rest.slice(1)], environment, found.path);
      } catch (error) {
        if (!isSystemError(error)) throw error;
        status = 126;
        reason = error.message;
      }
    } else if (found.problem !== 'ENOENT') {
      status = 126;
      reason = found.problem === 'EISDIR' && shell.isBash ? 'Is a directory' : 'Permission denied';
    } else if (name.includes('/') && shell.isBash) reason = 'No such file or directory';
    if (shell.isBash) {
      if (reason === 'not found' || status === 126) yield* shell.report(`exec: ${name}: ${reason === 'Is a directory' ? 'cannot execute: Is a directory' : status === 126 ? `cannot execute: ${reason}` : reason}`);
      else yield* shell.report(`${name}: ${reason}`);
      if (status === 126 && !name.includes('/')) status = 126;
    } else yield* shell.report(`${name}: ${reason}`);
    if (shell.isInteractive || shell.shellOptions.has('execfail')) return status;
    throw new ShellExit(status);
  },
};
