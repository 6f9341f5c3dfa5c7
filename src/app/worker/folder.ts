import type { Files } from '../../machine/files/files.ts';
import { asText } from '../../tutor/session/prepare.ts';
import type { FileInfo } from './protocol.ts';

const MOST_FILES = 500;
const MOST_TEXT = 256 << 10;

/** The learner's folder, for the file list: folders first, hidden ones of tools left out. */
export function listFolder(files: Files, folder: string): FileInfo[] {
  const found: FileInfo[] = [];
  const visit = (path: string) => {
    for (const { name, type } of files.list(`${folder}/${path}`)) {
      if (found.length >= MOST_FILES || name === '.git') return;
      const inside = path === '' ? name : `${path}/${name}`;
      if (type === 'directory') {
        found.push({ path: inside, type: 'directory', size: 0 });
        visit(inside);
      } else if (type === 'file') found.push(fileInfo(files, folder, inside));
    }
  };
  if (files.exists(folder)) visit('');
  return found;
}

function fileInfo(files: Files, folder: string, path: string): FileInfo {
  const { size } = files.stat(`${folder}/${path}`);
  const text = size <= MOST_TEXT ? asText(files.read(`${folder}/${path}`)) : undefined;
  return { path, type: 'file', size, ...(text === undefined ? {} : { text }) };
}
