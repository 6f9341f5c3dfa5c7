import type { FileInfo } from '../worker/protocol.ts';

/** What COPY may name: files and folders (with a `/` at the end) below the folder of a Dockerfile, as seen from there. */
export function pathsBeside(dockerfile: string, files: readonly FileInfo[]): readonly string[] {
  const folder = dockerfile.slice(0, dockerfile.lastIndexOf('/') + 1);
  return files
    .filter(({ path }) => path.startsWith(folder) && path !== dockerfile && path !== folder)
    .map(({ path, type }) => path.slice(folder.length) + (type === 'directory' ? '/' : ''));
}
