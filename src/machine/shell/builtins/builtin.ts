import type { Process } from '../../../core/process.ts';
import type { ExitCode } from '../../system.ts';
import type { Assignment } from '../ast.ts';
import type { Dialect } from '../dialect.ts';
import { ShellError } from '../execute/errors.ts';
import type { Shell } from '../execute/shell.ts';

export interface BuiltinCall {
  /** What it was called by. */
  readonly name: string;
  /** `declare a=(…)`: the arrays among the arguments, by the place of the word (the command's own is 0). */
  readonly arrays?: ReadonlyMap<number, Assignment>;
}

/** A command that the shell does itself. One that never has to wait just gives its status. */
export interface Builtin {
  readonly name: string;
  /** A special builtin of POSIX: its mistakes end a shell that is not interactive (not in bash). */
  readonly isSpecial?: boolean;
  /** Which shells have it; all unless told. */
  readonly dialects?: readonly Dialect[];
  readonly run: (shell: Shell, args: readonly string[], call: BuiltinCall) => ExitCode | Process<ExitCode>;
}

export interface Flags {
  /** Letters without a value have ''. */
  readonly values: ReadonlyMap<string, string>;
  readonly rest: readonly string[];
}

/** Options as getopt(3) takes them: `letters` as `ab:c`. Throws ShellError for others, in the dialect's words. */
export function parseFlags(shell: Shell, name: string, args: readonly string[], letters: string, usage: string): Flags {
  const values = new Map<string, string>();
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--') {
      at++;
      break;
    }
    if (arg.length < 2 || !arg.startsWith('-')) break;
    for (let i = 1; i < arg.length; i++) {
      const letter = arg[i]!;
      const known = letter === ':' ? -1 : letters.indexOf(letter);
      if (known < 0) throw badOption(shell, name, `-${letter}`, usage);
      if (letters[known + 1] !== ':') {
        values.set(letter, '');
        continue;
      }
      const attached = arg.slice(i + 1);
      const value = attached !== '' ? attached : args[++at];
      if (value === undefined) throw missingValue(shell, name, `-${letter}`, usage);
      values.set(letter, value);
      break;
    }
  }
  return { values, rest: args.slice(at) };
}

export function badOption(shell: Shell, name: string, option: string, usage: string): ShellError {
  if (shell.isBash) return new ShellError(`${name}: ${option}: invalid option\n${name}: usage: ${usage}`, 'command', 2);
  return new ShellError(`${shell.dialect === 'dash' ? 'Illegal' : 'illegal'} option ${option}`, 'command', 2);
}

function missingValue(shell: Shell, name: string, option: string, usage: string): ShellError {
  if (shell.isBash) return new ShellError(`${name}: ${option}: option requires an argument\n${name}: usage: ${usage}`, 'command', 2);
  return new ShellError(`No arg for ${option} option`, 'command', 2);
}

/** Complains in the words of bash, `name: message`; others put the name there by themselves. */
export function* complain(shell: Shell, name: string, message: string): Process<void> {
  yield* shell.report(shell.isBash ? `${name}: ${message}` : message);
}

/** A message of a builtin that ash shares with an applet of busybox: it has the shell's name alone before it. */
export function* warn(shell: Shell, message: string): Process<void> {
  if (shell.dialect === 'ash') yield* shell.write(2, `${(shell.system.argv[0] ?? 'sh').replace(/.*\/|^-/g, '')}: ${message}\n`);
  else yield* shell.report(message);
}

export const isName = (text: string) => /^[A-Za-z_]\w*$/.test(text);
