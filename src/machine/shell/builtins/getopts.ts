import { isName } from './builtin.ts';
import type { Builtin } from './builtin.ts';

export const getopts: Builtin = {
  name: 'getopts',
  *run(shell, args) {
    const [letters, variable] = args;
    if (letters === undefined || variable === undefined || !isName(variable)) {
      yield* shell.report(shell.isBash ? 'getopts: usage: getopts optstring name [arg ...]' : shell.dialect === 'dash' ? 'Usage: getopts optstring var [arg]' : 'usage: getopts optstring var [arg]');
      return 2;
    }
    const words = args.length > 2 ? args.slice(2) : shell.positional;
    const isSilent = letters.startsWith(':');
    let { at, offset } = shell.optionIndex;
    const finish = (name: string, value: string | undefined, status: number) => {
      shell.variables.set('OPTIND', String(at));
      shell.optionIndex = { at, offset };
      if (value === undefined) shell.variables.unset('OPTARG');
      else shell.variables.set('OPTARG', value);
      shell.assign(variable, name);
      return status;
    };
    const word = words[at - 1];
    if (offset === 0) {
      if (word === '--') at++;
      if (word === undefined || word === '--' || word === '-' || !word.startsWith('-')) return finish('?', undefined, 1);
      offset = 1;
    }
    const letter = word![offset]!;
    offset++;
    const isLastLetter = offset >= word!.length;
    const known = letter === ':' ? -1 : letters.indexOf(letter, isSilent ? 1 : 0);
    const advance = () => {
      at++;
      offset = 0;
    };
    const say = function* (message: string) {
      if (!isSilent && shell.variables.get('OPTERR') !== '0') yield* shell.write(2, shell.isBash ? `${shell.name}: ${message} -- ${letter}\n` : `${message.replace('LETTER', `-${letter}`)}\n`);
    };
    if (known < 0) {
      if (isLastLetter) advance();
      yield* say(shell.isBash ? 'illegal option' : 'Illegal option LETTER');
      return finish('?', isSilent ? letter : undefined, 0);
    }
    if (letters[known + 1] !== ':') {
      if (isLastLetter) advance();
      return finish(letter, shell.isBash ? undefined : '', 0);
    }
    let value: string | undefined;
    if (isLastLetter) {
      at++;
      value = words[at - 1];
    } else value = word!.slice(offset);
    advance();
    if (value !== undefined) return finish(letter, value, 0);
    at = Math.min(at, words.length + 1);
    yield* say(shell.isBash ? 'option requires an argument' : 'No arg for LETTER option');
    return finish(isSilent ? ':' : '?', isSilent ? letter : undefined, 0);
  },
};
