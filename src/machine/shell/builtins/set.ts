import { NotSimulated } from '../../../core/errors.ts';
import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import { ShellError } from '../execute/errors.ts';
import { DASH_OPTIONS, OPTION_NAMES, SHELL_OPTIONS, optionOfLetter } from '../execute/options.ts';
import type { Option } from '../execute/options.ts';
import type { Shell } from '../execute/shell.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';
import { listAll } from './variables.ts';

const REFUSED: ReadonlySet<Option> = new Set<Option>(['keyword', 'onecmd', 'privileged']);

/** What `shopt -s` can turn on: the others change what bash does, and are not simulated. */
const SUPPORTED: ReadonlySet<string> = new Set([
  'dotglob', 'nullglob', 'failglob', 'extglob', 'globstar', 'nocaseglob', 'nocasematch', 'lastpipe', 'inherit_errexit', 'expand_aliases', 'xpg_echo',
  'shift_verbose', 'execfail', 'histappend', 'no_empty_cmd_completion',
]);

const ASH_EXTRA: readonly Option[] = ['pipefail'];

export function optionNames(shell: Shell): readonly Option[] {
  if (shell.isBash) return OPTION_NAMES;
  return shell.dialect === 'dash' ? DASH_OPTIONS : [...DASH_OPTIONS, ...ASH_EXTRA];
}

export function setOption(shell: Shell, option: Option, isOn: boolean): void {
  if (isOn && (REFUSED.has(option) || (option === 'vi' && shell.isInteractive))) throw new NotSimulated(`set -o ${option}`);
  if (isOn) shell.options.add(option);
  else shell.options.delete(option);
  if (isOn && option === 'vi') shell.options.delete('emacs');
  if (isOn && option === 'emacs') shell.options.delete('vi');
}

/** Takes `-euo pipefail -- a b`; the words that are left, or undefined when none were given. Throws ShellError. */
export function takeOptions(shell: Shell, args: readonly string[], isCommandLine = false): readonly string[] | undefined {
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--') return args.slice(at + 1);
    if (arg === '-') {
      shell.options.delete('xtrace');
      shell.options.delete('verbose');
      return at + 1 < args.length ? args.slice(at + 1) : undefined;
    }
    if (arg.length < 2 || !/^[-+]/.test(arg)) break;
    const isOn = arg.startsWith('-');
    for (const letter of arg.slice(1)) {
      if (letter === 'o') {
        const name = args[++at];
        if (name === undefined) {
          at--;
          shell.pendingListing = isOn ? 'table' : 'commands';
        } else if (!optionNames(shell).includes(name as Option)) {
          throw new ShellError(shell.isBash ? `${isCommandLine ? '' : 'set: '}${name}: invalid option name` : `${shell.dialect === 'dash' ? 'Illegal' : 'illegal'} option -o ${name}`, 'command', 2);
        } else setOption(shell, name as Option, isOn);
        continue;
      }
      const option = optionOfLetter(letter);
      if (option === undefined || (!shell.isBash && 'EThkHtPpB'.includes(letter))) {
        if (shell.isBash) throw new ShellError(`set: ${arg[0]}${letter}: invalid option\nset: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]`, 'command', 2);
        throw new ShellError(`${shell.dialect === 'dash' ? 'Illegal' : 'illegal'} option ${arg[0]}${letter}`, 'command', 2);
      }
      setOption(shell, option, isOn);
    }
  }
  return at < args.length ? args.slice(at) : undefined;
}

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
