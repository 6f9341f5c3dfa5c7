import { expect, test } from 'vitest';
import { toBytes } from '../../core/bytes.ts';
import { SECOND } from '../../core/clock.ts';
import { isSystemError } from '../errno.ts';
import { layerFromEntries } from './layer.ts';
import type { LayerEntry } from './layer.ts';
import { createMemoryFileSystem } from './memory.ts';
import { createMountNamespace } from './namespace.ts';
import { createOverlay } from './overlay.ts';

const EPOCH = 1_748_851_200;

function entry(path: string, type: LayerEntry['type'], more: Partial<LayerEntry> = {}): LayerEntry {
  return { path, type, mode: type === 'directory' ? 0o755 : 0o644, uid: 0, gid: 0, modified: EPOCH, ...more };
}

const file = (path: string, text: string) => entry(path, 'file', { content: toBytes(text) });

const base = layerFromEntries([
  entry('bin', 'directory'),
  entry('bin/busybox', 'file', { mode: 0o755, content: { kind: 'program', size: 1_000_000, name: 'busybox' } }),
  entry('bin/sh', 'hardlink', { target: 'bin/busybox' }),
  entry('etc', 'directory'),
  file('etc/passwd', 'root\n'),
  file('etc/old', 'old\n'),
  entry('data', 'directory'),
  file('data/x', 'x\n'),
]);
const second = layerFromEntries([entry('etc', 'directory', { mode: 0o750 }), file('etc/.wh.old', ''), file('etc/new', 'new\n'), entry('data', 'directory'), file('data/.wh..wh..opq', ''), file('data/y', 'y\n')]);

function container(...layers: Parameters<typeof createOverlay>[0]) {
  const disk = createMemoryFileSystem({ type: 'ext4', now: () => (EPOCH + 60) * SECOND });
  const overlay = createOverlay(layers, { space: disk.space });
  return { overlay, disk, files: createMountNamespace(overlay).files() };
}

test('layers are merged: the highest file counts, whiteouts hide, opaque folders begin anew', () => {
  const { files } = container(base, second);
  const names = (path: string) => files.list(path).map(({ name }) => name);
  expect([names('/'), names('/etc'), names('/data')]).toEqual([['bin', 'data', 'etc'], ['new', 'passwd'], ['y']]);
  expect(files.stat('/etc').mode).toBe(0o750);
  expect(files.stat('/bin/sh').inode).toBe(files.stat('/bin/busybox').inode);
  expect([files.stat('/etc').links, files.stat('/bin').links, files.stat('/bin/sh').links]).toEqual([1, 2, 2]);
});

test('what is changed is copied up, and the layers stay as they were', () => {
  const { overlay, files, disk } = container(base, second);
  expect(overlay.changes()).toEqual([]);
  files.mkdir('/srv');
  files.write('/srv/f', '12345');
  files.append('/etc/passwd', 'me\n');
  files.unlink('/bin/sh');
  files.removeAll('/data');
  expect(overlay.changes().map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'changed /bin', 'deleted /bin/sh', 'deleted /data', 'changed /etc', 'changed /etc/passwd', 'added /srv', 'added /srv/f',
  ]);
  expect(overlay.upperSize).toBe(5 + 'root\nme\n'.length);
  expect(container(base, second).files.readText('/etc/passwd')).toBe('root\n');
  const committed = layerFromEntries(overlay.upperEntries());
  expect(committed.entries().map(({ path, type }) => `${type} ${path}`)).toEqual([
    'directory bin', 'file bin/.wh.sh', 'file .wh.data', 'directory etc', 'file etc/passwd', 'directory srv', 'file srv/f',
  ]);
  const next = container(base, second, committed);
  expect(next.overlay.mergedEntries()).toEqual(overlay.mergedEntries());
  expect(next.overlay.changes()).toEqual([]);
  overlay.dispose();
  expect(disk.space.used).toBe(0);
});

test('a folder that was removed and made again is opaque', () => {
  const { overlay, files } = container(base);
  files.removeAll('/data');
  files.mkdir('/data');
  expect(files.list('/data')).toEqual([]);
  expect(overlay.upperEntries().map(({ path }) => path)).toEqual(['data', 'data/.wh..wh..opq']);
  expect(overlay.changes()).toEqual([{ kind: 'changed', path: '/data' }, { kind: 'deleted', path: '/data/x' }]);
});

test('files of a lower layer can be renamed, folders can not (without redirect_dir)', () => {
  const { files } = container(base);
  files.rename('/etc/passwd', '/etc/shadow');
  expect(files.list('/etc').map(({ name }) => name)).toEqual(['old', 'shadow']);
  files.mkdir('/fresh');
  files.rename('/fresh', '/renamed');
  let code = '';
  try {
    files.rename('/data', '/data2');
  } catch (error) {
    if (isSystemError(error)) code = error.code;
  }
  expect(code).toBe('EXDEV');
});

test('a digest depends on what a layer holds, not on the order it came in', () => {
  const entries = base.entries();
  expect(layerFromEntries([...entries].reverse().sort((a, b) => Number(a.type === 'hardlink') - Number(b.type === 'hardlink'))).digest).toBe(base.digest);
  expect(layerFromEntries([...entries, file('etc/more', '')]).digest).not.toBe(base.digest);
  expect(base.size).toBe(1_000_000 + 5 + 4 + 2);
});

test('ten thousand overlays of one image cost microseconds', () => {
  const start = performance.now();
  for (let i = 0; i < 10_000; i++) createOverlay([base, second]);
  expect(performance.now() - start).toBeLessThan(500);
});
