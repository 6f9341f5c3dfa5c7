import type { Process } from '../../../core/process.ts';
import { isSystemError } from '../../errno.ts';
import type { ExitCode } from '../../system.ts';
import type { Shell } from '../execute/shell.ts';
import { complain } from './builtin.ts';
import type { Builtin } from './builtin.ts';

/** A path without `.`, `..` and double slashes, links left as they are. */
export function logicalPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Goes to a folder; false when it can't (it has been told). */
export function* changeFolder(shell: Shell, name: string, path: string, isPhysical: boolean): Process<boolean> {
  const { system } = shell;
  const target = isPhysical ? path : logicalPath(shell.folder, path);
  try {
    if (!isPhysical && /(^|\/)\.\.(\/|$)/.test(path)) system.files.stat(path.startsWith('/') ? path : `${shell.folder}/${path}`);
    system.chdir(target);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    yield* complain(shell, name, shell.isBash ? `${path}: ${error.message}` : shell.dialect === 'dash' ? `can't cd to ${path}` : `can't cd to ${path}: ${error.message}`);
    return false;
  }
  shell.variables.set('OLDPWD', shell.folder);
  shell.folder = isPhysical ? system.cwd : target;
  shell.variables.set('PWD', shell.folder);
  return true;
}

export const cd: Builtin = { name: 'cd', run: (shell, args) => runCd(shell, args) };
export const chdir: Builtin = { name: 'chdir', dialects: ['dash', 'ash'], run: (shell, args) => runCd(shell, args) };

function* runCd(shell: Shell, args: readonly string[]): Process<ExitCode> {
  let isPhysical = shell.options.has('physical');
  let rest = args;
  for (; rest.length > 0 && /^-[LPe@]+$/.test(rest[0]!); rest = rest.slice(1)) isPhysical = rest[0]!.includes('P');
  if (rest[0] === '--') rest = rest.slice(1);
  if (shell.isBash && rest[0] !== undefined && /^-./.test(rest[0])) {
    yield* shell.report(`cd: ${rest[0].slice(0, 2)}: invalid option\ncd: usage: cd [-L|[-P [-e]] [-@]] [dir]`);
    return 2;
  }
  if (shell.isBash && rest.length > 1) {
    yield* complain(shell, 'cd', 'too many arguments');
    return 1;
  }
  const given = rest[0];
  let path = given;
  if (given === undefined) path = shell.variables.get('HOME');
  else if (given === '-') path = shell.variables.get('OLDPWD');
  if (path === undefined) {
    if (!shell.isBash && given === undefined) return 0;
    yield* complain(shell, 'cd', given === '-' ? 'OLDPWD not set' : 'HOME not set');
    return shell.isBash ? 1 : 2;
  }
  if (path === '') return 0;
  const found = given !== undefined && given !== '-' ? throughCdPath(shell, path) : undefined;
  if (!(yield* changeFolder(shell, 'cd', found ?? path, isPhysical))) return shell.isBash ? 1 : 2;
  if (given === '-' || found !== undefined) yield* shell.print(`${shell.folder}\n`);
  return 0;
}

function throughCdPath(shell: Shell, path: string): string | undefined {
  const cdPath = shell.variables.get('CDPATH');
  if (!cdPath || /^\.{0,2}\//.test(path) || path === '.' || path === '..') return undefined;
  for (const folder of cdPath.split(':')) {
    const candidate = folder === '' ? path : `${folder.replace(/\/$/, '')}/${path}`;
    try {
      if (shell.system.files.stat(candidate).type === 'directory') return folder === '' ? undefined : candidate;
    } catch (error) {
      if (!isSystemError(error)) throw error;
    }
  }
  return undefined;
}

export const pwd: Builtin = {
  name: 'pwd',
  *run(shell, args) {
    const isPhysical = args.some((arg) => /^-.*P/.test(arg));
    yield* shell.print(`${isPhysical ? shell.system.cwd : shell.folder}\n`);
    return 0;
  },
};
