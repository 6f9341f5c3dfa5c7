import type { Process } from '../../core/process.ts';
import { isSystemError } from '../errno.ts';
import { sourceFile } from './builtins/source.ts';
import { Interrupted, ShellError } from './execute/errors.ts';
import { reportError } from './execute/report-error.ts';
import type { Shell } from './execute/shell.ts';
import { SyntaxFailure } from './parse/failure.ts';
import { Parser } from './parse/parser.ts';

const DEFAULT_PATH = {
  bash: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  dash: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  ash: '/sbin:/usr/sbin:/bin:/usr/bin',
};

/** The variables that a shell begins with. */
export function setUpVariables(shell: Shell): void {
  const { variables, system, dialect } = shell;
  const put = (name: string, value: string, isExported = false) => {
    if (variables.own(name)?.value === undefined) variables.restore(name, { value, ...(isExported && { isExported: true }) });
  };
  put('PATH', DEFAULT_PATH[dialect]);
  variables.restore('IFS', { value: ' \t\n' });
  variables.restore('OPTIND', { value: '1' });
  put('PS2', '> ');
  put('PS4', '+ ');
  const pwd = variables.get('PWD');
  if (pwd !== undefined && pwd !== system.cwd && isSameFolder(shell, pwd)) shell.folder = pwd;
  variables.restore('PWD', { value: shell.folder, isExported: true });
  if (dialect !== 'dash') {
    const level = Number(variables.get('SHLVL') ?? 0);
    variables.restore('SHLVL', { value: String(Number.isInteger(level) ? level + 1 : 1), isExported: true });
    put('HOSTNAME', system.host.hostname);
  }
  if (dialect !== 'bash') {
    put('PS1', dialect === 'ash' ? '\\w \\$ ' : system.credentials.uid === 0 ? '# ' : '$ ');
    return;
  }
  put('OPTERR', '1');
  put('OSTYPE', 'linux-gnu');
  put('TERM', 'dumb');
  put('BASH', shell.name.startsWith('/') ? shell.name : '/bin/bash');
  importFunctions(shell);
  if (shell.isInteractive) put('PS1', '\\s-\\v\\$ ');
  shell.options.add('braceexpand').add('hashall').add('interactive-comments');
  if (shell.isInteractive) shell.options.add('histexpand').add('emacs').add('history');
}

/** `export -f` of the shell that started this one. */
function importFunctions(shell: Shell): void {
  for (const [variable, value] of shell.system.env) {
    const name = /^BASH_FUNC_(.+)%%$/.exec(variable)?.[1];
    if (name === undefined || !value.startsWith('() {')) continue;
    try {
      const command = new Parser(`${name} ${value}`, { dialect: 'bash' }).nextLine()?.items[0]?.command;
      if (command?.kind === 'function') shell.functions.set(name, command);
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
    }
  }
}

function isSameFolder(shell: Shell, path: string): boolean {
  if (!path.startsWith('/')) return false;
  try {
    return shell.system.files.realpath(path) === shell.system.cwd;
  } catch {
    return false;
  }
}

/** Runs a start-up file, if it is there. Mistakes in it are told, and the shell goes on. */
function* runIfThere(shell: Shell, path: string): Process<boolean> {
  const { files } = shell.system;
  const full = path.startsWith('~/') ? `${shell.variables.get('HOME') ?? ''}${path.slice(1)}` : path;
  try {
    if (!files.exists(full) || files.stat(full).type !== 'file' || !files.may(full, 'r')) return false;
    yield* sourceFile(shell, full);
  } catch (error) {
    if (isSystemError(error)) return false;
    if (error instanceof Interrupted) return true;
    if (!(error instanceof ShellError)) throw error;
    yield* reportError(shell, error);
  }
  return true;
}

/** /etc/profile, ~/.bashrc and their like. */
export function* runStartUpFiles(shell: Shell, options: { readonly readsProfile: boolean; readonly startupFile: string | undefined }): Process<void> {
  const { isBash } = shell;
  if (shell.isLogin && options.readsProfile) {
    yield* runIfThere(shell, '/etc/profile');
    if (!isBash) yield* runIfThere(shell, '~/.profile');
    else for (const file of ['~/.bash_profile', '~/.bash_login', '~/.profile']) if (yield* runIfThere(shell, file)) break;
  }
  if (shell.isInteractive && isBash && !shell.isLogin && options.startupFile !== undefined) {
    if (options.startupFile === '~/.bashrc') yield* runIfThere(shell, '/etc/bash.bashrc');
    yield* runIfThere(shell, options.startupFile);
  }
  const file = shell.variables.get(isBash ? 'BASH_ENV' : 'ENV');
  if (file && (isBash ? !shell.isInteractive : shell.isInteractive)) yield* runIfThere(shell, file);
  shell.status = 0;
}
