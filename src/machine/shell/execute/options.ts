/** `set -o`, in the order in which it lists them. */
export const OPTION_LETTERS = {
  allexport: 'a', errexit: 'e', errtrace: 'E', functrace: 'T', hashall: 'h', histexpand: 'H', keyword: 'k', monitor: 'm',
  noclobber: 'C', noexec: 'n', noglob: 'f', nounset: 'u', notify: 'b', onecmd: 't', physical: 'P', privileged: 'p',
  verbose: 'v', xtrace: 'x', braceexpand: 'B', ignoreeof: '', pipefail: '', posix: '', vi: '', emacs: '', history: '', nolog: '',
  'interactive-comments': '',
} as const;

export type Option = keyof typeof OPTION_LETTERS;

export const OPTION_NAMES = Object.keys(OPTION_LETTERS).sort() as Option[];

const BY_LETTER: ReadonlyMap<string, Option> = new Map(Object.entries(OPTION_LETTERS).flatMap(([name, letter]) => (letter ? [[letter, name as Option] as const] : [])));

export function optionOfLetter(letter: string): Option | undefined {
  return BY_LETTER.get(letter);
}

/** dash's and ash's, as `set -o` lists them. */
export const DASH_OPTIONS: readonly Option[] = [
  'errexit', 'noglob', 'ignoreeof', 'monitor', 'noexec', 'xtrace', 'verbose', 'vi', 'emacs', 'noclobber', 'allexport', 'notify', 'nounset', 'nolog',
];

/** bash's `shopt`, with those that are on at the start. */
export const SHELL_OPTIONS: ReadonlyMap<string, boolean> = new Map(
  `autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize+ cmdhist+ compat31 compat32 compat40 compat41 compat42
compat43 compat44 complete_fullquote+ direxpand dirspell dotglob execfail expand_aliases extdebug extglob extquote+ failglob
force_fignore+ globasciiranges+ globskipdots+ globstar gnu_errfmt histappend histreedit histverify hostcomplete+ huponexit
inherit_errexit interactive_comments+ lastpipe lithist localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion
nocaseglob nocasematch noexpand_translation nullglob patsub_replacement+ progcomp+ progcomp_alias promptvars+ restricted_shell
shift_verbose sourcepath+ varredir_close xpg_echo`
    .split(/\s+/)
    .map((name) => (name.endsWith('+') ? ([name.slice(0, -1), true] as const) : ([name, false] as const))),
);
