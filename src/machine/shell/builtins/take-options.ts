import { NotSimulated } from '../../../core/errors.ts';
import { ShellError } from '../execute/errors.ts';
import { DASH_OPTIONS, OPTION_NAMES, optionOfLetter } from '../execute/options.ts';
import type { Option } from '../execute/options.ts';
import type { Shell } from '../execute/shell.ts';

const REFUSED: ReadonlySet<Option> = new Set<Option>(['keyword', 'onecmd', 'privileged']);

/** What `shopt -s` can turn on: the others change what bash does, and are not simulated. */
export const SUPPORTED: ReadonlySet<string> = new Set([
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
