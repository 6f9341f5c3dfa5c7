import { describe, expect, test } from 'vitest';
import type { LayerEntry } from '../../../../machine/files/layer.ts';
import { place } from './copy-paths.ts';

const entry = (path: string): LayerEntry => ({ path, type: 'directory', mode: 0o755, uid: 0, gid: 0, modified: 0 });

/** Where `from` ends up that is copied to `to`: the folder that it is unpacked in, and its path there. */
function copied(from: { readonly path: string; readonly isFolder: boolean }, to: { readonly path: string; readonly isThere: boolean; readonly isFolder: boolean }, name: string): readonly [string, string] {
  const { folder, rename } = place({ ...from, rename: '' }, to);
  return [folder, rename(entry(name)).path];
}

const FILE = { path: '/a/file', isFolder: false };
const FOLDER = { path: '/a/dir', isFolder: true };
const CONTENTS = { path: '/a/dir/.', isFolder: true };
const there = { path: '/b', isThere: true, isFolder: true };
const file = { path: '/b', isThere: true, isFolder: false };
const nowhere = { path: '/b/c', isThere: false, isFolder: false };

describe('docker cp', () => {
  test('into a folder that is there', () => {
    expect(copied(FILE, there, 'file')).toEqual(['/b', 'file']);
    expect(copied(FOLDER, there, 'dir/x')).toEqual(['/b', 'dir/x']);
  });

  test('under a new name', () => {
    expect(copied(FILE, nowhere, 'file')).toEqual(['/b', 'c']);
    expect(copied(FOLDER, nowhere, 'dir/x')).toEqual(['/b', 'c/x']);
    expect(copied(CONTENTS, nowhere, 'x')).toEqual(['/b', 'c/x']);
  });

  test('over a file', () => {
    expect(copied(FILE, file, 'file')).toEqual(['/', 'b']);
    expect(() => copied(FOLDER, file, 'dir')).toThrow('cannot copy directory');
  });

  test('a file to a folder that is not there', () => {
    expect(() => copied(FILE, { ...nowhere, path: '/b/c/' }, 'file')).toThrow('no such directory');
  });
});
