import type { Files } from '../../../machine/files/files.ts';
import { hasWildcards } from '../lower/paths.ts';
import { GlobPattern } from './glob.ts';

/** The paths that a source of COPY names, in the order of names. Without wildcards it is the path itself, there or not. */
export function resolveWildcards(files: Files, source: string): readonly string[] {
  if (!hasWildcards(source)) return [unescape(source)];
  let found: readonly string[] = ['/'];
  for (const segment of source.split('/').filter((part) => part !== '')) {
    found = found.flatMap((folder) => matchesIn(files, folder, segment));
  }
  return found;
}

function matchesIn(files: Files, folder: string, segment: string): readonly string[] {
  const join = (name: string) => (folder === '/' ? `/${name}` : `${folder}/${name}`);
  if (!hasWildcards(segment)) {
    const path = join(unescape(segment));
    return files.exists(path) ? [path] : [];
  }
  if (!files.exists(folder) || files.stat(folder).type !== 'directory') return [];
  const pattern = new GlobPattern(segment);
  return files.list(folder).flatMap(({ name }) => (pattern.matches(name) ? [join(name)] : []));
}

function unescape(path: string): string {
  return path.replace(/\\(.)/g, '$1');
}
