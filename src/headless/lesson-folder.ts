import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lesson } from '../tutor/lessons/lesson.ts';
import { parseLesson } from '../tutor/lessons/parse.ts';

/** The project's folder: the nearest above the built command that holds lessons/. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'lessons')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

export const lessonsRoot = () => join(projectRoot(), 'lessons');

/** What a folder may hold at most: an answer or a lesson that is larger is refused. */
const MOST_BYTES = 8 << 20;
const MOST_FILES = 2000;

/** Every regular file below a folder, by its path there. Links are not followed out of it: they are refused. Throws an Error that names the place. */
export function readFolder(folder: string): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (entry.isSymbolicLink()) throw new Error(`${name}: is a symbolic link, which an answer may not hold`);
    if (!entry.isFile()) continue;
    bytes += statSync(path).size;
    if (bytes > MOST_BYTES || files.size >= MOST_FILES) throw new Error(`holds more than ${MOST_BYTES >> 20} MiB or ${MOST_FILES} files`);
    files.set(name, new Uint8Array(readFileSync(path)));
  }
  return files;
}

/** `NN-chapter/NN-lesson` of every lesson, in order. */
export function lessonPaths(root: string = lessonsRoot()): string[] {
  const folders = (path: string) =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^\d+-/.test(entry.name))
      .map((entry) => entry.name)
      .sort();
  return folders(root).flatMap((chapter) => folders(join(root, chapter)).map((lesson) => `${chapter}/${lesson}`));
}

/** Throws LessonError. */
export function loadLesson(path: string, root: string = lessonsRoot()): Lesson {
  return parseLesson(path, readFolder(join(root, path)));
}

/** By id or number: `5.2`. Throws an Error that lists what there is. */
export function findLesson(id: string, root: string = lessonsRoot()): Lesson {
  const paths = lessonPaths(root);
  for (const path of paths) {
    const number = path.split('/').map((part) => parseInt(part, 10)).join('.');
    if (number === id) return loadLesson(path, root);
  }
  const all = paths.map((path) => loadLesson(path, root));
  const found = all.find((lesson) => lesson.id === id);
  if (!found) throw new Error(`there is no lesson ${id}; there are ${all.map((lesson) => `${lesson.number} (${lesson.id})`).join(', ')}`);
  return found;
}
