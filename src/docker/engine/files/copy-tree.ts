import type { Files } from '../../../machine/files/files.ts';

export function isEmptyFolder(files: Files, path: string): boolean {
  return files.list(path).length === 0;
}

/** Copies what is in a folder into another that exists, with owners, modes and times, the folder's own too. */
export function copyTree(from: Files, source: string, to: Files, target: string): void {
  for (const { name } of from.list(source)) copyEntry(from, join(source, name), to, join(target, name));
  copyAttributes(from, source, to, target);
}

function copyEntry(from: Files, source: string, to: Files, target: string): void {
  const stat = from.lstat(source);
  switch (stat.type) {
    case 'directory':
      to.mkdir(target);
      copyTree(from, source, to, target);
      return;
    case 'symlink':
      to.symlink(from.readlink(source), target);
      break;
    case 'file':
      to.write(target, from.content(source), stat.mode);
      break;
    case 'fifo':
    case 'character':
    case 'block':
      to.mknod(target, stat.type, stat.mode, stat.rdev);
      break;
    case 'socket':
      return;
  }
  copyAttributes(from, source, to, target);
}

function copyAttributes(from: Files, source: string, to: Files, target: string): void {
  const { type, mode, uid, gid, accessed, modified } = from.lstat(source);
  to.chown(target, uid, gid, { followLinks: false });
  if (type !== 'symlink') to.chmod(target, mode);
  to.utimes(target, accessed, modified, { followLinks: false });
}

export function join(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}
