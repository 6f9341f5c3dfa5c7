import { unescape } from '../../programs/support/escapes.ts';
import { normalise } from '../text.ts';
import type { Builtin } from './builtin.ts';

/** bash takes -n, -e and -E; ash -n and -e; dash -n alone, and always interprets backslashes. */
const OPTIONS = { bash: /^-[neE]+$/, ash: /^-[neE]+$/, dash: /^-n$/ };

export const echo: Builtin = {
  name: 'echo',
  *run(shell, args) {
    let hasNewline = true;
    let hasEscapes = shell.dialect === 'dash' || shell.shellOptions.has('xpg_echo');
    let first = 0;
    for (; first < args.length && OPTIONS[shell.dialect].test(args[first]!); first++) {
      for (const letter of args[first]!.slice(1)) {
        if (letter === 'n') hasNewline = false;
        else hasEscapes = letter === 'e';
      }
      if (shell.dialect === 'dash') {
        first++;
        break;
      }
    }
    const text = first === 0 ? args.join(' ') : args.slice(first).join(' ');
    if (!hasEscapes || !text.includes('\\')) yield* shell.print(hasNewline ? `${text}\n` : text);
    else {
      // dash knows neither \\x nor \\u.
      const known = shell.dialect === 'dash' ? text.replace(/\\(\\|[xuU])/g, (escape) => (escape === '\\\\' ? escape : `\\${escape}`)) : text;
      const { text: plain, isCut } = unescape(known, 'echo');
      yield* shell.print(normalise(plain) + (hasNewline && !isCut ? '\n' : ''));
    }
    return 0;
  },
};
