import type { LayerEntry } from '../../../../machine/files/layer.ts';
import { CommandError } from '../../errors.ts';

/** The rules of `docker cp`: https://docs.docker.com/reference/cli/docker/container/cp/ */

/** Without `.`, `..` and doubled or trailing slashes. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push('..');
  }
  return isAbsolute ? `/${parts.join('/')}` : parts.join('/') || '.';
}

const isCurrent = (path: string): boolean => path === '.' || path.endsWith('/.');

/** It ends so that it can only be a folder. */
export function assertsFolder(path: string): boolean {
  return path.endsWith('/') || isCurrent(path);
}

/** The folder and the last name; `dir/.` is `.` in `dir`. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const clean = cleanPath(path);
  if (isCurrent(path)) return { folder: clean, name: '.' };
  const slash = clean.lastIndexOf('/');
  if (slash < 0) return { folder: '.', name: clean };
  return { folder: clean.slice(0, slash) || '/', name: clean.slice(slash + 1) || '/' };
}

/** Gives a path back the `/` or `/.` that cleaning took from its original. */
export function keepEnding(path: string, original: string): string {
  let kept = path;
  if (!isCurrent(kept) && isCurrent(original)) kept = `${kept.endsWith('/') ? kept : `${kept}/`}.`;
  if (!kept.endsWith('/') && original.endsWith('/')) kept += '/';
  return kept;
}

export interface CopySource {
  readonly path: string;
  readonly isFolder: boolean;
  /** The name that a followed link had. */
  readonly rename: string;
}

export interface CopyTarget {
  readonly path: string;
  readonly isThere: boolean;
  readonly isFolder: boolean;
}

export interface CopyPlan {
  /** Where to unpack. */
  readonly folder: string;
  rename(entry: LayerEntry): LayerEntry;
}

/** Where a copy is unpacked and under which name, by what there is at both ends. Throws CommandError. */
export function place(source: CopySource, target: CopyTarget): CopyPlan {
  const name = source.rename || splitPath(source.path).name;
  if (target.isThere && target.isFolder) return { folder: target.path, rename: (entry) => entry };
  if (target.isThere && source.isFolder) throw new CommandError('cannot copy directory');
  if (!target.isThere && !source.isFolder && assertsFolder(target.path)) throw new CommandError('no such directory');
  const { folder, name: newName } = splitPath(target.path);
  return { folder, rename: (entry) => renameEntry(entry, name, newName) };
}

/** The entry under another first name. */
export function renameEntry(entry: LayerEntry, from: string, to: string): LayerEntry {
  const rebase = (path: string): string => {
    if (from === '.' || from === '/') return path === '' || path === '.' ? to : `${to}/${path.replace(/^\.\//, '')}`;
    return path === from ? to : path.startsWith(`${from}/`) ? to + path.slice(from.length) : path;
  };
  return { ...entry, path: rebase(entry.path), ...(entry.type === 'hardlink' ? { target: rebase(entry.target ?? '') } : {}) };
}
