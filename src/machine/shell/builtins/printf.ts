import { formatPrintf } from '../../programs/support/printf.ts';
import { setElement } from '../execute/elements.ts';
import { quoteBackslashed } from '../execute/quoting.ts';
import { formatTime } from './print-time.ts';
import { complain, isName, warn } from './builtin.ts';
import type { Builtin } from './builtin.ts';

const USAGE = 'printf [-v var] format [arguments]';

export const printf: Builtin = {
  name: 'printf',
  *run(shell, args) {
    let rest = args;
    let variable: string | undefined;
    if (shell.isBash && rest[0] === '-v') {
      variable = rest[1];
      if (variable === undefined || !/^[A-Za-z_]\w*(\[.+\])?$/.test(variable)) {
        yield* complain(shell, 'printf', `\`${variable ?? ''}': not a valid identifier`);
        return 2;
      }
      rest = rest.slice(2);
    }
    if (rest[0] === '--') rest = rest.slice(1);
    else if (shell.isBash && rest[0] !== undefined && /^-./.test(rest[0])) {
      yield* shell.report(`printf: ${rest[0].slice(0, 2)}: invalid option\nprintf: usage: ${USAGE}`);
      return 2;
    }
    const format = rest[0];
    if (format === undefined) {
      if (shell.isBash) yield* shell.write(2, `printf: usage: ${USAGE}\n`);
      else yield* shell.report(shell.dialect === 'dash' ? 'usage: printf format [arg ...]' : 'printf: usage: printf FORMAT [ARG]...');
      return 2;
    }
    const values = rest.slice(1);
    const { text, complaints, error } = formatPrintf(shell.isBash ? formatTime(shell, format, values) : format, values, { quotes: quoteBackslashed });
    if (variable === undefined) yield* shell.print(text);
    else if (isName(variable)) shell.assign(variable, text);
    else setElement(shell, variable.slice(0, variable.indexOf('[')), variable.slice(variable.indexOf('[') + 1, -1), text, false);
    const problems = complaints.filter((complaint) => !complaint.startsWith('warning:'));
    if (shell.dialect === 'ash') problems.push(...missingNumbers(format, values.length));
    for (const problem of problems) yield* warn(shell, inWords(shell.dialect, problem));
    if (error !== undefined) {
      yield* shell.report(shell.isBash ? `printf: \`${error.at(-1)}': invalid format character` : `${error}: invalid directive`);
      return shell.isBash ? 1 : 2;
    }
    return problems.length > 0 ? 1 : 0;
  },
};

/** busybox takes a number that is not there for one that is none. */
function missingNumbers(format: string, count: number): string[] {
  const letters = [...format.matchAll(/%[-+ #0']*\d*(?:\.\d*)?[hlLqjzt]*([a-zA-Z%])/g)].map((match) => match[1]!).filter((letter) => letter !== '%');
  if (letters.length === 0) return [];
  const rounds = Math.max(1, Math.ceil(count / letters.length));
  const missing: string[] = [];
  for (let at = count; at < rounds * letters.length; at++) if (/[diouxXeEfFgGaA]/.test(letters[at % letters.length]!)) missing.push("'': expected a numeric value");
  return missing;
}

function inWords(dialect: string, problem: string): string {
  const [, text, what] = /^'([^]*)': (.*)$/.exec(problem) ?? [];
  if (dialect === 'bash') return `printf: ${text}: invalid number`;
  if (dialect === 'ash') return `invalid number '${text}'`;
  return `${text}: ${what === 'expected a numeric value' ? 'expected numeric value' : 'not completely converted'}`;
}
