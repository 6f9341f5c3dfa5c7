import type { Files } from '../../../machine/files/files.ts';
import { join } from './copy-tree.ts';

/** Bytes of all regular files in a folder. */
export function treeSize(files: Files, folder: string): number {
  let size = 0;
  for (const { name, type } of files.list(folder)) {
    if (type === 'directory') size += treeSize(files, join(folder, name));
    else if (type === 'file') size += files.lstat(join(folder, name)).size;
  }
  return size;
}
