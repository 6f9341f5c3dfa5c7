import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { ShellError } from '../execute/errors.ts';
import { OPTION_NAMES, SHELL_OPTIONS } from '../execute/options.ts';
import type { Option } from '../execute/options.ts';
import type { Shell } from '../execute/shell.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { listAll } from './variables.ts';
import { SUPPORTED, optionNames, setOption, takeOptions } from './take-options.ts';

function* listOptions(shell: Shell, form: 'table' | 'commands'): Process<ExitCode> {
  if (form === 'table') {
    if (!shell.isBash) yield* shell.print('Current option settings\n');
    const width = shell.isBash ? 15 : 16;
    const line = (name: Option) => `${name.padEnd(width)}${shell.isBash ? '\t' : ''}${shell.options.has(name) ? 'on' : 'off'}\n`;
    yield* shell.print(optionNames(shell).map(line).join(''));
  } else yield* shell.print(optionNames(shell).map((name) => `set ${shell.options.has(name) ? '-' : '+'}o ${name}\n`).join(''));
  return 0;
}

const set: Builtin = {
  name: 'set',
  isSpecial: true,
  *run(shell, args) {
    if (args.length === 0) {
      yield* shell.print(listAll(shell));
      return 0;
    }
    shell.pendingListing = undefined;
    const rest = takeOptions(shell, args);
    if (shell.pendingListing) return yield* listOptions(shell, shell.pendingListing);
    if (rest) shell.positional = rest;
    return 0;
  },
};

const shift: Builtin = {
  name: 'shift',
  isSpecial: true,
  *run(shell, args) {
    const text = args[0] ?? '1';
    if (!/^[-+]?\d+$/.test(text)) {
      if (!shell.isBash) throw new ShellError(`Illegal number: ${text}`, 'exit', 2);
      yield* complain(shell, 'shift', `${text}: numeric argument required`);
      return 1;
    }
    const count = Number(text);
    if (count < 0) {
      if (!shell.isBash) throw new ShellError(`Illegal number: ${text}`, 'exit', 2);
      yield* complain(shell, 'shift', `${text}: shift count out of range`);
      return 1;
    }
    if (count > shell.positional.length) {
      if (shell.dialect === 'dash') throw new ShellError("can't shift that many", 'exit', 2);
      if (shell.shellOptions.has('shift_verbose')) yield* complain(shell, 'shift', `${text}: shift count out of range`);
      return 1;
    }
    shell.positional = shell.positional.slice(count);
    return 0;
  },
};

const shopt: Builtin = {
  name: 'shopt',
  dialects: ['bash'],
  *run(shell, args) {
    const letters = args.filter((arg) => /^-[suqpo]+$/.test(arg)).join('');
    const names = args.filter((arg) => !arg.startsWith('-'));
    const all = letters.includes('o') ? OPTION_NAMES : [...SHELL_OPTIONS.keys()].sort();
    const isOn = (name: string) => (letters.includes('o') ? shell.options.has(name as Option) : shell.shellOptions.has(name));
    let status = 0;
    for (const name of names) {
      if ((all as readonly string[]).includes(name)) continue;
      yield* complain(shell, 'shopt', `${name}: invalid shell option name`);
      return 1;
    }
    const sets = letters.includes('s');
    if ((sets || letters.includes('u')) && names.length > 0) {
      for (const name of names) {
        if (letters.includes('o')) setOption(shell, name as Option, sets);
        else if (sets && !SUPPORTED.has(name) && !SHELL_OPTIONS.get(name)) throw new NotSimulated(`shopt -s ${name}`);
        else if (sets) shell.shellOptions.add(name);
        else shell.shellOptions.delete(name);
      }
      return 0;
    }
    for (const name of names.length > 0 ? names : all) {
      if (sets && !isOn(name)) continue;
      if (letters.includes('u') && isOn(name)) continue;
      if (names.length > 0 && !isOn(name)) status = 1;
      if (letters.includes('q')) continue;
      yield* shell.print(letters.includes('p') ? `shopt -${isOn(name) ? 's' : 'u'} ${name}\n` : `${name.padEnd(15)}\t${isOn(name) ? 'on' : 'off'}\n`);
    }
    return status;
  },
};

export const setBuiltins: readonly Builtin[] = [set, shift, shopt];
