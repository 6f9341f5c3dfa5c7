/** An absolute path without `.`, `..` and doubled slashes. */
export function cleanPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

/** A path seen from a folder. */
export function resolvePath(folder: string, path: string): string {
  return cleanPath(path.startsWith('/') ? path : `${folder}/${path}`);
}

/** As `resolvePath`, where a slash, or a dot, at the end says that a folder is meant. */
export function resolveDestination(folder: string, path: string): string {
  const clean = resolvePath(folder, path);
  const isFolder = path === '' || path === '.' || path.endsWith('/') || path.endsWith('/.');
  return isFolder && clean !== '/' ? `${clean}/` : clean;
}

export function hasWildcards(path: string): boolean {
  for (let i = 0; i < path.length; i++) {
    if (path[i] === '\\') i++;
    else if ('*?['.includes(path[i]!)) return true;
  }
  return false;
}
