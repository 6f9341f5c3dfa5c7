import { digestOf, sha256Hex } from '../../../core/digest.ts';
import { isDescribed } from '../../../machine/files/content.ts';
import type { Content } from '../../../machine/files/content.ts';
import type { Files, Stat } from '../../../machine/files/files.ts';

/** Digests of what files hold. Contents are never changed in place, so they are kept as long as the content is. */
const CONTENTS = new WeakMap<Content, string>();

function contentDigest(content: Content): string {
  let digest = CONTENTS.get(content);
  if (digest === undefined) {
    digest = isDescribed(content) ? sha256Hex(JSON.stringify(content)) : sha256Hex(content);
    CONTENTS.set(content, digest);
  }
  return digest;
}

/** What counts of a file for the cache: its kind, rights, owner and content, not when it was changed. `keeps` leaves out what is not copied. */
export function checksumOf(files: Files, path: string, keeps: (path: string, isFolder: boolean) => boolean = () => true): string {
  const lines: string[] = [];
  const walk = (at: string, relative: string): void => {
    const stat = files.lstat(at);
    const isFolder = stat.type === 'directory';
    if (relative === '' || keeps(relative, isFolder)) lines.push(line(files, at, relative, stat));
    if (!isFolder) return;
    for (const { name } of files.list(at)) walk(at === '/' ? `/${name}` : `${at}/${name}`, relative === '' ? name : `${relative}/${name}`);
  };
  walk(path, '');
  return digestOf(lines.join('\n'));
}

function line(files: Files, path: string, relative: string, stat: Stat): string {
  const what = stat.type === 'file' ? contentDigest(files.content(path)) : stat.type === 'symlink' ? files.readlink(path) : (stat.rdev?.join(':') ?? '');
  return [relative, stat.type, stat.mode.toString(8), stat.uid, stat.gid, what].join('\0');
}
