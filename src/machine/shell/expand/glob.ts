import type { Files } from '../../files/files.ts';
import type { Shell } from '../execute/shell.ts';
import { compilePattern } from './expand.ts';
import { unescapePattern } from './pattern.ts';

const ACTIVE = /(?:^|[^\\])(?:\\\\)*(?:[*?[]|[@!+]\()/;

/** The paths that match a pattern, in the order of their characters; none when none does. */
export function glob(shell: Shell, pattern: string): string[] {
  if (!ACTIVE.test(pattern)) return [];
  const parts = pattern.split('/');
  let places = [''];
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    if (i === 0 && part === '') places = ['/'];
    else if (part === '') places = isLast ? places.filter((place) => isFolder(shell.system.files, place)).map((place) => `${place}/`) : places;
    else places = places.flatMap((place) => step(shell, place, part, isLast));
    if (places.length === 0) return [];
  }
  return places.sort();
}

function join(place: string, name: string): string {
  return place === '' || place.endsWith('/') ? place + name : `${place}/${name}`;
}

function step(shell: Shell, place: string, part: string, isLast: boolean): string[] {
  const { files } = shell.system;
  if (!ACTIVE.test(part)) {
    const path = join(place, unescapePattern(part));
    return (isLast ? exists(files, path) : isFolder(files, path)) ? [path] : [];
  }
  if (part === '**' && shell.shellOptions.has('globstar')) return everything(shell, place, isLast);
  const pattern = compilePattern(shell, part, shell.isExtglob, shell.shellOptions.has('nocaseglob'));
  const showsDots = part.startsWith('.') || part.startsWith('\\.') || shell.shellOptions.has('dotglob');
  const names = [...(part.startsWith('.') && !shell.isBash ? ['.', '..'] : []), ...namesIn(files, place)];
  return names
    .filter((name) => (showsDots || !name.startsWith('.')) && pattern.matches(name))
    .map((name) => join(place, name))
    .filter((path) => isLast || isFolder(files, path));
}

function everything(shell: Shell, place: string, isLast: boolean): string[] {
  const { files } = shell.system;
  const found: string[] = place === '' ? (isLast ? [] : ['']) : [isLast ? `${place}/` : place];
  const visit = (folder: string) => {
    for (const name of namesIn(files, folder)) {
      if (name.startsWith('.') && !shell.shellOptions.has('dotglob')) continue;
      const path = join(folder, name);
      const isTree = files.lstat(path).type === 'directory';
      if (isTree || isLast) found.push(path);
      if (isTree) visit(path);
    }
  };
  visit(place);
  return found;
}

function namesIn(files: Files, place: string): string[] {
  try {
    return files.list(place === '' ? '.' : place).map((entry) => entry.name);
  } catch {
    return [];
  }
}

function exists(files: Files, path: string): boolean {
  try {
    files.lstat(path);
    return true;
  } catch {
    return false;
  }
}

function isFolder(files: Files, path: string): boolean {
  try {
    return files.stat(path).type === 'directory';
  } catch {
    return false;
  }
}
