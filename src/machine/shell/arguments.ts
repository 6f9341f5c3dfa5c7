import { takeOptions } from './builtins/take-options.ts';
import type { Dialect } from './dialect.ts';
import { ShellError } from './execute/errors.ts';
import type { Shell } from './execute/shell.ts';

/** What a shell was started to do. */
export interface Invocation {
  readonly source: { readonly kind: 'text'; readonly text: string } | { readonly kind: 'file'; readonly path: string } | { readonly kind: 'input' };
  /** `$0`. */
  readonly name: string;
  readonly positional: readonly string[];
  readonly isInteractive: boolean | undefined;
  readonly isLogin: boolean;
  readonly readsProfile: boolean;
  readonly startupFile: string | undefined;
  /** Answered at once: `--version`, `--help`. */
  readonly answer?: string;
}

const VERSION = `GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)
Copyright (C) 2022 Free Software Foundation, Inc.
License GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>

This is free software; you are free to change and redistribute it.
There is NO WARRANTY, to the extent permitted by law.
`;

const HELP = `GNU bash, version 5.2.15(1)-release-(x86_64-pc-linux-gnu)
Usage:\tbash [GNU long option] [option] ...
\tbash [GNU long option] [option] script-file ...
`;

/** Reads a shell's command line; options of `set` take effect on `shell`. Throws ShellError. */
export function readArguments(shell: Shell, argv: readonly string[], dialect: Dialect): Invocation {
  const called = argv[0] ?? dialect;
  let isLogin = called.startsWith('-');
  let isInteractive: boolean | undefined;
  let isText = false;
  let isInput = false;
  let readsProfile = true;
  let startupFile: string | undefined = '~/.bashrc';
  let answer: string | undefined;
  let at = 1;
  for (; at < argv.length; at++) {
    const arg = argv[at]!;
    if (arg === '--') {
      at++;
      break;
    }
    if (arg === '-') {
      at++;
      break;
    }
    if (dialect === 'bash' && arg.startsWith('--')) {
      switch (arg) {
        case '--login': isLogin = true; break;
        case '--norc': startupFile = undefined; break;
        case '--noprofile': readsProfile = false; break;
        case '--rcfile': case '--init-file': startupFile = argv[++at]; break;
        case '--posix': shell.options.add('posix'); break;
        case '--noediting': case '--verbose': case '--restricted': break;
        case '--version': answer = VERSION; break;
        case '--help': answer = HELP; break;
        default: throw new ShellError(`${arg}: invalid option\n${HELP.split('\n').slice(1).join('\n').trimEnd()}`, 'exit', 2);
      }
      continue;
    }
    if (arg.length < 2 || !/^[-+]/.test(arg)) break;
    let others = '';
    for (const letter of arg.slice(1)) {
      if (letter === 'c' && arg.startsWith('-')) isText = true;
      else if (letter === 's' && arg.startsWith('-')) isInput = true;
      else if (letter === 'i' && arg.startsWith('-')) isInteractive = true;
      else if (letter === 'l' && arg.startsWith('-')) isLogin = true;
      else if (letter === 'O' && dialect === 'bash') shell.shellOptions.add(argv[++at] ?? '');
      else others += letter;
    }
    if (others !== '') at += takeLetters(shell, arg[0]! + others, argv[at + 1]);
  }
  const common = { isInteractive, isLogin, readsProfile, startupFile, ...(answer !== undefined && { answer }) };
  const rest = argv.slice(at);
  if (isText) {
    const text = rest[0];
    if (text === undefined) throw new ShellError(dialect === 'bash' ? '-c: option requires an argument' : '-c requires an argument', 'exit', 2);
    return { ...common, source: { kind: 'text', text }, name: rest[1] ?? called, positional: rest.slice(2) };
  }
  if (isInput || rest.length === 0) return { ...common, source: { kind: 'input' }, name: called, positional: rest };
  return { ...common, source: { kind: 'file', path: rest[0]! }, name: rest[0]!, positional: rest.slice(1) };
}

/** `-euo pipefail`: how many further words it took. */
function takeLetters(shell: Shell, letters: string, next: string | undefined): number {
  const takesName = letters.includes('o');
  takeOptions(shell, takesName && next !== undefined ? [letters, next] : [letters], true);
  return takesName && next !== undefined ? 1 : 0;
}
