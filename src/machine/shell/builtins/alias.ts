import { quoteAlways, quoteSingle } from '../execute/quoting.ts';
import type { Shell } from '../execute/shell.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';

function shown(shell: Shell, name: string): string {
  const value = shell.aliases.get(name)!;
  return shell.isBash ? `alias ${name}=${quoteAlways(value)}\n` : `${name}=${quoteSingle(value)}\n`;
}

const alias: Builtin = {
  name: 'alias',
  *run(shell, args) {
    const words = args[0] === '-p' ? args.slice(1) : args;
    if (words.length === 0) {
      yield* shell.print([...shell.aliases.keys()].sort().map((name) => shown(shell, name)).join(''));
      return 0;
    }
    let status = 0;
    for (const word of words) {
      const equals = word.indexOf('=', 1);
      if (equals > 0) shell.aliases.set(word.slice(0, equals), word.slice(equals + 1));
      else if (shell.aliases.has(word)) yield* shell.print(shown(shell, word));
      else {
        yield* complain(shell, 'alias', `${word}${shell.isBash ? ': not found' : ' not found'}`);
        status = 1;
      }
    }
    return status;
  },
};

const unalias: Builtin = {
  name: 'unalias',
  *run(shell, args) {
    if (args[0] === '-a') {
      shell.aliases.clear();
      return 0;
    }
    if (args.length === 0 && shell.isBash) {
      yield* shell.write(2, 'unalias: usage: unalias [-a] name [name ...]\n');
      return 2;
    }
    let status = 0;
    for (const name of args) {
      if (shell.aliases.delete(name)) continue;
      yield* complain(shell, 'unalias', `${name}${shell.isBash ? ': not found' : ' not found'}`);
      status = 1;
    }
    return status;
  },
};

export const aliasBuiltins: readonly Builtin[] = [alias, unalias];
