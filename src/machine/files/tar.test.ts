import { gzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { toBytes } from '../../core/bytes.ts';
import { runNow } from '../../core/process.ts';
import { layerFromEntries } from './layer.ts';
import type { LayerEntry } from './layer.ts';
import { createMemoryFileSystem } from './memory.ts';
import { createMountNamespace } from './namespace.ts';
import { archiveOf, extractInto, fromTar, readTar, tarInput, tarSize, toTar } from './tar.ts';

function entry(path: string, type: LayerEntry['type'], more: Partial<LayerEntry> = {}): LayerEntry {
  return { path, type, mode: type === 'directory' ? 0o755 : 0o644, uid: 0, gid: 0, modified: 1_748_851_200, ...more };
}

const ENTRIES: readonly LayerEntry[] = [
  entry('bin', 'directory'),
  entry('bin/busybox', 'file', { mode: 0o4755, content: { kind: 'program', size: 2_000_000, name: 'busybox', platform: 'linux/amd64' } }),
  entry('bin/sh', 'hardlink', { mode: 0o4755, target: 'bin/busybox' }),
  entry('etc', 'directory', { uid: 1000, gid: 3_000_000 }),
  entry('etc/motd', 'file', { content: toBytes('hello\n') }),
  entry('etc/link', 'symlink', { mode: 0o777, target: `../${'far/'.repeat(40)}away` }),
  entry(`${'deep/'.repeat(30)}file`, 'file', { content: toBytes('x') }),
  entry('x'.repeat(180), 'file', { content: toBytes('') }),
  entry('naïve', 'file', { content: toBytes('ï') }),
  entry('null', 'character', { device: [1, 3] }),
  entry('pipe', 'fifo'),
];

test('what goes into a tar comes out of it', () => {
  const tar = toTar(ENTRIES);
  expect(tar.length).toBe(tarSize(ENTRIES));
  expect(fromTar(tar)).toEqual(ENTRIES);
  expect(fromTar(gzipSync(tar))).toEqual(ENTRIES);
  expect(runNow(readTar(tarInput(ENTRIES)))).toEqual(ENTRIES);
});

test('a bad archive is refused in the words of Go', () => {
  const tar = toTar(ENTRIES);
  expect(() => fromTar(tar.subarray(0, 5000))).toThrow('unexpected EOF');
  expect(() => fromTar(new Uint8Array(1024).fill(65))).toThrow('archive/tar: invalid tar header');
  expect(() => fromTar(toBytes(`BZh9${' '.repeat(600)}`))).toThrow('drydock: bzip2 compression is not simulated');
  expect(fromTar(new Uint8Array(0))).toEqual([]);
});

function files() {
  const made = createMountNamespace(createMemoryFileSystem({ type: 'ext4', now: () => 0 })).files();
  made.mkdir('/in');
  made.mkdir('/out');
  return made;
}

test('a tree that is unpacked and archived again is the same', () => {
  const made = files();
  extractInto(made, ENTRIES, '/in');
  expect(layerFromEntries(archiveOf(made, '/in', { name: '' })).digest).toBe(layerFromEntries(ENTRIES.concat(missingFolders())).digest);
  expect(archiveOf(made, '/in/etc').map(({ path }) => path)).toEqual(['etc', 'etc/link', 'etc/motd']);
  expect(archiveOf(made, '/in/etc/motd', { name: 'renamed' }).map(({ path }) => path)).toEqual(['renamed']);
  const withoutEtc = archiveOf(made, '/in', { name: '', includes: (path) => path !== 'etc', owner: { uid: 0, gid: 0 } });
  expect(withoutEtc.some(({ path, uid }) => path.startsWith('etc') || uid !== 0)).toBe(false);
});

/** Folders that the archive did not name are made at the time of unpacking. */
function missingFolders(): LayerEntry[] {
  return Array.from({ length: 30 }, (_, i) => entry('deep/'.repeat(i + 1).slice(0, -1), 'directory', { modified: 0 }));
}

test.each([
  ['a path with ..', [entry('../evil', 'file')]],
  ['a link that leads out', [entry('way', 'symlink', { target: '/out' }), entry('way/evil', 'file')]],
  ['a hard link to outside', [entry('evil', 'hardlink', { target: '../out/secret' })]],
])('nothing is unpacked outside: %s', (_what, entries) => {
  const made = files();
  made.write('/out/secret', '');
  expect(() => extractInto(made, entries, '/in')).toThrow('is outside of "/in"');
  expect(made.list('/out')).toEqual([{ name: 'secret', type: 'file' }]);
});

test('a tar may end with the last byte of its last file, as archive/tar of Go has it, but not before or in its padding', () => {
  const whole = toTar([entry('a', 'file', { content: toBytes('hello') })]);
  expect(fromTar(whole.slice(0, 512 + 5)).map(({ path }) => path)).toEqual(['a']);
  expect(() => fromTar(whole.slice(0, 512 + 4))).toThrow('unexpected EOF');
  expect(() => fromTar(whole.slice(0, 512 + 100))).toThrow('unexpected EOF');
});
