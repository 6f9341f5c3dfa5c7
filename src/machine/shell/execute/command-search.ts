import { isSystemError } from '../../errno.ts';
import type { Files } from '../../files/files.ts';
import type { Shell } from './shell.ts';

export type Search = { readonly path: string } | { readonly problem: 'ENOENT' | 'EACCES' | 'EISDIR' };

/** Where a command's program is: what was found before is remembered. */
export function findCommand(shell: Shell, name: string, searchPath: string | undefined): Search {
  const { files } = shell.system;
  if (name.includes('/')) return examine(files, name) ?? { path: name };
  if (name === '') return { problem: 'ENOENT' };
  const isOwnPath = searchPath === shell.variables.get('PATH');
  const known = isOwnPath ? shell.hashed.get(name) : undefined;
  if (known) {
    if (!examine(files, known.path)) {
      known.hits++;
      return known;
    }
    shell.hashed.delete(name);
  }
  const found = search(files, name, searchPath ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin');
  if (isOwnPath && 'path' in found && found.path.startsWith('/')) shell.hashed.set(name, { path: found.path, hits: 1 });
  return found;
}

function search(files: Files, name: string, searchPath: string): Search {
  let isForbidden = false;
  for (const folder of searchPath.split(':')) {
    const path = folder === '' ? `./${name}` : folder.endsWith('/') ? folder + name : `${folder}/${name}`;
    const problem = examine(files, path);
    if (!problem) return { path };
    if (problem.problem === 'EACCES') isForbidden = true;
  }
  return { problem: isForbidden ? 'EACCES' : 'ENOENT' };
}

/** All the programs of that name, for `type -a`. */
export function allInPath(shell: Shell, name: string): string[] {
  const { files } = shell.system;
  if (name.includes('/')) return examine(files, name) ? [] : [name];
  return (shell.variables.get('PATH') ?? '').split(':').map((folder) => `${folder === '' ? '.' : folder}/${name}`).filter((path) => !examine(files, path));
}

function examine(files: Files, path: string): { problem: 'ENOENT' | 'EACCES' | 'EISDIR' } | undefined {
  try {
    const { type } = files.stat(path);
    if (type === 'directory') return { problem: path.includes('/') ? 'EISDIR' : 'ENOENT' };
    return type === 'file' && files.may(path, 'x') ? undefined : { problem: 'EACCES' };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { problem: error.code === 'EACCES' ? 'EACCES' : 'ENOENT' };
  }
}
